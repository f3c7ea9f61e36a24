// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QIcon>
#include <QPixmap>

namespace lockleaf::ui {

/// The stroke drawings under resources/icons, in the order of their file names.
enum class Icon {
    ArrowLeft,
    ArrowRight,
    Attachment,
    Bold,
    Brush,
    BulletList,
    Calendar,
    CapsLock,
    Check,
    ChevronDown,
    ChevronLeft,
    ChevronRight,
    ChevronUp,
    Close,
    Code,
    Command,
    Compose,
    Copy,
    Download,
    External,
    Eye,
    EyeOff,
    File,
    Folder,
    Hash,
    Heading,
    Help,
    History,
    Image,
    Info,
    Italic,
    Key,
    Keyboard,
    Link,
    Lock,
    MatchCase,
    Menu,
    Minus,
    More,
    Note,
    Notebook,
    NumberList,
    OpenBook,
    Outline,
    Pin,
    Plus,
    Print,
    Quote,
    Regex,
    Restore,
    Search,
    Settings,
    Shield,
    Sidebar,
    Sort,
    Strike,
    Tag,
    Task,
    Trash,
    Unlock,
    Upload,
    Warning,
    WholeWord,
};

/// Draws our icons and the logo in any colour, sharp at any pixel ratio. GUI thread only.
namespace icons {

/// `icon` as a square pixmap of `size` logical pixels in `color`; cached per icon, colour, size and ratio.
[[nodiscard]] QPixmap pixmap(Icon icon, const QColor& color, int size, qreal devicePixelRatio);

/// An icon that looks its colour up in the current theme whenever it is painted, so that it follows a change
/// of appearance or screen by itself. Disabled, it is drawn in TextTertiary; switched on, in `on`.
[[nodiscard]] QIcon themed(Icon icon, Token token = Token::TextSecondary, Token on = Token::AccentText);

/// Draws `icon` centred in `rect` at `size` logical pixels. Directional drawings (arrows, chevrons) are
/// mirrored when the painter's layout direction is right to left.
void paint(QPainter& painter, const QRect& rect, Icon icon, const QColor& color, int size);

/// The logo: leaf with keyhole on its tile, `size` logical pixels square, its tile in `tile`.
[[nodiscard]] QPixmap logo(int size, qreal devicePixelRatio, const QColor& tile);

/// The icon of the windows.
[[nodiscard]] QIcon application();

/// The icon for a system tray, in the sizes that trays use: a closed lock on a dark tile, or an open one on a
/// light tile. Either brings its own ground, since nobody knows that of the panel.
[[nodiscard]] QIcon tray(bool unlocked);

} // namespace icons

} // namespace lockleaf::ui

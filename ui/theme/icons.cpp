// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/icons.h"

#include "ui/theme/theme_manager.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <array>
#include <memory>

using namespace Qt::StringLiterals;

/// A static library's resources register themselves only when asked; the macro must stand outside namespaces.
static void registerResources()
{
    Q_INIT_RESOURCE(lockleaf);
}

namespace lockleaf::ui::icons {

namespace {

/// File names by Icon; the resource file lists the same ones.
constexpr std::array FileNames{
    "arrow-left", "arrow-right", "attachment", "bold",         "brush",        "bullet-list",
    "calendar",   "caps-lock",   "check",      "chevron-down", "chevron-left", "chevron-right",
    "chevron-up", "close",       "code",       "command",      "compose",      "copy",
    "download",   "external",    "eye",        "eye-off",      "file",         "folder",
    "hash",       "heading",     "help",       "history",      "image",        "info",
    "italic",     "key",         "keyboard",   "link",         "lock",         "match-case",
    "menu",       "minus",       "more",       "note",         "notebook",     "number-list",
    "open-book",  "outline",     "pin",        "plus",         "print",        "quote",
    "regex",      "restore",     "search",     "settings",     "shield",       "sidebar",
    "sort",       "strike",      "tag",        "task",         "trash",        "unlock",
    "upload",     "warning",     "whole-word",
};
static_assert(FileNames.size() == static_cast<std::size_t>(Icon::WholeWord) + 1);

QByteArray readResource(const QString& path)
{
    static const bool registered = (::registerResources(), true);
    Q_UNUSED(registered);
    QFile file(path);
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(opened, "icons", "the drawing is missing from lockleaf.qrc");
    return opened ? file.readAll() : QByteArray();
}

QPixmap render(const QByteArray& svg, int size, qreal ratio)
{
    const int pixels = qRound(size * ratio);
    QPixmap pixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    QSvgRenderer renderer(svg);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    renderer.render(&painter, QRectF(0, 0, pixels, pixels));
    painter.end();
    pixmap.setDevicePixelRatio(ratio);
    return pixmap;
}

bool isDirectional(Icon icon)
{
    switch (icon) {
    case Icon::ArrowLeft:
    case Icon::ArrowRight:
    case Icon::ChevronLeft:
    case Icon::ChevronRight:
    case Icon::Restore:
        return true;
    default:
        return false;
    }
}

class ThemedEngine : public QIconEngine
{
public:
    ThemedEngine(Icon icon, Token off, Token on) : m_icon(icon), m_off(off), m_on(on) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        const int size = qMin(rect.width(), rect.height());
        icons::paint(*painter, rect, m_icon, color(mode, state), size);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) override
    {
        const int pixels = qMin(size.width(), size.height());
        return icons::pixmap(m_icon, color(mode, state), qRound(pixels / scale), scale);
    }

    [[nodiscard]] QIconEngine* clone() const override { return new ThemedEngine(*this); }

private:
    [[nodiscard]] QColor color(QIcon::Mode mode, QIcon::State state) const
    {
        if (mode == QIcon::Disabled)
            return currentTheme().color(Token::TextTertiary);
        return currentTheme().color(state == QIcon::On ? m_on : m_off);
    }

    Icon m_icon;
    Token m_off;
    Token m_on;
};

} // namespace

namespace {

/// In the cache of pixmaps. Not written out in digits: rows ask for it each time they are painted.
QString keyOf(Icon icon, const QColor& color, int size, qreal devicePixelRatio)
{
    const QRgb rgba = color.rgba();
    const std::array parts{static_cast<char16_t>(icon), static_cast<char16_t>(rgba >> 16),
                           static_cast<char16_t>(rgba & 0xffff), static_cast<char16_t>(size),
                           static_cast<char16_t>(qRound(devicePixelRatio * 100))};
    QString key = u"lockleaf-icon/"_s;
    return key.append(QStringView(parts));
}

} // namespace

QPixmap pixmap(Icon icon, const QColor& color, int size, qreal devicePixelRatio)
{
    const QString key = keyOf(icon, color, size, devicePixelRatio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    const auto name = QLatin1StringView(FileNames[static_cast<std::size_t>(icon)]);
    QByteArray svg = readResource(u":/lockleaf/icons/%1.svg"_s.arg(name));
    svg.replace("currentColor", color.name(QColor::HexRgb).toLatin1());
    pixmap = render(svg, size, devicePixelRatio);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

QIcon themed(Icon icon, Token token, Token on)
{
    return QIcon(std::make_unique<ThemedEngine>(icon, token, on).release()); // QIcon owns it
}

void paint(QPainter& painter, const QRect& rect, Icon icon, const QColor& color, int size)
{
    const qreal ratio = painter.device()->devicePixelRatioF();
    const QPixmap drawing = pixmap(icon, color, size, ratio);
    const QRect target(rect.x() + (rect.width() - size) / 2, rect.y() + (rect.height() - size) / 2, size,
                       size);
    if (painter.layoutDirection() == Qt::RightToLeft && isDirectional(icon)) {
        painter.save();
        painter.translate(target.center().x() * 2 + 1, 0);
        painter.scale(-1, 1);
        painter.drawPixmap(target, drawing);
        painter.restore();
        return;
    }
    painter.drawPixmap(target, drawing);
}

QPixmap logo(int size, qreal devicePixelRatio, const QColor& tile)
{
    const QString key = u"lockleaf-logo/%1/%2/%3"_s.arg(tile.rgba(), 0, 16).arg(size).arg(devicePixelRatio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    QByteArray svg = readResource(u":/lockleaf/logo.svg"_s);
    svg.replace("#2A7548", tile.name(QColor::HexRgb).toLatin1());
    pixmap = render(svg, size, devicePixelRatio);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

QIcon application()
{
    QIcon icon;
    for (const int size : {16, 24, 32, 48, 64, 128, 256})
        icon.addPixmap(logo(size, 1.0, Theme::make(Scheme::Light).color(Token::LogoTile)));
    return icon;
}

QIcon tray(bool unlocked)
{
    const QByteArray svg =
        readResource(unlocked ? u":/lockleaf/tray-unlocked.svg"_s : u":/lockleaf/tray-locked.svg"_s);
    QIcon icon;
    for (const int size : {16, 22, 24, 32, 48, 64})
        icon.addPixmap(render(svg, size, 1.0));
    return icon;
}

} // namespace lockleaf::ui::icons

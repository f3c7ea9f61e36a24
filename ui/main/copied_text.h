// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QClipboard>
#include <QMimeData>
#include <QPointer>
#include <QTimer>

#include <array>
#include <memory>

namespace lockleaf::ui {

/// What this program has on the clipboard and in the primary selection of X11: marked as a secret for
/// clipboard managers, taken back after a while, and only where it is still ours.
///
/// It watches the clipboard, so whatever in the program copies is marked, text fields of Qt too: nobody is
/// answered before the mark is there. A manager may ignore the mark, and what was pasted is gone from our
/// hands. On Wayland a window that has lost the focus may be refused.
class CopiedText : public QObject
{
    Q_OBJECT

public:
    /// `clipboard` outlives it.
    explicit CopiedText(QClipboard& clipboard, QObject* parent = nullptr);
    ~CopiedText() override;

    /// After how long what is copied from now on is taken back; 0: by takeBack() alone.
    void setSeconds(int seconds);
    /// Now. What another program has put there since is left alone.
    void takeBack();

private:
    /// One of the two places that text is copied to.
    struct Place
    {
        explicit Place(QClipboard::Mode where) : mode(where) {}

        QClipboard::Mode mode;
        QPointer<QMimeData> held; ///< What we put there; the clipboard owns it and deletes it.
        QTimer timer;
    };
    void handleChanged(QClipboard::Mode mode);
    void put(Place& place, std::unique_ptr<QMimeData> data);
    void take(Place& place);
    [[nodiscard]] bool holdsOurs(const Place& place) const;

    QClipboard& m_clipboard;
    std::array<Place, 2> m_places;
    int m_seconds = 0;
};

} // namespace lockleaf::ui

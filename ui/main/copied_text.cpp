// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/copied_text.h"

#include <QGuiApplication>

namespace lockleaf::ui {

namespace {

/// Klipper's format (KDE, D12539), which CopyQ, GPaste and wl-clipboard look for as well; the second spelling
/// is for managers on GTK, to which a format without a slash is none.
constexpr std::array secretFormats{"x-kde-passwordManagerHint", "text/x-kde-passwordManagerHint"};

std::unique_ptr<QMimeData> markedText(const QString& text)
{
    auto data = std::make_unique<QMimeData>();
    data->setText(text);
    for (const char* const format : secretFormats)
        data->setData(QLatin1StringView(format), QByteArrayLiteral("secret"));
    return data;
}

/// Whether what stands there comes from this process.
bool isOwn(const QClipboard& clipboard, QClipboard::Mode mode)
{
    // Without a display there is a clipboard, but nobody to share it with, and so no word of an owner.
    if (QGuiApplication::platformName() == u"offscreen")
        return true;
    return mode == QClipboard::Clipboard ? clipboard.ownsClipboard() : clipboard.ownsSelection();
}

} // namespace

CopiedText::CopiedText(QClipboard& clipboard, QObject* parent)
    : QObject(parent), m_clipboard(clipboard),
      m_places{Place(QClipboard::Clipboard), Place(QClipboard::Selection)}
{
    for (Place& place : m_places) {
        place.timer.setSingleShot(true);
        connect(&place.timer, &QTimer::timeout, this, [this, &place] { take(place); });
    }
    connect(&m_clipboard, &QClipboard::changed, this, &CopiedText::handleChanged);
}

// An application that ends in good order offers what it holds to the desktop's clipboard manager.
CopiedText::~CopiedText()
{
    takeBack();
}

void CopiedText::setSeconds(int seconds)
{
    m_seconds = seconds;
    for (Place& place : m_places) {
        if (place.timer.isActive() && seconds == 0)
            place.timer.stop();
        else if (holdsOurs(place) && seconds != 0)
            place.timer.start(seconds * 1000);
    }
}

void CopiedText::takeBack()
{
    for (Place& place : m_places)
        take(place);
}

void CopiedText::handleChanged(QClipboard::Mode mode)
{
    for (Place& place : m_places) {
        if (place.mode != mode || holdsOurs(place))
            continue;
        place.timer.stop();
        const QMimeData* const copied = isOwn(m_clipboard, mode) ? m_clipboard.mimeData(mode) : nullptr;
        if (copied == nullptr || copied->hasUrls() || copied->hasImage() || copied->text().isEmpty())
            continue; // nothing here copies files or pictures
        put(place, markedText(copied->text()));
        if (m_seconds != 0)
            place.timer.start(m_seconds * 1000);
    }
}

void CopiedText::put(Place& place, std::unique_ptr<QMimeData> data)
{
    place.held = data.get(); // before it is told of
    m_clipboard.setMimeData(data.release(), place.mode);
}

// An empty text stands in the place of ours, and is not let go of: some desktops put their own copy of the
// last text back as soon as nobody owns the clipboard, and copy this one instead.
void CopiedText::take(Place& place)
{
    place.timer.stop();
    if (!holdsOurs(place))
        return;
    put(place, markedText(QString()));
    place.held.clear();
}

bool CopiedText::holdsOurs(const Place& place) const
{
    return !place.held.isNull() && m_clipboard.mimeData(place.mode) == place.held;
}

} // namespace lockleaf::ui

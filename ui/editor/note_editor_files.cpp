// SPDX-License-Identifier: GPL-3.0-or-later
// The part of NoteEditor that shows pictures, and takes files and pictures that are dropped or pasted.
#include "ui/editor/editor_pictures.h"
#include "ui/editor/note_editor.h"

#include <QDateTime>
#include <QFileInfo>
#include <QMimeData>
#include <QMouseEvent>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

struct PastedKind
{
    QString type;
    QString ending;
};

/// What the clipboard is asked for, as it is: decoding it into an image is left to what shows it.
const std::array<PastedKind, 4>& pastedKinds()
{
    static const std::array<PastedKind, 4> kinds{{{u"image/png"_s, u"png"_s},
                                                  {u"image/jpeg"_s, u"jpg"_s},
                                                  {u"image/webp"_s, u"webp"_s},
                                                  {u"image/gif"_s, u"gif"_s}}};
    return kinds;
}

GivenFiles localFiles(const QMimeData& source)
{
    GivenFiles files;
    const QList<QUrl> urls = source.urls();
    for (const QUrl& url : urls) {
        if (!url.isLocalFile())
            return {}; // addresses are text
        const QFileInfo info(url.toLocalFile());
        files.push_back({info.fileName(), url.toLocalFile().toStdString(), nullptr});
    }
    return files;
}

GivenFiles pastedPicture(const QMimeData& source)
{
    for (const PastedKind& kind : pastedKinds()) {
        if (!source.hasFormat(kind.type))
            continue;
        const QByteArray bytes = source.data(kind.type);
        if (bytes.isEmpty())
            continue;
        const auto content = std::make_shared<const SecureBytes>(SecureBytes::copyOf(
            {reinterpret_cast<const std::uint8_t*>(bytes.data()), static_cast<std::size_t>(bytes.size())}));
        const QString moment = QDateTime::currentDateTime().toString(u"yyyy-MM-dd-HHmmss"_s);
        return {{u"picture-%1.%2"_s.arg(moment, kind.ending), {}, content}};
    }
    return {};
}

bool hasPicture(const QMimeData& source)
{
    return std::ranges::any_of(pastedKinds(),
                               [&](const PastedKind& kind) { return source.hasFormat(kind.type); });
}

} // namespace

void NoteEditor::setPictures(PictureSource* pictures)
{
    if (m_pictures->source())
        disconnect(m_pictures->source(), nullptr, this, nullptr);
    m_pictures->setSource(pictures);
    if (pictures)
        connect(pictures, &PictureSource::changed, this, &NoteEditor::handlePicturesChanged);
    handlePicturesChanged();
}

void NoteEditor::placePictures()
{
    const int column = viewport()->width() - CaretRoom;
    if (m_pictures->setColumn(column, devicePixelRatioF()) && m_pictures->source())
        handlePicturesChanged();
}

void NoteEditor::handlePicturesChanged()
{
    if (m_loading)
        return;
    if (m_composing) {
        m_picturesLate = true;
        return;
    }
    const QTextBlock first = firstVisibleBlock();
    QScrollBar* const bar = verticalScrollBar();
    const auto placeOf = [](const QTextBlock& block) { return block.layout()->position().y(); };
    const double into = bar->value() - placeOf(first);
    if (!m_styler->picturesChanged())
        return; // as for most notes: nothing is painted anew
    viewport()->update();
    styleVisible();
    resumeLayout();
    refreshHits();
    if (m_loadScroll >= 0)
        bar->setValue(m_loadScroll); // as far as there is text already
    else if (m_awaitedScroll < 0 && bar->value() > 0 && first.layout()->lineCount() > 0)
        bar->setValue(qRound(placeOf(first) + into));
}

bool NoteEditor::canInsertFromMimeData(const QMimeData* source) const
{
    return source->hasText() || source->hasUrls() || hasPicture(*source);
}

void NoteEditor::insertFromMimeData(const QMimeData* source)
{
    // A file manager gives names as text beside the files, an office program a picture of its text.
    GivenFiles files = source->hasUrls() ? localFiles(*source) : GivenFiles{};
    if (files.empty() && (!source->hasText() || source->text().isEmpty()))
        files = pastedPicture(*source);
    if (!files.empty())
        Q_EMIT filesGiven(files);
    else if (source->hasText())
        textCursor().insertText(m_bodyText.forInsertion(source->text()));
}

void NoteEditor::mouseDoubleClickEvent(QMouseEvent* event)
{
    const QPointF place = event->position() + QPointF(0, verticalScrollBar()->value());
    const QString target = m_pictures->targetAt(blockAt(place.y()), place);
    if (target.isEmpty() || event->button() != Qt::LeftButton)
        QTextEdit::mouseDoubleClickEvent(event);
    else
        Q_EMIT pictureActivated(target);
}

} // namespace lockleaf::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/note_reader.h"

#include "ui/editor/markdown_styler.h"
#include "ui/theme/theme_manager.h"
#include "ui/theme/typography.h"

#include <QAbstractTextDocumentLayout>
#include <QMimeData>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextFrame>
#include <QThread>

#include <algorithm>
#include <cmath>
#include <utility>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

constexpr int ReaderSideMargin = 28;
constexpr int ReaderBottomRoom = 120;
constexpr int PicturesDelay = 60; // milliseconds, so that several that come are one change

} // namespace

NoteReader::NoteReader(QWidget* parent)
    : QTextBrowser(parent), m_drawn([this](const QString& name, int pixels) { return picture(name, pixels); },
                                    typography::font(TextRole::Help))
{
    setFrameShape(QFrame::NoFrame);
    setOpenLinks(false);
    setOpenExternalLinks(false);
    setTextInteractionFlags(Qt::TextBrowserInteraction);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    viewport()->setAutoFillBackground(false);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    setAccessibleName(tr("Note text, for reading"));
    m_picturesSoon.setSingleShot(true);
    m_picturesSoon.setInterval(PicturesDelay);
    connect(&m_picturesSoon, &QTimer::timeout, this, &NoteReader::handlePicturesChanged);
    connect(this, &QTextBrowser::anchorClicked, this, [this](const QUrl& url) { follow(url.toString()); });
    connect(&ThemeManager::instance(), &ThemeManager::themeChanged, this, &NoteReader::refreshLook);
    refreshLook();
    showSentence({});
}

NoteReader::~NoteReader()
{
    m_stop.request_stop();
    disconnect(this, nullptr, nullptr, nullptr); // the others in the pane may be gone already
    setDocument(nullptr);                        // the one that is shown goes with the page, before this
}

void NoteReader::setBody(std::shared_ptr<const SecureBytes> body, std::vector<std::string> known)
{
    m_body = std::move(body);
    m_known = std::move(known);
    if (!m_body) { // what is awaited belongs to the text that comes next
        m_awaitedPlace = -1;
        m_awaitedHeading.clear();
    }
    ++m_loads;
    setHits({});
    showSentence({});
    make();
}

void NoteReader::make()
{
    m_stop.request_stop();
    ++m_number;
    m_making = m_body != nullptr;
    if (!m_body)
        return;
    m_stop = std::stop_source();
    if (!m_queue)
        m_queue = std::make_unique<WorkQueue>();
    m_queue->post([this, number = m_number, stop = m_stop.get_token(), body = m_body, known = m_known,
                   style = m_style, home = thread()] {
        if (stop.stop_requested())
            return;
        auto made = std::make_shared<Result<ReaderPage>>(makeReaderPage(body->text(), known, style, stop));
        if (stop.stop_requested())
            return;
        if (*made)
            (*made)->document->moveToThread(home);
        QMetaObject::invokeMethod(this, [this, number, made] { take(number, made); }, Qt::QueuedConnection);
    });
}

void NoteReader::take(quint64 number, const std::shared_ptr<Result<ReaderPage>>& made)
{
    if (number != m_number)
        return;
    m_making = false;
    if (*made)
        showPage(std::move(**made));
    else if (made->error().code == ErrorCode::BodyTooLarge)
        showSentence(tr("This note is too large for Read mode."));
    else
        showSentence(tr("There was not enough memory to show this note."));
    Q_EMIT completed();
}

void NoteReader::showSentence(const QString& sentence)
{
    ReaderPage page;
    page.document = std::make_unique<ReaderDocument>();
    page.document->setUndoRedoEnabled(false);
    page.document->setDefaultFont(m_style.body);
    page.document->setDocumentMargin(0);
    page.document->setPlainText(sentence);
    showPage(std::move(page));
}

void NoteReader::showPage(ReaderPage page)
{
    QTextFrameFormat frame = page.document->rootFrame()->frameFormat();
    frame.setTopMargin(MarkdownStyler::TopRoom);
    frame.setBottomMargin(ReaderBottomRoom);
    page.document->rootFrame()->setFrameFormat(frame);
    page.document->documentLayout()->registerHandler(QTextFormat::ImageObject, &m_drawn);
    // The former one goes last; what the layout asks of the new one has to be there.
    const ReaderPage former = std::exchange(m_page, std::move(page));
    setDocument(m_page.document.get());
    placeColumn();
    verticalScrollBar()->setValue(0);
    showAwaited();
    Q_EMIT headMoved();
    viewport()->update();
}

void NoteReader::forget()
{
    setBody(nullptr);
    m_dateLine.clear();
    // With whatever it holds of the text. A page that is being made cannot always be ended halfway, and a
    // lock does not wait for it.
    if (m_queue)
        m_ending = std::jthread([queue = std::move(m_queue)]() mutable { queue.reset(); });
}

void NoteReader::setPictures(PictureSource* pictures)
{
    if (m_pictures)
        disconnect(m_pictures, nullptr, this, nullptr);
    m_pictures = pictures;
    if (pictures)
        connect(pictures, &PictureSource::changed, &m_picturesSoon, qOverload<>(&QTimer::start));
}

ReaderPictures::Shown NoteReader::picture(const QString& name, int pixels) const
{
    ReaderPictures::Shown shown;
    const HtmlTarget* const target = m_page.target(name);
    if (!target)
        return shown;
    const QString written = QString::fromStdString(target->written);
    shown.words = QString::fromStdString(target->words);
    if (target->kind == HtmlTarget::Kind::Web)
        shown.address = written;
    else if (m_pictures)
        shown.picture = m_pictures->picture(written, pixels);
    if (shown.words.isEmpty())
        shown.words = written;
    return shown;
}

void NoteReader::handlePicturesChanged()
{
    if (!m_page.targets.empty() && m_page.document)
        m_page.document->markContentsDirty(0, m_page.document->characterCount());
    viewport()->update();
}

void NoteReader::setTextScale(double scale)
{
    if (std::exchange(m_scale, scale) == scale)
        return;
    refreshLook();
}

void NoteReader::refreshLook()
{
    const Theme& theme = currentTheme();
    m_style = ReaderStyle::of(theme, m_scale);
    m_drawn.setTheme(theme);
    QPalette colors = palette();
    colors.setColor(QPalette::Base, theme.color(Token::Paper));
    colors.setColor(QPalette::Text, theme.color(Token::Text));
    colors.setColor(QPalette::Highlight, theme.color(Token::Selection));
    colors.setColor(QPalette::HighlightedText, theme.color(Token::Text));
    setPalette(colors);
    placeColumn();
    if (!m_body)
        return;
    if (m_awaitedPlace < 0)
        m_awaitedPlace = place();
    make(); // the sizes and colours of its text are a part of it
}

void NoteReader::placeColumn()
{
    const int sentence = static_cast<int>(std::ceil(typography::measure(m_style.body)));
    const bool bar = verticalScrollBar()->maximum() > 0;
    const int room = width() - (bar ? verticalScrollBar()->sizeHint().width() : 0);
    const int wide = std::max(1, std::min(sentence, width() - 2 * ReaderSideMargin));
    const int left = (width() - wide) / 2;
    m_drawn.setRoom(wide, devicePixelRatioF());
    const QMargins margins(left, 0, std::max(0, room - left - wide), 0);
    if (viewportMargins() == margins)
        return;
    setViewportMargins(margins);
    Q_EMIT headMoved();
}

double NoteReader::place() const
{
    if (m_awaitedPlace >= 0)
        return m_awaitedPlace;
    const int length = rawLength();
    if (length <= 0 || verticalScrollBar()->value() <= MarkdownStyler::TopRoom)
        return 0;
    return static_cast<double>(cursorForPosition(QPoint(0, 0)).position()) / length;
}

void NoteReader::setPlace(double place)
{
    m_awaitedPlace = place;
    m_awaitedHeading.clear();
    if (!m_making)
        showAwaited();
}

void NoteReader::showHeading(const QString& id)
{
    m_awaitedHeading = id;
    m_awaitedPlace = -1;
    if (!m_making)
        showAwaited();
}

void NoteReader::showAwaited()
{
    if (m_making || !m_body || rawLength() <= 0)
        return;
    const QString heading = std::exchange(m_awaitedHeading, {});
    const double place = std::exchange(m_awaitedPlace, -1);
    if (!heading.isEmpty()) {
        scrollToAnchor(heading);
    } else if (place > 0) {
        const QTextBlock block = document()->findBlock(static_cast<int>(place * rawLength()));
        const QRectF rect = document()->documentLayout()->blockBoundingRect(block);
        verticalScrollBar()->setValue(qRound(rect.top()));
    }
}

void NoteReader::follow(const QString& name)
{
    const HtmlTarget* const target = m_page.target(name);
    if (!target)
        return;
    const QString written = QString::fromStdString(target->written);
    switch (target->kind) {
    case HtmlTarget::Kind::Place:
        scrollToAnchor(written);
        break;
    case HtmlTarget::Kind::Tag:
        Q_EMIT tagActivated(written);
        break;
    case HtmlTarget::Kind::Web:
        Q_EMIT addressActivated(written);
        break;
    case HtmlTarget::Kind::Title:
    case HtmlTarget::Kind::Written:
    case HtmlTarget::Kind::Foreign:
        Q_EMIT targetActivated(written, target->kind == HtmlTarget::Kind::Title);
        break;
    }
}

QVariant NoteReader::loadResource(int, const QUrl&)
{
    return QByteArray(); // see ReaderDocument
}

QMimeData* NoteReader::createMimeDataFromSelection() const
{
    const QTextCursor cursor = textCursor();
    auto* copied = new QMimeData; // the clipboard takes it over
    copied->setText(m_page.plainText(cursor.selectionStart(), cursor.selectionEnd()));
    return copied;
}

} // namespace lockleaf::ui

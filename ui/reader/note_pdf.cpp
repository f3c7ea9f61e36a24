// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/note_pdf.h"

#include "ui/reader/reader_marks.h"
#include "ui/reader/reader_pictures.h"
#include "ui/theme/typography.h"

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QLocale>
#include <QPainter>
#include <QPdfWriter>
#include <QTextBlock>
#include <QTextCursor>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

constexpr int PaperDpi = 96;       ///< Sizes of the style are pixels of the screen.
constexpr double PaperMargin = 20; // millimetres
constexpr double FooterGap = 26;   // pixels below the text
constexpr double PaperScale = 0.85;
/// Pictures beyond this many bytes together are left out: words stand in their places.
constexpr qsizetype MostPictureBytes = qsizetype{256} << 20;

ReaderPictures::Shown shownOnPaper(const PaperNote& note, const ReaderPage& page, const QString& name)
{
    ReaderPictures::Shown shown;
    const HtmlTarget* const target = page.target(name);
    if (!target)
        return shown;
    const QString written = QString::fromStdString(target->written);
    shown.words = QString::fromStdString(target->words.empty() ? target->written : target->words);
    if (target->kind == HtmlTarget::Kind::Web)
        shown.address = written;
    else
        shown.picture = note.pictures.value(written);
    return shown;
}

/// The names of links in a document mean nothing outside of it: a link of the web gets its address, any other
/// becomes text.
void nameLinks(const ReaderPage& page)
{
    QTextCursor cursor(page.document.get());
    cursor.beginEditBlock();
    for (QTextBlock block = page.document->begin(); block.isValid(); block = block.next()) {
        std::vector<std::pair<int, int>> links;
        for (auto at = block.begin(); !at.atEnd(); ++at)
            if (at.fragment().charFormat().isAnchor())
                links.emplace_back(at.fragment().position(), at.fragment().length());
        for (const auto& [from, length] : links) {
            cursor.setPosition(from);
            cursor.setPosition(from + length, QTextCursor::KeepAnchor);
            QTextCharFormat format = cursor.charFormat();
            const HtmlTarget* const target = page.target(format.anchorHref());
            const bool isWeb = target && target->kind == HtmlTarget::Kind::Web;
            if (isWeb)
                format.setAnchorHref(QString::fromStdString(target->written));
            else
                format.clearProperty(QTextFormat::AnchorHref);
            cursor.setCharFormat(format);
        }
    }
    cursor.endEditBlock();
}

void preparePaper(QPdfWriter& writer, const PaperNote& note)
{
    writer.setResolution(PaperDpi);
    writer.setPageSize(QPageSize(note.size));
    writer.setPageMargins(QMarginsF(PaperMargin, PaperMargin, PaperMargin, PaperMargin),
                          QPageLayout::Millimeter);
    writer.setCreator(u"Lockleaf"_s); // no title: the name of a file and its properties are seen by others
}

/// Draws the page `number`, from 0, of a document that is laid out in pages of `area`.
void paintPage(QPainter& painter, ReaderDocument& document, const PaperNote& note, const Theme& theme,
               int number, int count, const QSizeF& area)
{
    const double top = number * area.height();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(0, -top);
    const QRectF shown(0, top, area.width(), area.height());
    painter.setClipRect(shown);
    QTextBlock first =
        document.findBlock(std::max(0, document.documentLayout()->hitTest(QPointF(0, top), Qt::FuzzyHit)));
    if (first.previous().isValid())
        first = first.previous(); // a block may go over from the page before
    ReaderMarks(note.style, theme).paint(painter, first, top + area.height(), area.width());
    QAbstractTextDocumentLayout::PaintContext context;
    context.palette.setColor(QPalette::Text, note.style.text);
    context.clip = shown;
    document.documentLayout()->draw(&painter, context);
    painter.restore();
    painter.setFont(note.caption);
    painter.setPen(theme.color(Token::TextSecondary));
    const QString foot = u"%1 / %2"_s.arg(number + 1).arg(count);
    painter.drawText(QRectF(0, area.height() + FooterGap / 2, area.width(), FooterGap),
                     Qt::AlignCenter | Qt::TextSingleLine, foot);
}

} // namespace

ReaderStyle paperStyle()
{
    return ReaderStyle::of(Theme::make(Scheme::Light), PaperScale);
}

QPageSize::PageSizeId paperSize()
{
    return QLocale().measurementSystem() == QLocale::ImperialUSSystem ? QPageSize::Letter : QPageSize::A4;
}

HtmlLimits paperLimits()
{
    HtmlLimits limits = readerLimits();
    limits.input = std::size_t{8} << 20;
    limits.output = std::size_t{64} << 20;
    limits.events = 800'000; // a piece of text takes about half a kilobyte
    // What is in one paragraph or one list takes Qt time by the square of its size.
    limits.paragraph = std::size_t{384} << 10;
    limits.items = 12'000;
    limits.cells = 12'000;
    return limits;
}

void addPicture(PaperNote& note, const QString& target, Picture picture)
{
    qsizetype held = 0;
    for (const Picture& had : std::as_const(note.pictures))
        held += had.image.sizeInBytes();
    if (held + picture.image.sizeInBytes() > MostPictureBytes)
        picture = Picture{Picture::State::Refused, {}, picture.size, picture.name};
    note.pictures.insert(target, picture);
}

PaperNote paperLook()
{
    PaperNote look;
    look.style = paperStyle();
    look.caption = typography::font(TextRole::Caption);
    look.size = paperSize();
    return look;
}

QStringList pictureTargets(const ReaderPage& page)
{
    QStringList targets;
    for (const HtmlTarget& target : page.targets)
        if (target.picture && target.kind != HtmlTarget::Kind::Web)
            targets << QString::fromStdString(target.written);
    targets.removeDuplicates();
    return targets;
}

Result<QByteArray> makePdf(const PaperNote& note, const std::stop_token& stop, ProgressSink& progress)
{
    LOCKLEAF_TRY(const ReaderPage page,
                 makeReaderPage(note.body->text(), note.known, note.style, stop, paperLimits()));
    nameLinks(page);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    preparePaper(writer, note);
    const QSizeF area = writer.pageLayout().paintRectPixels(PaperDpi).size();
    const Theme theme = Theme::make(Scheme::Light);
    ReaderPictures pictures([&](const QString& name, int) { return shownOnPaper(note, page, name); },
                            note.caption);
    pictures.setRoom(area.width(), 1);
    pictures.setHighest(area.height() - FooterGap);
    QAbstractTextDocumentLayout* const layout = page.document->documentLayout();
    layout->registerHandler(QTextFormat::ImageObject, &pictures);
    layout->setPaintDevice(&writer);
    page.document->setPageSize(area); // lays all of it out
    const int count = page.document->pageCount();
    QPainter painter(&writer);
    for (int number = 0; number < count; ++number) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled);
        if (number > 0 && !writer.newPage())
            return fail(ErrorCode::InputOutput, "page");
        paintPage(painter, *page.document, note, theme, number, count, area);
        progress.progressed(static_cast<std::uint64_t>(number) + 1, static_cast<std::uint64_t>(count));
    }
    if (!painter.end())
        return fail(ErrorCode::InputOutput, "end");
    return bytes;
}

} // namespace lockleaf::ui

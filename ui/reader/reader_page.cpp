// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/reader_page.h"

#include <QTextBlock>
#include <QTextCursor>
#include <QTextList>
#include <QUrl>

#include <algorithm>
#include <functional>
#include <set>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

constexpr QLatin1StringView LinkName("link:");
constexpr QLatin1StringView PictureName("picture:");
constexpr std::size_t MostHtml = std::size_t{16} << 20;
constexpr std::size_t MostEvents = 1'000'000;
constexpr std::size_t DeepestRead = 40;
constexpr std::size_t MostColumns = 60;

bool hasPicture(const QTextBlock& block)
{
    return block.text().contains(QChar(QChar::ObjectReplacementCharacter));
}

void forEachFragment(const QTextBlock& block,
                     const std::function<void(QTextCursor&, QTextCharFormat)>& change)
{
    std::vector<std::pair<int, int>> places;
    for (auto at = block.begin(); !at.atEnd(); ++at)
        places.emplace_back(at.fragment().position(), at.fragment().position() + at.fragment().length());
    QTextCursor cursor(block);
    for (const auto& [from, to] : places) {
        cursor.setPosition(from);
        cursor.setPosition(to, QTextCursor::KeepAnchor);
        change(cursor, cursor.charFormat());
    }
}

/// What HTML cannot say to a document.
void finish(QTextDocument& document, const ReaderStyle& style)
{
    QTextCursor all(&document);
    all.beginEditBlock(); // one change, whatever it is made of
    std::set<QTextList*> lists;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        if (block.blockFormat().headingLevel() > 0) // besides its size, it is made larger by this
            forEachFragment(block, [](QTextCursor& cursor, QTextCharFormat format) {
                format.clearProperty(QTextFormat::FontSizeAdjustment);
                cursor.setCharFormat(format);
            });
        if (block.userState() > 0 && (block.userState() & HtmlBlockState::Done))
            forEachFragment(block, [&](QTextCursor& cursor, QTextCharFormat format) {
                format.setFontStrikeOut(true);
                format.setForeground(style.quiet);
                cursor.setCharFormat(format);
            });
        QTextList* const list = block.textList();
        if (hasPicture(block) || (list && !block.next().textList())) {
            QTextBlockFormat format = block.blockFormat();
            if (hasPicture(block)) // the height of its line would be that of the picture and half as much
                format.setLineHeight(0, QTextBlockFormat::SingleHeight);
            format.setBottomMargin(std::max(format.bottomMargin(), style.gap));
            QTextCursor(block).setBlockFormat(format);
        }
        if (list && list->format().style() >= QTextListFormat::ListSquare) // it is not numbered
            lists.insert(list);
    }
    // Bullets and boxes are drawn as those of the editor.
    for (QTextList* const list : lists) {
        QTextListFormat format = list->format();
        format.setStyle(QTextListFormat::ListStyleUndefined);
        list->setFormat(format);
    }
    all.endEditBlock();
}

} // namespace

QVariant ReaderDocument::loadResource(int, const QUrl&)
{
    // Never null: Qt would look for a file of that name.
    return QByteArray();
}

const HtmlTarget* ReaderPage::target(const QString& name) const
{
    bool isNumber = false;
    const auto number = static_cast<std::size_t>(name.section(u':', 1).toULongLong(&isNumber));
    const bool ours = name.startsWith(LinkName) || name.startsWith(PictureName);
    return ours && isNumber && number < targets.size() ? &targets[number] : nullptr;
}

QString ReaderPage::plainText(int start, int end) const
{
    QTextCursor cursor(document.get());
    cursor.setPosition(start);
    cursor.setPosition(end, QTextCursor::KeepAnchor);
    const QString selected = cursor.selectedText();
    QString text;
    text.reserve(selected.size());
    for (qsizetype i = 0; i < selected.size(); ++i) {
        switch (selected[i].unicode()) {
        case QChar::ObjectReplacementCharacter: {
            cursor.setPosition(std::min(start, end) + static_cast<int>(i) + 1);
            const HtmlTarget* const picture = target(cursor.charFormat().toImageFormat().name());
            if (picture)
                text += QString::fromStdString(picture->words.empty() ? picture->written : picture->words);
            break;
        }
        case QChar::ParagraphSeparator:
        case QChar::LineSeparator:
        case 0xFDD0: // a frame or a cell begins
        case 0xFDD1:
            text += u'\n';
            break;
        case QChar::Nbsp:
            text += u' ';
            break;
        default:
            text += selected[i];
            break;
        }
    }
    return text;
}

HtmlLimits readerLimits()
{
    HtmlLimits limits;
    limits.input = largestReadable;
    limits.output = MostHtml;
    limits.events = MostEvents;
    limits.depth = DeepestRead;
    limits.columns = MostColumns;
    limits.items = mostReadableItems;
    limits.cells = mostReadableCells;
    limits.paragraph = largestReadableParagraph;
    return limits;
}

Result<ReaderPage> makeReaderPage(std::string_view body, const std::vector<std::string>& known,
                                  const ReaderStyle& style, const std::stop_token& stop,
                                  const HtmlLimits& limits)
{
    ReaderPage page;
    HtmlOptions options;
    options.firstLineIsTitle = true;
    options.limits = limits;
    options.stop = stop;
    options.address = [&](const HtmlTarget& target) -> std::optional<std::string> {
        if (target.kind == HtmlTarget::Kind::Foreign && !std::ranges::binary_search(known, target.written))
            return std::nullopt;
        page.targets.push_back(target);
        return (target.picture ? PictureName : LinkName).data() + std::to_string(page.targets.size() - 1);
    };
    LOCKLEAF_TRY(const std::string html, markdownToHtml(body, options));
    page.document = std::make_unique<ReaderDocument>();
    page.document->setUndoRedoEnabled(false);
    page.document->setDocumentMargin(0);
    page.document->setIndentWidth(style.indent);
    page.document->setDefaultFont(style.body);
    page.document->setDefaultStyleSheet(style.sheet);
    page.document->setHtml(u"<body>"_s + QString::fromStdString(html) + u"</body>"_s);
    finish(*page.document, style);
    if (stop.stop_requested())
        return fail(ErrorCode::Cancelled);
    return page;
}

} // namespace lockleaf::ui

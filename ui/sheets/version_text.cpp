// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/version_text.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/theme/typography.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

constexpr std::size_t ShownWhole = 200'000; ///< Bytes of both texts up to which nothing is left out.
constexpr std::size_t LongestPiece = 4'000;
constexpr std::size_t LongestShownChange = 100'000;
constexpr int LongestShown = 1'000'000; ///< Characters; behind them nothing is shown any more.
constexpr qsizetype LongestShownLine = 10'000;

/// The last byte before `at` that begins a character.
std::size_t characterStart(std::string_view text, std::size_t at)
{
    while (at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80)
        --at;
    return at;
}

QString decoded(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// Beginning and end of a long text.
QString shortened(std::string_view text, std::size_t longest)
{
    if (text.size() <= longest)
        return decoded(text);
    const std::size_t head = characterStart(text, longest / 2);
    const std::size_t tail = characterStart(text, text.size() - longest / 2);
    return decoded(text.substr(0, head)) + u"\n\n"_s + VersionText::tr("… (left out here) …") + u"\n\n"_s +
           decoded(text.substr(tail));
}

/// What a document can hold and lay out: no objects and frames of its own, no endless lines.
QString forDocument(const QString& text)
{
    QString out;
    out.reserve(text.size());
    qsizetype line = 0;
    for (QChar c : text) {
        if (c == u'\r')
            continue;
        if (c == QChar(0xFDD0) || c == QChar(0xFDD1) || c == QChar::ObjectReplacementCharacter)
            c = QChar::ReplacementCharacter;
        line = c == u'\n' || c == QChar::ParagraphSeparator ? 0 : line + 1;
        if (line > LongestShownLine && !c.isLowSurrogate() && !c.isMark()) {
            out += u'\n';
            line = 1;
        }
        out += c;
    }
    return out;
}

bool isOnlyLineEnds(const QString& text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c == u'\n'; });
}

/// Where a text stands alone, nothing of it is gone: what only it has is marked in one way.
QTextCharFormat formatOf(DiffPiece::Kind kind, bool alone)
{
    const Theme& theme = currentTheme();
    QTextCharFormat format;
    format.setForeground(theme.color(Token::Text));
    if (kind != DiffPiece::Kind::Same && alone) {
        format.setBackground(theme.color(Token::Mark));
        format.setFontUnderline(true);
    } else if (kind == DiffPiece::Kind::Removed) {
        format.setForeground(theme.color(Token::Danger));
        format.setBackground(theme.color(Token::DangerTint));
        format.setFontStrikeOut(true);
    } else if (kind == DiffPiece::Kind::Added) {
        format.setForeground(theme.color(Token::AccentText));
        format.setBackground(theme.color(Token::Tint));
        format.setFontUnderline(true);
    }
    return format;
}

} // namespace

VersionText::VersionText(QWidget* parent) : QPlainTextEdit(parent)
{
    setFrameShape(QFrame::NoFrame);
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    document()->setDocumentMargin(metrics::Space4);
    setAccessibleName(tr("Text of the version"));
    connect(&ThemeManager::instance(), &ThemeManager::themeChanged, this, &VersionText::refreshLook);
    refreshLook();
}

void VersionText::refreshLook()
{
    setFont(typography::font(TextRole::Body));
    QPalette colors = palette();
    const Theme& theme = currentTheme();
    colors.setColor(QPalette::Base, theme.color(Token::Paper));
    colors.setColor(QPalette::Text, theme.color(Token::Text));
    colors.setColor(QPalette::Highlight, theme.color(Token::Selection));
    colors.setColor(QPalette::HighlightedText, theme.color(Token::Text));
    setPalette(colors);
    render();
}

void VersionText::setSide(Side side)
{
    m_side = side;
    render();
}

void VersionText::showComparison(std::shared_ptr<const VersionComparison> comparison)
{
    m_comparison = std::move(comparison);
    render();
}

void VersionText::render()
{
    clear();
    m_changes.clear();
    m_current = -1;
    if (m_comparison) {
        const std::size_t size = m_comparison->version.body.size() + m_comparison->now.body.size();
        QTextCursor cursor(document());
        cursor.beginEditBlock();
        for (const DiffPiece& piece : m_comparison->pieces) {
            const auto other = m_side == Side::Before ? DiffPiece::Kind::Added : DiffPiece::Kind::Removed;
            if (m_side != Side::Both && piece.kind == other)
                continue;
            if (cursor.position() > LongestShown) {
                cursor.insertText(u"\n\n"_s + tr("… (too long to be shown whole) …"), {});
                break;
            }
            insertPiece(cursor, piece, size > ShownWhole);
        }
        cursor.endEditBlock();
        moveCursor(QTextCursor::Start);
    }
    Q_EMIT changesChanged();
}

void VersionText::insertPiece(QTextCursor& cursor, const DiffPiece& piece, bool shorten)
{
    const bool same = piece.kind == DiffPiece::Kind::Same;
    const std::size_t longest = same ? LongestPiece : LongestShownChange;
    QString text = forDocument(shorten ? shortened(piece.text, longest) : decoded(piece.text));
    if (!same && isOnlyLineEnds(text)) // an empty line has nothing that could be marked
        text.replace(u'\n', u"↵\n"_s);
    const int from = cursor.position();
    cursor.insertText(text, formatOf(piece.kind, m_side != Side::Both));
    if (!same)
        noteChange(piece, from, cursor.position());
}

void VersionText::noteChange(const DiffPiece& piece, int from, int to)
{
    const bool added = piece.kind == DiffPiece::Kind::Added;
    if (added && !m_changes.empty() && m_changes.back().to == from) {
        m_changes.back().to = to; // in the place of what was removed
        m_changes.back().added = true;
        return;
    }
    m_changes.push_back({from, to, !added, added});
}

void VersionText::goToChange(bool forward)
{
    const int count = changeCount();
    if (count == 0)
        return;
    m_current = m_current < 0 ? (forward ? 0 : count - 1) : (m_current + (forward ? 1 : count - 1)) % count;
    const Change& change = m_changes[static_cast<std::size_t>(m_current)];
    QTextCursor cursor(document());
    cursor.setPosition(change.to);
    cursor.setPosition(change.from, QTextCursor::KeepAnchor);
    setTextCursor(cursor);
    ensureCursorVisible();
    Q_EMIT changesChanged();
}

QString VersionText::currentKind() const
{
    if (m_current < 0)
        return {};
    const Change& change = m_changes[static_cast<std::size_t>(m_current)];
    if (change.removed && change.added)
        return tr("replaced since then");
    return change.added ? tr("added since then") : tr("removed since then");
}

} // namespace lockleaf::ui

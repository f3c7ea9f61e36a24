// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/text_folding.h"

#include <algorithm>

namespace lockleaf::ui {

namespace {

/// Marks below this class (nukta, voicing of kana, virama) make another letter; those above are accents.
constexpr int FirstAccentClass = 10;
constexpr int Virama = 9;

bool isAccent(char32_t c)
{
    return QChar::category(c) == QChar::Mark_NonSpacing && QChar::combiningClass(c) >= FirstAccentClass;
}

/// Whether words of this character's script stand without spaces between them.
bool isUnspaced(char32_t c)
{
    switch (QChar::script(c)) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Thai:
    case QChar::Script_Lao:
    case QChar::Script_Khmer:
    case QChar::Script_Myanmar:
        return true;
    default:
        return false;
    }
}

bool binds(char32_t c)
{
    return isWordCharacter(c) && !isUnspaced(c);
}

} // namespace

char32_t characterAt(QStringView text, qsizetype at)
{
    const QChar c = text[at];
    if (c.isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate())
        return QChar::surrogateToUcs4(c, text[at + 1]);
    return c.unicode();
}

char32_t characterBefore(QStringView text, qsizetype at)
{
    const QChar c = text[at - 1];
    if (c.isLowSurrogate() && at >= 2 && text[at - 2].isHighSurrogate())
        return QChar::surrogateToUcs4(text[at - 2], c);
    return c.unicode();
}

bool isWordCharacter(char32_t character)
{
    return character == U'_' || QChar::isLetterOrNumber(character) || QChar::isMark(character);
}

bool beginsWord(QStringView text, qsizetype start, qsizetype end)
{
    return start == 0 || start == end || !binds(characterBefore(text, start)) ||
           !binds(characterAt(text, start));
}

bool endsWord(QStringView text, qsizetype start, qsizetype end)
{
    return end == text.size() || start == end || !binds(characterBefore(text, end)) ||
           !binds(characterAt(text, end));
}

qsizetype FoldedText::fill(QStringView text, qsizetype from, qsizetype units)
{
    while (from < text.size() && m_units.size() < units) {
        const char32_t character = characterAt(text, from);
        append(character, from);
        from += QChar::requiresSurrogates(character) ? 2 : 1;
    }
    m_end = from;
    return from;
}

void FoldedText::append(char32_t character, qsizetype origin)
{
    const bool loose = m_folding == Folding::Loose;
    if (character < 0x80) {
        const bool upper = loose && character >= U'A' && character <= U'Z';
        m_units += QChar(static_cast<char16_t>(upper ? character + (U'a' - U'A') : character));
        m_origins.push_back(origin);
        return;
    }
    if (QChar::decompositionTag(character) == QChar::Canonical) {
        const QString parts = QChar::decomposition(character);
        for (qsizetype i = 0; i < parts.size();) {
            const char32_t part = characterAt(parts, i);
            append(part, origin);
            i += QChar::requiresSurrogates(part) ? 2 : 1;
        }
        return;
    }
    if (loose) {
        if (isAccent(character))
            return;
        character =
            QChar::category(character) == QChar::Separator_Space ? U' ' : QChar::toCaseFolded(character);
    }
    for (const char16_t unit : QChar::fromUcs4(character)) {
        m_units += QChar(unit);
        m_origins.push_back(origin);
    }
}

void FoldedText::dropFront(qsizetype count)
{
    count = std::min(count, size());
    if (count <= 0)
        return;
    m_dropped = m_origins[static_cast<std::size_t>(count - 1)];
    m_units.remove(0, count);
    m_origins.erase(m_origins.begin(), m_origins.begin() + count);
}

qsizetype FoldedText::origin(qsizetype index) const
{
    return index < size() ? m_origins[static_cast<std::size_t>(index)] : m_end;
}

bool FoldedText::isBoundary(qsizetype index) const
{
    const qsizetype before = index > 0 ? origin(index - 1) : m_dropped;
    if (origin(index) == before)
        return false;
    if (index == size())
        return true;
    const int mark = QChar::combiningClass(characterAt(m_units, index));
    return mark == 0 || mark == Virama || before < 0;
}

QString folded(QStringView text, Folding folding)
{
    FoldedText all(folding);
    all.fill(text, 0, text.size() * 4 + 4);
    return all.units();
}

} // namespace lockleaf::ui

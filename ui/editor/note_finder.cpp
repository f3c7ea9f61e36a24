// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/note_finder.h"

#include "ui/editor/expression_finder.h"
#include "ui/editor/text_folding.h"

#include <QStringMatcher>

#include <algorithm>

namespace lockleaf::ui {

namespace {

/// A text is folded piece by piece: all of a long one would be several times as long again.
constexpr qsizetype PieceUnits = qsizetype{1} << 16;
/// Between two words of a phrase.
constexpr qsizetype LongestGap = 64;

/// Words in folded form, and how they must stand.
struct Needle
{
    std::vector<QString> words;
    bool beginsWord = false;
    bool endsWord = false;
};

/// What a needle meets at one place.
struct Meeting
{
    enum class Kind { Miss, Hit, NeedsMore } kind = Kind::Miss;
    qsizetype end = 0; ///< In units.
};

/// Whether `needle`, whose first word stands at `start`, is there as a whole.
Meeting meet(const FoldedText& piece, const Needle& needle, qsizetype start, bool last)
{
    const QStringView units = piece.units();
    qsizetype at = start + needle.words.front().size();
    for (std::size_t i = 1; i < needle.words.size(); ++i) {
        const qsizetype gap = at;
        while (at < units.size() && at - gap < LongestGap && !isWordCharacter(characterAt(units, at)))
            at += QChar::requiresSurrogates(characterAt(units, at)) ? 2 : 1;
        const QString& word = needle.words[i];
        if (at + word.size() > units.size())
            return {last ? Meeting::Kind::Miss : Meeting::Kind::NeedsMore};
        if (at == gap || !units.sliced(at).startsWith(word))
            return {};
        at += word.size();
    }
    // What follows decides where the hit ends.
    if (at >= units.size() && !last)
        return {Meeting::Kind::NeedsMore};
    return {Meeting::Kind::Hit, at};
}

class NeedleSearch
{
public:
    NeedleSearch(QStringView text, const Needle& needle, Folding folding, const FindBudget& budget)
        : m_text(text), m_needle(needle), m_budget(budget), m_matcher(needle.words.front()), m_piece(folding)
    {
    }

    FindEnd run(std::vector<TextRange>& hits)
    {
        qsizetype read = 0;
        while (!m_budget.isCancelled()) {
            read = m_piece.fill(m_text, read, m_piece.size() + PieceUnits);
            const bool last = read == m_text.size();
            const qsizetype done = searchPiece(last, hits);
            if (hits.size() >= mostHits)
                return FindEnd::TooMany;
            if (last)
                return FindEnd::Complete;
            m_piece.dropFront(done);
        }
        return FindEnd::Cancelled;
    }

private:
    /// Returns from where on units are still needed.
    qsizetype searchPiece(bool last, std::vector<TextRange>& hits)
    {
        qsizetype from = 0;
        while (hits.size() < mostHits) {
            const qsizetype start = m_matcher.indexIn(m_piece.units(), from);
            if (start < 0)
                return std::max(from, m_piece.size() - m_needle.words.front().size());
            const Meeting meeting = meet(m_piece, m_needle, start, last);
            if (meeting.kind == Meeting::Kind::NeedsMore)
                return start;
            if (meeting.kind == Meeting::Kind::Hit && stands(start, meeting.end)) {
                const qsizetype origin = m_piece.origin(start);
                hits.push_back(
                    {static_cast<int>(origin), static_cast<int>(m_piece.origin(meeting.end) - origin)});
                from = meeting.end;
            } else {
                from = start + 1;
            }
        }
        return from;
    }

    [[nodiscard]] bool stands(qsizetype start, qsizetype end) const
    {
        if (!m_piece.isBoundary(start) || !m_piece.isBoundary(end))
            return false;
        const qsizetype from = m_piece.origin(start);
        const qsizetype to = m_piece.origin(end);
        return (!m_needle.beginsWord || beginsWord(m_text, from, to)) &&
               (!m_needle.endsWord || endsWord(m_text, from, to));
    }

    QStringView m_text;
    const Needle& m_needle;
    const FindBudget& m_budget;
    QStringMatcher m_matcher;
    FoldedText m_piece;
};

Needle needleOf(const HitTerm& term)
{
    Needle needle{{}, true, !term.prefix};
    const QString words = folded(term.words, Folding::Loose);
    for (qsizetype at = 0; at < words.size();) {
        qsizetype end = at;
        while (end < words.size() && isWordCharacter(characterAt(words, end)))
            end += QChar::requiresSurrogates(characterAt(words, end)) ? 2 : 1;
        if (end > at)
            needle.words.push_back(words.sliced(at, end - at));
        at = end + 1;
    }
    return needle;
}

/// In the order of the text; where two reach into each other the one that begins first stays, or is longer.
void mergeHits(std::vector<TextRange>& hits)
{
    std::ranges::sort(hits, [](const TextRange& a, const TextRange& b) {
        return a.start != b.start ? a.start < b.start : a.length > b.length;
    });
    int end = 0;
    std::erase_if(hits, [&end](const TextRange& hit) {
        if (hit.start < end)
            return true;
        end = hit.end();
        return false;
    });
}

FindResult findTerms(QStringView text, const std::vector<HitTerm>& terms, const FindBudget& budget)
{
    FindResult result;
    for (const HitTerm& term : terms) {
        const Needle needle = needleOf(term);
        if (needle.words.empty())
            continue;
        std::vector<TextRange> hits;
        const FindEnd end = NeedleSearch(text, needle, Folding::Loose, budget).run(hits);
        result.hits.insert(result.hits.end(), hits.begin(), hits.end());
        if (end == FindEnd::Cancelled)
            result.end = end;
    }
    mergeHits(result.hits);
    if (result.hits.size() > mostHits) {
        result.hits.resize(mostHits);
        result.end = FindEnd::TooMany;
    }
    return result;
}

FindResult findPlain(QStringView text, const FindQuery& query, const FindBudget& budget)
{
    FindResult result;
    const Folding folding = query.matchCase ? Folding::Exact : Folding::Loose;
    const Needle needle{{folded(query.text, folding)}, query.wholeWords, query.wholeWords};
    if (!needle.words.front().isEmpty())
        result.end = NeedleSearch(text, needle, folding, budget).run(result.hits);
    return result;
}

} // namespace

FindBudget::FindBudget(std::stop_token stop, std::chrono::milliseconds time, Clock clock)
    : m_stop(std::move(stop)), m_clock(std::move(clock)), m_deadline(m_clock() + time)
{
}

std::optional<FindEnd> FindBudget::spent(Time now) const
{
    if (isCancelled())
        return FindEnd::Cancelled;
    return now >= m_deadline ? std::optional(FindEnd::TooSlow) : std::nullopt;
}

QString searchable(QString raw)
{
    QChar* const begin = raw.data();
    QChar* const end = begin + raw.size();
    for (QChar* c = begin; c != end; ++c) {
        if (*c == QChar(QChar::ParagraphSeparator)) {
            *c = u'\n';
        } else if (c->isSurrogate()) {
            if (c->isHighSurrogate() && c + 1 != end && c[1].isLowSurrogate())
                ++c;
            else
                *c = QChar(QChar::ReplacementCharacter);
        }
    }
    return raw;
}

FindResult find(const FindJob& job, const FindBudget& budget)
{
    const QString text = searchable(job.read ? job.read() : job.text);
    FindResult result;
    if (!job.query.terms.empty())
        result = findTerms(text, job.query.terms, budget);
    else if (job.query.text.isEmpty())
        return result;
    else if (job.query.expression)
        return findExpression(text, job, budget);
    else
        result = findPlain(text, job.query, budget);
    if (job.onlyAt)
        std::erase_if(result.hits, [&job](const TextRange& hit) { return hit.start != *job.onlyAt; });
    if (!job.replacement)
        return result;
    const QString replacement = job.replacement->text();
    if (replacement.size() * static_cast<qsizetype>(result.hits.size()) > mostReplaced)
        result.end = FindEnd::TooLong;
    else
        result.replacements.assign(result.hits.size(), replacement);
    return result;
}

} // namespace lockleaf::ui

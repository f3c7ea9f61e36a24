// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/expression_finder.h"

#include "ui/editor/text_folding.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

/// PCRE counts the steps of one attempt and gives up after these; an expression cannot raise them again.
/// In the interpreter they are about 20 ms.
constexpr QStringView ExpressionLimits = u"(*LIMIT_MATCH=500000)(*LIMIT_DEPTH=500000)(*LIMIT_HEAP=20000)";
/// Places at which a match is tried in one go.
constexpr qsizetype FewestPlaces = 16;
constexpr qsizetype FirstPlaces = 64;
constexpr qsizetype MostPlaces = qsizetype{1} << 16;
constexpr std::chrono::milliseconds ShortWhile{2};
constexpr std::chrono::milliseconds LongWhile{10};

struct ExpressionWords
{
    Q_DECLARE_TR_FUNCTIONS(lockleaf::ui::FindBar)
};

QRegularExpression compileExpression(const QString& pattern, const FindQuery& query)
{
    QRegularExpression::PatternOptions options =
        QRegularExpression::UseUnicodePropertiesOption | QRegularExpression::MultilineOption;
    if (!query.matchCase)
        options |= QRegularExpression::CaseInsensitiveOption;
    return QRegularExpression(ExpressionLimits.toString() + pattern, options);
}

qsizetype afterCharacter(QStringView text, qsizetype at)
{
    return at + (QChar::requiresSurrogates(characterAt(text, at)) ? 2 : 1);
}

class ExpressionSearch
{
public:
    ExpressionSearch(QStringView text, const QRegularExpression& expression, const FindJob& job,
                     const FindBudget& budget)
        : m_text(text), m_expression(expression), m_job(job), m_budget(budget)
    {
    }

    FindResult run()
    {
        qsizetype at = 0;
        while (at <= m_text.size() && goesOn())
            at = step(at);
        return std::move(m_result);
    }

    FindResult runOnce(int at)
    {
        if (at >= 0 && at <= m_text.size() && goesOn())
            take(growFrom(at, m_text.size()));
        return std::move(m_result);
    }

private:
    static constexpr qsizetype Finished = std::numeric_limits<qsizetype>::max();

    [[nodiscard]] bool goesOn()
    {
        if (m_result.end != FindEnd::Complete)
            return false;
        if (m_result.hits.size() >= mostHits)
            m_result.end = FindEnd::TooMany;
        else if (const auto end = m_budget.spent(m_budget.now()))
            m_result.end = *end;
        return m_result.end == FindEnd::Complete;
    }

    /// `end`, or the next place that does not lie within a character.
    [[nodiscard]] qsizetype cut(qsizetype end) const
    {
        if (end >= m_text.size())
            return m_text.size();
        return m_text[end].isLowSurrogate() ? end + 1 : end;
    }

    [[nodiscard]] QRegularExpressionMatch matchUpTo(qsizetype end, qsizetype at, bool onlyThere = false) const
    {
        const auto type = end == m_text.size() ? QRegularExpression::NormalMatch
                                               : QRegularExpression::PartialPreferFirstMatch;
        QRegularExpression::MatchOptions options = QRegularExpression::DontCheckSubjectStringMatchOption;
        if (onlyThere)
            options |= QRegularExpression::AnchorAtOffsetMatchOption;
        return m_expression.match(m_text.first(end), at, type, options);
    }

    /// Tries the next places. Returns where to go on.
    ///
    /// A text that ends early is no other text for an attempt that does not look at its end; one that does
    /// is told of as a partial match and made again with more text.
    qsizetype step(qsizetype at)
    {
        const qsizetype end = cut(at + m_places);
        const FindBudget::Time before = m_budget.now();
        QRegularExpressionMatch match = matchUpTo(end, at);
        adapt(m_budget.now() - before);
        if (!match.isValid()) {
            m_result.end = FindEnd::TooSlow;
            return Finished;
        }
        const bool last = end == m_text.size();
        if (match.hasPartialMatch()) {
            const qsizetype start = std::clamp(match.capturedStart(), at, end);
            match = growFrom(start, end);
            if (!match.hasMatch())
                return start < m_text.size() ? afterCharacter(m_text, start) : Finished;
        } else if (!match.hasMatch() || (!last && match.capturedStart() >= end)) {
            return last ? Finished : end;
        }
        return take(match, at);
    }

    /// The match that begins at `start`, with as much text as it needs.
    [[nodiscard]] QRegularExpressionMatch growFrom(qsizetype start, qsizetype end)
    {
        QRegularExpressionMatch match;
        do {
            end = cut(start + 2 * std::max(FirstPlaces, end - start));
            match = matchUpTo(end, start, true);
        } while (match.hasPartialMatch() && goesOn());
        if (!match.isValid() && m_result.end == FindEnd::Complete)
            m_result.end = FindEnd::TooSlow;
        return match;
    }

    qsizetype take(const QRegularExpressionMatch& match, qsizetype at = 0)
    {
        const qsizetype start = match.capturedStart();
        const qsizetype end = match.capturedEnd();
        // "\K" can move the beginning.
        if (match.hasMatch() && start >= at && end >= start) {
            m_result.hits.push_back({static_cast<int>(start), static_cast<int>(end - start)});
            if (m_job.replacement)
                replace(match);
        }
        if (end > at && end > start)
            return end;
        const qsizetype next = std::max(at, end); // nothing was taken: go on, or it would be found for ever
        return next < m_text.size() ? afterCharacter(m_text, next) : Finished;
    }

    void replace(const QRegularExpressionMatch& match)
    {
        m_result.replacements.push_back(m_job.replacement->text(match));
        m_replaced += m_result.replacements.back().size();
        if (m_replaced > mostReplaced)
            m_result.end = FindEnd::TooLong;
    }

    void adapt(std::chrono::steady_clock::duration taken)
    {
        if (taken < ShortWhile)
            m_places = std::min(MostPlaces, m_places * 2);
        else if (taken > LongWhile)
            m_places = std::max(FewestPlaces, m_places / 4);
    }

    QStringView m_text;
    const QRegularExpression& m_expression;
    const FindJob& m_job;
    const FindBudget& m_budget;
    qsizetype m_places = FirstPlaces;
    qsizetype m_replaced = 0; ///< Length of all that is put in.
    FindResult m_result;
};

/// The first bracket of these that nothing closes, or closes nothing; -1 if there is none.
qsizetype unbalanced(const QString& pattern, bool square)
{
    std::vector<qsizetype> open;
    qsizetype inClass = -1;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const QChar c = pattern[i];
        if (c == u'\\') {
            ++i;
        } else if (inClass >= 0) {
            const bool first = i == inClass + 1 || (i == inClass + 2 && pattern[i - 1] == u'^');
            if (c == u']' && !first)
                inClass = -1;
        } else if (c == u'[') {
            inClass = i;
        } else if (c == u'(') {
            open.push_back(i);
        } else if (c == u')') {
            if (open.empty())
                return square ? -1 : i;
            open.pop_back();
        }
    }
    if (square)
        return inClass;
    return open.empty() ? -1 : open.front();
}

} // namespace

QString expressionProblem(const QString& pattern)
{
    const QRegularExpression expression = compileExpression(pattern, {});
    if (expression.isValid())
        return {};
    QString words = expression.errorString();
    qsizetype at = expression.patternErrorOffset() - ExpressionLimits.size();
    const auto say = [&](const QString& sentence, qsizetype place = -1) {
        words = sentence;
        if (place >= 0)
            at = place;
    };
    if (words.contains(u"closing parenthesis"))
        say(ExpressionWords::tr("Unbalanced parenthesis"), unbalanced(pattern, false));
    else if (words.contains(u"terminating ]"))
        say(ExpressionWords::tr("Unbalanced bracket"), unbalanced(pattern, true));
    else if (words.startsWith(u"quantifier does not follow"))
        say(ExpressionWords::tr("Nothing to repeat"));
    else if (words.startsWith(u"\\ at end"))
        say(ExpressionWords::tr("A backslash without a letter"), pattern.size() - 1);
    else if (words.startsWith(u"range out of order"))
        say(ExpressionWords::tr("A range the wrong way round"));
    else if (words.contains(u"non-existent"))
        say(ExpressionWords::tr("A group that is not there"));
    else if (words.startsWith(u"lookbehind"))
        say(ExpressionWords::tr("Looking back needs a fixed length"));
    else if (!words.isEmpty())
        words[0] = words[0].toUpper();
    at = std::clamp<qsizetype>(at, 0, std::max<qsizetype>(0, pattern.size() - 1));
    return ExpressionWords::tr("%1 at %2").arg(words).arg(at + 1);
}

FindResult findExpression(const QString& text, const FindJob& job, const FindBudget& budget)
{
    FindResult result;
    result.problem = expressionProblem(job.query.text);
    if (!result.problem.isEmpty()) {
        result.end = FindEnd::Invalid;
        return result;
    }
    QRegularExpression expression = compileExpression(job.query.text, job.query);
    if (job.query.wholeWords) {
        QRegularExpression words = compileExpression(u"\\b(?:%1)\\b"_s.arg(job.query.text), job.query);
        if (words.isValid()) // a comment at the end of the expression would swallow what closes this
            expression = std::move(words);
    }
    ExpressionSearch search(text, expression, job, budget);
    return job.onlyAt ? search.runOnce(*job.onlyAt) : search.run();
}

} // namespace lockleaf::ui

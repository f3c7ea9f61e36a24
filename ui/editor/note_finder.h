// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/replacement_text.h"

#include <QString>
#include <QStringView>

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

namespace lockleaf::ui {

/// A piece of a text, in UTF-16 units.
struct TextRange
{
    int start = 0;
    int length = 0;
    [[nodiscard]] int end() const { return start + length; }
    bool operator==(const TextRange&) const = default;
};

/// A word, or several that follow each other with nothing but signs and spaces between them. Case and
/// accents do not count.
struct HitTerm
{
    QString words;
    bool prefix = false; ///< The last word may go on.
    bool operator==(const HitTerm&) const = default;
};

/// What is looked for.
struct FindQuery
{
    QString text;
    bool matchCase = false; ///< Else neither case nor, in plain text, accents count.
    bool wholeWords = false;
    bool expression = false;    ///< `text` is a regular expression (PCRE); "^" and "$" match at lines.
    std::vector<HitTerm> terms; ///< Looked for instead of `text` where there are any.

    [[nodiscard]] bool isEmpty() const { return text.isEmpty() && terms.empty(); }
    bool operator==(const FindQuery&) const = default;
};

/// How a search ended.
enum class FindEnd {
    Complete,
    TooMany,   ///< The hits are the first ones alone.
    TooLong,   ///< What stands for the hits would make more of the text than a note can be.
    TooSlow,   ///< The expression took more time or steps than there are; the hits are the first ones.
    Invalid,   ///< The expression is none; the result says what is wrong.
    Cancelled, ///< The hits mean nothing.
};

struct FindResult
{
    std::vector<TextRange> hits;       ///< In the order of the text; none reaches into another.
    std::vector<QString> replacements; ///< One a hit, where they were asked for.
    FindEnd end = FindEnd::Complete;
    QString problem; ///< Of an invalid expression: "Unbalanced bracket at 7".
};

/// How long a search may take.
class FindBudget
{
public:
    using Time = std::chrono::steady_clock::time_point;
    using Clock = std::function<Time()>;

    explicit FindBudget(std::stop_token stop = {},
                        std::chrono::milliseconds time = std::chrono::milliseconds{2000},
                        Clock clock = std::chrono::steady_clock::now);

    [[nodiscard]] bool isCancelled() const { return m_stop.stop_requested(); }
    [[nodiscard]] Time now() const { return m_clock(); }
    /// How the search has to end now, if it has to.
    [[nodiscard]] std::optional<FindEnd> spent(Time now) const;

private:
    std::stop_token m_stop;
    Clock m_clock;
    Time m_deadline;
};

/// What is to be done with a text. A value; the search itself may run on any thread.
struct FindJob
{
    QString text;                  ///< As QTextDocument::toRawText() gives it.
    std::function<QString()> read; ///< Gives the text where it is long, on the thread that searches.
    FindQuery query;
    std::optional<ReplacementText> replacement; ///< What stands for a hit is wanted, too.
    std::optional<int> onlyAt;                  ///< Nothing but the hit that begins here.
};

/// No text has more hits than this.
inline constexpr std::size_t mostHits = 1'000'000;

/// Nor can it become longer than this, in UTF-16 units, by replacing.
inline constexpr qsizetype mostReplaced = 5'000'000;

/// Looks for the query in the job's text. Time grows with the length of the text alone, but for expressions,
/// which the budget ends. Never throws for input, never goes on for ever.
[[nodiscard]] FindResult find(const FindJob& job, const FindBudget& budget = FindBudget());

/// Line ends as "\n", and no half characters; every place stays what it was.
[[nodiscard]] QString searchable(QString raw);

} // namespace lockleaf::ui

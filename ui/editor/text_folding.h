// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

#include <vector>

namespace lockleaf::ui {

/// When two texts are taken for the same one.
enum class Folding {
    Loose, ///< Whatever the case and the accents; every space is a space.
    Exact, ///< Only however an accented letter was put together.
};

/// A text, or a piece of it, in the form in which it is compared, and where each unit of that comes from.
class FoldedText
{
public:
    explicit FoldedText(Folding folding) : m_folding(folding) {}

    /// Adds the characters of `text` from `from` on until there are `units` units or the text ends. Returns
    /// where it stopped; the next call goes on there.
    qsizetype fill(QStringView text, qsizetype from, qsizetype units);
    /// Forgets the first `count` units.
    void dropFront(qsizetype count);

    [[nodiscard]] const QString& units() const { return m_units; }
    [[nodiscard]] qsizetype size() const { return m_units.size(); }
    /// The place in the text of the character that unit `index` comes from; the end of what was read for
    /// size().
    [[nodiscard]] qsizetype origin(qsizetype index) const;
    /// Whether no character of the text lies on both sides of the place before unit `index`. A mark that
    /// was kept belongs to the letter before it.
    [[nodiscard]] bool isBoundary(qsizetype index) const;

private:
    void append(char32_t character, qsizetype origin);

    Folding m_folding;
    QString m_units;
    std::vector<qsizetype> m_origins; ///< One a unit.
    qsizetype m_end = 0;              ///< How far the text was read.
    qsizetype m_dropped = -1;         ///< The origin of the unit before the first one.
};

/// All of `text` in the form in which it is compared.
[[nodiscard]] QString folded(QStringView text, Folding folding);

/// The character that begins at `at`; half of one is taken for itself.
[[nodiscard]] char32_t characterAt(QStringView text, qsizetype at);
/// The character that ends before `at`, which is more than 0.
[[nodiscard]] char32_t characterBefore(QStringView text, qsizetype at);
/// Letters, digits, the marks on them, and "_".
[[nodiscard]] bool isWordCharacter(char32_t character);
/// Whether [start, end) of `text` begins (ends) where a word may. In scripts without spaces between words
/// that is everywhere.
[[nodiscard]] bool beginsWord(QStringView text, qsizetype start, qsizetype end);
[[nodiscard]] bool endsWord(QStringView text, qsizetype start, qsizetype end);

} // namespace lockleaf::ui

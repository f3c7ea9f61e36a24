// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/locked_memory.h"
#include "core/crypto/passphrase.h"

#include <QStringView>

namespace lockleaf::ui {

/// What stands in a password field, with caret and selection: UTF-16 in locked memory (locked_memory.h) and
/// nowhere else. There is no history: what was removed is overwritten at once. Positions count UTF-16 units
/// and never stand inside a surrogate pair.
class PasswordText
{
public:
    /// A password that was cut without a word would be another one, so this takes more than a password may
    /// have, and the check says so. Composing makes at most one character of two bytes out of three: what
    /// fills the field is always too long.
    static constexpr qsizetype longest = 3 * static_cast<qsizetype>(Passphrase::maximumSize) + 1;
    /// What a step is: characters alone give nothing away while the text is hidden.
    enum class Step { Character, Grapheme, Word };

    [[nodiscard]] qsizetype size() const { return m_size; }
    [[nodiscard]] bool isEmpty() const { return m_size == 0; }
    /// The locked memory itself; until the next change.
    [[nodiscard]] QStringView view() const;
    [[nodiscard]] SecureBytes utf8() const;

    [[nodiscard]] qsizetype caret() const { return m_caret; }
    [[nodiscard]] bool hasSelection() const { return m_caret != m_anchor; }
    [[nodiscard]] qsizetype selectionStart() const { return std::min(m_caret, m_anchor); }
    [[nodiscard]] qsizetype selectionEnd() const { return std::max(m_caret, m_anchor); }
    void moveTo(qsizetype position, bool keepAnchor);
    void select(qsizetype from, qsizetype to);
    [[nodiscard]] qsizetype after(qsizetype position, Step step) const;
    [[nodiscard]] qsizetype before(qsizetype position, Step step) const;

    /// In the place of the selection, and as much as fits. Each of these tells whether anything changed.
    bool insert(QStringView text);
    bool removeSelection();
    bool remove(qsizetype from, qsizetype to);
    bool wipe();

private:
    [[nodiscard]] char16_t* units() { return reinterpret_cast<char16_t*>(m_units.data()); }
    void makeRoom(qsizetype units);

    LockedBytes m_units;
    qsizetype m_size = 0;
    qsizetype m_caret = 0;
    qsizetype m_anchor = 0;
};

} // namespace lockleaf::ui

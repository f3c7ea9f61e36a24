// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"
#include "ui/vault/vault_session.h"

#include <QPlainTextEdit>

namespace lockleaf::ui {

/// An earlier version of a note with what changed since marked in it: what is gone struck through on a red
/// ground, what came underlined on a green one. To be read only.
///
/// Of texts so long that laying them out would hold up the window, parts that stayed are left out.
class VersionText : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit VersionText(QWidget* parent = nullptr);

    /// Which of the two texts is shown: both in one, or one of them with what is only there marked.
    enum class Side { Both, Before, After };
    void setSide(Side side);

    /// Null empties it.
    void showComparison(std::shared_ptr<const VersionComparison> comparison);
    /// How many places were changed.
    [[nodiscard]] int changeCount() const { return static_cast<int>(m_changes.size()); }
    /// The change, from 0, that was gone to last; -1 for none.
    [[nodiscard]] int currentChange() const { return m_current; }
    /// Brings the next or the previous change into view and selects it; after the last comes the first.
    void goToChange(bool forward);
    /// What the current change is, in words: "Removed since then".
    [[nodiscard]] QString currentKind() const;

Q_SIGNALS:
    /// changeCount() or currentChange() is another one.
    void changesChanged();

private:
    struct Change
    {
        int from = 0; ///< Positions in the document.
        int to = 0;
        bool removed = false;
        bool added = false;
    };
    void render();
    void refreshLook();
    void insertPiece(QTextCursor& cursor, const DiffPiece& piece, bool shorten);
    void noteChange(const DiffPiece& piece, int from, int to);

    Side m_side = Side::Both;
    std::shared_ptr<const VersionComparison> m_comparison;
    std::vector<Change> m_changes;
    int m_current = -1;
};

} // namespace lockleaf::ui

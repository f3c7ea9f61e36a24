// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"
#include "ui/models/pick_model.h"
#include "ui/vault/vault_session.h"
#include "ui/widgets/sheet.h"

#include <set>

class QBoxLayout;

namespace lockleaf::ui {

class Button;
class Label;
class PickList;
class VersionText;

/// Notes that stand twice, since they were changed in two places: the two texts side by side, what differs
/// marked. Nothing has to be decided; to keep one of the two sends the other to the trash.
class ConflictsSheet : public Sheet
{
    Q_OBJECT

public:
    using Pairs = std::vector<std::pair<RecordId, RecordId>>;

    /// `session` must outlive it.
    ConflictsSheet(VaultSession& session, Pairs pairs, QWidget* anyWidget);
    ~ConflictsSheet() override;

Q_SIGNALS:
    void trashRequested(lockleaf::RecordId note);
    void failed(const lockleaf::Error& error);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Column
    {
        Label* moment = nullptr;
        VersionText* text = nullptr;
        Button* keep = nullptr;
    };
    struct Compared;

    QWidget* makeColumn(Column& column, const QString& name, const QString& keepWords);
    void readTitles();
    void takeTitles(const std::vector<NoteSummary>& summaries);
    void showCurrent();
    void takeCompared(const std::shared_ptr<const Compared>& compared);
    void keepOnly(bool first);
    void goOn();
    void settle(const QString& words);
    [[nodiscard]] int current() const;

    VaultSession& m_session;
    Pairs m_pairs;
    PickModel m_rows;
    PickList* m_list = nullptr;
    QBoxLayout* m_columns = nullptr;
    Column m_first;
    Column m_second;
    Label* m_legend = nullptr;
    Button* m_both = nullptr;
    std::set<int> m_settled; ///< Rows of which one note was sent away.
    int m_wanted = -1;       ///< The row that is being read, or shown.
};

} // namespace lockleaf::ui

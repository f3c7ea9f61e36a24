// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/pick_model.h"
#include "ui/vault/title_source.h"
#include "ui/widgets/sheet.h"

#include <functional>

namespace lockleaf::ui {

class Label;
class PickList;
class TextField;
class WindowActions;

/// Goes to a note or runs a command by a few letters of its name. With nothing typed it shows the notes that
/// were opened last; behind ">" commands only. What was typed stays where it is while the arrows move through
/// the list.
class SwitcherSheet : public Sheet
{
    Q_OBJECT

public:
    /// The name and colour of a notebook.
    using NotebookNames = std::function<QString(RecordId)>;

    /// `recent`: the last opened first; `open`: the note on the desk, which is not offered when nothing is
    /// typed. Session and actions must outlive the sheet.
    SwitcherSheet(VaultSession& session, const WindowActions& actions, std::vector<RecordId> recent,
                  RecordId open, NotebookNames notebookName, QWidget* anyWidget);

    /// Begins with commands only.
    void showCommands();

Q_SIGNALS:
    // The sheet has closed before either of these.
    void noteChosen(lockleaf::RecordId id);
    void createRequested(const QString& title);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] bool isCommandsOnly() const;
    [[nodiscard]] QString typed() const;
    [[nodiscard]] bool handleKey(const QKeyEvent& event);
    void handleTyped();
    void handleAnswer(const std::vector<TitleMatch>& matches);
    void showRows();
    [[nodiscard]] std::vector<PickRow> noteRows() const;
    [[nodiscard]] std::vector<PickRow> commandRows() const;
    void take();
    void takeRow(const PickRow& row);
    void create();

    const WindowActions& m_actions;
    NotebookNames m_notebookName;
    TitleSource m_titles;
    PickModel m_rows;
    TextField* m_field;
    PickList* m_list;
    Label* m_nothing;
    Label* m_foot;
    std::vector<TitleMatch> m_matches;
    bool m_takeWhenAnswered = false; ///< Enter was pressed before the answer to what was typed came.
};

} // namespace lockleaf::ui

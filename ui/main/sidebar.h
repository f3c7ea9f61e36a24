// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/main/sidebar_list.h"
#include "ui/main/surface.h"

class QAction;

namespace lockleaf::ui {

class Button;
class IconButton;
class Label;
class LinkButton;
class UnlockLine;

/// The first pane: the vault's name, New note, the notebooks, and at the foot Lock with its rule.
class Sidebar : public Surface
{
    Q_OBJECT

public:
    Sidebar(SidebarModel& model, const QString& vaultName, QWidget* parent = nullptr);

    [[nodiscard]] SidebarList& list() const { return *m_list; }
    /// The rule beside Lock, in seconds; 0 is never.
    void setIdleSeconds(int seconds);
    /// "in 24 s" in place of the rule; 0 brings the rule back.
    void setCountdown(int seconds);
    /// A quiet line above Lock; empty: none. `warns`: it is to be seen.
    void showUnlockFact(const QString& text, bool warns);
    /// Where its details open.
    [[nodiscard]] QWidget* unlockLine() const;
    /// Where the window's menu opens below.
    [[nodiscard]] QWidget* menuButton() const;

Q_SIGNALS:
    void newNoteRequested();
    void menuRequested();
    void lockRequested();
    void settingsRequested();
    void unlockFactsRequested();

private:
    void refreshRule();

    SidebarList* m_list;
    IconButton* m_menu;
    Label* m_rule;
    UnlockLine* m_unlock;
    int m_idleSeconds = -1; ///< Not known yet.
    int m_countdown = 0;
};

/// "auto after 5 min", "auto after 30 s", "no auto lock".
[[nodiscard]] QString idleRule(int seconds);

} // namespace lockleaf::ui

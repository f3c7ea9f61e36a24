// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/lock_group.h"

#include "ui/theme/counted.h"
#include "ui/widgets/drop_down.h"
#include "ui/widgets/toggle.h"

#include <algorithm>
#include <array>

namespace lockleaf::ui {

namespace {

/// The choices of "Lock when idle", in seconds; 0 is never.
constexpr std::array IdleChoices{60, 120, 300, 600, 900, 1800, 3600, 0};

QString idleChoice(int seconds)
{
    if (seconds == 0)
        return LockGroup::tr("Never");
    if (seconds % 3600 == 0)
        return counted(seconds / 3600, LockGroup::tr("After 1 hour"), LockGroup::tr("After %1 hours"));
    if (seconds % 60 == 0)
        return counted(seconds / 60, LockGroup::tr("After 1 minute"), LockGroup::tr("After %1 minutes"));
    return counted(seconds, LockGroup::tr("After 1 second"), LockGroup::tr("After %1 seconds"));
}

} // namespace

LockGroup::LockGroup(const VaultSettings& settings, const LockSignals& known, QWidget* parent)
    : SettingGroup(parent), m_triggers(settings.locks)
{
    addIdle(settings, known);
    addSwitch(tr("Lock with the screen"),
              known.screenLock
                  ? tr("As soon as the screen is locked.")
                  : tr("This desktop does not tell when the screen is locked, so it has no effect here."),
              &LockTriggers::screenLock);
    addSwitch(tr("Lock before sleep"),
              known.sleep
                  ? tr("The computer sleeps once the vault is closed.")
                  : tr("This computer does not tell when it goes to sleep, so it has no effect here."),
              &LockTriggers::sleep);
    addSwitch(tr("Lock when users switch"),
              known.sessionSwitch
                  ? tr("When another session comes to the front, as that of another person.")
                  : tr("This computer does not tell when users switch, so it has no effect here."),
              &LockTriggers::sessionSwitch);
    addSwitch(tr("Lock when minimised"), tr("As soon as the window is put away."), &LockTriggers::minimized);
}

void LockGroup::addIdle(const VaultSettings& settings, const LockSignals& known)
{
    auto* idle = new DropDown(tr("Lock when idle"));
    std::vector<int> choices(IdleChoices.begin(), IdleChoices.end());
    const int chosen = static_cast<int>(settings.idleSeconds);
    if (std::ranges::find(choices, chosen) == choices.end())
        choices.insert(choices.begin(), chosen); // set by other means: shown as it is
    for (const int seconds : choices)
        idle->addItem(idleChoice(seconds), seconds);
    idle->setCurrentIndex(idle->findData(chosen));
    addRow(tr("Lock when idle"), tr("Counts only while nothing is typed, clicked or scrolled here."), idle);
    auto* warn = new Toggle(tr("Warn before locking"));
    warn->setChecked(settings.warnBeforeLocking);
    warn->setEnabled(chosen != 0);
    addRow(tr("Warn before locking"), tr("A quiet countdown for the last 30 seconds. Any key keeps it open."),
           warn);
    addSwitch(
        tr("Other programs count as idle"),
        known.systemIdle
            ? tr("Off: work in another program keeps the vault open too.")
            : tr("This desktop does not tell of work in other programs, so it always counts as idle here."),
        &LockTriggers::timeElsewhere);
    connect(idle, &QComboBox::activated, this, [this, idle, warn] {
        const int seconds = idle->currentData().toInt();
        warn->setEnabled(seconds != 0);
        Q_EMIT idleSecondsChosen(seconds);
    });
    connect(warn, &QCheckBox::toggled, this, &LockGroup::warningChosen);
}

void LockGroup::addSwitch(const QString& name, const QString& help, bool LockTriggers::* which)
{
    auto* toggle = new Toggle(name);
    toggle->setChecked(m_triggers.*which);
    addRow(name, help, toggle);
    connect(toggle, &QCheckBox::toggled, this, [this, which](bool on) {
        m_triggers.*which = on;
        Q_EMIT triggersChosen(m_triggers);
    });
}

} // namespace lockleaf::ui

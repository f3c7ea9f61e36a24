// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/vault/note.h"
#include "ui/sheets/lock_signals.h"
#include "ui/sheets/setting_group.h"

namespace lockleaf::ui {

/// The settings of what locks a vault: the idle clock, and a switch for each other cause. Where this desktop
/// does not tell of a cause, its sentence says so; its switch stays, since the vault may be opened elsewhere.
class LockGroup : public SettingGroup
{
    Q_OBJECT

public:
    LockGroup(const VaultSettings& settings, const LockSignals& known, QWidget* parent = nullptr);

Q_SIGNALS:
    /// 0: never.
    void idleSecondsChosen(int seconds);
    void warningChosen(bool warn);
    void triggersChosen(const lockleaf::LockTriggers& triggers);

private:
    void addIdle(const VaultSettings& settings, const LockSignals& known);
    void addSwitch(const QString& name, const QString& help, bool LockTriggers::* which);

    LockTriggers m_triggers;
};

} // namespace lockleaf::ui

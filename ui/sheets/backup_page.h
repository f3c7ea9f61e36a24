// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"
#include "ui/vault/backup_schedule.h"

#include <QPointer>
#include <QWidget>

namespace lockleaf::ui {

class Button;
class Label;
class ProgressBar;

/// The page of the settings about backups: when the last proven one was made, and how they are made.
class BackupPage : public QWidget
{
    Q_OBJECT

public:
    /// `schedule` must outlive it.
    BackupPage(BackupSchedule& schedule, const VaultSettings& settings, QWidget* parent = nullptr);

Q_SIGNALS:
    void backupsChosen(bool on);
    void minutesChosen(int minutes);
    /// Empty: beside the vault.
    void folderChosen(const QString& folder);
    /// The person wants to see the backups.
    void listRequested();

private:
    QWidget* makeStatus();
    QWidget* makeChoices(const VaultSettings& settings);
    void refresh();
    void chooseFolder();
    [[nodiscard]] QString statusSentence() const;

    BackupSchedule& m_schedule;
    Label* m_status = nullptr;
    Label* m_shrink = nullptr;
    Label* m_place = nullptr;
    ProgressBar* m_bar = nullptr;
    Button* m_now = nullptr;
    Button* m_right = nullptr;
};

} // namespace lockleaf::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/vault.h"

#include <QObject>
#include <QStringList>

#include <memory>
#include <stop_token>

namespace lockleaf::ui {

class VaultSession;

/// What is to be said of a vault's file after an unlock: what opening it brought to light, and whether the
/// list of notes agrees with the notes, which is looked at in the background. GUI thread only.
class VaultHealth : public QObject
{
    Q_OBJECT

public:
    /// `session` must outlive it.
    explicit VaultHealth(VaultSession& session, QObject* parent = nullptr);
    /// Stops the check of the list.
    ~VaultHealth() override;

    /// Asks what opening the vault has noticed.
    void readNotices();
    /// Checks the list behind everything else that the vault has to do; once.
    void checkList();
    /// The check in the background has met damage; `names` are the notes and files that are known to be.
    void tellDamage(const QStringList& names);
    /// Before the vault is closed: no slice of the check runs any more.
    void stop();
    /// The person goes on with a file that is older than the one known here.
    void acceptOlderFile();

Q_SIGNALS:
    /// Sentences that a person has to read, since something may be missing. `older`: the file is older than
    /// the one known on this computer; that comes back at each unlock until acceptOlderFile().
    void warned(const QStringList& sentences, bool older);
    /// Something worth a passing remark.
    void remarked(const QString& sentence);

private:
    struct ListCheck;

    VaultSession& m_session;
    std::shared_ptr<ListCheck> m_check;
    std::stop_source m_stop;
};

} // namespace lockleaf::ui

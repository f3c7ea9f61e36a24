// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/vault_health.h"

#include "ui/vault/vault_session.h"

#include <algorithm>

namespace lockleaf::ui {

namespace {

QString warning(OpenNotice notice)
{
    switch (notice) {
    case OpenNotice::OlderThanWitness:
        return VaultHealth::tr(
            "This file is older than the one last used on this computer. A backup or a "
            "synchronised folder may have put it back: what was written since is not in it.");
    case OpenNotice::ForkOfWitness:
        return VaultHealth::tr(
            "This file was changed elsewhere after an older copy: what was written on this computer since is "
            "not all in it. Look for the other file, which may be a conflict copy beside this one, and take "
            "it "
            "over with “Merge a copy”.");
    case OpenNotice::OldKeys:
        return VaultHealth::tr(
            "The keys of this vault were changed on this computer, and this file still has the old ones. A "
            "backup or a synchronised folder may have put it back: what was written since is not in it.");
    case OpenNotice::OldKeysFileLeft:
        return VaultHealth::tr("A change of the keys was cut short after it was done. The file with the old "
                               "keys lies beside the "
                               "vault; its name ends in “.old-keys”. Remove it when everything is here.");
    case OpenNotice::HeaderRolledBack:
        return VaultHealth::tr(
            "The passwords of this file are older than its notes, so that an earlier password "
            "may open it. Changing the password ends that.");
    case OpenNotice::LogMissing:
        return VaultHealth::tr("The log that belongs to this vault is not beside it. After a crash nothing "
                               "need be missing. But if "
                               "a file whose name ends in “-wal” lies elsewhere, the last changes may be in "
                               "it: lock, put it beside "
                               "the vault, and unlock again.");
    case OpenNotice::LateLogSetAside:
        return VaultHealth::tr(
            "A log of this vault came back after the vault had been used without it. It was "
            "set aside beside the vault; changes in it may be missing here.");
    default:
        return {};
    }
}

QString remark(OpenNotice notice)
{
    switch (notice) {
    case OpenNotice::NoStateFolder:
        return VaultHealth::tr(
            "The state folder cannot be used: an older copy of this vault would not be noticed.");
    case OpenNotice::NoWitness:
        return VaultHealth::tr(
            "First time on this computer: it could not tell if this file is an older copy.");
    case OpenNotice::Migrated:
        return VaultHealth::tr(
            "This vault was of an earlier version and was brought up to date. A backup was "
            "made before.");
    case OpenNotice::LogSetAside:
        return VaultHealth::tr("A log of an older state lay beside the vault. It was set aside.");
    case OpenNotice::Repaired:
        return VaultHealth::tr(
            "A damaged copy in the vault file was written anew from its twin. Nothing was lost.");
    default:
        return {};
    }
}

} // namespace

/// Filled by the vault's thread; outlives whichever of the two threads ends first.
struct VaultHealth::ListCheck
{
    VerifyReport found;
    NoProgress progress;
};

VaultHealth::VaultHealth(VaultSession& session, QObject* parent) : QObject(parent), m_session(session) {}

VaultHealth::~VaultHealth()
{
    stop();
}

void VaultHealth::stop()
{
    m_stop.request_stop();
}

void VaultHealth::readNotices()
{
    struct Noticed
    {
        std::vector<OpenNotice> notices;
        bool used = false;
    };
    const auto read = [](Vault& vault) -> Result<Noticed> {
        LOCKLEAF_TRY(const VaultCounts counts, vault.counts());
        return Noticed{vault.notices(), counts.notes + counts.trashed > 0};
    };
    m_session.ask(this, read, [this](const Result<Noticed>& noticed) {
        if (!noticed)
            return; // the list will say what is wrong
        QStringList sentences;
        bool older = false;
        for (const OpenNotice notice : noticed->notices) {
            older = older || notice == OpenNotice::OlderThanWitness || notice == OpenNotice::OldKeys ||
                    notice == OpenNotice::ForkOfWitness;
            if (const QString sentence = warning(notice); !sentence.isEmpty())
                sentences.append(sentence);
            // A vault without notes has just been made here: there is no other copy to be afraid of.
            else if (noticed->used && !remark(notice).isEmpty())
                Q_EMIT remarked(remark(notice));
        }
        if (!sentences.isEmpty())
            Q_EMIT warned(sentences, older);
    });
}

void VaultHealth::checkList()
{
    if (m_check)
        return;
    m_check = std::make_shared<ListCheck>();
    const auto make = [check = m_check](Vault& vault) -> Result<std::unique_ptr<SlicedJob>> {
        return vault.makeListCheckJob(check->found);
    };
    const QPointer<VaultHealth> guard(this);
    auto done = [guard, check = m_check, session = &m_session](const Result<void>& outcome) {
        if (!outcome || check->found.problems.empty())
            return; // stopped, or whole; where the vault cannot be read, the list says so
        QMetaObject::invokeMethod(
            session,
            [guard] {
                if (guard)
                    Q_EMIT guard->warned(
                        {tr("The list of notes does not agree with the notes: something outside "
                            "Lockleaf has changed the file. Every note is still checked before it "
                            "is shown. “Check the vault…” in the menu says what is damaged.")},
                        false);
            },
            Qt::QueuedConnection);
    };
    m_session.runJob(make, m_stop.get_token(), m_check->progress, std::move(done));
}

void VaultHealth::tellDamage(const QStringList& names)
{
    constexpr qsizetype mostNamed = 5;
    QString sentence = tr("Lockleaf reads the whole vault from time to time, and something in it cannot be "
                          "read any more. The disk may be failing.");
    if (!names.isEmpty()) {
        QStringList quoted;
        for (const QString& name : names.first(std::min(names.size(), mostNamed)))
            quoted << tr("“%1”").arg(name);
        sentence += QLatin1Char(' ') + tr("Damaged: %1.").arg(quoted.join(tr(", ")));
    }
    Q_EMIT warned({sentence, tr("“Check the vault…” in the menu says what is damaged, and what to do.")},
                  false);
}

void VaultHealth::acceptOlderFile()
{
    m_session.ask(
        this, [](Vault& vault) { return vault.acceptOlderFile(); },
        [](const Result<void>&) {
            // Where it could not be remembered, the question comes back at the next unlock.
        });
}

} // namespace lockleaf::ui

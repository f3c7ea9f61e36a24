// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/damage_names.h"

#include "ui/sheets/report_line.h"

#include <QCoreApplication>

namespace lockleaf::ui {

namespace {

QString damageName(Vault& vault, const RecordId& record)
{
    if (const auto note = vault.summary(record))
        return note->title.empty() ? QCoreApplication::translate("DamageNames", "Untitled")
                                   : ui::lineOf(note->title);
    if (const auto file = vault.attachment(record))
        return ui::lineOf(file->name);
    return {};
}

} // namespace

QStringList damageNames(Vault& vault, const std::vector<VerifyProblem>& problems)
{
    QStringList names;
    std::vector<RecordId> met;
    for (const VerifyProblem& problem : problems) {
        if (problem.record.isNull() || std::ranges::find(met, problem.record) != met.end())
            continue;
        met.push_back(problem.record);
        if (const QString name = damageName(vault, problem.record); !name.isEmpty())
            names << name;
    }
    return names;
}

} // namespace lockleaf::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/versions_model.h"

#include "ui/models/note_dates.h"
#include "ui/theme/counted.h"

namespace lockleaf::ui {

QString versionReason(RevisionReason reason)
{
    switch (reason) {
    case RevisionReason::Editing:
        return VersionsModel::tr("While editing");
    case RevisionReason::Asked:
        return VersionsModel::tr("Kept by you");
    case RevisionReason::Locked:
        return VersionsModel::tr("At a lock");
    case RevisionReason::BeforeRestore:
        return VersionsModel::tr("Before a restore");
    }
    return {};
}

void VersionsModel::setVersions(const std::vector<RevisionSummary>& versions, const QDateTime& now)
{
    beginResetModel();
    m_rows.clear();
    m_now = now;
    m_stored = 0;
    m_count = static_cast<qint64>(versions.size());
    QString day;
    for (const RevisionSummary& version : versions) {
        m_stored += version.stored;
        const QString itsDay = note_dates::dayName(version.made, now);
        if (itsDay != day)
            m_rows.push_back({itsDay, {}});
        day = itsDay;
        m_rows.push_back({{}, version});
    }
    endResetModel();
}

const RevisionSummary* VersionsModel::versionAt(int row) const
{
    if (row < 0 || row >= rowCount())
        return nullptr;
    const Row& found = m_rows[static_cast<std::size_t>(row)];
    return found.day.isEmpty() ? &found.version : nullptr;
}

bool VersionsModel::goesOnAfter(int row) const
{
    return versionAt(row + 1) != nullptr;
}

QString VersionsModel::moment(const RevisionSummary& version) const
{
    const QTime time = QDateTime::fromMSecsSinceEpoch(version.made).time();
    //: A day and a time, as in "Yesterday, 10:42".
    return tr("%1, %2").arg(note_dates::dayName(version.made, m_now), note_dates::timeOfDay(time));
}

QString VersionsModel::cost() const
{
    const QString size =
        QLocale().formattedDataSize(static_cast<qint64>(m_stored), 0, QLocale::DataSizeSIFormat);
    //: How many versions there are, and the size of all.
    return tr("%1, %2").arg(counted(m_count, tr("1 version"), tr("%1 versions")), size);
}

QString VersionsModel::details(const RevisionSummary& version)
{
    const QString size =
        QLocale().formattedDataSize(static_cast<qint64>(version.size), 1, QLocale::DataSizeSIFormat);
    return size + QStringLiteral(" · ") + versionReason(version.reason);
}

int VersionsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant VersionsModel::data(const QModelIndex& index, int role) const
{
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    const RevisionSummary* const version = versionAt(index.row());
    if (!version)
        return m_rows[static_cast<std::size_t>(index.row())].day;
    if (role == Qt::AccessibleTextRole)
        return moment(*version) + QStringLiteral(", ") + details(*version);
    return note_dates::timeOfDay(QDateTime::fromMSecsSinceEpoch(version->made).time());
}

Qt::ItemFlags VersionsModel::flags(const QModelIndex& index) const
{
    return versionAt(index.row()) ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::NoItemFlags;
}

} // namespace lockleaf::ui

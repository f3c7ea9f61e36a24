// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/vault/note.h"

#include <QAbstractListModel>
#include <QDateTime>

namespace lockleaf::ui {

/// The versions of a note on a time line: newest first, with a row for each day over its versions.
class VersionsModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    /// `versions`: the one made last first. `now` decides what is called today.
    void setVersions(const std::vector<RevisionSummary>& versions, const QDateTime& now);
    void clear() { setVersions({}, {}); }

    /// The version in `row`; null for the row of a day.
    [[nodiscard]] const RevisionSummary* versionAt(int row) const;
    /// Whether the row after `row` belongs to the same day.
    [[nodiscard]] bool goesOnAfter(int row) const;
    /// The first row of a version; -1 where there is none.
    [[nodiscard]] int firstVersion() const { return m_rows.empty() ? -1 : 1; }
    /// "Yesterday, 10:42"
    [[nodiscard]] QString moment(const RevisionSummary& version) const;
    /// "3 versions, 96 kB": how many there are and what they take in the vault.
    [[nodiscard]] QString cost() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

    /// "12 kB · At a lock": the second line of a version.
    [[nodiscard]] static QString details(const RevisionSummary& version);

private:
    struct Row
    {
        QString day; ///< Of the row of a day, else empty.
        RevisionSummary version;
    };
    std::vector<Row> m_rows;
    QDateTime m_now;
    quint64 m_stored = 0;
    qint64 m_count = 0;
};

/// Why a version was kept, in a few words that stand alone.
[[nodiscard]] QString versionReason(RevisionReason reason);

} // namespace lockleaf::ui

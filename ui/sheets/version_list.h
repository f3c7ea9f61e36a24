// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/versions_model.h"

#include <QListView>

namespace lockleaf::ui {

/// The time line of a note's versions, from which one is chosen.
class VersionList : public QListView
{
    Q_OBJECT

public:
    /// `model` must outlive it.
    explicit VersionList(VersionsModel& model, QWidget* parent = nullptr);

Q_SIGNALS:
    /// The current version is another one, or there is none (null).
    void versionChosen(const lockleaf::RevisionSummary* version);

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void changeEvent(QEvent* event) override;

private:
    VersionsModel& m_model;
};

} // namespace lockleaf::ui

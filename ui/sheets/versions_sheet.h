// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"
#include "ui/models/versions_model.h"
#include "ui/vault/vault_session.h"
#include "ui/widgets/sheet.h"

class QBoxLayout;
class QStackedLayout;

namespace lockleaf::ui {

class Button;
class ElidedLabel;
class IconButton;
class Label;
class VersionList;
class VersionText;

/// The versions of one note on a time line, beside it the chosen one with what changed since.
/// F3 and Shift+F3 go from change to change.
class VersionsSheet : public Sheet
{
    Q_OBJECT

public:
    /// `session` must outlive it.
    VersionsSheet(VaultSession& session, RecordId note, QWidget* anyWidget);
    ~VersionsSheet() override;

    [[nodiscard]] RecordId note() const { return m_note; }

public Q_SLOTS:
    /// Reads the versions (again).
    void reload();
    /// Whoever was asked to restore could not.
    void handleRefused();

Q_SIGNALS:
    /// The person wants this version back; `moment` names it ("Yesterday, 10:42").
    void restoreRequested(lockleaf::RecordId version, const QString& moment);
    void keepRequested();
    void failed(const lockleaf::Error& error);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeBoth();
    QWidget* makeReading();
    QWidget* makeEmpty();
    QBoxLayout* makeFoot();
    void takeVersions(const std::vector<RevisionSummary>& versions);
    void handleChosen(const RevisionSummary* version);
    void handleCompared(std::shared_ptr<const VersionComparison> comparison);
    void handleRestore();
    void refreshChanges();

    VaultSession& m_session;
    RecordId m_note;
    VersionsModel m_model;
    RecordId m_wanted; ///< Being read, or shown.
    bool m_compared = false;
    bool m_restoring = false;
    QStackedLayout* m_pages = nullptr;
    QBoxLayout* m_both = nullptr;
    VersionList* m_list = nullptr;
    ElidedLabel* m_moment = nullptr;
    Label* m_changes = nullptr;
    IconButton* m_previous = nullptr;
    IconButton* m_next = nullptr;
    VersionText* m_text = nullptr;
    Label* m_cost = nullptr;
    Button* m_restore = nullptr;
};

} // namespace lockleaf::ui

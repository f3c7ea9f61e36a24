// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/sheets/take_over_sheet.h"

class QStackedLayout;

namespace lockleaf::ui {

class SegmentedControl;

/// Brings an archive back into the open vault: by its password, or by an age key that is read from a file,
/// once.
class RestoreSheet : public TakeOverSheet
{
    Q_OBJECT

public:
    /// `session` must outlive it. `archive`: a path, as typed; may be empty.
    RestoreSheet(VaultSession& session, const QString& archive, QWidget* anyWidget);
    ~RestoreSheet() override;

protected:
    [[nodiscard]] bool open(const std::filesystem::path& file, SideWork& work) override;
    [[nodiscard]] JobRun::Make makeJob(bool dryRun, Outcome outcome) override;
    void forget() override;
    [[nodiscard]] QStringList remarks() const override;
    [[nodiscard]] bool isTyped() const override;

private:
    /// The archive, opened twice: to look, and to take.
    struct Opened;

    [[nodiscard]] bool isByKey() const;
    void handleFailed(const Error& error, bool ofKeyFile);

    SegmentedControl* m_by = nullptr;
    QStackedLayout* m_keys = nullptr;
    PasswordField* m_password = nullptr;
    TextField* m_keyFile = nullptr;
    std::shared_ptr<Opened> m_opened;
    bool m_provesMaker = true; ///< Of what was opened last.
};

} // namespace lockleaf::ui

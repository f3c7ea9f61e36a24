// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"
#include "core/store/told_marks.h"

#include "ui/vault/side_work.h"
#include "ui/vault/vault_session.h"

#include <QObject>

#include <filesystem>
#include <vector>

namespace lockleaf::ui {

/// What lies around the vault's file and was not told before.
struct Surroundings
{
    QString synchroniser;                      ///< The program that keeps the folder alike; empty: none new.
    std::vector<std::filesystem::path> copies; ///< Of this vault, by name; they can be merged.
    std::vector<ToldMark> marks;               ///< Of these.
    std::vector<ToldMark> seen;                ///< Of all that lies there, told before or not.
};

/// Looks around the file of an open vault, on a thread of its own. GUI thread only.
class SurroundingsLook : public QObject
{
    Q_OBJECT

public:
    /// `session` must outlive it, and know its file: without one nothing is found.
    explicit SurroundingsLook(VaultSession& session, QObject* parent = nullptr);

    /// found() follows where there is something that is not among `told`.
    void look(std::vector<ToldMark> told);
    void stop() { m_work.giveUp(); }
    [[nodiscard]] bool isBusy() const { return m_work.isBusy(); }

Q_SIGNALS:
    void found(const lockleaf::ui::Surroundings& surroundings);

private:
    VaultSession& m_session;
    SideWork m_work;
};

} // namespace lockleaf::ui

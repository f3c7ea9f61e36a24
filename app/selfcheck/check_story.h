// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/selfcheck/canary.h"
#include "app/selfcheck/checked_program.h"
#include "app/selfcheck/temporary_place.h"
#include "core/vaultfile/vault_info.h"

#include <optional>

namespace lockleaf::app {

/// What a check does in Lockleaf, from the making of the vault to its end. Each step fails with a detail that
/// says in plain English what did not come about.
class CheckStory
{
public:
    /// All must outlive it.
    CheckStory(const Person& person, const TemporaryPlace& place, const Canary& canary);

    /// Makes the vault and starts Lockleaf, on the display where there is one.
    [[nodiscard]] Result<void> begin();
    [[nodiscard]] Result<void> unlock();
    /// Writes, tags, attaches, searches, reads, copies, keeps a version, exports, imports.
    [[nodiscard]] Result<void> work();
    /// What glyph numbers the words have in the fonts of the window, for addGlyphs().
    [[nodiscard]] Result<void> askForGlyphs();
    [[nodiscard]] Result<void> lockByKey();
    /// Sets a short idle time, unlocks, writes, and leaves a sheet open.
    [[nodiscard]] Result<void> unlockForIdling();
    [[nodiscard]] Result<void> awaitIdleLock();
    void end();

    [[nodiscard]] bool isOnDisplay() const { return m_onDisplay; }
    [[nodiscard]] pid_t keeper() const { return m_program ? m_program->keeper() : -1; }
    [[nodiscard]] pid_t lockScreen() const { return m_lockScreen; }
    /// The one that is open, or was open last.
    [[nodiscard]] pid_t session() const { return m_session; }
    /// Completes the needles of the canary, in their order.
    void addGlyphs(std::vector<Needle>& needles) const;

private:
    [[nodiscard]] Result<void> makeVault();
    [[nodiscard]] Result<void> setIdleSeconds(std::uint32_t seconds);
    [[nodiscard]] Result<void> start(bool withoutDisplay);
    [[nodiscard]] Result<void> order(DriveOrder order, const std::vector<std::string>& fields = {});
    [[nodiscard]] Result<void> awaitLocked(double seconds);
    [[nodiscard]] Result<void> makeGivenFiles();
    void removeGivenFiles();

    const Person& m_person;
    const TemporaryPlace& m_place;
    const Canary& m_canary;
    std::filesystem::path m_vault;
    std::optional<UnlockedKey> m_key;
    std::unique_ptr<CheckedProgram> m_program;
    bool m_onDisplay = false;
    pid_t m_lockScreen = -1;
    pid_t m_session = -1;
    std::vector<std::string> m_glyphs; ///< As the session has told them.
};

} // namespace lockleaf::app

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/take_inbox.h"

#include "core/capture/captured_note.h"
#include "core/capture/inbox_file.h"
#include "core/vault/guarded.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace lockleaf {

namespace {

class TakeInboxJob final : public SlicedJob
{
public:
    TakeInboxJob(Vault& vault, std::filesystem::path file, InboxReport& report)
        : m_vault(vault), m_file(std::move(file)), m_report(report)
    {
    }

    Result<bool> runSlice(std::chrono::milliseconds budget, ProgressSink& progress) override
    {
        return guarded([&] { return work(budget, progress); });
    }

private:
    Result<bool> work(std::chrono::milliseconds budget, ProgressSink& progress);
    Result<void> begin();
    Result<void> takeSome(std::chrono::milliseconds budget);
    Result<void> takeOne(const Bytes& sealed, InboxReport& came);
    Result<void> end();

    Vault& m_vault;
    std::filesystem::path m_file;
    InboxReport& m_report;
    std::optional<SecretKey<InboxSeedPurpose>> m_seed;
    std::optional<InboxFile> m_inbox; ///< Held from the first slice to the last: nobody adds meanwhile.
    std::vector<Bytes> m_entries;
    std::size_t m_next = 0;
    bool m_begun = false;
};

Result<bool> TakeInboxJob::work(std::chrono::milliseconds budget, ProgressSink& progress)
{
    if (!std::exchange(m_begun, true))
        LOCKLEAF_CHECK(begin());
    if (!m_inbox)
        return true;
    LOCKLEAF_CHECK(takeSome(budget));
    progress.progressed(m_next, m_entries.size());
    if (m_next < m_entries.size())
        return false;
    LOCKLEAF_CHECK(end());
    return true;
}

Result<void> TakeInboxJob::begin()
{
    LOCKLEAF_TRY(m_inbox, InboxFile::open(m_file, InboxFile::Missing::Leave));
    if (!m_inbox)
        return {};
    LOCKLEAF_TRY(InboxEntries entries, m_inbox->read());
    m_entries = std::move(entries.sealed);
    m_report.unreadable = entries.unreadable;
    m_seed = m_vault.inboxSeed();
    return {};
}

Result<void> TakeInboxJob::takeSome(std::chrono::milliseconds budget)
{
    const auto until = std::chrono::steady_clock::now() + budget;
    InboxReport came = m_report;
    std::size_t next = m_next;
    const auto outcome = m_vault.inOneTransaction([&]() -> Result<void> {
        while (next < m_entries.size() && std::chrono::steady_clock::now() < until)
            LOCKLEAF_CHECK(takeOne(m_entries[next++], came));
        return {};
    });
    LOCKLEAF_CHECK(outcome);
    m_report = std::move(came);
    m_next = next;
    return {};
}

Result<void> TakeInboxJob::takeOne(const Bytes& sealed, InboxReport& came)
{
    auto captured = openCaptured(sealed, m_vault.vaultId(), *m_seed);
    if (!captured) {
        ++came.refused;
        return {};
    }
    NewNote note;
    note.id = idOfCaptured(sealed, m_vault.vaultId(), *m_seed);
    // A clock that somebody else set does not put a note before or behind all others.
    const Timestamp now = m_vault.now();
    note.created = std::clamp(captured->written, Timestamp{0}, now);
    note.body = std::move(captured->body);
    note.tags = {std::string(capturedTag)};
    const auto added = m_vault.addNote(std::move(note));
    if (!added && added.error().code == ErrorCode::AlreadyExists) {
        ++came.knownBefore;
        return {};
    }
    LOCKLEAF_CHECK(added);
    came.added.push_back(*added);
    return {};
}

Result<void> TakeInboxJob::end()
{
    m_report.setAside = m_report.refused > 0 || m_report.unreadable > 0;
    LOCKLEAF_CHECK(m_report.setAside ? m_inbox->setAside() : m_inbox->remove());
    m_inbox.reset();
    return {};
}

} // namespace

std::unique_ptr<SlicedJob> makeTakeInboxJob(Vault& vault, std::filesystem::path file, InboxReport& report)
{
    return std::make_unique<TakeInboxJob>(vault, std::move(file), report);
}

} // namespace lockleaf

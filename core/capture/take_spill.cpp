// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/take_spill.h"

#include "core/base/file_system.h"
#include "core/capture/spill_folder.h"
#include "core/capture/spilled_text.h"
#include "core/store/state_file.h"
#include "core/vault/guarded.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace lockleaf {

namespace {

class TakeSpillJob final : public SlicedJob
{
public:
    TakeSpillJob(Vault& vault, std::filesystem::path folder, SpillReport& report)
        : m_vault(vault), m_folder(std::move(folder)), m_report(report)
    {
    }

    Result<bool> runSlice(std::chrono::milliseconds, ProgressSink& progress) override
    {
        return guarded([&]() -> Result<bool> {
            if (!m_files)
                m_files = spillsOf(m_folder, m_vault.vaultId());
            if (m_next < m_files->size())
                LOCKLEAF_CHECK(takeFile((*m_files)[m_next++]));
            progress.progressed(m_next, m_files->size());
            return m_next >= m_files->size();
        });
    }

private:
    Result<void> takeFile(const std::filesystem::path& file);
    Result<void> takeText(SpilledText text, SpillReport& came);
    Result<void> addBeside(SpilledText text, SpillReport& came);

    Vault& m_vault;
    std::filesystem::path m_folder;
    SpillReport& m_report;
    std::optional<std::vector<std::filesystem::path>> m_files;
    std::size_t m_next = 0;
};

Result<void> TakeSpillJob::takeFile(const std::filesystem::path& file)
{
    const auto content = readSmallFile(file, largestSpill);
    if (!content) {
        ++m_report.kept; // another time, perhaps
        return {};
    }
    OpenedSpill spill = openSpill(*content, m_vault.vaultId(), m_vault.spillKey());
    SpillReport came = m_report;
    const auto outcome = m_vault.inOneTransaction([&]() -> Result<void> {
        for (SpilledText& text : spill.texts)
            LOCKLEAF_CHECK(takeText(std::move(text), came));
        return {};
    });
    LOCKLEAF_CHECK(outcome);
    m_report = std::move(came);
    if (!spill.whole) {
        ++m_report.kept;
        return {};
    }
    if (const int problem = fileSystem().remove(FileSystem::anywhere, file); problem != 0)
        return failErrno(problem, "removing a spill");
    return syncFolderAt(file.parent_path(), "sync folder of spills");
}

Result<void> TakeSpillJob::takeText(SpilledText text, SpillReport& came)
{
    if (text.note.isNull())
        return addBeside(std::move(text), came);
    const auto note = m_vault.note(text.note);
    if (!note && note.error().code == ErrorCode::NotFound)
        return addBeside(std::move(text), came);
    if (!note)
        return std::unexpected(note.error());
    if (std::ranges::equal(note->body.view(), text.body.view())) {
        ++came.knownBefore;
        return {};
    }
    if (note->modified != text.base || note->trashed)
        return addBeside(std::move(text), came);
    // What stood there is there in its versions, whatever the pace of those.
    LOCKLEAF_CHECK(m_vault.keepRevision(text.note, RevisionReason::Editing));
    LOCKLEAF_CHECK(m_vault.saveBody(text.note, text.body.view()));
    // So is this one: whoever has the note open may go on with what stood there.
    LOCKLEAF_CHECK(m_vault.keepRevision(text.note, RevisionReason::Editing));
    came.saved.push_back(text.note);
    return {};
}

Result<void> TakeSpillJob::addBeside(SpilledText text, SpillReport& came)
{
    NewNote note;
    note.id = text.spare;
    note.created = std::clamp(text.written, Timestamp{0}, m_vault.now());
    note.tags = std::move(text.tags);
    note.body = std::move(text.body);
    LOCKLEAF_TRY(const std::vector<Notebook> notebooks, m_vault.notebooks());
    if (std::ranges::find(notebooks, text.notebook, &Notebook::id) != notebooks.end())
        note.notebook = text.notebook;
    const auto added = m_vault.addNote(std::move(note));
    if (!added && added.error().code == ErrorCode::AlreadyExists) {
        ++came.knownBefore;
        return {};
    }
    LOCKLEAF_CHECK(added);
    came.beside.push_back(*added);
    return {};
}

} // namespace

std::unique_ptr<SlicedJob> makeTakeSpillJob(Vault& vault, std::filesystem::path folder, SpillReport& report)
{
    return std::make_unique<TakeSpillJob>(vault, std::move(folder), report);
}

} // namespace lockleaf

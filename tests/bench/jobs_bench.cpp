// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/jobs_bench.h"

#include "core/archive/export_archive.h"
#include "core/backup/backup.h"
#include "core/base/work_queue.h"
#include "core/vault/vault.h"
#include "tests/bench/bench_tools.h"
#include "tests/support_tools/generated_notes.h"

#include <atomic>
#include <future>
#include <thread>

namespace lockleaf::test {

namespace {

using std::chrono::steady_clock;

/// Somebody who types: so long from the end of one save to the next order.
constexpr std::chrono::milliseconds betweenSaves{40};
constexpr std::size_t fewestSaves = 60;
constexpr int mostRuns = 8;

using MakeJob = std::function<Result<std::unique_ptr<SlicedJob>>(Vault&)>;

/// A vault on a thread of its own, as the window has it.
class QueuedVault
{
public:
    explicit QueuedVault(const BenchVault& bench)
    {
        call([&] {
            m_vault =
                must(Vault::open(bench.file, UnlockedKey{bench.key.vaultId, bench.key.dataKey.clone()}, {}));
            m_ids = must(m_vault->allNoteIds(false));
        });
    }
    ~QueuedVault()
    {
        call([&] { must(m_vault->close()); });
    }
    QueuedVault(const QueuedVault&) = delete;
    QueuedVault& operator=(const QueuedVault&) = delete;

    /// From the order to the answer, what the queue was doing included.
    [[nodiscard]] Sample save(std::size_t at, const std::string& body)
    {
        return sampleOf([&] { call([&] { must(m_vault->saveBody(m_ids.at(at), bytesOf(body))); }); });
    }

    /// Begins a job; `running` is false again once it has ended.
    void begin(const MakeJob& make, std::atomic<bool>& running)
    {
        running = true;
        m_queue.postJob([this, make] { return make(*m_vault); }, {}, m_progress,
                        [&running](const Result<void>& ended) {
                            must(ended);
                            running = false;
                        });
    }

    [[nodiscard]] std::size_t notes() const { return m_ids.size(); }

private:
    void call(const std::function<void()>& work)
    {
        std::promise<void> done;
        m_queue.post([&] {
            work();
            done.set_value();
        });
        done.get_future().wait();
    }

    NoProgress m_progress;
    std::unique_ptr<Vault> m_vault;
    std::vector<RecordId> m_ids;
    WorkQueue m_queue; // last: ends before what it works on
};

void besideJob(const BenchVault& bench, const std::string& what, const MakeJob& make)
{
    QueuedVault vault(bench);
    NoteGenerator texts(17);
    std::vector<Sample> saves;
    double slowest = 0;
    for (int run = 0; run < mostRuns && saves.size() < fewestSaves; ++run) {
        std::atomic<bool> running;
        vault.begin(make, running);
        // At least one save, so that `running` is looked at after the queue has taken up the job.
        do {
            std::this_thread::sleep_for(betweenSaves);
            saves.push_back(vault.save(saves.size() * 7919 % vault.notes(), texts.next().body));
            slowest = std::max(slowest, saves.back().wall);
        } while (running);
    }
    print(("save while " + what).c_str(), bench.notes, figuresOf(saves));
    print(("slowest save while " + what).c_str(), bench.notes, "ms", slowest, figuresOf(saves).p50);
}

} // namespace

void benchSavesBesideJobs(const BenchVault& vault)
{
    const auto archive = vault.file.parent_path() / "bench-beside.tar.age";
    auto exported = std::make_shared<ExportReport>();
    besideJob(vault, "all notes are exported",
              [archive, exported](Vault& open) -> Result<std::unique_ptr<SlicedJob>> {
                  std::error_code ignored;
                  std::filesystem::remove(archive, ignored);
                  const age::Recipient recipient = age::Identity::generate().recipient();
                  LOCKLEAF_TRY(ArchiveSeal seal, ArchiveSeal::forRecipients({&recipient, 1}));
                  return makeExportJob(open, archive, std::move(seal), *exported);
              });
    std::filesystem::remove(archive);
    auto verified = std::make_shared<VerifyReport>();
    besideJob(vault, "all is verified", [verified](Vault& open) -> Result<std::unique_ptr<SlicedJob>> {
        *verified = {};
        return open.makeVerifyJob(*verified);
    });
    if (!verified->problems.empty())
        giveUp(Error{verified->problems.front().code, verified->problems.front().text});
    const BackupPlace place{vault.file, vault.file.parent_path() / "bench-backups", std::chrono::minutes{0}};
    auto backedUp = std::make_shared<BackupReport>();
    besideJob(vault, "all is backed up",
              [place, backedUp](Vault& open) -> Result<std::unique_ptr<SlicedJob>> {
                  *backedUp = {};
                  return makeBackupJob(open, place, BackupReason::Asked, *backedUp);
              });
    std::filesystem::remove_all(place.folder);
}

} // namespace lockleaf::test

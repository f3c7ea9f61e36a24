// SPDX-License-Identifier: GPL-3.0-or-later
// Damages vaults in many ways, salvages them, and compares: what stood on no damaged page comes back, and no
// text that was never written. Usage: salvage_torture [VAULTS [SEED]]
#include "core/vault/salvage_job.h"
#include "tests/support/byte_ends.h"
#include "tests/torture/torture.h"

#include <map>
#include <random>
#include <set>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

constexpr std::size_t headerRegion = 65536;
constexpr std::size_t pageBytes = 8192;
constexpr std::size_t frameBytes = 72 + pageBytes;
constexpr std::size_t framesAt = 8192;
constexpr int notesAtFirst = 150;

using Random = std::mt19937_64;

std::string bodyText(std::uint64_t number)
{
    Random random(number);
    std::string body = "# Note " + std::to_string(number) + "\n";
    const std::size_t size = number % 9 == 0 ? 60'000 : 300 + random() % 3000;
    while (body.size() < size)
        body += std::to_string(random()) + ' ';
    return body;
}

/// A vault with notes, versions, notebooks, a file and a log, and what is known of it.
struct Origin
{
    TortureVault place;
    Bytes file;
    Bytes log;
    std::map<RecordId, std::string> texts;             ///< As they are.
    std::map<RecordId, std::set<std::string>> written; ///< All that they ever were.
    std::set<RecordId> changedInLog;
    RecordId attachment;
    std::map<RecordId, std::vector<std::uint32_t>> pages; ///< Of notes, in file and log together.
    std::vector<std::uint32_t> filePages;                 ///< Of the attachment and its parts.
    std::set<std::uint32_t> inLog;                        ///< Pages that the log has.
    std::vector<std::uint32_t> inner;                     ///< Pages that hold no rows of records.

    Origin()
    {
        const auto vault = demand(place.open(), "open");
        fill(*vault);
        demand(vault->checkpoint(), "checkpoint");
        change(*vault);
        file = contentsOf(place.file);
        log = contentsOf(place.log);
        require(log.size() > framesAt + 5 * frameBytes, "the log is as good as empty");
    }

    void write(const RecordId& id, const std::string& text)
    {
        texts[id] = text;
        written[id].insert(text);
    }
    void fill(Vault& vault)
    {
        const RecordId notebook = demand(vault.ensureNotebook("Home/Papers"), "notebook");
        for (std::uint64_t i = 0; i < notesAtFirst; ++i) {
            const RecordId id = demand(addNote(vault, bodyText(i)), "add");
            write(id, bodyText(i));
            if (i % 4 == 0)
                demand(vault.moveToNotebook(id, notebook), "move");
            if (i % 25 == 7) {
                demand(vault.keepRevision(id, RevisionReason::Asked), "keep");
                demand(vault.saveBody(id, bytesOf(bodyText(500 + i))), "save");
                write(id, bodyText(500 + i));
            }
        }
        const Bytes content(2'500'000, std::uint8_t{7});
        AttachReport report;
        NoProgress silent;
        const auto job = demand(vault.makeAttachJob(texts.begin()->first, "papers.bin",
                                                    std::make_unique<StepSource>(content, 65536), report),
                                "attach");
        require(runToEnd(*job, {}, silent).has_value(), "attach");
        attachment = report.attachment;
        const RecordId gone = demand(addNote(vault, "# Deleted\n"), "add");
        demand(vault.deleteForever(gone), "delete");
    }
    /// What stands in the log alone.
    void change(Vault& vault)
    {
        std::uint64_t number = 1000;
        std::vector<RecordId> ids;
        ids.reserve(texts.size());
        for (const auto& [id, text] : texts)
            ids.push_back(id);
        for (std::size_t i = 0; i < ids.size(); i += 20) {
            demand(vault.saveBody(ids[i], bytesOf(bodyText(number))), "save");
            write(ids[i], bodyText(number++));
            changedInLog.insert(ids[i]);
            const RecordId added = demand(addNote(vault, bodyText(number)), "add");
            write(added, bodyText(number++));
            changedInLog.insert(added);
        }
    }

    [[nodiscard]] std::unique_ptr<SalvageScan> scanned(const std::filesystem::path& path) const
    {
        auto scan = std::make_unique<SalvageScan>(demand(SalvagePages::open(path, place.key), "open pages"),
                                                  place.key);
        require(scan->look(std::chrono::steady_clock::time_point::max()), "the scan did not end");
        return scan;
    }
    /// Where everything stands while nothing is damaged.
    void learn()
    {
        auto scan = scanned(place.file);
        require(scan->badPages() == 0 && scan->missingNotes().empty(), "damage before any was done");
        for (const auto& [id, text] : texts) {
            pages[id] = scan->pagesOf(id);
            require(!pages[id].empty(), "a note that is not found in a whole vault");
        }
        filePages = scan->pagesOf(attachment);
        for (std::uint64_t i = 0; i < 3; ++i)
            for (const std::uint32_t page : scan->pagesOf(scan->chunkId(attachment, i)))
                filePages.push_back(page);
        std::set<std::uint32_t> withRecords(filePages.begin(), filePages.end());
        for (const auto& [id, of] : pages)
            withRecords.insert(of.begin(), of.end());
        const std::uint32_t count = scan->pages();
        scan.reset(); // it holds the file
        const auto raw = demand(SalvagePages::open(place.file, place.key), "open pages");
        SecureBytes plain(pageBytes);
        for (std::uint32_t page = 1; page <= count; ++page) {
            if (!withRecords.contains(page))
                inner.push_back(page);
            if (raw->readBelowLog(page, MutablePage(plain.data(), pageBytes)) || pageIsNew(page))
                inLog.insert(page);
        }
    }
    [[nodiscard]] bool pageIsNew(std::uint32_t page) const
    {
        return headerRegion + std::size_t{page} * pageBytes > file.size();
    }
    [[nodiscard]] std::uint32_t pageCount() const
    {
        return static_cast<std::uint32_t>((file.size() - headerRegion) / pageBytes);
    }
};

/// What was done to a copy.
struct Damage
{
    std::string name;
    Bytes file;
    Bytes log;
    std::set<std::uint32_t> pages; ///< Damaged in the file.
    bool logHurt = false;
};

MutableByteView pageOf(Bytes& file, std::uint32_t page)
{
    return MutableByteView(file).subspan(headerRegion + std::size_t{page - 1} * pageBytes, pageBytes);
}

void hurtPages(Damage& damage, Random& random, std::uint32_t count, std::size_t howMany, bool zero)
{
    for (std::size_t i = 0; i < howMany; ++i) {
        const auto page = static_cast<std::uint32_t>(1 + random() % count);
        const MutableByteView bytes = pageOf(damage.file, page);
        if (zero)
            std::ranges::fill(bytes, std::uint8_t{0});
        else
            bytes[random() % pageBytes] ^= static_cast<std::uint8_t>(1u << (random() % 8));
        damage.pages.insert(page);
    }
}

void swapPages(Damage& damage, Random& random, std::uint32_t count)
{
    const auto one = static_cast<std::uint32_t>(1 + random() % count);
    const auto other = static_cast<std::uint32_t>(1 + random() % count);
    if (one == other)
        return;
    std::ranges::swap_ranges(pageOf(damage.file, one), pageOf(damage.file, other));
    damage.pages.insert({one, other});
}

Damage damaged(const Origin& origin, Random& random)
{
    Damage damage{{}, origin.file, origin.log, {}, false};
    const std::uint32_t count = origin.pageCount();
    switch (random() % 9) {
    case 0:
        damage.name = "flipped";
        hurtPages(damage, random, count, 1 + random() % 12, false);
        break;
    case 1:
        damage.name = "zeroed";
        hurtPages(damage, random, count, 1 + random() % 12, true);
        break;
    case 2:
        damage.name = "swapped";
        swapPages(damage, random, count);
        break;
    case 3: {
        damage.name = "cut";
        const auto kept = static_cast<std::uint32_t>(random() % count);
        damage.file.resize(headerRegion + std::size_t{kept} * pageBytes);
        for (std::uint32_t page = kept + 1; page <= count; ++page)
            damage.pages.insert(page);
        break;
    }
    case 4:
        damage.name = "catalogue gone";
        std::ranges::fill(pageOf(damage.file, 1), std::uint8_t{0});
        damage.pages.insert(1);
        break;
    case 5:
        damage.name = "everything but rows of records gone";
        for (const std::uint32_t page : origin.inner)
            if (page <= count) {
                std::ranges::fill(pageOf(damage.file, page), std::uint8_t{0});
                damage.pages.insert(page);
            }
        break;
    case 6: {
        damage.name = "header copy and state blocks";
        const std::size_t at = random() % 2 == 0 ? 0 : 32768;
        std::fill_n(damage.file.begin() + static_cast<std::ptrdiff_t>(at), 4096, std::uint8_t{0});
        std::fill_n(damage.file.begin() + 8192, 4096, std::uint8_t{0});
        std::fill_n(damage.file.begin() + 40960, 4096, std::uint8_t{0});
        break;
    }
    case 7: {
        damage.name = "frames of the log";
        damage.logHurt = true;
        const std::size_t frames = (damage.log.size() - framesAt) / frameBytes;
        for (std::size_t i = 0; i < 1 + random() % 5; ++i)
            damage.log[framesAt + random() % frames * frameBytes + random() % frameBytes] ^= 0x10;
        break;
    }
    default:
        damage.name = "log gone";
        damage.logHurt = true;
        damage.log.clear();
        break;
    }
    return damage;
}

/// Notes that may be missing, or of an earlier state: what stood on damaged pages, unless the log has them.
bool mayBeHurt(const Origin& origin, const Damage& damage, const std::vector<std::uint32_t>& pages)
{
    return std::ranges::any_of(pages, [&](std::uint32_t page) {
        return damage.pages.contains(page) && (!origin.inLog.contains(page) || damage.logHurt);
    });
}

struct Outcome
{
    std::uint64_t notes = 0;
    std::uint64_t lost = 0;
    std::uint64_t earlier = 0;
    std::uint64_t allowed = 0;
};

std::string compare(const Origin& origin, const Damage& damage, Vault& vault, const SalvageReport& report,
                    Outcome& outcome)
{
    std::uint64_t lost = 0;
    for (const auto& [id, text] : origin.texts) {
        const bool allowed = mayBeHurt(origin, damage, origin.pages.at(id)) ||
                             (damage.logHurt && origin.changedInLog.contains(id));
        outcome.allowed += allowed ? 1 : 0;
        const auto note = vault.note(id);
        if (!note) {
            ++lost;
            if (!allowed)
                return "a note is lost that stood on no damaged page";
            continue;
        }
        ++outcome.notes;
        if (note->body.text() == text)
            continue;
        ++outcome.earlier;
        if (!allowed)
            return "a note on no damaged page came back as it was before";
        if (!origin.written.at(id).contains(std::string(note->body.text())))
            return "a text that was never written";
    }
    outcome.lost += lost;
    if (damage.pages.empty() && !damage.logHurt && report.lostOf(SalvageLoss::What::Note) != 0)
        return "notes said to be lost that are not";
    if (report.lostOf(SalvageLoss::What::Note) > lost)
        return "more notes said to be lost than are";
    const auto all = vault.allNoteIds(true);
    if (!all || all->size() != origin.texts.size() - lost)
        return "another number of notes than those that were written";
    const bool fileHurt = mayBeHurt(origin, damage, origin.filePages);
    if (!fileHurt && !vault.attachment(origin.attachment))
        return "the file is lost, though it stood on no damaged page";
    return problemsOf(vault);
}

std::string salvageOne(const Origin& origin, const Damage& damage, Outcome& outcome)
{
    const TemporaryFolder folder;
    const auto path = folder / "damaged.lockleaf";
    writeContents(path, damage.file);
    if (!damage.log.empty())
        writeContents(path.string() + "-wal", damage.log);
    auto pages = SalvagePages::open(path, origin.place.key);
    if (!pages)
        return "it can't be opened: " + describe(pages.error());
    auto scan = std::make_unique<SalvageScan>(std::move(*pages), origin.place.key);
    const auto target = folder / "new.lockleaf";
    auto key = demand(Vault::create(target, TortureVault::passphrase(),
                                    {KeyDerivationCost::cheapForTests(), origin.place.key.vaultId}),
                      "create");
    const auto vault = demand(Vault::open(target, std::move(key), {}), "open the new one");
    SalvageReport report;
    NoProgress silent;
    const auto job = makeSalvageJob(std::move(scan), vault.get(), report);
    if (const auto done = runToEnd(*job, {}, silent); !done)
        return describe(done.error());
    if (contentsOf(path) != damage.file)
        return "the damaged file was changed";
    return compare(origin, damage, *vault, report, outcome);
}

} // namespace

int main(int argc, char** argv)
{
    const std::uint64_t vaults = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 100;
    const std::uint64_t seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : std::random_device{}();
    std::printf("seed %llu\n", static_cast<unsigned long long>(seed));
    Origin origin;
    origin.learn();
    std::map<std::string, std::uint64_t> kinds;
    Outcome outcome;
    for (std::uint64_t i = 0; i < vaults; ++i) {
        Random random(seed + i);
        const Damage damage = damaged(origin, random);
        const std::string problem = salvageOne(origin, damage, outcome);
        require(problem.empty(), "vault " + std::to_string(i) + " (" + damage.name + "): " + problem +
                                     "; again with: 1 " + std::to_string(seed + i));
        ++kinds[damage.name];
    }
    for (const auto& [name, number] : kinds)
        std::printf("  %s: %llu\n", name.c_str(), static_cast<unsigned long long>(number));
    std::printf(
        "%llu damaged vaults: %llu notes came back, %llu lost and %llu of an earlier state, of %llu that "
        "stood on damaged pages; no wrong text\n",
        static_cast<unsigned long long>(vaults), static_cast<unsigned long long>(outcome.notes),
        static_cast<unsigned long long>(outcome.lost), static_cast<unsigned long long>(outcome.earlier),
        static_cast<unsigned long long>(outcome.allowed));
    return 0;
}

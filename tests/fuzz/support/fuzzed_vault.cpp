// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/support/fuzzed_vault.h"

#include "core/vault/salvage_scan.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <sodium.h>

namespace lockleaf::test {

namespace {

class StandingClock final : public Clock
{
public:
    [[nodiscard]] Timestamp now() const override { return 1'700'000'000'000; }
};

const StandingClock standingClock;

std::uint64_t& randomState()
{
    static std::uint64_t state = 1;
    return state;
}

// xorshift64* (Vigna 2016): nothing of a fuzzer is secret, and the same input must take the same way.
std::uint32_t madeUpNumber()
{
    std::uint64_t& x = randomState();
    x ^= x >> 12;
    x ^= x << 25;
    x ^= x >> 27;
    return static_cast<std::uint32_t>((x * 0x2545'F491'4F6C'DD1DULL) >> 32);
}

void madeUpOctets(void* into, std::size_t size)
{
    auto* octets = static_cast<std::uint8_t*>(into);
    for (std::size_t i = 0; i < size; ++i)
        octets[i] = static_cast<std::uint8_t>(madeUpNumber());
}

const char* nameOfIt()
{
    return "made up";
}

void makeRandomUp()
{
    static randombytes_implementation made{};
    made.implementation_name = nameOfIt;
    made.random = madeUpNumber;
    made.buf = madeUpOctets;
    randombytes_set_implementation(&made);
}

[[noreturn]] void giveUp(const char* what, const Error& error)
{
    std::fprintf(stderr, "%s: %s\n", what, describe(error).c_str());
    std::abort();
}

template <class T>
T must(const char* what, Result<T> result)
{
    if (!result)
        giveUp(what, result.error());
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

/// What a hostile file may answer with, and nothing else: an error that names what is wrong with the file.
template <class T>
bool worked(const Result<T>& result)
{
    if (!result && result.error().code == ErrorCode::Internal)
        giveUp("an error of ours", result.error());
    return result.has_value();
}

void runJob(const std::unique_ptr<SlicedJob>& job)
{
    NoProgress progress;
    if (job)
        static_cast<void>(worked(runToEnd(*job, {}, progress)));
}

Vault::OpenOptions options()
{
    Vault::OpenOptions options;
    options.clock = &standingClock;
    return options;
}

} // namespace

FuzzedVault& FuzzedVault::only()
{
    static const bool started = [] {
        makeRandomUp();
        return startCrypto();
    }();
    if (!started)
        std::abort();
    static FuzzedVault vault;
    return vault;
}

FuzzedVault::FuzzedVault()
{
    const auto password = must("password", Passphrase::fromTyped(bytesOf("correct horse")));
    m_key = must("create", Vault::create(path, password, {.cost = KeyDerivationCost::cheapForTests()}));
    fill();
    m_file = *m_disk.files.at(path);
    m_salt = must("info", Vault::info(path)).fileSalt;
    const PageSealer sealer(deriveSubkey<PagesPurpose>(m_key.dataKey), m_salt);
    for (std::size_t at = layout::headerRegionSize; at < m_file.size(); at += layout::pageSize) {
        Bytes plain(layout::pageSize);
        const PageView sealed(m_file.data() + at, layout::pageSize);
        if (!sealer.open(static_cast<std::uint32_t>(m_pages.size() + 1), sealed, MutablePage(plain)))
            std::abort();
        m_pages.push_back(std::move(plain));
    }
}

void FuzzedVault::fill()
{
    const auto vault = must("open", open());
    const RecordId notebook = must("notebook", vault->ensureNotebook("Home/Garden"));
    for (int i = 0; i < 12; ++i) {
        NewNote note;
        note.body = SecureBytes::copyOf(bytesOf("Note " + std::to_string(i) +
                                                "\n\n- [ ] a task #garden/beds and [[Note 3]]\n" +
                                                std::string(i == 5 ? 20'000 : 20, 'x')));
        note.notebook = i % 3 == 0 ? notebook : RecordId{};
        note.tags = {"seeds"};
        m_notes.push_back(must("note", vault->addNote(std::move(note))));
    }
    must("save", vault->saveBody(m_notes[1], bytesOf("Another text")));
    static_cast<void>(must("keep", vault->keepRevision(m_notes[1], RevisionReason::Asked)));
    must("trash", vault->moveToTrash(m_notes[2]));
    must("delete", vault->deleteForever(m_notes[4]));
    must("close", vault->close());
}

UnlockedKey FuzzedVault::copyOfKey() const
{
    return {m_key.vaultId, m_key.dataKey.clone(), m_key.openedBy};
}

Result<std::unique_ptr<Vault>> FuzzedVault::open()
{
    return Vault::open(path, copyOfKey(), options());
}

Bytes& FuzzedVault::freshFile()
{
    randomState() = 2;
    m_disk.files.clear();
    return *(m_disk.files[path] = std::make_shared<Bytes>(m_file));
}

void FuzzedVault::putPage(std::uint32_t number, const Bytes& plain)
{
    const PageSealer sealer(deriveSubkey<PagesPurpose>(m_key.dataKey), m_salt);
    Bytes& file = *m_disk.files.at(path);
    const std::size_t at = layout::headerRegionSize + (std::size_t{number} - 1) * layout::pageSize;
    file.resize(std::max(file.size(), at + layout::pageSize));
    sealer.seal(number, PageView(plain), MutablePage(file.data() + at, layout::pageSize));
}

void FuzzedVault::putLog(Bytes content)
{
    m_disk.files[logPath] = std::make_shared<Bytes>(std::move(content));
}

void FuzzedVault::use()
{
    auto opened = open();
    if (!worked(opened))
        return;
    Vault& vault = **opened;
    VerifyReport report;
    runJob(vault.makeVerifyJob(report));
    static_cast<void>(worked(vault.counts()));
    static_cast<void>(worked(vault.notebooks()));
    static_cast<void>(worked(vault.tags()));
    static_cast<void>(worked(vault.settings()));
    for (const NoteOrder order : {NoteOrder::Edited, NoteOrder::Title}) {
        const ListFilter filter{.order = order};
        if (const auto rows = vault.listNotes(filter, 0, 100); worked(rows) && rows->size() > 100)
            std::abort();
    }
    for (const RecordId& id : m_notes) {
        static_cast<void>(worked(vault.note(id)));
        static_cast<void>(worked(vault.revisions(id)));
    }
    static_cast<void>(worked(vault.search("task tag:garden", {}, 50)));
    static_cast<void>(worked(vault.matchTitles("not", 10)));
    NewNote note;
    note.body = SecureBytes::copyOf(bytesOf("One more"));
    const auto added = vault.addNote(std::move(note));
    if (worked(added)) { // what was said to be saved is there
        const auto back = vault.note(*added);
        if (worked(back) && textOf(back->body.view()) != "One more")
            std::abort();
    }
    static_cast<void>(worked(vault.saveBody(m_notes[0], bytesOf("Changed"))));
    static_cast<void>(worked(vault.deleteForever(m_notes[7])));
    static_cast<void>(worked(vault.tidyIndex()));
    runJob(vault.makeReindexJob(false));
    static_cast<void>(worked(vault.close()));
}

void FuzzedVault::salvage()
{
    auto opened = SalvagePages::open(path, copyOfKey());
    if (!worked(opened))
        return;
    SalvageScan scan(std::move(*opened), m_key);
    if (scan.pages() > 1000) // each that the file does not have is looked for in vain
        return;
    while (!scan.look(std::chrono::steady_clock::time_point::max())) {
    }
    for (const RecordKind kind : {RecordKind::Note, RecordKind::Notebook, RecordKind::Revision}) {
        for (const RecordId& id : scan.found(kind)) {
            static_cast<void>(worked(scan.open(id)));
            static_cast<void>(scan.titleOf(id));
            static_cast<void>(scan.pagesOf(id));
        }
    }
    static_cast<void>(scan.missingNotes());
}

} // namespace lockleaf::test

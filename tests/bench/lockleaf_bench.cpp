// SPDX-License-Identifier: GPL-3.0-or-later
// Measures a vault beside plain SQLite in the same run and prints JSON lines.
//   lockleaf-bench [--notes N]... [--folder DIR] [--searches yes|no]    (1000, 10000 and 100000)
//   lockleaf-bench --all [--notes N]... [--folder DIR] [--large OCTETS] (100000 and 1000000: all with a
//   budget) lockleaf-bench --beside-jobs [--notes N]... [--folder DIR]          (100000: saves while long
//   jobs run)
// After the last two the budgets follow; the exit code is 1 where one is passed and nothing says why.
#include "core/crypto/secret_key.h"
#include "tests/bench/bench_tools.h"
#include "tests/bench/budgets.h"
#include "tests/bench/jobs_bench.h"
#include "tests/bench/save_bench.h"
#include "tests/bench/search_bench.h"
#include "tests/support_tools/fill_vault.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <random>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

constexpr std::uint64_t batch = 500;
constexpr std::uintmax_t logLimit = 64 << 20; ///< Octets of the log of a reference in its import.

void removeDatabase(const std::filesystem::path& file)
{
    for (const char* suffix : {"", "-wal", "-shm"}) {
        std::error_code ignored;
        std::filesystem::remove(file.string() + suffix, ignored);
    }
}

Result<void> addOne(Vault& vault, const GeneratedNote& generated)
{
    NewNote note;
    note.body = SecureBytes::copyOf(bytesOf(generated.body));
    note.modified = generated.modified;
    if (generated.notebook != 0) {
        LOCKLEAF_TRY(note.notebook, vault.ensureNotebook("Notebook " + std::to_string(generated.notebook)));
    }
    LOCKLEAF_CHECK(vault.addNote(std::move(note)));
    return {};
}

void importBatch(Vault& vault, const std::vector<GeneratedNote>& notes)
{
    must(vault.inOneTransaction([&] {
        Result<void> outcome;
        for (const GeneratedNote& note : notes)
            if (outcome)
                outcome = addOne(vault, note);
        return outcome;
    }));
}

void importBatch(ReferenceStore& plain, const std::vector<GeneratedNote>& notes)
{
    plain.begin();
    for (const GeneratedNote& note : notes)
        plain.add(note);
    plain.commit();
    plain.checkpointBeyond(logLimit); // a vault moves its log into its file while it imports, too
}

class Bench
{
public:
    Bench(std::uint64_t notes, const std::filesystem::path& folder)
        : m_notes(notes), m_file(folder / ("bench-" + std::to_string(notes) + ".lockleaf")),
          m_plain(folder / ("bench-" + std::to_string(notes) + ".db")),
          m_prefixed(folder / ("bench-" + std::to_string(notes) + "-beginnings.db"))
    {
        removeAll();
    }
    ~Bench() { removeAll(); }
    Bench(const Bench&) = delete;
    Bench& operator=(const Bench&) = delete;

    /// `searches`: also what takes the reference long, all kinds of searches and the titles.
    void run(bool searches)
    {
        importAll(searches);
        open();
        list();
        if (searches) {
            const auto vault = openVault();
            ReferenceStore plain(m_plain);
            benchSearches(*vault, plain, m_notes);
            benchTitles(*vault, m_notes);
        }
        benchSaves(bench(), m_plain);
        note();
    }

    /// Only the vault, for besideJobs().
    void fill()
    {
        const auto passphrase = must(Passphrase::fromTyped(bytesOf("bench")));
        m_key = must(Vault::create(m_file, passphrase, {KeyDerivationCost::cheapForTests()}));
        const auto vault = openVault();
        (void)must(fillVault(*vault, m_notes, 1));
        while (must(vault->tidyIndex()))
            ;
        must(vault->close());
    }

    void besideJobs() { benchSavesBesideJobs(bench()); }
    void archives(std::uint64_t largeFile) { benchArchives(bench(), largeFile); }

private:
    [[nodiscard]] BenchVault bench() const { return {m_file, m_key, m_notes}; }
    void removeAll() const
    {
        for (const auto& file : {m_file, m_plain, m_prefixed})
            removeDatabase(file);
    }

    [[nodiscard]] std::unique_ptr<Vault> openVault() const
    {
        return must(Vault::open(m_file, UnlockedKey{m_key.vaultId, m_key.dataKey.clone()}, {}));
    }

    /// `beginnings`: also beside a reference that finds the beginnings of words as quickly as Lockleaf does.
    void importAll(bool beginnings)
    {
        const auto passphrase = must(Passphrase::fromTyped(bytesOf("bench")));
        m_key = must(Vault::create(m_file, passphrase, {KeyDerivationCost::cheapForTests()}));
        NoteGenerator generator(1);
        std::vector<GeneratedNote> notes;
        Sample ours;
        Sample reference;
        Sample prefixed;
        double text = 0;
        const auto vault = openVault();
        ReferenceStore plain(m_plain);
        ReferenceStore plainWithBeginnings(m_prefixed, ReferenceStore::Beginnings::UpToThree);
        for (std::uint64_t done = 0; done < m_notes; done += notes.size()) {
            notes.clear();
            while (notes.size() < std::min(batch, m_notes - done)) {
                notes.push_back(generator.next());
                text += static_cast<double>(notes.back().body.size());
            }
            ours += sampleOf([&] { importBatch(*vault, notes); });
            reference += sampleOf([&] { importBatch(plain, notes); });
            if (beginnings)
                prefixed += sampleOf([&] { importBatch(plainWithBeginnings, notes); });
        }
        plain.checkpoint();
        plainWithBeginnings.checkpoint();
        const Sample tidied = sampleOf([&] {
            while (must(vault->tidyIndex()))
                ;
        });
        must(vault->close());
        const auto count = static_cast<double>(m_notes);
        print("import, notes a second", m_notes, "notes a second", count / ours.wall * 1000,
              count / reference.wall * 1000);
        print("import, processor time", m_notes, "CPU microseconds a note", ours.cpu / count * 1000,
              reference.cpu / count * 1000);
        if (beginnings)
            print("import, beside FTS5 with beginnings", m_notes, "CPU microseconds a note",
                  ours.cpu / count * 1000, prefixed.cpu / count * 1000);
        explainImport(ours, reference, prefixed, beginnings);
        print("putting the index in order afterwards", m_notes, "CPU microseconds a note",
              tidied.cpu / count * 1000, reference.cpu / count * 1000);
        print("file size", m_notes, "times the text",
              static_cast<double>(std::filesystem::file_size(m_file)) / text,
              static_cast<double>(std::filesystem::file_size(m_plain)) / text);
        if (beginnings)
            print("file size, beside FTS5 with beginnings", m_notes, "times the text",
                  static_cast<double>(std::filesystem::file_size(m_file)) / text,
                  static_cast<double>(std::filesystem::file_size(m_prefixed)) / text);
        removeDatabase(m_prefixed);
    }

    void explainImport(const Sample& ours, const Sample& reference, const Sample& prefixed,
                       bool beginnings) const
    {
        const auto each = [this](double milliseconds) {
            return milliseconds * 1000 / static_cast<double>(m_notes);
        };
        char text[240];
        std::snprintf(text, sizeof text,
                      "%.0f us of the processor a note (plain %.0f%s%.0f) and %.0f us of waiting for the "
                      "disk (plain %.0f)",
                      each(ours.cpu), each(reference.cpu),
                      beginnings ? ", with beginnings " : ", not measured ", each(prefixed.cpu),
                      each(ours.wall - ours.cpu), each(reference.wall - reference.cpu));
        for (const char* what : {"import, notes a second", "import, beside FTS5 with beginnings"})
            explainBudget(what, m_notes, text);
    }

    /// From the key to the first window of the list.
    void open()
    {
        std::vector<Sample> ours;
        std::vector<Sample> reference;
        for (int round = 0; round < 15; ++round) {
            std::unique_ptr<Vault> vault;
            ours.push_back(sampleOf([&] {
                vault = openVault();
                (void)must(vault->listNotes({}, 0, window));
            }));
            must(vault->close());
            reference.push_back(sampleOf([&] {
                ReferenceStore plain(m_plain);
                (void)plain.list(0, window);
            }));
        }
        const Figures beside = figuresOf(reference);
        print("open to first list", m_notes, figuresOf(ours), &beside);
    }

    void list()
    {
        const auto vault = openVault();
        ReferenceStore plain(m_plain);
        const std::array<std::pair<const char*, std::uint64_t>, 3> places{
            {{"list, first window", 0},
             {"list, middle window", m_notes / 2},
             {"list, last window", m_notes - window}}};
        for (const auto& [name, offset] : places) {
            std::vector<Sample> ours;
            std::vector<Sample> reference;
            for (std::uint64_t round = 0; round < 21; ++round) {
                const std::uint64_t at = offset == 0 ? 0 : offset - round;
                ours.push_back(sampleOf([&, at = at] { (void)must(vault->listNotes({}, at, window)); }));
                reference.push_back(sampleOf([&, at = at] { (void)plain.list(at, window); }));
            }
            const Figures beside = figuresOf(reference);
            print(name, m_notes, figuresOf(ours), &beside);
        }
        std::vector<Sample> rows;
        for (const NoteSummary& summary : must(vault->listNotes({}, m_notes / 2, 21)))
            rows.push_back(sampleOf([&] { (void)must(vault->rowOf({}, summary.id)); }));
        print("row of a note in the middle", m_notes, figuresOf(rows));
    }

    void note()
    {
        const auto vault = openVault();
        const auto ids = must(vault->allNoteIds(false));
        std::mt19937_64 random(4);
        std::vector<Sample> ours;
        ours.reserve(200);
        for (int round = 0; round < 200; ++round)
            ours.push_back(sampleOf([&] { (void)must(vault->note(ids.at(random() % ids.size()))); }));
        print("opening one note", m_notes, figuresOf(ours));
    }

    std::uint64_t m_notes;
    std::filesystem::path m_file;
    std::filesystem::path m_plain;
    std::filesystem::path m_prefixed;
    UnlockedKey m_key;
};

} // namespace

int main(int count, char** values)
{
    enum class Course { Figures, All, BesideJobs };
    std::vector<std::uint64_t> sizes;
    std::filesystem::path folder = std::filesystem::current_path();
    bool searches = true;
    std::uint64_t largeFile = 256'000'000;
    auto course = Course::Figures;
    for (int i = 1; i < count; ++i) {
        const std::string_view option = values[i];
        const char* value = i + 1 < count ? values[i + 1] : "";
        if (option == "--all" || option == "--beside-jobs") {
            course = option == "--all" ? Course::All : Course::BesideJobs;
            continue;
        }
        if (option == "--notes")
            sizes.push_back(std::max<std::uint64_t>(std::strtoull(value, nullptr, 10), 200));
        else if (option == "--folder")
            folder = value;
        else if (option == "--searches")
            searches = std::strcmp(value, "no") != 0;
        else if (option == "--large")
            largeFile = std::strtoull(value, nullptr, 10);
        ++i;
    }
    if (sizes.empty())
        sizes = course == Course::Figures ? std::vector<std::uint64_t>{1000, 10'000, 100'000}
                : course == Course::All   ? std::vector<std::uint64_t>{100'000, 1'000'000}
                                          : std::vector<std::uint64_t>{100'000};
    if (!startCrypto())
        return 4;
    for (const std::uint64_t notes : sizes) {
        Bench bench(notes, folder);
        if (course != Course::BesideJobs)
            bench.run(searches);
        else
            bench.fill();
        if (course != Course::Figures)
            bench.besideJobs();
        if (course == Course::All)
            bench.archives(largeFile);
    }
    return course != Course::Figures && printBudgets() > 0 ? 1 : 0;
}

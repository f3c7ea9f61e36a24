// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/save_bench.h"

#include "core/vault/vault.h"
#include "tests/bench/bench_tools.h"
#include "tests/bench/budgets.h"
#include "tests/bench/reference_store.h"

#include <fcntl.h>
#include <functional>
#include <random>
#include <unistd.h>

namespace lockleaf::test {

namespace {

constexpr std::size_t savesMade = 400;
/// So many times a text is saved while somebody types in it.
constexpr std::size_t savesOfOneNote = 20;

/// Makes the text to save next.
using NextText = std::function<std::string()>;

NextText replacedTexts(unsigned seed)
{
    return [generator = NoteGenerator(seed), made = 0]() mutable {
        return "# Edited " + std::to_string(made++) + generator.next().body.substr(1);
    };
}

/// Two words more each time, in the middle of a text.
NextText typedTexts()
{
    return [generator = NoteGenerator(7), body = std::string(), place = std::size_t{0},
            made = std::size_t{0}]() mutable {
        if (made++ % savesOfOneNote == 0) {
            body = generator.next().body;
            place = body.find(' ', body.size() / 2) + 1;
        }
        const std::string words = generator.word() + ' ' + generator.word() + ' ';
        body.insert(place, words);
        place += words.size();
        return body;
    };
}

/// What grows a log, seen from outside. A checkpoint in between makes no sample.
class LogGrowth
{
public:
    explicit LogGrowth(const std::filesystem::path& database) : m_log(database.string() + "-wal") {}
    void look()
    {
        std::error_code none;
        const auto size = std::filesystem::file_size(m_log, none);
        if (none)
            return;
        if (m_before > 0 && size > m_before)
            m_samples.push_back({static_cast<double>(size - m_before), 0});
        m_before = size;
    }
    [[nodiscard]] double median() const { return m_samples.empty() ? 0 : figuresOf(m_samples).p50; }

private:
    std::filesystem::path m_log;
    std::uintmax_t m_before = 0;
    std::vector<Sample> m_samples; ///< Octets in the place of milliseconds.
};

/// Median of writing so many octets behind the others of a file and syncing it, in milliseconds: the least
/// that anything durable of this size can take here.
double diskAlone(const std::filesystem::path& folder, double octets)
{
    constexpr int rounds = 100;
    const auto file = folder / "bench-disk";
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return 0;
    const std::vector<char> content(static_cast<std::size_t>(octets), 'x');
    std::vector<Sample> samples;
    for (int round = 0; round < rounds; ++round)
        samples.push_back(sampleOf([&] {
            if (::write(descriptor, content.data(), content.size()) < 0 || ::fdatasync(descriptor) != 0)
                giveUp(Error{ErrorCode::InputOutput, "bench-disk"});
        }));
    ::close(descriptor);
    std::filesystem::remove(file);
    return figuresOf(samples).p50;
}

class SaveBench
{
public:
    SaveBench(const BenchVault& vault, const std::filesystem::path& plain) : m_vault(vault), m_plain(plain) {}

    void run()
    {
        std::vector<std::size_t> edited;
        std::mt19937_64 random(3);
        edited.reserve(savesMade);
        for (std::size_t round = 0; round < savesMade; ++round)
            edited.push_back(random() % m_vault.notes);
        const auto first = saves(edited, replacedTexts(2), nullptr);
        ReferenceStore plain(m_plain);
        compare("durable save", plain, edited, replacedTexts(5));
        std::vector<std::size_t> typed;
        typed.reserve(savesMade);
        for (std::size_t round = 0; round < savesMade; ++round)
            typed.push_back(edited[round / savesOfOneNote]);
        compare("durable save while typing", plain, typed, typedTexts());
        print("durable save that keeps a version", m_vault.notes, figuresOf(first));
    }

private:
    void compare(const std::string& what, ReferenceStore& plain, const std::vector<std::size_t>& edited,
                 const NextText& texts)
    {
        std::vector<Sample> reference;
        LogGrowth ours(m_vault.file);
        LogGrowth theirs(m_plain);
        const Figures figures = figuresOf(saves(edited, texts, [&](std::size_t at, const std::string& body) {
            ours.look();
            reference.push_back(
                sampleOf([&] { plain.save(static_cast<std::int64_t>(at) + 1, body, 1'750'000'000'000); }));
            theirs.look();
        }));
        const Figures beside = figuresOf(reference);
        print(what.c_str(), m_vault.notes, figures, &beside);
        explain(what, figures, beside, ours.median(), theirs.median());
    }

    void explain(const std::string& what, const Figures& ours, const Figures& reference, double octets,
                 double referenceOctets) const
    {
        const auto folder = m_vault.file.parent_path();
        const double disk = diskAlone(folder, octets);
        const double referenceDisk = diskAlone(folder, referenceOctets);
        print((what + ", octets to the log").c_str(), m_vault.notes, "octets", octets, referenceOctets);
        print((what + ", the disk alone").c_str(), m_vault.notes, "ms", disk, referenceDisk);
        char text[240];
        std::snprintf(
            text, sizeof text,
            "%.0f KiB to the log (reference %.0f), for which the disk alone takes %.2f ms (%.2f), and "
            "%.2f ms of the processor (%.2f)",
            octets / 1024, referenceOctets / 1024, disk, referenceDisk, ours.cpu, reference.cpu);
        explainBudget(what, m_vault.notes, text);
    }

    /// Each in a vault that has just been opened; `beside` is run after each of them.
    [[nodiscard]] std::vector<Sample>
    saves(const std::vector<std::size_t>& edited, const NextText& texts,
          const std::function<void(std::size_t, const std::string&)>& beside) const
    {
        const auto vault = must(
            Vault::open(m_vault.file, UnlockedKey{m_vault.key.vaultId, m_vault.key.dataKey.clone()}, {}));
        const auto ids = must(vault->allNoteIds(false));
        std::vector<Sample> samples;
        for (const std::size_t at : edited) {
            const std::string body = texts();
            samples.push_back(sampleOf([&] { must(vault->saveBody(ids.at(at), bytesOf(body))); }));
            if (beside)
                beside(at, body);
        }
        must(vault->close());
        return samples;
    }

    const BenchVault& m_vault;
    const std::filesystem::path& m_plain;
};

} // namespace

void benchSaves(const BenchVault& vault, const std::filesystem::path& plain)
{
    SaveBench(vault, plain).run();
}

} // namespace lockleaf::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/search_bench.h"

#include "tests/bench/bench_tools.h"

#include <string>

namespace lockleaf::test {

namespace {

/// A query, and the expression of FTS5 that finds the same.
struct BenchQuery
{
    std::string query;
    std::string expression;
};

/// Makes one from two words that the notes have.
using MakeQuery = std::function<BenchQuery(const std::string& first, const std::string& second)>;

std::string quoted(const std::string& word)
{
    return "\"" + word + "\"";
}

std::string firstLetters(const std::string& word, std::size_t letters)
{
    std::string start;
    for (std::size_t i = 0, seen = 0; i < word.size(); ++i) {
        seen += (static_cast<unsigned char>(word[i]) & 0xc0U) != 0x80U ? 1U : 0U;
        if (seen > letters)
            break;
        start += word[i];
    }
    return start;
}

BenchQuery beginning(const std::string& word, std::size_t letters)
{
    const std::string start = firstLetters(word, letters);
    return {start, quoted(start) + " *"};
}

BenchQuery twoWords(const std::string& a, const std::string& b)
{
    return {a + " " + b + " ", quoted(a) + " AND " + quoted(b)};
}

class SearchBench
{
public:
    SearchBench(Vault& vault, ReferenceStore& plain, std::uint64_t notes)
        : m_vault(vault), m_plain(plain), m_notes(notes)
    {
    }

    void inTheOrderOfTheList(const std::string& what, const MakeQuery& make)
    {
        compare(
            what, make, [this](const std::string& query) { (void)must(m_vault.search(query, {}, window)); },
            [this](const std::string& expression) { (void)m_plain.search(expression, window); });
    }
    void ranked(const std::string& what, const MakeQuery& make)
    {
        compare(
            what, make,
            [this](const std::string& query) { (void)must(m_vault.rankedSearch(query, {}, window)); },
            [this](const std::string& expression) { (void)m_plain.rankedSearch(expression, window); });
    }

private:
    using Search = std::function<void(const std::string&)>;

    /// Queries of one kind, each made from words of the notes, ours and the reference's in turn.
    void compare(const std::string& what, const MakeQuery& make, const Search& ours, const Search& reference)
    {
        constexpr int rounds = 200;
        constexpr int leastOfReference = 20;
        // Milliseconds: it takes a second for one search at 1,000,000 notes.
        constexpr double mostOnReference = 2000;
        NoteGenerator generator(5);
        std::vector<Sample> oursTook;
        std::vector<Sample> referenceTook;
        double spentOnReference = 0;
        for (int round = 0; round < rounds; ++round) {
            const std::string first = generator.word();
            const std::string second = generator.word();
            const BenchQuery query = make(first, second);
            oursTook.push_back(sampleOf([&] { ours(query.query); }));
            if (round < leastOfReference || spentOnReference < mostOnReference) {
                referenceTook.push_back(sampleOf([&] { reference(query.expression); }));
                spentOnReference += referenceTook.back().wall;
            }
        }
        const Figures beside = figuresOf(referenceTook);
        print(what.c_str(), m_notes, figuresOf(oursTook), &beside);
    }

    Vault& m_vault;
    ReferenceStore& m_plain;
    std::uint64_t m_notes;
};

} // namespace

void benchSearches(Vault& vault, ReferenceStore& plain, std::uint64_t notes)
{
    const Sample prepared = sampleOf([&] {
        while (!must(vault.prepareSearch()))
            ;
    });
    print("getting ready to search", notes, figuresOf({prepared}));
    SearchBench bench(vault, plain, notes);
    const auto oneWord = [](const std::string& word, const std::string&) {
        return BenchQuery{word + " ", quoted(word)};
    };
    bench.inTheOrderOfTheList("search, a word", oneWord);
    for (const std::size_t letters : {1U, 2U, 3U, 4U, 5U})
        bench.inTheOrderOfTheList(
            "search, a word's first " + std::to_string(letters),
            [letters](const std::string& word, const std::string&) { return beginning(word, letters); });
    bench.inTheOrderOfTheList("search, two words", twoWords);
    bench.inTheOrderOfTheList("search, a word and the start of one",
                              [](const std::string& a, const std::string& b) {
                                  const std::string start = b.substr(0, 2);
                                  const bool whole = static_cast<unsigned char>(start.back()) < 0x80;
                                  return BenchQuery{a + " " + (whole ? start : b),
                                                    quoted(a) + " AND " + quoted(whole ? start : b) + " *"};
                              });
    bench.inTheOrderOfTheList("search, a phrase", [](const std::string& a, const std::string& b) {
        return BenchQuery{quoted(a + " " + b), quoted(a + " " + b)};
    });
    // As they are typed: the start of a word, the word, one more.
    bench.ranked("ranked search", [&, turn = 0](const std::string& a, const std::string& b) mutable {
        switch (turn++ % 3) {
        case 0:
            return beginning(a, 3);
        case 1:
            return oneWord(a, b);
        default:
            return twoWords(a, b);
        }
    });
}

void benchTitles(Vault& vault, std::uint64_t notes)
{
    constexpr std::uint64_t shown = 20;
    print("titles, reading them", notes,
          figuresOf({sampleOf([&] { (void)must(vault.matchTitles("a", shown)); })}));
    std::vector<Sample> keys;
    for (const char* query :
         {"e", "es", "esa", "t a", "an", "ing", "tion", "aei", "zz", "on the", "1", "ed 1"})
        for (int round = 0; round < 5; ++round)
            keys.push_back(sampleOf([&] { (void)must(vault.matchTitles(query, shown)); }));
    print("titles, a key", notes, figuresOf(keys));
    ListFilter byTitle;
    byTitle.order = NoteOrder::Title;
    constexpr std::uint64_t windowsRead = 21;
    std::vector<Sample> windows;
    windows.reserve(windowsRead);
    for (std::uint64_t round = 0; round < windowsRead; ++round)
        windows.push_back(sampleOf([&] { (void)must(vault.listNotes(byTitle, notes / 2 - round, window)); }));
    print("list by title, middle window", notes, figuresOf(windows));
}

} // namespace lockleaf::test

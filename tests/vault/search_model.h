// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/search_tokens.h"
#include "tests/vault/vault_fixture.h"

#include <algorithm>
#include <functional>
#include <map>
#include <random>

namespace lockleaf::test {

/// What the property test believes of one note.
struct ModelNote
{
    std::string body;
    std::string notebook;
    std::vector<std::string> tags;
    Timestamp modified = 0;
    bool pinned = false;
    bool trashed = false;
};

inline std::vector<std::string> tokensOf(std::string_view text)
{
    std::vector<std::string> tokens;
    TokenReader reader(text);
    SearchToken token;
    while (reader.next(token))
        tokens.emplace_back(token.text);
    return tokens;
}

/// Whether the tokens of `phrase` stand in a row in `text`; with `prefix`, the last may be longer there.
inline bool standsIn(std::string_view text, std::string_view phrase, bool prefix)
{
    const auto tokens = tokensOf(text);
    const auto wanted = tokensOf(phrase);
    for (std::size_t at = 0; at + wanted.size() <= tokens.size(); ++at) {
        bool all = true;
        for (std::size_t i = 0; i < wanted.size() && all; ++i)
            all = prefix && i + 1 == wanted.size() ? tokens[at + i].starts_with(wanted[i])
                                                   : tokens[at + i] == wanted[i];
        if (all)
            return true;
    }
    return false;
}

inline std::string titleOf(const ModelNote& note)
{
    return note.body.substr(0, note.body.find('\n'));
}

using Model = std::map<RecordId, ModelNote>;

struct ModelQuery
{
    std::string query;
    std::function<bool(const std::string& text)> words;
    std::function<bool(const ModelNote&)> marks = [](const ModelNote&) { return true; };
};

inline std::vector<RecordId> expectedHits(const Model& model, const ModelQuery& query)
{
    std::vector<std::pair<RecordId, const ModelNote*>> hits;
    for (const auto& [id, note] : model)
        if (!note.trashed && query.marks(note) && query.words(note.body))
            hits.emplace_back(id, &note);
    std::ranges::sort(hits, [&](const auto& a, const auto& b) {
        const bool aTitle = query.words(titleOf(*a.second));
        const bool bTitle = query.words(titleOf(*b.second));
        if (aTitle != bTitle)
            return aTitle;
        return a.second->modified != b.second->modified ? a.second->modified > b.second->modified
                                                        : a.first < b.first;
    });
    std::vector<RecordId> ids;
    for (const auto& hit : hits)
        ids.push_back(hit.first);
    return ids;
}

/// Does the same to a vault and to its own plain copy of the notes, and compares what a search finds in both.
class SearchModel
{
public:
    /// More notes than this are not kept, so that the index can be checked after each change.
    static constexpr std::size_t mostNotes = 200;

    explicit SearchModel(unsigned seed) : m_random(seed) {}

    void changeSomething()
    {
        const unsigned what = m_model.size() > mostNotes ? 9 : number(m_model.empty() ? 1 : 10);
        if (what < 3)
            add();
        else if (what < 6)
            edit();
        else if (what == 6)
            pin();
        else if (what == 7)
            trashOrRestore();
        else if (what == 8)
            move();
        else
            remove();
        f.clock.advance(static_cast<Timestamp>(number(3)) * 40'000);
    }

    void importShuffled(unsigned count)
    {
        const auto done = f.vault->inOneTransaction([&]() -> Result<void> {
            for (unsigned i = 0; i < count; ++i)
                LOCKLEAF_CHECK(addDated(f.clock.now() - static_cast<Timestamp>(number(400'000)) * 1000));
            return {};
        });
        QVERIFY(done);
    }

    void compare()
    {
        const ModelQuery query = randomQuery();
        const auto all = expectedHits(m_model, query);
        for (const std::size_t limit : {std::size_t{3}, std::size_t{100'000}}) {
            const auto found = f.vault->search(query.query, {}, limit);
            QVERIFY2(found, query.query.c_str());
            auto first = all;
            first.resize(std::min(limit, all.size()));
            QVERIFY2(found->ids == first, (query.query + " " + std::to_string(found->ids.size()) +
                                           " found, " + std::to_string(first.size()) + " expected")
                                              .c_str());
        }
        SearchHits hits;
        NoProgress progress;
        QVERIFY(runToEnd(*f.vault->makeSearchJob(query.query, {}, SIZE_MAX, hits), {}, progress));
        QCOMPARE(hits.ids, all);
    }

    [[nodiscard]] std::size_t size() const { return m_model.size(); }

    VaultFixture f;

private:
    static constexpr std::array words{"lisbon", "Lissabon", "flat", "train", "Ünder", "under",
                                      "a",      "ab",       "abc",  "abcd",  "東京",  "東",
                                      "ไทย",    "café",     "🌿",   "don't", "x-ray", "Straße"};
    static constexpr std::array notebooks{"", "Home", "Work", "Work/Meetings"};
    static constexpr std::array tagNames{"travel", "travel/portugal", "Ideas"};

    unsigned number(std::size_t below) { return static_cast<unsigned>(m_random() % below); }
    template <class Array>
    std::string one(const Array& array)
    {
        return array.at(number(array.size()));
    }

    std::string text()
    {
        std::string text;
        for (unsigned line = 0; line <= number(4); ++line) {
            for (unsigned i = 0; i <= number(5); ++i)
                text += one(words) + " ";
            text.back() = '\n';
        }
        return text;
    }

    RecordId any()
    {
        return std::next(m_model.begin(), static_cast<std::ptrdiff_t>(number(m_model.size())))->first;
    }

    Result<void> addDated(std::optional<Timestamp> modified)
    {
        ModelNote note{text(), one(notebooks), {}, modified.value_or(f.clock.now())};
        if (number(3) == 0)
            note.tags.push_back(one(tagNames));
        NewNote made;
        made.body = SecureBytes::copyOf(bytesOf(note.body));
        made.modified = modified;
        made.tags = note.tags;
        if (!note.notebook.empty()) {
            LOCKLEAF_TRY(made.notebook, f.vault->ensureNotebook(note.notebook));
        }
        LOCKLEAF_TRY(const RecordId id, f.vault->addNote(std::move(made)));
        m_model.emplace(id, std::move(note));
        return {};
    }

    void add() { QVERIFY(addDated(std::nullopt)); }

    void edit()
    {
        const RecordId id = any();
        m_model.at(id).body = text();
        m_model.at(id).modified = f.clock.now();
        QVERIFY(f.vault->saveBody(id, bytesOf(m_model.at(id).body)));
    }

    void pin()
    {
        const RecordId id = any();
        m_model.at(id).pinned = !m_model.at(id).pinned;
        QVERIFY(f.vault->setPinned(id, m_model.at(id).pinned));
    }

    void trashOrRestore()
    {
        const RecordId id = any();
        m_model.at(id).trashed = !m_model.at(id).trashed;
        QVERIFY(m_model.at(id).trashed ? f.vault->moveToTrash(id) : f.vault->restoreFromTrash(id));
    }

    void move()
    {
        const RecordId id = any();
        const std::string notebook = one(notebooks);
        const RecordId to = notebook.empty() ? RecordId{} : *f.vault->ensureNotebook(notebook);
        m_model.at(id).notebook = notebook;
        QVERIFY(f.vault->moveToNotebook(id, to));
    }

    void remove()
    {
        const RecordId id = any();
        m_model.erase(id);
        QVERIFY(f.vault->deleteForever(id));
    }

    ModelQuery randomQuery()
    {
        const std::string a = one(words);
        const std::string b = one(words);
        const auto has = [](const std::string& word, bool prefix = false) {
            return [=](const std::string& text) { return standsIn(text, word, prefix); };
        };
        const auto both = [](auto first, auto second) {
            return [=](const std::string& text) { return first(text) && second(text); };
        };
        switch (number(9)) {
        case 0:
            return {a + " ", has(a)};
        case 1: {
            std::u32string start = QString::fromStdString(a).toStdU32String();
            start.resize(1 + number(start.size()));
            const std::string typed = QString::fromStdU32String(start).toStdString();
            return {typed, [=](const std::string& text) {
                        return !tokensOf(typed).empty() && standsIn(text, typed, !isSingle(typed));
                    }};
        }
        case 2:
            return {a + " " + b + " ", both(has(a), has(b))};
        case 3:
            return {"\"" + a + " " + b + "\"", has(a + " " + b)};
        case 4:
            return {a + " -" + b + " ", has(a), [=](const ModelNote& note) { return !has(b)(note.body); }};
        case 5:
            return {"tag:travel " + a + " ", has(a), [](const ModelNote& note) {
                        return !note.tags.empty() && note.tags.front().starts_with("travel");
                    }};
        case 6:
            return {"in:work " + a + " ", has(a),
                    [](const ModelNote& note) { return note.notebook.starts_with("Work"); }};
        case 7:
            return {"is:pinned " + a + " ", has(a), [](const ModelNote& note) { return note.pinned; }};
        default:
            return {"\"" + a + " " + b + " " + a + "\" ", has(a + " " + b + " " + a)};
        }
    }

    static bool isSingle(std::string_view typed)
    {
        TokenReader reader(typed);
        SearchToken token;
        bool single = false;
        while (reader.next(token))
            single = token.single;
        return single;
    }

    std::mt19937 m_random;
    Model m_model;
};

} // namespace lockleaf::test

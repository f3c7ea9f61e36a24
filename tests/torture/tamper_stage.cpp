// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/torture/tamper_stage.h"

#include "core/vaultfile/layout.h"
#include "tests/torture/seeded_random.h"
#include "tests/torture/torture.h"

#include <algorithm>

namespace lockleaf::test {

namespace {

constexpr int notesAtFirst = 14;

std::string textOfNote(int number, const std::string& words)
{
    std::string text = "Note " + std::to_string(number) + " " + words + "\n\n";
    for (int i = 0; i < 30 + number * 7 % 60; ++i)
        text += "w" + std::to_string(number * 31 + i * i) + (i % 9 == 0 ? "\n" : " ");
    return text + "\n- [ ] do it\nSee [[Note 0 first]] and #tag" + std::to_string(number % 3) + "/inner\n";
}

std::string idsOf(const std::vector<RecordId>& ids)
{
    std::string words;
    for (const RecordId& id : ids)
        words += id.toHex() + " ";
    return words;
}

std::string rowOf(const NoteSummary& row)
{
    std::string words = row.id.toHex() + "|" + row.title + "|" + row.snippet + "|" + row.notebook.toHex();
    for (const std::string& tag : row.tags)
        words += "|#" + tag;
    for (const std::int64_t number : {row.created, row.modified, row.trashed.value_or(0)})
        words += "|" + std::to_string(number);
    return words + "|" + std::to_string(row.tasksDone) + "/" + std::to_string(row.tasksAll) +
           (row.pinned ? "!" : "");
}

template <class T, class Words>
void put(Contents& all, const std::string& name, const Result<T>& result, Words words)
{
    all[name] = result ? words(*result) : "error: " + describe(result.error());
}

void addLists(Contents& all, Vault& vault)
{
    const ListFilter inTrash{.trash = true};
    const std::vector<std::pair<std::string, ListFilter>> filters{
        {"all", {}},
        {"trash", inTrash},
        {"created", {.order = NoteOrder::Created}},
        {"title", {.order = NoteOrder::Title}},
        {"pinned", {.pinned = true}},
        {"tasks", {.openTasks = true}},
        {"tag", {.tag = "tag1"}},
        {"none", {.notebook = RecordId{}}},
    };
    for (const auto& [name, filter] : filters) {
        put(all, "list " + name, vault.listNotes(filter, 0, 1000), [](const auto& rows) {
            std::string words;
            for (const NoteSummary& row : rows)
                words += rowOf(row) + "\n";
            return words;
        });
        put(all, "list count " + name, vault.countNotes(filter),
            [](auto count) { return std::to_string(count); });
    }
    put(all, "list tags", vault.tags(), [](const auto& tags) {
        std::string words;
        for (const TagCount& tag : tags)
            words += tag.name + " " + std::to_string(tag.notes) + " " + std::to_string(tag.notesBelow) + ",";
        return words;
    });
}

void addSearches(Contents& all, Vault& vault)
{
    const auto words = [](const SearchHits& hits) {
        return idsOf(hits.ids) + (hits.indexIsWhole ? "" : "not whole");
    };
    for (const char* query : {"note", "edited", "w31", "w9*", "tag:tag2", "is:pinned first"})
        put(all, std::string{"search "} + query, vault.search(query, {}, 100), words);
    put(all, "search ranked", vault.rankedSearch("note second", {}, 100), words);
    put(all, "search links", vault.notesLinkingTo("Note 0 first", 100), words);
    put(all, "search title", vault.notesTitled("Note 3 first", 10), idsOf);
}

} // namespace

Contents everythingOf(Vault& vault)
{
    Contents all = contentsOf(vault);
    addLists(all, vault);
    addSearches(all, vault);
    return all;
}

DiskState Pieces::disk() const
{
    DiskState state(Course::folders);
    InodeNumber inode = 100;
    const auto make = [&](const std::string& path, bool isFolder) {
        state.inodes[++inode] = {.isFolder = isFolder};
        state.entries[path] = inode;
    };
    make(Course::state, true);
    for (const auto& [path, content] : files) {
        make(path, false);
        state.inodes[inode].durable = std::make_shared<Bytes>(content);
    }
    return state;
}

Pieces Pieces::of(const DiskState& state)
{
    Pieces pieces;
    for (const auto& [path, inode] : state.entriesNow())
        if (!state.inodes.at(inode).isFolder)
            pieces.files[path] = *state.contentNow(inode);
    return pieces;
}

namespace {

Pieces piecesOf(Course& course)
{
    return Pieces::of(course.disk().stateAfter(course.disk().log().size()));
}

} // namespace

TamperStage::TamperStage(std::uint64_t seed, Keys keys)
try : keysChanged(keys == Keys::Changed) {
    Course course("tamper", seed);
    course.doNotLook();
    key = course.keyCopy();
    fill(course);
    course.close();
    first = piecesOf(course);
    course.open();
    course.changePassword(password);
    edit(course, 0, 4);
    second = piecesOf(course);
    course.checkpoint();
    if (keysChanged) {
        underOtherKeys.insert(earlier.begin(), earlier.end());
        earlier.clear();
        oldKey = std::move(key);
        course.changeKeys(password, [] {});
        key = course.keyCopy();
        remember(course);
    }
    course.clock().goOn(Timestamp{20} * 60 * 1000); // from here on saves keep versions
    edit(course, 3, 2);
    moment = piecesOf(course);
    edit(course, 7, 2);
    truth = everythingOf(course.vault());
    now = piecesOf(course);
    course.letGo();
    course.end();
    makeFork();
    if (keysChanged)
        makeForgery();
    else
        makeOtherKeys();
    learnReplacedPages();
} catch (const StepFailed& failed) {
    require(false, "making the vault: " + failed.step + ": " + describe(failed.error));
}

void TamperStage::remember(Vault& vault, std::map<std::string, std::set<std::string>>& into)
{
    for (const auto& [name, value] : contentsOf(vault))
        into[name].insert(value);
}

const UnlockedKey& TamperStage::keyOf(const Pieces& pieces) const
{
    const bool present = &pieces == &now || &pieces == &moment;
    return keysChanged && !present ? oldKey : key;
}

void TamperStage::fill(Course& course)
{
    Vault& vault = course.vault();
    const RecordId notebook = demand(vault.ensureNotebook("Home/Inner"), "notebook");
    for (int i = 0; i < notesAtFirst; ++i) {
        m_notes.push_back(demand(addNote(vault, textOfNote(i, "first")), "add"));
        if (i % 3 == 0)
            demand(vault.moveToNotebook(m_notes.back(), notebook), "move");
        remember(course);
    }
    course.attach(m_notes[2], "papers.bin", 30'000);
    demand(vault.setPinned(m_notes[1], true), "pin");
    demand(vault.keepRevision(m_notes[4], RevisionReason::Asked), "keep");
    demand(vault.deleteForever(demand(addNote(vault, textOfNote(90, "gone")), "add")), "delete");
    demand(vault.moveToTrash(m_notes[9]), "trash");
    remember(course);
}

/// Each change is a transaction, and each of them leaves something that may be put back.
void TamperStage::edit(Course& course, int from, int count)
{
    for (int i = from; i < from + count; ++i) {
        course.save(m_notes[static_cast<std::size_t>(i)],
                    textOfNote(i, i % 2 == 0 ? "second edited" : "first edited"));
        remember(course);
        m_notes.push_back(demand(addNote(course.vault(), textOfNote(20 + i, "later")), "add"));
        remember(course);
    }
    VaultSettings settings = demand(course.vault().settings(), "settings");
    settings.idleSeconds = 100 + static_cast<std::uint32_t>(from);
    demand(course.vault().saveSettings(settings), "settings");
    remember(course);
}

namespace {

UnlockedKey copyOf(const UnlockedKey& key)
{
    return {key.vaultId, key.dataKey.clone()};
}

} // namespace

void TamperStage::makeFork()
{
    Pieces begun = first;
    std::erase_if(begun.files, [](const auto& file) { return file.first.starts_with(Course::state); });
    SimDisk disk(begun.disk());
    SteppingClock clock;
    clock.goOn(5'000'000);
    const auto vault =
        demand(Vault::open(Course::file, copyOf(keyOf(first)), {Course::state, &clock}), "open the fork");
    const auto rememberIt = [&] { remember(*vault, keysChanged ? underOtherKeys : earlier); };
    for (std::size_t i = 2; i < 6; ++i, rememberIt())
        demand(vault->saveBody(m_notes[i], bytesOf(textOfNote(static_cast<int>(i), "of another computer"))),
               "save");
    demand(vault->checkpoint(), "checkpoint");
    demand(vault->saveBody(m_notes[3], bytesOf(textOfNote(3, "of another computer once more"))), "save");
    rememberIt();
    fork = Pieces::of(disk.stateAfter(disk.log().size()));
}

/// Of the same id.
void TamperStage::makeOtherKeys()
{
    SimDisk disk{DiskState(Course::folders)};
    const Vault::CreateOptions options{KeyDerivationCost::cheapForTests(), key.vaultId};
    UnlockedKey other = demand(Vault::create(Course::file, passphraseOf(password), options), "create");
    SteppingClock clock;
    const auto vault = demand(Vault::open(Course::file, std::move(other), {Course::state, &clock}), "open");
    for (int i = 0; i < notesAtFirst; ++i)
        demand(addNote(*vault, textOfNote(i, "of other keys")), "add");
    demand(vault->checkpoint(), "checkpoint");
    demand(addNote(*vault, textOfNote(99, "of other keys")), "add");
    remember(*vault, underOtherKeys);
    otherKeys = Pieces::of(disk.stateAfter(disk.log().size()));
}

/// What somebody makes of a copy from before the change with its keys, by the real code: all its sums are
/// right.
void TamperStage::makeForgery()
{
    Pieces begun = second;
    std::erase_if(begun.files, [](const auto& file) { return file.first.starts_with(Course::state); });
    SimDisk disk(begun.disk());
    SteppingClock clock;
    clock.goOn(9'000'000);
    const auto vault =
        demand(Vault::open(Course::file, copyOf(oldKey), {Course::state, &clock}), "open a copy");
    demand(vault->deleteForever(m_notes[0]), "delete");
    demand(vault->saveBody(m_notes[1], bytesOf(textOfNote(1, "first"))), "put back");
    const Note one = demand(vault->note(m_notes[2]), "note");
    const Note other = demand(vault->note(m_notes[3]), "note");
    demand(vault->saveBody(m_notes[2], other.body.view()), "exchange");
    demand(vault->saveBody(m_notes[3], one.body.view()), "exchange");
    demand(vault->checkpoint(), "checkpoint");
    demand(addNote(*vault, textOfNote(98, "that nobody here wrote")), "add");
    remember(*vault, underOtherKeys);
    otherKeys = Pieces::of(disk.stateAfter(disk.log().size()));
}

void TamperStage::learnReplacedPages()
{
    SimDisk disk(now.disk());
    const auto vault = demand(Vault::open(Course::file, keyCopy(), {Course::state, nullptr}), "open");
    demand(vault->checkpoint(), "checkpoint");
    const SharedBytes after = disk.contentAt(Course::file);
    const Bytes& before = now.vault();
    for (std::size_t at = layout::headerRegionSize; at + layout::pageSize <= before.size();
         at += layout::pageSize)
        if (!std::equal(before.begin() + static_cast<std::ptrdiff_t>(at),
                        before.begin() + static_cast<std::ptrdiff_t>(at + layout::pageSize),
                        after->begin() + static_cast<std::ptrdiff_t>(at)))
            replacedPages.insert((at - layout::headerRegionSize) / layout::pageSize);
    require(!replacedPages.empty(), "the log should have some of the pages of the file");
}

} // namespace lockleaf::test

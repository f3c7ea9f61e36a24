// SPDX-License-Identifier: GPL-3.0-or-later
// Random operations with power cuts, compared with a simple model. Usage: model_torture [OPERATIONS [SEED]]
#include "tests/support/byte_ends.h"
#include "tests/torture/calling.h"
#include "tests/torture/course.h"
#include "tests/torture/model.h"
#include "tests/torture/seeded_random.h"
#include "tests/torture/torture.h"

#include <chrono>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

constexpr std::size_t mostNotes = 40;
constexpr std::size_t wordsInUse = 300;
constexpr unsigned oneCrashIn = 40;
constexpr unsigned oneLookIn = 200;

/// A vault, its model, and what can be done to both.
class World
{
public:
    explicit World(std::uint64_t seed) : m_random(seed)
    {
        m_key =
            demand(Vault::create(Course::file, passphraseOf("torture"), {KeyDerivationCost::cheapForTests()}),
                   "create");
        open();
    }
    /// One operation on the vault, then on the model.
    void act();
    /// The same, and the power fails somewhere in it; what is found must be as before or as after.
    void actAndCrash();
    void look(bool verify);

    std::map<std::string, std::uint64_t> counts;

private:
    using Notes = std::map<RecordId, ModelNote>;

    void open()
    {
        m_vault = demand(Vault::open(Course::file, copyOfKey(), {Course::state, &m_clock}), "open");
        ++m_opened;
    }
    [[nodiscard]] UnlockedKey copyOfKey() const { return {m_key.vaultId, m_key.dataKey.clone()}; }
    [[nodiscard]] std::size_t draw(std::size_t below) { return m_random() % below; }
    [[nodiscard]] std::string word();
    [[nodiscard]] std::string text();
    [[nodiscard]] Notes::iterator any(bool trashed);
    void restartOn(DiskState state);

    void add();
    void edit(ModelNote& note, const RecordId& id);
    void place(ModelNote& note, const RecordId& id);
    void attach(ModelNote& note, const RecordId& id);
    void detach(ModelNote& note, const RecordId& id);
    void keepVersion(ModelNote& note, const RecordId& id);
    void restoreVersion(ModelNote& note, const RecordId& id);
    void changeTrash();
    void renameNotebook();
    void search();
    void reopen();

    std::mt19937_64 m_random;
    SteppingClock m_clock;
    std::unique_ptr<SimDisk> m_disk = std::make_unique<SimDisk>(DiskState(Course::folders));
    UnlockedKey m_key;
    std::unique_ptr<Vault> m_vault;
    Model m_model;
    std::uint64_t m_opened = 0; ///< How often.
};

/// Always of one length, so that none is the beginning of another one.
std::string World::word()
{
    return "wo" + std::to_string(1000 + draw(wordsInUse));
}

std::string World::text()
{
    std::string made = "Title " + word() + " \n";
    const std::size_t words = draw(20) == 0 ? 4000 : draw(60);
    for (std::size_t i = 0; i < words; ++i)
        made += word() + " ";
    return made;
}

World::Notes::iterator World::any(bool trashed)
{
    std::vector<Notes::iterator> fitting;
    for (auto note = m_model.notes.begin(); note != m_model.notes.end(); ++note)
        if (note->second.trashed == trashed)
            fitting.push_back(note);
    return fitting.empty() ? m_model.notes.end() : fitting[draw(fitting.size())];
}

void World::add()
{
    const std::string body = text();
    const RecordId id = demand(addNote(*m_vault, body), "add");
    m_model.notes[id].body = body;
}

void World::edit(ModelNote& note, const RecordId& id)
{
    const std::string body = draw(4) == 0 ? note.body + word() + " " : text();
    if (draw(8) == 0)
        m_clock.goOn(Timestamp{15} * 60 * 1000);
    demand(m_vault->saveBody(id, bytesOf(body)), "save");
    note.body = body;
}

/// Notebook, tags or pin.
void World::place(ModelNote& note, const RecordId& id)
{
    switch (draw(3)) {
    case 0: {
        const std::string top = "Book " + std::to_string(draw(4));
        const std::string path = draw(2) == 0 ? top : top + "/Inner " + std::to_string(draw(3));
        const RecordId notebook = demand(m_vault->ensureNotebook(path), "notebook");
        m_model.notebooks.insert(top);
        m_model.notebooks.insert(path);
        demand(m_vault->moveToNotebook(id, notebook), "move");
        note.notebook = path;
        break;
    }
    case 1:
        note.tags.clear();
        for (std::size_t i = draw(4); i > 0; --i)
            note.tags.insert("tag" + std::to_string(draw(9)));
        demand(m_vault->setTags(id, {note.tags.begin(), note.tags.end()}), "tags");
        break;
    default:
        note.pinned = !note.pinned;
        demand(m_vault->setPinned(id, note.pinned), "pin");
    }
}

void World::attach(ModelNote& note, const RecordId& id)
{
    Bytes content(draw(30) == 0 ? attachmentChunk + draw(90'000) : 1 + draw(6000));
    for (std::uint8_t& octet : content)
        octet = static_cast<std::uint8_t>(m_random());
    AttachReport report;
    const auto job = demand(m_vault->makeAttachJob(id, "file" + std::to_string(draw(5)) + ".bin",
                                                   std::make_unique<StepSource>(content, 65'536), report),
                            "attach");
    NoProgress progress;
    demand(runToEnd(*job, {}, progress), "attach");
    note.files[report.written] = hash256({content});
}

void World::detach(ModelNote& note, const RecordId& id)
{
    if (note.files.empty())
        return;
    const std::string written = note.files.begin()->first;
    demand(m_vault->detach(id, written), "detach");
    note.files.erase(written);
}

void World::keepVersion(ModelNote& note, const RecordId& id)
{
    demand(m_vault->keepRevision(id, RevisionReason::Asked), "keep a version");
    note.kept.insert(note.body);
}

void World::restoreVersion(ModelNote& note, const RecordId& id)
{
    const auto revisions = demand(m_vault->revisions(id), "versions");
    if (revisions.empty())
        return;
    const RecordId chosen = revisions[draw(revisions.size())].id;
    const Revision revision = demand(m_vault->revision(id, chosen), "version");
    const std::string body{revision.body.text()};
    demand(m_vault->restoreRevision(id, chosen), "restore a version");
    note.kept.insert(note.body);
    note.body = body;
}

void World::changeTrash()
{
    const auto living = any(false);
    const auto trashed = any(true);
    const std::size_t what = draw(4);
    if (what == 0 && trashed != m_model.notes.end()) {
        demand(m_vault->restoreFromTrash(trashed->first), "back from the trash");
        trashed->second.trashed = false;
    } else if (what == 1 && trashed != m_model.notes.end()) {
        demand(m_vault->deleteForever(trashed->first), "delete for good");
        m_model.notes.erase(trashed);
    } else if (what == 2 && draw(20) == 0) {
        TrashReport report;
        NoProgress progress;
        demand(runToEnd(*m_vault->makeEmptyTrashJob(report), {}, progress), "empty the trash");
        std::erase_if(m_model.notes, [](const auto& note) { return note.second.trashed; });
    } else if (living != m_model.notes.end()) {
        demand(m_vault->moveToTrash(living->first), "to the trash");
        living->second.trashed = true;
    }
}

void World::renameNotebook()
{
    if (m_model.notebooks.empty())
        return;
    const std::string from = *m_model.notebooks.begin();
    const std::string to = "Book " + std::to_string(draw(9));
    if (from.find('/') != std::string::npos || m_model.notebooks.contains(to))
        return;
    demand(m_vault->renameNotebook(demand(m_vault->findNotebook(from), "notebook"), to), "rename");
    const auto renamed = [&](const std::string& path) {
        return path == from || path.starts_with(from + "/") ? to + path.substr(from.size()) : path;
    };
    std::set<std::string> paths;
    for (const std::string& path : m_model.notebooks)
        paths.insert(renamed(path));
    m_model.notebooks = paths;
    for (auto& [id, note] : m_model.notes)
        note.notebook = renamed(note.notebook);
}

void World::search()
{
    const std::string wrong = searchDifference(m_model, *m_vault, word());
    require(wrong.empty(), wrong);
}

void World::reopen()
{
    if (draw(2) == 0)
        demand(m_vault->close(), "close");
    m_vault.reset();
    restartOn(m_disk->stateAfter(m_disk->log().size()));
}

void World::restartOn(DiskState state)
{
    m_vault.reset();
    m_disk.reset();
    m_disk = std::make_unique<SimDisk>(std::move(state));
    open();
}

void World::act()
{
    const auto note = any(false);
    const std::size_t what = m_model.notes.size() > mostNotes ? 90 : draw(100);
    const auto counted = [this](const char* name) { ++counts[name]; };
    if (note == m_model.notes.end() || what < 15)
        return counted("added"), add();
    auto& [id, model] = *note;
    if (what < 45)
        return counted("edited"), edit(model, id);
    if (what < 60)
        return counted("placed"), place(model, id);
    if (what < 65)
        return counted("attached"), attach(model, id);
    if (what < 68)
        return counted("detached"), detach(model, id);
    if (what < 71)
        return counted("kept"), keepVersion(model, id);
    if (what < 74)
        return counted("restored"), restoreVersion(model, id);
    if (what < 84)
        return counted("searched"), search();
    if (what < 96)
        return counted("trash"), changeTrash();
    if (what < 97)
        return counted("renamed"), renameNotebook();
    if (what < 98)
        return counted("checkpoint"), demand(m_vault->checkpoint(), "checkpoint");
    if (what < 99)
        return counted("tidied"), void(demand(m_vault->tidyIndex(), "tidy"));
    counted("reopened");
    reopen();
}

void World::actAndCrash()
{
    const Model before = m_model;
    const std::uint64_t opened = m_opened;
    const std::size_t begun = m_disk->log().size();
    act();
    if (m_opened != opened)
        return; // on a disk of its own by now
    const std::size_t done = m_disk->log().size();
    const std::size_t point = begun + draw(done - begun + 1);
    restartOn(m_disk->stateAfter(point).afterPowerCut(m_random));
    ++counts["power cuts"];
    for (const OpenNotice notice : m_vault->notices())
        require(notice == OpenNotice::LogSetAside || notice == OpenNotice::LogMissing ||
                    notice == OpenNotice::Repaired || notice == OpenNotice::NoWitness,
                "a notice after a power cut: " + std::to_string(static_cast<int>(notice)));
    const std::string unlikeAfter = differenceFrom(m_model, *m_vault);
    if (unlikeAfter.empty())
        return;
    require(point != done, "after a power cut: " + unlikeAfter);
    Model partly = before; // a notebook is made before a note is moved into it
    partly.notebooks = m_model.notebooks;
    m_model = before;
    std::string unlikeBefore = differenceFrom(m_model, *m_vault);
    if (!unlikeBefore.empty() && differenceFrom(partly, *m_vault).empty()) {
        m_model = partly;
        unlikeBefore.clear();
    }
    require(unlikeBefore.empty(), "neither as before: " + unlikeBefore + "; nor as after: " + unlikeAfter);
}

void World::look(bool verify)
{
    const std::string wrong = differenceFrom(m_model, *m_vault);
    require(wrong.empty(), wrong);
    search();
    if (verify) {
        const std::string problems = verified(*m_vault, true);
        require(problems.empty(), problems);
        ++counts["verified"];
    }
}

} // namespace

int main(int argc, char** argv)
{
    const Calling calling = calledWith(argc, argv, 3000);
    seedRandomness(calling.seed);
    std::mt19937_64 random(calling.seed + 1);
    World world(calling.seed);
    for (std::uint64_t i = 0; i < calling.count; ++i) {
        if (random() % oneCrashIn == 0)
            world.actAndCrash();
        else
            world.act();
        if (random() % oneLookIn == 0)
            world.look(random() % 4 == 0);
    }
    world.look(true);
    for (const auto& [what, times] : world.counts)
        std::printf("%s %llu  ", what.c_str(), static_cast<unsigned long long>(times));
    std::printf("\n%llu random operations with %llu power cuts in %.1f s, always as the model says\n",
                static_cast<unsigned long long>(calling.count),
                static_cast<unsigned long long>(world.counts["power cuts"]), calling.seconds());
    return 0;
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/vault/copies_fixture.h"

#include <set>

using namespace lockleaf;

namespace {

/// How many changes are made in each vault; the acceptance program asks for more.
int operations()
{
    bool given = false;
    const int number = qEnvironmentVariableIntValue("LOCKLEAF_MERGE_OPERATIONS", &given);
    return given ? number : 150;
}

Result<void> runWholly(SlicedJob& job)
{
    NoProgress progress;
    return runToEnd(job, {}, progress);
}

/// Somebody who does to a vault whatever one can do to it.
class Busy
{
public:
    Busy(Vault& vault, test::StandingClock& clock, unsigned seed, std::string name)
        : m_vault(vault), m_clock(clock), m_random(seed), m_name(std::move(name))
    {
    }

    void fill(int times)
    {
        for (int i = 0; i < times; ++i)
            if (const auto done = add(); !done)
                qFatal("%s", describe(done.error()).c_str());
    }
    void work(int times)
    {
        for (int i = 0; i < times; ++i) {
            m_clock.advance(below(3) == 0 ? 11 * 60'000 : 1'500);
            const auto done = one();
            // What cannot be done (a name that is taken, a notebook within itself) is part of it.
            if (!done && done.error().code != ErrorCode::NotebookExists &&
                done.error().code != ErrorCode::InvalidArgument && done.error().code != ErrorCode::NotFound)
                qFatal("%s", describe(done.error()).c_str());
        }
    }

private:
    int below(int limit) { return static_cast<int>(m_random() % static_cast<unsigned>(limit)); }

    std::string newText()
    {
        ++m_texts;
        return "# " + m_name + " " + std::to_string(m_texts) + "\n#tag" + std::to_string(below(4)) + " " +
               std::string(static_cast<std::size_t>(below(300)), 'x');
    }

    RecordId note()
    {
        const std::vector<RecordId> ids = *m_vault.allNoteIds(true);
        return ids.empty() ? RecordId{} : ids[m_random() % ids.size()];
    }

    RecordId notebook()
    {
        const std::vector<Notebook> all = *m_vault.notebooks();
        return all.empty() || below(5) == 0 ? RecordId{} : all[m_random() % all.size()].id;
    }

    Result<void> add()
    {
        NewNote fresh;
        fresh.body = SecureBytes::copyOf(bytesOf(newText()));
        fresh.notebook = notebook();
        LOCKLEAF_CHECK(m_vault.addNote(std::move(fresh)));
        return {};
    }

    Result<void> attach()
    {
        AttachReport report;
        const Bytes content =
            test::contentOf(static_cast<std::size_t>(below(5000)), static_cast<unsigned>(m_random()));
        LOCKLEAF_TRY(const auto job,
                     m_vault.makeAttachJob(note(), "file " + std::to_string(below(5)),
                                           std::make_unique<test::PieceSource>(content), report));
        return runWholly(*job);
    }

    Result<void> detach()
    {
        const RecordId id = note();
        LOCKLEAF_TRY(const auto files, m_vault.attachmentsOf(id));
        return files.empty() ? Result<void>{} : m_vault.detach(id, files.front().written);
    }

    Result<void> restoreVersion()
    {
        const RecordId id = note();
        LOCKLEAF_TRY(const auto versions, m_vault.revisions(id));
        if (!versions.empty())
            LOCKLEAF_CHECK(m_vault.restoreRevision(id, versions[m_random() % versions.size()].id));
        return {};
    }

    Result<void> changeNotebooks()
    {
        const RecordId id = notebook();
        switch (below(4)) {
        case 0:
            LOCKLEAF_CHECK(m_vault.addNotebookIn(id, "Book " + std::to_string(below(12))));
            return {};
        case 1:
            return m_vault.renameNotebook(id, "Book " + std::to_string(below(12)));
        case 2:
            return m_vault.moveNotebook(id, notebook());
        default:
            break;
        }
        if (below(3) != 0)
            return {};
        DeletedNotebooks deleted;
        return runWholly(*m_vault.makeDeleteNotebookJob(id, deleted));
    }

    Result<void> one()
    {
        switch (below(16)) {
        case 0:
        case 1:
            return add();
        case 2:
            return m_vault.setPinned(note(), below(2) == 0);
        case 3:
            return m_vault.setTags(note(), {"t" + std::to_string(below(5))});
        case 4:
            return m_vault.moveToNotebook(note(), notebook());
        case 5:
            return m_vault.moveToTrash(note());
        case 6:
            return m_vault.restoreFromTrash(note());
        case 7:
            return below(2) == 0 ? m_vault.deleteForever(note()) : Result<void>{};
        case 8:
            return attach();
        case 9:
            return detach();
        case 10:
            return restoreVersion();
        case 11:
            return changeNotebooks();
        default:
            return m_vault.saveBody(note(), bytesOf(newText()));
        }
    }

    Vault& m_vault;
    test::StandingClock& m_clock;
    std::mt19937 m_random;
    std::string m_name;
    int m_texts = 0;
};

/// The present texts of all notes by their ids.
std::map<RecordId, std::string> textsIn(Vault& vault)
{
    std::map<RecordId, std::string> texts;
    const std::vector<RecordId> ids = *vault.allNoteIds(true);
    for (const RecordId& id : ids)
        texts[id] = test::CopiesFixture::textOfNote(vault, id);
    return texts;
}

/// Everything that a note or a version says.
std::set<std::string> allTextsIn(Vault& vault)
{
    std::set<std::string> texts;
    const std::vector<RecordId> ids = *vault.allNoteIds(true);
    for (const RecordId& id : ids) {
        texts.insert(test::CopiesFixture::textOfNote(vault, id));
        const std::vector<RevisionSummary> versions = *vault.revisions(id);
        for (const RevisionSummary& version : versions)
            texts.insert(std::string(vault.revision(id, version.id)->body.text()));
    }
    return texts;
}

/// Puts the file and state of a vault aside and opens a copy as it is now, as on the same computer.
std::unique_ptr<Vault> asItWas(test::CopiesFixture& fixture, Vault& now, const std::filesystem::path& file,
                               const std::string& name)
{
    if (!now.checkpoint())
        qFatal("checkpoint");
    std::filesystem::copy_file(file, fixture.folder / name);
    return fixture.openCopy(name);
}

} // namespace

class MergeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }
    void eitherOrderEndsTheSame_data();
    void eitherOrderEndsTheSame();
    void copiesOnOneComputerAreToldApart();
    void endedAnywhereItCanBeRepeated();
    void otherVaultsAreRefused();
    void damageInTheOtherStaysThere();
};

void MergeTest::eitherOrderEndsTheSame_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 4; ++seed)
        QTest::addRow("%u", seed) << seed;
}

void MergeTest::eitherOrderEndsTheSame()
{
    QFETCH(unsigned, seed);
    test::CopiesFixture a;
    Busy common(*a.vault, a.clock, seed, "common");
    common.fill(operations() / 3);
    common.work(40);
    const auto b = a.copied("b");
    const std::map<RecordId, std::string> once = textsIn(*a.vault);
    Busy(*a.vault, a.clock, seed * 2 + 1000, "a").work(operations());
    Busy(*b, a.clock, seed * 2 + 1001, "b").work(operations());
    const std::map<RecordId, std::string> inA = textsIn(*a.vault);
    const std::map<RecordId, std::string> inB = textsIn(*b);
    const auto formerA = asItWas(a, *a.vault, a.file, "former-a");
    const auto formerB = asItWas(a, *b, a.folder / "b", "former-b");

    const TakenOver dry = a.merge(*a.vault, *formerB, true);
    const TakenOver done = a.merge(*a.vault, *formerB);
    QCOMPARE(dry.added, done.added);
    QCOMPARE(dry.conflicts, done.conflicts);
    QCOMPARE(dry.broughtUp, done.broughtUp);
    a.merge(*b, *formerA);
    QVERIFY(test::everythingIn(*a.vault) == test::everythingIn(*b));
    QCOMPARE(test::notebooksIn(*a.vault), test::notebooksIn(*b));
    QCOMPARE(a.problems(), std::string{});
    QCOMPARE(a.problemsOf(*b), std::string{});

    const std::set<std::string> all = allTextsIn(*a.vault);
    for (const auto& [mine, others] : {std::pair(&inA, &inB), std::pair(&inB, &inA)})
        for (const auto& [id, text] : *mine) {
            const auto before = once.find(id);
            const bool meantToGo = !others->contains(id) && before != once.end() && before->second == text;
            QVERIFY2(meantToGo || all.contains(text), text.c_str());
        }
    const std::uint64_t epoch = a.vault->counts()->epoch;
    a.merge(*a.vault, *formerB);
    a.merge(*a.vault, *b);
    QVERIFY(test::everythingIn(*a.vault) == test::everythingIn(*b));
    QVERIFY(a.vault->counts()->epoch <= epoch + 4); // versions at most
    QVERIFY(done.conflicts > 0);
    qInfo("%zu notes, %llu conflicts", textsIn(*a.vault).size(),
          static_cast<unsigned long long>(done.conflicts));
}

/// Both are changed by the same person on the same computer: still what was written in one is no earlier
/// state of what was written in the other.
void MergeTest::copiesOnOneComputerAreToldApart()
{
    test::CopiesFixture a;
    const auto openHere = [&](const std::filesystem::path& path) {
        auto opened = Vault::open(path, UnlockedKey{a.key.vaultId, a.key.dataKey.clone()},
                                  {a.folder / "one-state", &a.clock});
        if (!opened)
            qFatal("open: %s", describe(opened.error()).c_str());
        return std::move(*opened);
    };
    const auto add = [](Vault& vault, std::string_view body) {
        NewNote note;
        note.body = SecureBytes::copyOf(bytesOf(body));
        return *vault.addNote(std::move(note));
    };
    a.close();
    RecordId kept;
    RecordId deleted;
    {
        const auto vault = openHere(a.file);
        kept = add(*vault, "kept");
        deleted = add(*vault, "deleted in one");
        QVERIFY(vault->close());
    }
    std::filesystem::copy_file(a.file, a.folder / "b");
    a.clock.advance(60'000);
    {
        const auto vault = openHere(a.file);
        a.save(*vault, kept, "kept, edited in a");
        a.save(*vault, deleted, "written on in a");
        QVERIFY(vault->close());
    }
    a.clock.advance(60'000);
    {
        const auto vault = openHere(a.folder / "b");
        a.save(*vault, kept, "kept, edited in b");
        a.save(*vault, deleted, "once more in b"); // as many changes as in a
        QVERIFY(vault->deleteForever(deleted));
        QVERIFY(vault->close());
    }
    const auto into = openHere(a.file);
    const auto from = openHere(a.folder / "b");
    const TakenOver report = a.merge(*into, *from);
    QCOMPARE(report.conflicts, std::uint64_t{1});
    const std::set<std::string> all = allTextsIn(*into);
    QVERIFY(all.contains("kept, edited in a"));
    QVERIFY(all.contains("kept, edited in b"));
    QCOMPARE(a.textOfNote(*into, deleted), std::string("written on in a"));
}

void MergeTest::endedAnywhereItCanBeRepeated()
{
    test::CopiesFixture a;
    Busy common(*a.vault, a.clock, 7, "common");
    common.fill(20);
    common.work(40);
    const auto b = a.copied("b");
    Busy(*a.vault, a.clock, 8, "a").work(60);
    Busy(*b, a.clock, 9, "b").work(60);
    const auto untouched = asItWas(a, *a.vault, a.file, "untouched");
    const auto formerB = asItWas(a, *b, a.folder / "b", "former-b");
    a.merge(*untouched, *formerB);
    const auto whole = test::everythingIn(*untouched);
    for (int slices = 1; slices < 90; slices += 8) {
        const std::string name = "ended-" + std::to_string(slices);
        auto into = asItWas(a, *a.vault, a.file, name);
        TakenOver report;
        NoProgress progress;
        {
            const auto job = makeMergeJob(*into, a.key.vaultId, *formerB, a.key.vaultId, report, false);
            for (int i = 0; i < slices; ++i) {
                const auto done = (*job)->runSlice(std::chrono::milliseconds{0}, progress);
                QVERIFY(done.has_value());
                if (*done)
                    break;
            }
            // What stands on the disk now, as after a kill.
            for (const char* tail : {"", "-wal"})
                std::filesystem::copy_file(a.folder / (name + tail), a.folder / (name + "-killed" + tail));
        }
        into = a.openCopy(name + "-killed");
        QCOMPARE(a.problemsOf(*into), std::string{});
        a.merge(*into, *formerB);
        QVERIFY(test::everythingIn(*into) == whole);
        QCOMPARE(a.problemsOf(*into), std::string{});
    }
}

void MergeTest::otherVaultsAreRefused()
{
    test::CopiesFixture a;
    test::CopiesFixture b;
    TakenOver report;
    const auto job = makeMergeJob(*a.vault, a.key.vaultId, *b.vault, b.key.vaultId, report, false);
    QVERIFY(!job);
    QCOMPARE(job.error().code, ErrorCode::InvalidArgument);
}

void MergeTest::damageInTheOtherStaysThere()
{
    test::CopiesFixture a;
    a.add("one");
    const auto b = a.copied("b");
    const RecordId id = a.add("two");
    NoteRecord record = std::move(*a.vault->noteRecord(id));
    record.note.id = *RecordId::fromHex("00112233445566778899aabbccddeeff");
    record.note.targets = {{"gone.png", *RecordId::fromHex("10112233445566778899aabbccddeeff")}};
    QVERIFY(a.vault->adoptNote(std::move(record), AdoptionRule::Merge).has_value());
    const TakenOver report = a.merge(*b, *a.vault); // a target that stands for nothing comes as it is
    QCOMPARE(report.added, std::uint64_t{2});
    QCOMPARE(report.refused, std::uint64_t{0});
    QVERIFY(test::everythingIn(*a.vault) == test::everythingIn(*b));
    QCOMPARE(a.problemsOf(*b), std::string{});
}

QTEST_GUILESS_MAIN(MergeTest)
#include "merge_test.moc"

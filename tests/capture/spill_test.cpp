// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/spill_folder.h"
#include "core/capture/spilled_text.h"
#include "core/capture/take_spill.h"
#include "tests/support/test_environment.h"

#include <QtTest>

#include <fstream>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

struct SpillFixture
{
    TemporaryFolder folder;
    std::filesystem::path state = folder / "state";
    std::unique_ptr<Vault> vault;

    SpillFixture()
    {
        const auto passphrase = Passphrase::fromTyped(bytesOf("test"));
        const auto file = folder / "v.lockleaf";
        auto key = std::move(Vault::create(file, *passphrase, {KeyDerivationCost::cheapForTests()}).value());
        vault = std::move(Vault::open(file, std::move(key), {.stateFolder = state}).value());
    }
    RecordId add(std::string_view body)
    {
        NewNote note;
        note.body = SecureBytes::copyOf(bytesOf(body));
        return vault->addNote(std::move(note)).value();
    }
    SpilledText textFor(RecordId note, std::string_view body) const
    {
        SpilledText text;
        text.note = note;
        text.spare.bytes.fill(7);
        text.base = note.isNull() ? 0 : vault->note(note)->modified;
        text.written = 5;
        text.body = SecureBytes::copyOf(bytesOf(body));
        return text;
    }
    Bytes seal(SpilledText text, std::optional<SpilledText> second = {}) const
    {
        std::vector<SpilledText> texts;
        texts.push_back(std::move(text));
        if (second)
            texts.push_back(std::move(*second));
        return sealSpill(texts, vault->vaultId(), vault->spillKey());
    }
    void keep(const Bytes& sealed) const
    {
        if (!keepSpill(state, sealed))
            qFatal("keep");
    }
    SpillReport takeIn()
    {
        SpillReport report;
        const auto job = makeTakeSpillJob(*vault, state, report);
        NoProgress unseen;
        if (const auto done = runToEnd(*job, {}, unseen); !done)
            qFatal("take in: %s", describe(done.error()).c_str());
        return report;
    }
    std::string bodyOf(RecordId id) { return std::string(vault->note(id).value().body.text()); }
    std::size_t waiting() const { return spillsOf(state, vault->vaultId()).size(); }
};

} // namespace

/// Texts that did not reach the vault before it was locked come back at the next unlock.
class SpillTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }

    void theLastTextIsThereAndTheOneBeforeAVersion()
    {
        SpillFixture fixture;
        const RecordId note = fixture.add("before");
        const Bytes sealed = fixture.seal(fixture.textFor(note, "typed last"));
        const std::string seen(sealed.begin(), sealed.end());
        QVERIFY(seen.find("typed") == std::string::npos);
        fixture.keep(sealed);
        const SpillReport report = fixture.takeIn();
        QCOMPARE(report.saved, std::vector{note});
        QCOMPARE(fixture.bodyOf(note), std::string{"typed last"});
        const auto versions = fixture.vault->revisions(note);
        QCOMPARE(versions->size(), std::size_t{2});
        const auto version = [&](std::size_t at) {
            return std::string(fixture.vault->revision(note, (*versions)[at].id)->body.text());
        };
        QCOMPARE(version(0), std::string{"typed last"});
        QCOMPARE(version(1), std::string{"before"});
        QCOMPARE(fixture.waiting(), std::size_t{0});
        // A power cut before the file was gone for good.
        fixture.keep(sealed);
        QCOMPARE(fixture.takeIn().knownBefore, std::uint64_t{1});
        QCOMPARE(fixture.vault->revisions(note)->size(), versions->size());
    }

    void standsBesideANoteThatWasChangedSince()
    {
        SpillFixture fixture;
        const RecordId note = fixture.add("before");
        SpilledText text = fixture.textFor(note, "typed last");
        text.base -= 1; // it was saved since
        const Bytes sealed = fixture.seal(std::move(text));
        fixture.keep(sealed);
        const SpillReport report = fixture.takeIn();
        QCOMPARE(report.beside.size(), std::size_t{1});
        QCOMPARE(fixture.bodyOf(note), std::string{"before"});
        QCOMPARE(fixture.bodyOf(report.beside.front()), std::string{"typed last"});
        fixture.keep(sealed);
        QVERIFY(fixture.takeIn().beside.empty());
        QCOMPARE(fixture.vault->countNotes({}).value(), std::uint64_t{2});
    }

    void anewNoteAndADeletedOneComeAsNotes()
    {
        SpillFixture fixture;
        const RecordId gone = fixture.add("before");
        SpilledText second = fixture.textFor(gone, "of a deleted note");
        second.spare.bytes.fill(8);
        SpilledText first = fixture.textFor({}, "new");
        first.tags = {"one", "two"};
        first.notebook.bytes.fill(9); // gone, or never there
        QVERIFY(fixture.vault->deleteForever(gone).has_value());
        fixture.keep(fixture.seal(std::move(first), std::move(second)));
        const SpillReport report = fixture.takeIn();
        QCOMPARE(report.beside.size(), std::size_t{2});
        QCOMPARE(fixture.vault->note(report.beside[0])->tags, (std::vector<std::string>{"one", "two"}));
        QCOMPARE(fixture.bodyOf(report.beside[1]), std::string{"of a deleted note"});
    }

    void whatIsDamagedStays()
    {
        SpillFixture fixture;
        const RecordId note = fixture.add("before");
        SpilledText second = fixture.textFor({}, "the second");
        second.spare.bytes.fill(8);
        Bytes sealed = fixture.seal(fixture.textFor(note, "the first"), std::move(second));
        sealed[40] ^= 1;
        fixture.keep(sealed);
        const SpillReport report = fixture.takeIn();
        QCOMPARE(report.kept, std::uint64_t{1});
        QCOMPARE(report.beside.size(), std::size_t{1});
        QCOMPARE(fixture.bodyOf(note), std::string{"before"});
        QCOMPARE(fixture.waiting(), std::size_t{1});
        for (std::size_t size = 0; size < sealed.size(); size += 7)
            QVERIFY(
                openSpill(ByteView(sealed).first(size), fixture.vault->vaultId(), fixture.vault->spillKey())
                    .texts.size() < 2);
    }

    void oneTextIsNotPutInThePlaceOfAnother()
    {
        SpillFixture fixture;
        SpilledText second = fixture.textFor({}, "two");
        second.spare.bytes.fill(8);
        const Bytes sealed = fixture.seal(fixture.textFor({}, "one"), std::move(second));
        const std::size_t half = (sealed.size() - 32) / 2;
        Bytes swapped(sealed.begin(), sealed.begin() + 32);
        swapped.insert(swapped.end(), sealed.begin() + 32 + static_cast<std::ptrdiff_t>(half), sealed.end());
        swapped.insert(swapped.end(), sealed.begin() + 32,
                       sealed.begin() + 32 + static_cast<std::ptrdiff_t>(half));
        const auto opened = openSpill(swapped, fixture.vault->vaultId(), fixture.vault->spillKey());
        QVERIFY(opened.texts.empty() && !opened.whole);
    }

    void anotherVaultsTextsAreLeft()
    {
        SpillFixture fixture;
        SpillFixture other;
        fixture.keep(other.seal(other.textFor({}, "not for you")));
        QVERIFY(fixture.takeIn().beside.empty());
        QCOMPARE(spillsOf(fixture.state, other.vault->vaultId()).size(), std::size_t{1});
        // Under its name, but not with its key.
        Bytes forged = other.seal(other.textFor({}, "not for you"));
        std::ranges::copy(fixture.vault->vaultId().bytes, forged.begin() + 16);
        fixture.keep(forged);
        const SpillReport report = fixture.takeIn();
        QVERIFY(report.beside.empty());
        QCOMPARE(report.kept, std::uint64_t{1});
    }

    void isCapped()
    {
        SpillFixture fixture;
        const Bytes sealed = fixture.seal(fixture.textFor({}, "text"));
        for (std::size_t i = 0; i < mostSpills; ++i)
            QVERIFY(keepSpill(fixture.state, sealed).has_value());
        QCOMPARE(keepSpill(fixture.state, sealed).error().code, ErrorCode::InboxFull);
        QVERIFY(!keepSpill(fixture.folder / "other", Bytes(largestSpill + 1)).has_value());
        QVERIFY(!keepSpill(fixture.folder / "other", {}).has_value());
    }
};

QTEST_GUILESS_MAIN(SpillTest)
#include "spill_test.moc"

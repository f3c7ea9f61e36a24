// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/capture.h"
#include "core/capture/captured_note.h"
#include "core/capture/inbox_file.h"
#include "core/capture/take_inbox.h"
#include "core/store/inbox_pin.h"
#include "tests/support/test_environment.h"

#include <QtTest>

#include <fstream>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

struct InboxFixture
{
    TemporaryFolder folder;
    std::filesystem::path file = folder / "v.lockleaf";
    std::filesystem::path state = folder / "state";
    std::filesystem::path inbox = folder / "v.lockleaf-inbox";
    UnlockedKey key;
    std::unique_ptr<Vault> vault;

    explicit InboxFixture(bool unlockedOnce = true)
    {
        const auto passphrase = Passphrase::fromTyped(bytesOf("test"));
        key = std::move(Vault::create(file, *passphrase, {KeyDerivationCost::cheapForTests()}).value());
        if (unlockedOnce) {
            open();
            close();
        }
    }
    void open()
    {
        vault = std::move(
            Vault::open(file, UnlockedKey{key.vaultId, key.dataKey.clone()}, {.stateFolder = state}).value());
    }
    void close()
    {
        if (!vault->close())
            qFatal("close");
        vault.reset();
    }
    ErrorCode capture(std::string_view text, std::optional<std::filesystem::path> otherState = {})
    {
        const auto done = captureNote(file, otherState.value_or(state), bytesOf(text), systemClock());
        return done ? ErrorCode::Internal : done.error().code;
    }
    InboxReport takeIn()
    {
        InboxReport report;
        const auto job = makeTakeInboxJob(*vault, file, report);
        NoProgress unseen;
        if (const auto done = runToEnd(*job, {}, unseen); !done)
            qFatal("take in: %s", describe(done.error()).c_str());
        return report;
    }
    std::string bodyOf(RecordId id) { return std::string(vault->note(id).value().body.text()); }
    Bytes content() const
    {
        std::ifstream in(inbox, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    void write(const Bytes& bytes) const
    {
        std::ofstream(inbox, std::ios::binary)
            .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    }
    bool isAside() const { return std::filesystem::exists(inbox.string() + ".aside-1"); }
};

constexpr ErrorCode written = ErrorCode::Internal; // of InboxFixture::capture()

} // namespace

/// Notes that are written while the vault is locked, and what somebody makes of the file that they wait in.
class InboxTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }

    void notesComeInOnceAndSaySo()
    {
        InboxFixture fixture;
        QCOMPARE(fixture.capture("first\ntext"), written);
        QCOMPARE(fixture.capture("second"), written);
        const Bytes waiting = fixture.content();
        const std::string seen(waiting.begin(), waiting.end());
        QVERIFY(seen.find("first") == std::string::npos);
        fixture.open();
        const InboxReport report = fixture.takeIn();
        QCOMPARE(report.added.size(), std::size_t{2});
        QVERIFY(!report.setAside && !std::filesystem::exists(fixture.inbox));
        QCOMPARE(fixture.bodyOf(report.added[0]), std::string{"first\ntext"});
        QCOMPARE(fixture.vault->note(report.added[1])->tags,
                 std::vector<std::string>{std::string(capturedTag)});
        QVERIFY(fixture.takeIn().added.empty());
        // A power cut before the file was gone for good: they are known, even those deleted since.
        QVERIFY(fixture.vault->deleteForever(report.added[0]).has_value());
        fixture.write(waiting);
        const InboxReport again = fixture.takeIn();
        QVERIFY(again.added.empty());
        QCOMPARE(again.knownBefore, std::uint64_t{2});
        QCOMPARE(fixture.vault->countNotes({}).value(), std::uint64_t{1});
    }

    void isRefusedWhereTheKeyIsNotTheOneSeenHere()
    {
        InboxFixture fixture(false);
        QCOMPARE(fixture.capture("text"), ErrorCode::InboxNotPinned);
        fixture.open();
        fixture.close();
        QCOMPARE(fixture.capture("text", fixture.folder / "elsewhere"), ErrorCode::InboxNotPinned);
        QVERIFY(pinInboxKey(fixture.state, fixture.key.vaultId, InboxPublicKey{9}).has_value());
        QCOMPARE(fixture.capture("text"), ErrorCode::InboxKeyDiffers);
        QVERIFY(!std::filesystem::exists(fixture.inbox));
        fixture.open(); // which pins what the header proves
        fixture.close();
        QCOMPARE(fixture.capture("text"), written);
    }

    /// What was sealed before the keys changed could be opened by nobody.
    void isRefusedWhereItWasSealedForAnotherKey()
    {
        const InboxFixture fixture;
        const InboxAddress address = inboxAddress(fixture.file, fixture.state).value();
        const Bytes sealed =
            sealCaptured({1, SecureBytes::copyOf(bytesOf("text"))}, address.vault, address.key).value();
        InboxAddress other = address;
        other.key[0] ^= 1;
        const auto refused = keepSealedNote(fixture.file, fixture.state, other, sealed);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::InboxKeyDiffers);
        other = address;
        other.vault.bytes[0] ^= 1;
        QVERIFY(!keepSealedNote(fixture.file, fixture.state, other, sealed));
        const auto tooLong =
            keepSealedNote(fixture.file, fixture.state, address, Bytes(largestSealedCapture + 1));
        QCOMPARE(tooLong.error().code, ErrorCode::InvalidArgument);
        QVERIFY(!keepSealedNote(fixture.file, fixture.state, address, {}));
        QVERIFY(!std::filesystem::exists(fixture.inbox));
        QVERIFY(keepSealedNote(fixture.file, fixture.state, address, sealed).has_value());
    }

    /// The largest note that may be written fits, sealed.
    void theLargestFits()
    {
        InboxFixture fixture;
        QCOMPARE(fixture.capture(std::string(largestCapture, 'a')), written);
    }

    void refusesWhatIsNoNote()
    {
        InboxFixture fixture;
        QCOMPARE(fixture.capture(""), ErrorCode::InvalidArgument);
        QCOMPARE(fixture.capture(std::string_view("a\0b", 3)), ErrorCode::BodyNotText);
        QCOMPARE(fixture.capture(std::string(largestCapture + 1, 'x')), ErrorCode::BodyTooLarge);
        QCOMPARE(fixture.capture(std::string(largestCapture, 'x')), written);
    }

    void isCapped()
    {
        InboxFixture fixture;
        for (int i = 0; i < 15; ++i)
            QCOMPARE(fixture.capture(std::string(largestCapture, 'x')), written);
        QCOMPARE(fixture.capture(std::string(largestCapture, 'x')), ErrorCode::InboxFull);
        QCOMPARE(fixture.capture("a short one has room"), written);
        fixture.open();
        QCOMPARE(fixture.takeIn().added.size(), std::size_t{16});
        QCOMPARE(fixture.capture(std::string(largestCapture, 'x')), written);
    }

    void damageCostsNoOtherNote()
    {
        InboxFixture fixture;
        for (const char* text : {"one", "two", "three"})
            QCOMPARE(fixture.capture(text), written);
        Bytes content = fixture.content();
        const std::size_t entry = content.size() / 3;
        content[entry + 70] ^= 1;               // in the second one
        content.resize(content.size() + 30, 0); // and a part of one that was cut short
        fixture.write(content);
        QCOMPARE(fixture.capture("four"), written);
        fixture.open();
        const InboxReport report = fixture.takeIn();
        QCOMPARE(report.added.size(), std::size_t{3});
        QCOMPARE(fixture.bodyOf(report.added[2]), std::string{"four"});
        QVERIFY(report.unreadable >= 30 && report.setAside && fixture.isAside());
        QVERIFY(!std::filesystem::exists(fixture.inbox));
        QCOMPARE(fixture.capture("five"), written);
        QCOMPARE(fixture.takeIn().added.size(), std::size_t{1});
    }

    void takesNothingForAnotherVault()
    {
        InboxFixture fixture;
        InboxFixture other;
        QCOMPARE(other.capture("not for you"), written);
        fixture.write(other.content());
        // Sealed for the right key, but it says that it is for another vault.
        const auto pinned = pinnedInboxKey(fixture.state, fixture.key.vaultId);
        const auto sealed =
            sealCaptured({1, SecureBytes::copyOf(bytesOf("nor this"))}, other.key.vaultId, *pinned);
        auto inbox = InboxFile::open(fixture.file, InboxFile::Missing::Leave);
        QVERIFY((*inbox)->append(*sealed).has_value());
        inbox->reset();
        fixture.open();
        const InboxReport report = fixture.takeIn();
        QVERIFY(report.added.empty());
        QCOMPARE(report.refused, std::uint64_t{2});
        QVERIFY(fixture.isAside());
    }

    void aTimeFromTheFutureBecomesNow()
    {
        InboxFixture fixture;
        const auto pinned = pinnedInboxKey(fixture.state, fixture.key.vaultId);
        const auto sealed =
            sealCaptured({std::numeric_limits<Timestamp>::max(), SecureBytes::copyOf(bytesOf("late"))},
                         fixture.key.vaultId, *pinned);
        auto inbox = InboxFile::open(fixture.file, InboxFile::Missing::Make);
        QVERIFY((*inbox)->append(*sealed).has_value());
        inbox->reset();
        fixture.open();
        const auto note = fixture.vault->note(fixture.takeIn().added.front());
        QVERIFY(note->created <= systemClock().now());
    }

    void isTakenInByOneAtATime()
    {
        InboxFixture fixture;
        QCOMPARE(fixture.capture("text"), written);
        const auto held = InboxFile::open(fixture.file, InboxFile::Missing::Leave);
        QVERIFY(held && *held);
        QCOMPARE(fixture.capture("more"), ErrorCode::InUse);
    }

    void followsNoLink()
    {
        InboxFixture fixture;
        const auto target = fixture.folder / "somebody's file";
        std::ofstream(target) << "precious";
        std::filesystem::create_symlink(target, fixture.inbox);
        QCOMPARE(fixture.capture("text"), ErrorCode::NotARegularFile);
        QCOMPARE(std::filesystem::file_size(target), std::uintmax_t{8});
    }
};

QTEST_GUILESS_MAIN(InboxTest)
#include "inbox_test.moc"

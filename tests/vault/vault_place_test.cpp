// SPDX-License-Identifier: GPL-3.0-or-later
// A vault whose file is moved, deleted or replaced while it is open.
#include "tests/vault/vault_fixture.h"

#include <QTest>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

struct Placed
{
    TemporaryFolder folder;
    std::filesystem::path file = folder / "Test.lockleaf";
    std::filesystem::path log = folder / "Test.lockleaf-wal";
    std::filesystem::path away = folder / "Away.lockleaf";
    std::filesystem::path awayLog = folder / "Away.lockleaf-wal";
    std::unique_ptr<Vault> vault;
    RecordId note;

    Placed()
    {
        if (!startCrypto())
            qFatal("crypto");
        Vault::CreateOptions cheap;
        cheap.cost = KeyDerivationCost::cheapForTests();
        if (!Vault::create(file, passphrase(), cheap))
            qFatal("create");
        vault = open(file);
        NewNote fresh;
        fresh.body = SecureBytes::copyOf(bytesOf("first"));
        note = *vault->addNote(std::move(fresh));
    }
    static Passphrase passphrase() { return *Passphrase::fromTyped(bytesOf("correct horse")); }
    static std::unique_ptr<Vault> open(const std::filesystem::path& path)
    {
        return std::move(*Vault::open(path, *Vault::unlock(path, passphrase()), {}));
    }
    void moveAway() const
    {
        std::filesystem::rename(file, away);
        std::filesystem::rename(log, awayLog);
    }
    void moveBack() const
    {
        std::filesystem::rename(away, file);
        std::filesystem::rename(awayLog, log);
    }
    /// As a disk that was pulled out and put in again: the same octets in other files.
    void copyBack() const
    {
        std::filesystem::copy_file(away, file);
        std::filesystem::copy_file(awayLog, log);
    }
    [[nodiscard]] ErrorCode savingFails(const char* text) const
    {
        const auto saved = vault->saveBody(note, bytesOf(text));
        return saved ? ErrorCode::Internal : saved.error().code;
    }
};

} // namespace

class VaultPlaceTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsWrittenIntoAFileThatIsGone_data()
    {
        QTest::addColumn<int>("what");
        QTest::newRow("deleted") << 0;
        QTest::newRow("moved") << 1;
        QTest::newRow("replaced by a copy") << 2;
        QTest::newRow("its log deleted") << 3;
    }
    void nothingIsWrittenIntoAFileThatIsGone()
    {
        QFETCH(int, what);
        const Placed p;
        QVERIFY(p.vault->checkPlace());
        if (what == 0)
            std::filesystem::remove(p.file);
        else if (what == 3)
            std::filesystem::remove(p.log);
        else
            p.moveAway();
        if (what == 2)
            p.copyBack();
        QCOMPARE(p.vault->checkPlace().error().code, ErrorCode::FileNotFound);
        QCOMPARE(p.savingFails("second"), ErrorCode::FileNotFound);
        QVERIFY(p.vault->note(p.note)->body.text() == "first"); // what is there can still be read
    }

    void savesAgainOnceItIsBack()
    {
        const Placed p;
        p.moveAway();
        QCOMPARE(p.savingFails("second"), ErrorCode::FileNotFound);
        p.moveBack();
        QVERIFY(p.vault->checkPlace());
        QVERIFY(p.vault->saveBody(p.note, bytesOf("second")));
    }

    void opensAgainWhatCameBackAsItWas()
    {
        Placed p;
        p.moveAway();
        QCOMPARE(p.vault->openAgain().error().code, ErrorCode::FileNotFound);
        p.copyBack();
        auto again = p.vault->openAgain();
        QVERIFY(again);
        QVERIFY(again->asLeft);
        QVERIFY(again->vault->saveBody(p.note, bytesOf("second")));
        p.vault.reset(); // the former one touches nothing
        QVERIFY(again->vault->checkPlace());
        QVERIFY(again->vault->close());
        again->vault.reset();
        QVERIFY(Placed::open(p.file)->note(p.note)->body.text() == "second");
    }

    void saysThatWhatCameBackIsNotAsItWas()
    {
        Placed p;
        p.moveAway();
        p.copyBack();
        {
            const auto other = Placed::open(p.file);
            QVERIFY(other->saveBody(p.note, bytesOf("by somebody else")));
            QVERIFY(other->close());
        }
        const auto again = p.vault->openAgain();
        QVERIFY(again);
        QVERIFY(!again->asLeft);
        QVERIFY(again->vault->note(p.note)->body.text() == "by somebody else");
    }

    void refusesAnotherVault()
    {
        Placed p;
        const Placed other;
        p.moveAway();
        std::filesystem::copy_file(other.file, p.file);
        QVERIFY(!p.vault->openAgain());
    }
};

QTEST_GUILESS_MAIN(VaultPlaceTest)
#include "vault_place_test.moc"

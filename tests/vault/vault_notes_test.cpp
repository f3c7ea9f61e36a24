// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/vault/vault_fixture.h"

#include <fstream>

using namespace lockleaf;
using namespace lockleaf::test;

class VaultNotesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsNotesOverAnOpening()
    {
        VaultFixture f;
        const RecordId id = f.add("# First\n\nSome text, Ünïcödé");
        const RecordId empty = f.add("");
        f.close();
        f.reopen();
        QCOMPARE(f.bodyOf(id), "# First\n\nSome text, Ünïcödé");
        QCOMPARE(f.bodyOf(empty), "");
        QCOMPARE(f.titles(), (Titles{"", "First"}));
        QCOMPARE(f.problems(), "");
    }

    void keepsNotesWithoutAClose()
    {
        VaultFixture f;
        const RecordId id = f.add("acknowledged");
        f.reopen(); // the vault was destroyed, not closed
        QCOMPARE(f.bodyOf(id), "acknowledged");
        QCOMPARE(f.problems(), "");
    }

    void savesAndSortsByLastEdit()
    {
        VaultFixture f;
        const RecordId a = f.add("a");
        f.add("b");
        f.clock.advance(5000);
        QVERIFY(f.vault->saveBody(a, bytesOf("a, edited")));
        QCOMPARE(f.titles(), (Titles{"a, edited", "b"}));
        const auto epoch = f.vault->counts()->epoch;
        f.clock.advance(5000);
        QVERIFY(f.vault->saveBody(a, bytesOf("a, edited")));
        QCOMPARE(f.vault->counts()->epoch, epoch); // the same text again is no change
    }

    void movesToTrashAndBackAndDeletesForever()
    {
        VaultFixture f;
        const RecordId id = f.add("away");
        QVERIFY(f.vault->moveToTrash(id));
        QCOMPARE(f.titles(), Titles{});
        QCOMPARE(f.titles({.notebook = {}, .trash = true, .pinned = {}}), Titles{"away"});
        QVERIFY(f.vault->restoreFromTrash(id));
        QCOMPARE(f.titles(), Titles{"away"});
        QVERIFY(f.vault->deleteForever(id));
        QCOMPARE(f.vault->note(id).error().code, ErrorCode::NotFound);
        QCOMPARE(f.vault->summary(id).error().code, ErrorCode::NotFound);
        f.reopen();
        QCOMPARE(f.vault->note(id).error().code, ErrorCode::NotFound);
        QCOMPARE(f.problems(), "");
        QCOMPARE(f.vault->counts()->notes, 0U);
    }

    void refusesWhatIsNoText_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("NUL") << QByteArray("a\0b", 3);
        QTest::newRow("cut") << QByteArray("\xC3");
        QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80");
    }
    void refusesWhatIsNoText()
    {
        QFETCH(QByteArray, body);
        VaultFixture f;
        NewNote note;
        note.body = SecureBytes::copyOf(bytesOf(body.toStdString()));
        QCOMPARE(f.vault->addNote(std::move(note)).error().code, ErrorCode::BodyNotText);
        QCOMPARE(f.vault->counts()->notes, 0U);
    }

    void takesLargeBodiesAndRefusesLarger()
    {
        VaultFixture f;
        std::string large;
        large.reserve(20U << 20);
        // Of the longest words that are found: the size matters here, and each word costs time in the index.
        for (std::uint32_t i = 0; large.size() < (20U << 20); ++i) {
            for (std::uint32_t part = 0; part < 8; ++part)
                large += std::to_string((i * 8 + part) * 2654435761U);
            large += i % 9 == 0 ? "\n" : " ";
        }
        const RecordId id = f.add(large);
        QVERIFY(f.bodyOf(id) == large);
        SecureBytes tooLarge(largestBody + 1);
        std::memset(tooLarge.data(), 'a', tooLarge.size());
        QCOMPARE(f.vault->saveBody(id, tooLarge.view()).error().code, ErrorCode::BodyTooLarge);
        QCOMPARE(f.problems(), "");
    }

    void findsByIdPrefixAndTitle()
    {
        VaultFixture f;
        const RecordId id = f.add("# Shopping\n\n- milk");
        const std::string hex = id.toHex();
        QCOMPARE(*f.vault->findNote(hex), id);
        QCOMPARE(*f.vault->findNote(hex.substr(0, 6)), id);
        QCOMPARE(*f.vault->findNote("Shopping"), id);
        QCOMPARE(f.vault->findNote("shopping").error().code, ErrorCode::NotFound);
        QCOMPARE(f.vault->findNote(hex.substr(0, 3)).error().code, ErrorCode::NotFound);
        const RecordId second = f.add("Shopping");
        QCOMPARE(f.vault->findNote("Shopping").error().code, ErrorCode::AmbiguousReference);
        QVERIFY(f.vault->moveToTrash(second));
        QCOMPARE(*f.vault->findNote("Shopping"), id);
    }

    void guessesAtNoneOfTwo()
    {
        VaultFixture f;
        const RecordId named = f.add("# Some note");
        const std::string year = named.toHex().substr(0, 4); // a title that looks like the beginning of an id
        const RecordId titled = f.add(year);
        QCOMPARE(f.vault->findNote(year).error().code, ErrorCode::AmbiguousReference);
        QCOMPARE(*f.vault->findNote(named.toHex()), named);
        QCOMPARE(*f.vault->findNote(titled.toHex()), titled);
        QVERIFY(f.vault->deleteForever(named));
        QCOMPARE(*f.vault->findNote(year), titled);
    }

    void keepsNoTagTwiceAndNoTitleOfSpaces()
    {
        VaultFixture f;
        NewNote note;
        note.explicitTitle = "   ";
        note.body = SecureBytes::copyOf(bytesOf("# Seen\n"));
        note.tags = {"one", "two", "one"};
        const auto id = f.vault->addNote(std::move(note));
        QVERIFY(id);
        QCOMPARE(f.vault->note(*id)->tags, (std::vector<std::string>{"one", "two"}));
        QCOMPARE(f.vault->summary(*id)->title, "Seen");
    }

    void opensWithoutAStateFolder()
    {
        VaultFixture f;
        const RecordId id = f.add("text");
        f.close();
        std::filesystem::remove_all(f.state);
        std::ofstream(f.state) << "a file where the folder should be";
        f.reopen();
        QCOMPARE(f.vault->notices(), std::vector<OpenNotice>{OpenNotice::NoStateFolder});
        QVERIFY(f.vault->saveBody(id, bytesOf("more")));
        QCOMPARE(f.bodyOf(id), "more");
        QCOMPARE(f.problems(), "");
    }

    void findsTheLivingNoteAmongManyInTheTrash()
    {
        VaultFixture f;
        std::vector<RecordId> ids;
        for (int i = 0; i < 5; ++i)
            ids.push_back(f.add("Shopping"));
        for (const RecordId& living : ids) { // whichever id it has
            for (const RecordId& id : ids)
                if (id != living)
                    QVERIFY(f.vault->moveToTrash(id));
            QCOMPARE(*f.vault->findNote("Shopping"), living);
            for (const RecordId& id : ids)
                QVERIFY(f.vault->restoreFromTrash(id));
        }
        QCOMPARE(f.vault->findNote("Shopping").error().code, ErrorCode::AmbiguousReference);
        for (const RecordId& id : ids)
            QVERIFY(f.vault->moveToTrash(id));
        QCOMPARE(f.vault->findNote("Shopping").error().code, ErrorCode::AmbiguousReference);
    }

    void holdsTheVaultWhileItIsOpen()
    {
        VaultFixture f;
        QCOMPARE(f.open().error().code, ErrorCode::InUse);
    }
};

QTEST_GUILESS_MAIN(VaultNotesTest)
#include "vault_notes_test.moc"

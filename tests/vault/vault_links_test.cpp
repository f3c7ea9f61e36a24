// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/vault/vault_fixture.h"

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

/// The titles of the notes that link to `title`, in their order.
Titles linking(VaultFixture& f, std::string_view title)
{
    const auto hits = f.vault->notesLinkingTo(title, 100);
    if (!hits)
        return {describe(hits.error())};
    const auto rows = f.vault->summaries(hits->ids);
    if (!rows)
        return {describe(rows.error())};
    Titles titles;
    for (const NoteSummary& row : *rows)
        titles.push_back(row.title);
    return titles;
}

} // namespace

class VaultLinksTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhoLinksToATitle()
    {
        VaultFixture f;
        f.add("# Lisbon\n");
        f.add("# Plans\n\nFirst [[Lisbon]], then home.\n");
        f.add("# Food\n\nSee [[LISBON#Bakeries|the bakeries]] and [[Porto]].\n");
        f.add("# Not one\n\nLisbon, `[[Lisbon]]`, [[Lisbon again]].\n\n```\n[[Lisbon]]\n```\n");
        QCOMPARE(linking(f, "Lisbon"), (Titles{"Food", "Plans"}));
        QCOMPARE(linking(f, "lisbon"), (Titles{"Food", "Plans"}));
        QCOMPARE(linking(f, "Porto"), Titles{"Food"});
        QCOMPARE(linking(f, "Nowhere"), Titles{});
        QCOMPARE(linking(f, "[]"), Titles{}); // cannot be linked to
        QCOMPARE(linking(f, ""), Titles{});
    }

    void followsEveryChange()
    {
        VaultFixture f;
        const RecordId plans = f.add("# Plans\n\n[[Lisbon]]\n");
        QVERIFY(f.vault->saveBody(plans, bytesOf("# Plans\n\n[[Porto]]\n")));
        QCOMPARE(linking(f, "Lisbon"), Titles{});
        QCOMPARE(linking(f, "Porto"), Titles{"Plans"});
        QVERIFY(f.vault->moveToTrash(plans));
        QCOMPARE(linking(f, "Porto"), Titles{});
        QVERIFY(f.vault->restoreFromTrash(plans));
        QCOMPARE(linking(f, "Porto"), Titles{"Plans"});
        QVERIFY(f.vault->deleteForever(plans));
        QCOMPARE(linking(f, "Porto"), Titles{});
        QCOMPARE(f.problems(), std::string{});
    }

    void followsARenameAndAReindex()
    {
        VaultFixture f;
        const RecordId plans = f.add("# Plans\n\n[[Lisbon]]\n");
        NoProgress progress;
        NoteRewrites rewrites;
        const auto relink = f.vault->makeRelinkJob({plans}, "Lisbon", "Lisboa", rewrites);
        QVERIFY(runToEnd(*relink, {}, progress));
        QCOMPARE(linking(f, "Lisbon"), Titles{});
        QCOMPARE(linking(f, "Lisboa"), Titles{"Plans"});
        const auto reindex = f.vault->makeReindexJob(false);
        QVERIFY(runToEnd(*reindex, {}, progress));
        QCOMPARE(linking(f, "Lisboa"), Titles{"Plans"});
        TakenBack report;
        const auto back = f.vault->makeTakeBackJob(std::move(rewrites), report);
        QVERIFY(runToEnd(*back, {}, progress));
        QCOMPARE(linking(f, "Lisbon"), Titles{"Plans"});
        QCOMPARE(f.problems(), std::string{});
    }

    void tellsTitlesApartByAllOfThem()
    {
        VaultFixture f;
        const std::string longer(900, 'x');
        f.add("# Long\n\n[[" + longer + "a]]\n");
        QCOMPARE(linking(f, longer + "a"), Titles{"Long"});
        QCOMPARE(linking(f, longer + "b"), Titles{});
    }
};

QTEST_GUILESS_MAIN(VaultLinksTest)
#include "vault_links_test.moc"

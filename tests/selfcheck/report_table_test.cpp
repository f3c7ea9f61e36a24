// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/selfcheck/after_lock.h"
#include "app/selfcheck/drive_protocol.h"
#include "app/selfcheck/report_table.h"

#include <QString>
#include <QTest>

using namespace lockleaf::app;

namespace {

Row rowWith(Outcome outcome)
{
    return {"What", "looked at", outcome, "words"};
}

ReportTable tableOf(std::initializer_list<Outcome> outcomes)
{
    ReportTable table;
    for (const Outcome outcome : outcomes)
        table.add(rowWith(outcome));
    return table;
}

} // namespace

class ReportTableTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theExitCodeFollowsFromTheRows()
    {
        QCOMPARE(tableOf({Outcome::Control, Outcome::Clean}).exitCode(), 0);
        QCOMPARE(tableOf({Outcome::Control, Outcome::Clean, Outcome::NotLooked}).exitCode(), 0);
        QCOMPARE(tableOf({Outcome::Control, Outcome::Clean, Outcome::Found}).exitCode(), 1);
        QCOMPARE(tableOf({Outcome::Unproven, Outcome::Clean}).exitCode(), 2);
        QCOMPARE(tableOf({Outcome::Clean}).exitCode(), 2); // without a control it says nothing
        QCOMPARE(tableOf({Outcome::Unproven, Outcome::Found}).exitCode(), 1);
        QCOMPARE(ReportTable{}.exitCode(), 2);
        ReportTable givenUp = tableOf({Outcome::Control, Outcome::Clean});
        givenUp.giveUp("it did not lock.");
        QCOMPARE(givenUp.exitCode(), 2);
        QVERIFY(givenUp.summary(false).find("it did not lock") != std::string::npos);
    }

    void theSummarySaysWhatFollows()
    {
        QVERIFY(tableOf({Outcome::Control, Outcome::Clean}).summary(true).starts_with("Nothing was left"));
        const std::string partly = tableOf({Outcome::Control, Outcome::NotLooked}).summary(false);
        QVERIFY(partly.find("could not be looked into") != std::string::npos);
        QVERIFY(partly.find("sudo") != std::string::npos);
        QVERIFY(tableOf({Outcome::Control, Outcome::NotLooked}).summary(true).find("sudo") ==
                std::string::npos);
        QVERIFY(tableOf({Outcome::Control, Outcome::Found}).summary(true).starts_with("FOUND"));
        QVERIFY(tableOf({Outcome::Unproven}).summary(true).find("cannot be judged") != std::string::npos);
    }

    void noLineIsWiderThanATerminal()
    {
        const Row row{"A name that is much longer than its column ever could be",
                      "/a/path/that/has/no/blank/and/so/must/be/cut/somewhere/in/the/middle/of/it",
                      Outcome::Found,
                      "FOUND: the title in “…”, the text in “…”, the tag in a place that is far away"};
        const std::string text = ReportTable::heading("After it was locked") + ReportTable::lines(row);
        for (const QString& line : QString::fromStdString(text).split(u'\n'))
            QVERIFY2(line.size() <= 80, qPrintable(line));
        // Nothing is lost by it.
        QString squeezed;
        for (const std::string& line : wrapped(row.words, 12))
            squeezed += QString::fromStdString(line);
        QCOMPARE(squeezed.remove(u' '), QString::fromStdString(row.words).remove(u' '));
    }

    void numbersAreReadable()
    {
        QCOMPARE(countedWords(1, "1 file", "files"), std::string{"1 file"});
        QCOMPARE(countedWords(1'234'567, "1 file", "files"), std::string{"1,234,567 files"});
        QCOMPARE(countedWords(123, "1 file", "files"), std::string{"123 files"});
        QCOMPARE(sizeWords(100), std::string{"1 KiB"});
        QCOMPARE(sizeWords(3'500'000), std::string{"3.3 MiB"});
        QCOMPARE(sizeWords(std::uint64_t{140} << 20), std::string{"140 MiB"});
    }

    void aHitMakesARowFound()
    {
        Looked looked;
        QCOMPARE(rowOf("What", "1 file", looked).outcome, Outcome::Clean);
        looked.hits = {"the title in /a/file"};
        const Row row = rowOf("What", "1 file", looked);
        QCOMPARE(row.outcome, Outcome::Found);
        QCOMPARE(row.details, std::vector<std::string>{"the title in /a/file"});
        QVERIFY(ReportTable::lines(row).find("\n    the title in /a/file\n") != std::string::npos);
    }

    void ordersKeepTheirFields()
    {
        const std::vector<std::string> fields{"two\nlines", "", "last"};
        const std::string packet = drivePacket('w', fields);
        QCOMPARE(packet.front(), 'w');
        QCOMPARE(driveFields(packet), fields);
        QVERIFY(driveFields("l").empty());
    }
};

QTEST_GUILESS_MAIN(ReportTableTest)
#include "report_table_test.moc"

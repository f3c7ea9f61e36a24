// SPDX-License-Identifier: GPL-3.0-or-later
// Printing: what the print system is started with, and that no half document is printed.
#include "tests/roles/keeper_stage.h"

using namespace lockleaf;
using namespace lockleaf::app;
using namespace Qt::StringLiterals;
using lockleaf::test::openPipes;
using lockleaf::test::processExists;
using Stage = lockleaf::test::KeeperStage;

namespace {

/// A script in the place of `lp` that keeps what it was given in a folder of its own.
struct FakePrinter
{
    test::TemporaryFolder folder;
    std::string program = (folder / "lp").string();

    explicit FakePrinter(const QByteArray& last = "cat > \"$here/document\"; exit 0")
    {
        QFile file(QString::fromStdString(program));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("script");
        file.write("#!/bin/sh\nhere='" + QByteArray::fromStdString(folder.path().string()) +
                   "'\necho \"pid=$$ \" > \"$here/pid\"\nprintf '%s\\n' \"$@\" > \"$here/words\"\n"
                   "env > \"$here/environment\"\nls -l /proc/$$/fd > \"$here/open\"\n" +
                   last + '\n');
        file.close();
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    [[nodiscard]] QByteArray read(const char* name) const
    {
        QFile file(QString::fromStdString((folder / name).string()));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    [[nodiscard]] bool has(const char* name) const { return std::filesystem::exists(folder / name); }
    /// For scripts that wait for a file of this name.
    void letGo() const
    {
        QFile go(QString::fromStdString((folder / "go").string()));
        if (!go.open(QIODevice::WriteOnly))
            qFatal("go");
    }
    [[nodiscard]] bool isRunning() const { return processExists(QString::fromUtf8(read("pid"))); }
};

/// A whole document comes only after the end of the pipe.
constexpr const char* keepWhole = "cat > \"$here/part\" && mv \"$here/part\" \"$here/document\"";

} // namespace

class KeeperPrintTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theDocumentGoesPastTheKeeper()
    {
        const FakePrinter printer;
        const int before = openPipes();
        Stage stage{{u"unlock"_s, u"print"_s}, {}, {"/nowhere/lp", printer.program}};
        QTRY_VERIFY(stage.heard(u"print ended 0"_s));
        QCOMPARE(printer.read("document"), QByteArray("%PDF half"));
        QCOMPARE(openPipes(), before);
        QTRY_VERIFY(!printer.isRunning()); // and reaped
    }

    void theKeeperHoldsNoEndWhileItIsPrinted()
    {
        const FakePrinter printer{keepWhole};
        const int before = openPipes();
        Stage stage{{u"unlock"_s, u"print"_s, u"print-wait"_s}, {}, {printer.program}};
        QTRY_VERIFY(stage.heard(u"print ready"_s) && printer.has("part"));
        QCOMPARE(openPipes(), before);
    }

    void thePrintSystemLearnsNothingElse()
    {
        qputenv("LOCKLEAF_TEST_SECRET", "word");
        const FakePrinter printer;
        Stage stage{{u"unlock"_s, u"print"_s}, {}, {printer.program}};
        QTRY_VERIFY(stage.heard(u"print ended 0"_s));
        QCOMPARE(printer.read("words"), QByteArray("-t\nLockleaf\n-\n"));
        const QByteArray environment = printer.read("environment");
        QVERIFY(environment.contains("HOME="));
        QVERIFY2(!environment.contains("LOCKLEAF") && !environment.contains("XDG_"), environment);
        const QByteArray open = printer.read("open");
        QVERIFY2(open.contains("0 -> pipe:") && open.contains("1 -> /proc/") == false, open);
        QVERIFY2(open.contains("2 -> /dev/null"), open);
        QVERIFY2(!open.contains("socket:") && open.count("pipe:") == 1, open);
    }

    void withoutAProgramItIsSaid()
    {
        const test::TemporaryFolder folder;
        QVERIFY(std::filesystem::create_directory(folder / "lp")); // no program either
        Stage stage{{u"unlock"_s, u"print"_s}, {}, {(folder / "lp").string(), "/nowhere/lp"}};
        QTRY_VERIFY(stage.heard(u"print ended 2"_s));
        QVERIFY(!stage.heard(u"print ready"_s));
    }

    void aProgramThatFailsIsSaid()
    {
        const FakePrinter printer{"cat > /dev/null; exit 1"};
        Stage stage{{u"unlock"_s, u"print"_s}, {}, {printer.program}};
        QTRY_VERIFY(stage.heard(u"print ended 1"_s));
    }

    void oneThatEndsBeforeTheDocumentDidIsSaid()
    {
        const FakePrinter printer{"exit 0"};
        Stage stage{{u"unlock"_s, u"print"_s, u"print-wait"_s}, {}, {printer.program}};
        QTRY_VERIFY(stage.heard(u"print ended 1"_s));
    }

    void oneAtATime()
    {
        const FakePrinter printer{keepWhole};
        Stage stage{{u"unlock"_s, u"print"_s, u"print-twice"_s, u"print-wait"_s}, {}, {printer.program}};
        QTRY_VERIFY(stage.heard(u"print ended 3"_s));
        QCOMPARE(stage.count(u"print ready"_s), 1);
    }

    void halfADocumentIsNotPrinted_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("expected");
        QTest::addRow("cancelled") << u"print-cancel"_s << u"print ended 1"_s;
        QTest::addRow("locked") << u"print-lock"_s << u"edits outcome=0"_s;
    }

    void halfADocumentIsNotPrinted()
    {
        QFETCH(QString, word);
        QFETCH(QString, expected);
        const FakePrinter printer{keepWhole};
        Stage stage{{u"unlock-once"_s, u"print"_s, word}, {}, {printer.program}};
        QTRY_VERIFY(stage.heard(expected));
        QTRY_VERIFY(printer.read("pid").isEmpty() || !printer.isRunning());
        QVERIFY(!printer.has("document"));
    }

    void aPrintSystemOfASessionThatCrashedIsEnded()
    {
        // It would go on by itself after the end of the pipe.
        const FakePrinter printer{"cat > \"$here/part\"; exec sleep 600"};
        Stage stage{{u"unlock-once"_s, u"print"_s, u"print-crash"_s}, {}, {printer.program}};
        QTRY_VERIFY(stage.heard(u"lock-screen reason=3"_s));
        QTRY_VERIFY(printer.read("pid").isEmpty() || !printer.isRunning());
    }

    void aWholeDocumentIsPrintedWhateverBecomesOfTheSession_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("expected");
        QTest::addRow("crashed") << u"print-whole-crash"_s << u"lock-screen reason=3"_s;
        QTest::addRow("locked") << u"print-whole-lock"_s << u"edits outcome=0"_s;
    }

    void aWholeDocumentIsPrintedWhateverBecomesOfTheSession()
    {
        QFETCH(QString, word);
        QFETCH(QString, expected);
        // It is not through with it when the session is gone.
        const FakePrinter printer{"cat > \"$here/part\"; until [ -e \"$here/go\" ]; do sleep 0.02; done; "
                                  "mv \"$here/part\" \"$here/document\""};
        Stage stage{{u"unlock-once"_s, u"print"_s, word}, {}, {printer.program}};
        QTRY_VERIFY(stage.heard(expected));
        printer.letGo();
        QTRY_VERIFY(printer.has("document"));
    }

    void aRecoveryKitIsPrintedForTheLockScreen()
    {
        const FakePrinter printer;
        const int before = openPipes();
        Stage stage{{u"kit-print"_s}, {}, {printer.program}};
        QTRY_VERIFY(stage.heard(u"print ended 0"_s));
        QCOMPARE(printer.read("document"), QByteArray("%PDF kit"));
        QCOMPARE(openPipes(), before + 1); // that of the key, for the session that is to come
    }

    void halfARecoveryKitIsNotPrinted()
    {
        const FakePrinter printer{keepWhole};
        Stage stage{{u"kit-print"_s, u"kit-unlock"_s}, {}, {printer.program}};
        QTRY_VERIFY(stage.heard(u"replaced"_s)); // the lock screen has gone, and with it its end of the pipe
        QTRY_VERIFY(printer.read("pid").isEmpty() || !printer.isRunning());
        QVERIFY(!printer.has("document"));
    }

    void theOutcomeOfAnotherSessionsDocumentIsNotTold()
    {
        // The whole document of the first session is on its way until somebody makes the file "go".
        const FakePrinter printer{
            "cat > /dev/null; until [ -e \"$here/go\" ]; do sleep 0.02; done; touch \"$here/gone\""};
        Stage stage{{u"unlock"_s, u"print"_s, u"print-whole-lock"_s}, {}, {printer.program}};
        QTRY_VERIFY(stage.heard(u"print ended 3"_s)); // the second session's wish
        printer.letGo();
        QTRY_VERIFY(printer.has("gone"));
        QTRY_VERIFY(!printer.isRunning());
        QVERIFY(!stage.heard(u"print ended 0"_s));
    }
};

int main(int argc, char** argv)
{
    if (argc > 1) {
        if (const auto role = roleFromArgument(argv[1]))
            return lockleaf::test::playRole(*role, argc, argv);
    }
    QCoreApplication application(argc, argv);
    KeeperPrintTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "keeper_print_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/command_line.h"

#include <QTest>

#include <vector>

using namespace lockleaf::app;
using Kind = CommandLine::Kind;

namespace {

CommandLine read(const QByteArrayList& arguments)
{
    std::vector<const char*> pointers;
    for (const QByteArray& each : arguments)
        pointers.push_back(each.constData());
    return readCommandLine(pointers);
}

} // namespace

Q_DECLARE_METATYPE(CommandLine::Kind)

class CommandLineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyStartIsUnderstood_data()
    {
        QTest::addColumn<QByteArrayList>("arguments");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QByteArray>("vault");
        const auto row = [](const char* name, const QByteArrayList& arguments, Kind kind,
                            const QByteArray& vault = {}) {
            QTest::newRow(name) << arguments << kind << vault;
        };
        row("nothing", {}, Kind::Open);
        row("a vault", {"A.lockleaf"}, Kind::Open, "A.lockleaf");
        row("two vaults", {"A.lockleaf", "B.lockleaf"}, Kind::Unknown);
        row("an empty name", {""}, Kind::Unknown);
        row("a note to write", {"--capture"}, Kind::Capture);
        row("a note for a vault", {"--capture", "A.lockleaf"}, Kind::Capture, "A.lockleaf");
        row("a vault to write a note for", {"A.lockleaf", "--capture"}, Kind::Capture, "A.lockleaf");
        row("a note twice", {"--capture", "--capture"}, Kind::Unknown);
        row("a note for two vaults", {"--capture", "A.lockleaf", "B.lockleaf"}, Kind::Unknown);
        row("a note on a platform", {"--platform", "xcb", "--capture"}, Kind::Capture);
        row("help", {"--help"}, Kind::Help);
        row("help in short", {"-h"}, Kind::Help);
        row("version", {"--version"}, Kind::Version);
        row("nonsense", {"--frobnicate"}, Kind::Unknown);
        row("nonsense after a vault", {"A.lockleaf", "-x"}, Kind::Unknown);
        row("session management", {"-session", "10e8_1747000000_12"}, Kind::Open);
        row("session management, named", {"-session", "10e8_17", "-name", "Lockleaf"}, Kind::Open);
        row("a session without its id", {"-session"}, Kind::Unknown);
        row("a platform", {"-platform", "offscreen", "A.lockleaf"}, Kind::Open, "A.lockleaf");
        row("two dashes", {"--platform", "wayland"}, Kind::Open);
        row("a value behind a sign", {"A.lockleaf", "--style=fusion"}, Kind::Open, "A.lockleaf");
        row("a flag", {"-reverse", "A.lockleaf"}, Kind::Open, "A.lockleaf");
        row("self-check", {"--self-check"}, Kind::SelfCheck);
        row("self-check that keeps", {"--self-check", "--keep"}, Kind::SelfCheck);
        row("self-check by root", {"--self-check", "--user", "anna"}, Kind::SelfCheck);
        row("self-check of nobody", {"--self-check", "--user"}, Kind::Unknown);
        row("self-check of a vault", {"--self-check", "A.lockleaf"}, Kind::Unknown);
        row("a vault and a self-check", {"A.lockleaf", "--self-check"}, Kind::Unknown);
        row("a role by itself", {"--role=checked-keeper"}, Kind::Unknown);
        row("a value that looks like a question", {"-title", "--help"}, Kind::Open);
    }

    void everyStartIsUnderstood()
    {
        QFETCH(QByteArrayList, arguments);
        QFETCH(Kind, kind);
        QFETCH(QByteArray, vault);
        const CommandLine asked = read(arguments);
        QCOMPARE(asked.kind, kind);
        QCOMPARE(QByteArray::fromStdString(std::string{asked.vault}), vault);
    }
};

QTEST_GUILESS_MAIN(CommandLineTest)
#include "command_line_test.moc"

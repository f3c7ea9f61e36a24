// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of the sidebar as the vault changes: whoever holds one keeps it wherever it goes.
#include "ui/models/sidebar_model.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>

#include <random>

using namespace lockleaf;
using namespace Qt::StringLiterals;

namespace {

RecordId idOf(std::size_t number)
{
    RecordId id;
    id.bytes.front() = static_cast<std::uint8_t>(number);
    return id;
}

/// Up to twenty notebooks, each in one that comes before it or at the top, and up to twenty tags.
ui::SidebarContent anyContent(std::mt19937& random)
{
    ui::SidebarContent content;
    std::vector<RecordId> above{RecordId{}};
    for (std::size_t number = 1; number <= 20; ++number) {
        if (random() % 3 == 0)
            continue;
        Notebook notebook;
        notebook.id = idOf(number);
        notebook.parent = above[random() % above.size()];
        notebook.name = std::string(1, static_cast<char>('a' + random() % 26));
        above.push_back(notebook.id);
        content.notebooks.push_back(notebook);
    }
    for (char letter = 'a'; letter <= 't'; ++letter)
        if (random() % 3 > 0)
            content.tags.push_back({.name = std::string(1, letter), .notesBelow = random() % 5});
    return content;
}

} // namespace

class SidebarModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsThatStayAreKept();
    void rowsMoveWithoutGoing();
    void nothingComesOrGoesWhereOnlyNumbersChange();
};

void SidebarModelTest::rowsThatStayAreKept()
{
    std::mt19937 random(7); // NOLINT(bugprone-random-generator-seed): the same contents every time
    ui::SidebarModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (int round = 0; round < 300; ++round) {
        std::vector<std::pair<QPersistentModelIndex, ui::SidebarModel::Row>> held;
        for (int row = 0; row < model.rowCount(); ++row)
            held.emplace_back(model.index(row), model.row(row));
        model.setContent(anyContent(random));
        for (const auto& [index, row] : held)
            QCOMPARE(index.isValid() ? index.row() : -1, model.rowOf(row));
        // It is what a new one would show.
        ui::SidebarModel fresh;
        fresh.setContent(model.content());
        QCOMPARE(model.rowCount(), fresh.rowCount());
        for (int row = 0; row < model.rowCount(); ++row)
            QVERIFY(model.row(row).isSame(fresh.row(row)) && model.row(row).depth == fresh.row(row).depth);
    }
}

void SidebarModelTest::rowsMoveWithoutGoing()
{
    ui::SidebarModel model;
    ui::SidebarContent content;
    for (const auto& [number, name] : {std::pair(1, "a"), std::pair(2, "b"), std::pair(3, "c")}) {
        Notebook notebook;
        notebook.id = idOf(static_cast<std::size_t>(number));
        notebook.name = name;
        content.notebooks.push_back(notebook);
    }
    model.setContent(content);
    const QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    const QSignalSpy moved(&model, &QAbstractItemModel::rowsMoved);
    const QPersistentModelIndex last(model.index(model.rowOf(ui::SidebarPlace::inNotebook(idOf(3)))));
    content.notebooks[2].name = "0";
    model.setContent(content);
    QCOMPARE(model.row(last.row()).name, u"0"_s);
    QCOMPARE(last.row(), model.rowOf(ui::SidebarPlace::inNotebook(idOf(1))) - 1);
    QCOMPARE(removed.count(), 0);
    QCOMPARE(moved.count(), 1);
}

void SidebarModelTest::nothingComesOrGoesWhereOnlyNumbersChange()
{
    ui::SidebarModel model;
    const QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    const QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    ui::SidebarContent content;
    content.notes = 7;
    model.setContent(content);
    QCOMPARE(removed.count() + inserted.count(), 0);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(model.row(0).count, std::uint64_t{7});
}

QTEST_MAIN(SidebarModelTest)
#include "sidebar_model_test.moc"

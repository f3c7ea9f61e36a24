// SPDX-License-Identifier: GPL-3.0-or-later
// A list that has been scrolled keeps what is looked at in its place while notes are saved, added and
// deleted.
#include "tests/ui/window_fixture.h"
#include "ui/models/note_list_model.h"

#include <QScrollBar>

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::ShownWindow;
using test::VaultFixture;

namespace {

constexpr int NoteCount = 60;

/// Many notes, and a list in which the one at row 20 is the first that is seen.
struct Scrolled : ShownWindow
{
    explicit Scrolled(const VaultFixture& fixture) : ShownWindow(fixture.open()) {}

    [[nodiscard]] ui::NoteListModel* model() const { return static_cast<ui::NoteListModel*>(list->model()); }
    [[nodiscard]] QScrollBar* bar() const { return list->verticalScrollBar(); }
    [[nodiscard]] bool prepare()
    {
        constexpr int First = 20;
        if (!QTest::qWaitFor([&] { return model()->rowCount() == NoteCount && text() == u"note 59"_s; }))
            return false;
        bar()->setValue(bar()->value() + list->visualRect(model()->index(First)).top() + 7);
        return list->visualRect(model()->index(First)).top() == -7;
    }
    /// What is seen, and where each row begins; from the second row on, the first one goes away in some
    /// tests.
    [[nodiscard]] QStringList seen() const
    {
        QStringList rows;
        for (int row = 0; row < model()->rowCount(); ++row) {
            const QRect rect = list->visualRect(model()->index(row));
            if (rect.top() > 0 && rect.top() < list->viewport()->height())
                rows << u"%1 %2"_s.arg(rect.top()).arg(model()->index(row).data().toString());
        }
        return rows;
    }
    [[nodiscard]] RecordId idOf(const QString& title) const
    {
        for (int row = 0; row < model()->rowCount(); ++row)
            if (model()->index(row).data().toString() == title)
                return model()->summaryAt(row)->id;
        return {};
    }
    static std::shared_ptr<const SecureBytes> body(std::string_view text)
    {
        return std::make_shared<const SecureBytes>(SecureBytes::copyOf(bytesOf(text)));
    }
};

struct ManyNotes : VaultFixture
{
    ManyNotes()
    {
        const auto vault = open();
        const auto added = vault->inOneTransaction([&]() -> Result<void> {
            for (int made = 0; made < NoteCount; ++made) {
                NewNote note;
                note.body = SecureBytes::copyOf(bytesOf("note " + std::to_string(made)));
                note.created = note.modified = Timestamp{1'700'000'000'000} + made * Timestamp{60'000};
                LOCKLEAF_CHECK(vault->addNote(std::move(note)));
            }
            return {};
        });
        if (!added || !vault->close())
            qFatal("notes");
    }
};

} // namespace

class ListAnchorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void savedNotesMoveNothing();
    void newNoteMovesNothing();
    void firstRowGoesAlone();
    void deletedNoteMovesNothing();
    void topStaysTheTop();
};

void ListAnchorTest::savedNotesMoveNothing()
{
    const ManyNotes fixture;
    Scrolled shown(fixture);
    QVERIFY(shown.prepare());
    const QStringList before = shown.seen();
    QVERIFY(before.size() > 4);
    for (const QString& title : {u"note 3"_s, u"note 50"_s}) { // from below, from above
        QSignalSpy moved(shown.model(), &QAbstractItemModel::rowsMoved);
        QSignalSpy reset(shown.model(), &QAbstractItemModel::modelReset);
        const std::string text = title.toStdString() + "\n\nchanged";
        shown.session.saveBody(shown.idOf(title), Scrolled::body(text), &shown.window, [](const auto&) {});
        QTRY_COMPARE(moved.count(), 1);
        QCOMPARE(shown.model()->index(0).data().toString(), title);
        QCOMPARE(shown.seen(), before);
        QCOMPARE(reset.count(), 0);
    }
}

void ListAnchorTest::newNoteMovesNothing()
{
    const ManyNotes fixture;
    Scrolled shown(fixture);
    QVERIFY(shown.prepare());
    const QStringList before = shown.seen();
    shown.session.addNote(Scrolled::body("new"), {}, &shown.window, [](const auto&) {});
    QTRY_COMPARE(shown.model()->rowCount(), NoteCount + 1);
    QCOMPARE(shown.seen(), before);
}

void ListAnchorTest::firstRowGoesAlone()
{
    const ManyNotes fixture;
    Scrolled shown(fixture);
    QVERIFY(shown.prepare());
    const QString first = shown.model()->index(20).data().toString();
    const QStringList before = shown.seen();
    QSignalSpy moved(shown.model(), &QAbstractItemModel::rowsMoved);
    shown.session.saveBody(shown.idOf(first), Scrolled::body(first.toStdString() + "\n\nchanged"),
                           &shown.window, [](const auto&) {});
    QTRY_COMPARE(moved.count(), 1);
    QCOMPARE(shown.seen(), before);
}

void ListAnchorTest::deletedNoteMovesNothing()
{
    const ManyNotes fixture;
    Scrolled shown(fixture);
    QVERIFY(shown.prepare());
    const QStringList before = shown.seen();
    shown.session.moveToTrash(shown.idOf(u"note 50"_s), &shown.window, [](const auto&) {});
    QTRY_COMPARE(shown.model()->rowCount(), NoteCount - 1);
    QCOMPARE(shown.seen(), before);
}

void ListAnchorTest::topStaysTheTop()
{
    const ManyNotes fixture;
    Scrolled shown(fixture);
    QVERIFY(shown.prepare());
    shown.bar()->setValue(0);
    shown.session.addNote(Scrolled::body("new"), {}, &shown.window, [](const auto&) {});
    QTRY_COMPARE(shown.model()->rowCount(), NoteCount + 1);
    QCOMPARE(shown.bar()->value(), 0);
    QCOMPARE(shown.model()->index(0).data().toString(), u"new"_s);
}

QTEST_MAIN(ListAnchorTest)
#include "list_anchor_test.moc"

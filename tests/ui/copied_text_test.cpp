// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/widgets_fixture.h"
#include "tests/ui/window_fixture.h"
#include "ui/main/copied_text.h"
#include "ui/sheets/clipboard_setting.h"
#include "ui/widgets/drop_down.h"
#include "ui/widgets/text_field.h"

#include <QClipboard>
#include <QElapsedTimer>
#include <QLabel>
#include <QMimeData>
#include <QSignalSpy>
#include <QTimer>
#include <QUrl>

using namespace Qt::StringLiterals;
using namespace lockleaf;

namespace {

QClipboard& clipboard()
{
    return *QGuiApplication::clipboard();
}

bool isMarked(const QMimeData& data)
{
    return data.data(u"x-kde-passwordManagerHint"_s) == "secret" &&
           data.data(u"text/x-kde-passwordManagerHint"_s) == "secret";
}

/// Timers end in the order of their times: once this one has, whatever was set to a second has too.
bool aSecondIsOver()
{
    QTimer later;
    later.setSingleShot(true);
    const QSignalSpy over(&later, &QTimer::timeout);
    later.start(1100);
    return QTest::qWaitFor([&] { return over.count() == 1; });
}

} // namespace

class CopiedTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { clipboard().clear(); }
    void whateverCopiesIsMarked();
    void isMarkedBeforeAnybodyIsToldOfTheText();
    void isTakenBackInTime();
    void isKeptUntilALockWhereThatIsChosen();
    void whatAnotherProgramCopiedIsLeftAlone();
    void whatIsNoTextIsLeftAsItIs();
    void goesWithItsOwner();
    void goesAtALock();
    void settingSaysHowFarItGoes();
};

void CopiedTextTest::whateverCopiesIsMarked()
{
    const ui::CopiedText copied(clipboard());
    ui::TextField field;
    field.setText(u"a title"_s);
    field.selectAll();
    field.copy();
    QCOMPARE(clipboard().text(), u"a title"_s);
    QVERIFY(isMarked(*clipboard().mimeData()));
    clipboard().setText(u"another"_s);
    QCOMPARE(clipboard().text(), u"another"_s);
    QVERIFY(isMarked(*clipboard().mimeData()));
}

void CopiedTextTest::isMarkedBeforeAnybodyIsToldOfTheText()
{
    const ui::CopiedText copied(clipboard());
    QList<bool> marked;
    const QObject listener;
    // Whoever asks, asks through the event loop: what matters is what stands there when the call has
    // returned.
    connect(
        &clipboard(), &QClipboard::dataChanged, &listener,
        [&] { marked.push_back(isMarked(*clipboard().mimeData())); }, Qt::QueuedConnection);
    clipboard().setText(u"a title"_s);
    QTRY_VERIFY(!marked.isEmpty());
    QVERIFY(!marked.contains(false));
}

void CopiedTextTest::isTakenBackInTime()
{
    ui::CopiedText copied(clipboard());
    copied.setSeconds(1);
    clipboard().setText(u"a title"_s);
    QElapsedTimer since;
    since.start();
    QTRY_VERIFY(clipboard().text().isEmpty());
    QVERIFY(since.elapsed() >= 900);
    QVERIFY(isMarked(*clipboard().mimeData())); // an empty text is held in its place
}

void CopiedTextTest::isKeptUntilALockWhereThatIsChosen()
{
    ui::CopiedText copied(clipboard());
    copied.setSeconds(1);
    clipboard().setText(u"a title"_s);
    copied.setSeconds(0);
    QVERIFY(aSecondIsOver());
    QCOMPARE(clipboard().text(), u"a title"_s);
    copied.takeBack();
    QVERIFY(clipboard().text().isEmpty());
}

void CopiedTextTest::whatAnotherProgramCopiedIsLeftAlone()
{
    ui::CopiedText copied(clipboard());
    copied.setSeconds(1);
    clipboard().setText(u"a title"_s);
    { // Unseen by the watch, as if it came from elsewhere.
        const QSignalBlocker elsewhere(&clipboard());
        clipboard().setText(u"a recipe"_s);
    }
    QVERIFY(aSecondIsOver());
    copied.takeBack();
    QCOMPARE(clipboard().text(), u"a recipe"_s);
}

void CopiedTextTest::whatIsNoTextIsLeftAsItIs()
{
    const ui::CopiedText copied(clipboard());
    auto files = std::make_unique<QMimeData>();
    files->setUrls({QUrl::fromLocalFile(u"/tmp/a.png"_s)});
    clipboard().setMimeData(files.release());
    QVERIFY(clipboard().mimeData()->hasUrls());
}

void CopiedTextTest::goesWithItsOwner()
{
    {
        const ui::CopiedText copied(clipboard());
        clipboard().setText(u"a title"_s);
    }
    QVERIFY(clipboard().text().isEmpty());
}

void CopiedTextTest::goesAtALock()
{
    const test::VaultFixture vault;
    vault.add("Harbour plan");
    test::ShownWindow shown(vault.open());
    QTRY_COMPARE(shown.text(), u"Harbour plan"_s);
    shown.editor->selectAll();
    shown.editor->copy();
    QCOMPARE(clipboard().text(), u"Harbour plan"_s);
    QVERIFY(isMarked(*clipboard().mimeData()));
    QVERIFY(shown.lock());
    QVERIFY(clipboard().text().isEmpty());
}

void CopiedTextTest::settingSaysHowFarItGoes()
{
    ui::ClipboardSetting setting(static_cast<int>(VaultSettings{}.clearCopiedSeconds));
    auto* const choice = setting.findChild<ui::DropDown*>();
    QCOMPARE(choice->currentText(), u"After 60 seconds"_s);
    QSignalSpy chosen(&setting, &ui::ClipboardSetting::secondsChosen);
    choice->setCurrentIndex(choice->findData(0));
    QCOMPARE(choice->currentText(), u"When locking"_s);
    Q_EMIT choice->activated(choice->currentIndex());
    QCOMPARE(chosen.takeFirst().constFirst().toInt(), 0);
    QString words;
    for (const QLabel* label : setting.findChildren<QLabel*>())
        words += label->text();
    for (const QString& limit : {u"ignores the mark"_s, u"pasted"_s, u"Wayland"_s})
        QVERIFY2(words.contains(limit), qPrintable(limit));
    const ui::ClipboardSetting other(7); // set by other means
    QCOMPARE(other.findChild<ui::DropDown*>()->currentText(), u"After 7 seconds"_s);
}

int main(int argc, char** argv)
{
    return test::runWithTheme<CopiedTextTest>(argc, argv);
}

#include "copied_text_test.moc"

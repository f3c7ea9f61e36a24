// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/typed_text.h"
#include "tests/ui/widgets_fixture.h"
#include "ui/theme/input_modality.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/check_box.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/drop_down.h"
#include "ui/widgets/file_chooser.h"
#include "ui/widgets/label.h"
#include "ui/widgets/password_field.h"
#include "ui/widgets/progress_bar.h"
#include "ui/widgets/radio_card.h"
#include "ui/widgets/segmented_control.h"
#include "ui/widgets/strength_meter.h"
#include "ui/widgets/text_field.h"
#include "ui/widgets/toggle.h"

#include <QClipboard>
#include <QInputMethodEvent>
#include <QInputMethodQueryEvent>
#include <QSettings>
#include <QSignalSpy>
#include <QWheelEvent>

using namespace Qt::StringLiterals;
using namespace lockleaf;
using namespace lockleaf::ui;
using test::accessibleName;
using test::typed;

namespace {

QVariant inputMethodValue(QWidget& widget, Qt::InputMethodQuery query)
{
    QInputMethodQueryEvent event(query);
    QApplication::sendEvent(&widget, &event);
    return event.value(query);
}

} // namespace

class WidgetsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void passwordFieldGivesInputMethodsNothing();
    void passwordFieldGivesTheClipboardNothing();
    void passwordFieldForgetsUndo();
    void passwordFieldIsTakenNormalisedAndEmptied();
    void passwordFieldWipesTheBufferInPlace();
    void passwordFieldStaysHiddenUnlessShown();
    void controlsHaveNames();
    void enterPressesButtons();
    void chipIsRemovedByKey();
    void dropDownIgnoresTheWheel();
    void segmentsFollowArrowKeys();
    void strengthMeterSpeaksInWords();
    void ringsAppearForTheKeyboardOnly();
    void clickAreasAreLargeEnough();
    void fileChooserLeavesNoTrace();
};

void WidgetsTest::passwordFieldGivesInputMethodsNothing()
{
    PasswordField field;
    field.setText(u"correct horse"_s);
    for (const bool revealed : {false, true}) {
        field.setRevealed(revealed);
        for (const Qt::InputMethodQuery query :
             {Qt::ImSurroundingText, Qt::ImCurrentSelection, Qt::ImTextBeforeCursor, Qt::ImTextAfterCursor})
            QVERIFY(inputMethodValue(field, query).toString().isEmpty());
        const auto hints = Qt::InputMethodHints(inputMethodValue(field, Qt::ImHints).toInt());
        QVERIFY(hints.testFlag(Qt::ImhHiddenText));
        QVERIFY(hints.testFlag(Qt::ImhSensitiveData));
        QVERIFY(hints.testFlag(Qt::ImhNoPredictiveText));
    }
}

void WidgetsTest::passwordFieldGivesTheClipboardNothing()
{
    QApplication::clipboard()->setText(u"before"_s);
    PasswordField field;
    field.setText(u"correct horse"_s);
    field.setRevealed(true);
    field.selectAll();
    QTest::keyClick(&field, Qt::Key_C, Qt::ControlModifier);
    QTest::keyClick(&field, Qt::Key_X, Qt::ControlModifier);
    QTest::keyClick(&field, Qt::Key_Insert, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), u"before"_s);
    QCOMPARE(typed(field), u"correct horse"_s);
    QVERIFY(!field.dragEnabled());
}

void WidgetsTest::passwordFieldForgetsUndo()
{
    PasswordField field;
    field.setRevealed(true);
    QTest::keyClicks(&field, u"abc"_s);
    field.selectAll();
    QTest::keyClick(&field, Qt::Key_Delete);
    QTest::keyClick(&field, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(typed(field), QString());
}

void WidgetsTest::passwordFieldIsTakenNormalisedAndEmptied()
{
    PasswordField field;
    QCOMPARE(field.takePassphrase().error().code, ErrorCode::PasswordEmpty);
    field.setText(u"e\u0301 "_s);
    const Result<Passphrase> taken = field.takePassphrase();
    QVERIFY(taken);
    const QByteArray expected = u"\u00e9 "_s.toUtf8();
    QCOMPARE(QByteArray(textOf(taken->view()).data(), static_cast<qsizetype>(taken->view().size())),
             expected);
    QVERIFY(typed(field).isEmpty());
}

void WidgetsTest::passwordFieldWipesTheBufferInPlace()
{
    PasswordText text;
    text.insert(u"swordfish");
    const QStringView place = text.view(); // the memory itself
    QCOMPARE(place, u"swordfish");
    text.wipe();
    for (const QChar unit : place)
        QCOMPARE(unit, QChar::Null);
}

void WidgetsTest::passwordFieldStaysHiddenUnlessShown()
{
    PasswordField field;
    QCOMPARE(field.echoMode(), QLineEdit::Password);
    auto* eye = qobject_cast<QPushButton*>(field.revealButton());
    QCOMPARE(accessibleName(*eye), u"Show password"_s);
    eye->click();
    QCOMPARE(field.echoMode(), QLineEdit::Normal);
    QCOMPARE(accessibleName(*eye), u"Hide password"_s);
    field.wipe();
    QCOMPARE(field.echoMode(), QLineEdit::Password);
}

void WidgetsTest::controlsHaveNames()
{
    IconButton icon(Icon::Pin, u"Pin"_s);
    icon.setName(u"Pin"_s, u"Ctrl+P"_s);
    QCOMPARE(accessibleName(icon), u"Pin"_s);
    QCOMPARE(icon.toolTip(), u"Pin  Ctrl+P"_s);
    Toggle toggle(u"Lock with the screen"_s);
    QCOMPARE(accessibleName(toggle), u"Lock with the screen"_s);
    QCOMPARE(QAccessible::queryAccessibleInterface(&toggle)->role(), QAccessible::CheckBox);
    RadioCard card(u"Markdown folder"_s, u"Anyone can read it."_s);
    card.setBadge(u"Not encrypted"_s, RadioCard::Badge::Warning);
    QCOMPARE(accessibleName(card), u"Markdown folder, Not encrypted"_s);
    QCOMPARE(QAccessible::queryAccessibleInterface(&card)->role(), QAccessible::RadioButton);
    ElidedLabel label(u"A long title"_s);
    QCOMPARE(accessibleName(label), u"A long title"_s);
    ProgressBar bar(u"Importing"_s);
    QCOMPARE(accessibleName(bar), u"Importing"_s);
}

void WidgetsTest::enterPressesButtons()
{
    Button button(u"Export"_s, Button::Kind::Primary);
    LinkButton link(u"Open another vault…"_s);
    IconButton icon(Icon::Close, u"Close"_s);
    for (QPushButton* each : {static_cast<QPushButton*>(&button), static_cast<QPushButton*>(&link),
                              static_cast<QPushButton*>(&icon)}) {
        QSignalSpy clicked(each, &QPushButton::clicked);
        QTest::keyClick(each, Qt::Key_Return);
        QTest::keyClick(each, Qt::Key_Space);
        QCOMPARE(clicked.count(), 2);
    }
}

void WidgetsTest::chipIsRemovedByKey()
{
    Chip chip(u"travel"_s);
    QSignalSpy removed(&chip, &Chip::removeRequested);
    QTest::keyClick(&chip, Qt::Key_Delete);
    QCOMPARE(removed.count(), 0);
    chip.setRemovable(true);
    QTest::keyClick(&chip, Qt::Key_Delete);
    QTest::keyClick(&chip, Qt::Key_Backspace);
    QCOMPARE(removed.count(), 2);
}

void WidgetsTest::dropDownIgnoresTheWheel()
{
    DropDown list(u"Lock when idle"_s);
    list.addItems({u"After 5 minutes"_s, u"Never"_s});
    QWheelEvent wheel({5, 5}, {5, 5}, {}, {0, -120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&list, &wheel);
    QCOMPARE(list.currentIndex(), 0);
    QVERIFY(!wheel.isAccepted());
}

void WidgetsTest::segmentsFollowArrowKeys()
{
    SegmentedControl control(u"Mode"_s, {u"Write"_s, u"Read"_s});
    QSignalSpy chosen(&control, &SegmentedControl::chosen);
    control.show();
    const QList<QAbstractButton*> segments = control.findChildren<QAbstractButton*>();
    QCOMPARE(segments.size(), 2);
    QCOMPARE(control.currentIndex(), 0);
    control.activateWindow();
    segments.first()->setFocus();
    QTRY_COMPARE(QApplication::focusWidget(), segments.first());
    QTest::keyClick(segments.first(), Qt::Key_Right);
    QCOMPARE(control.currentIndex(), 1);
    QCOMPARE(chosen.count(), 1);
    control.setCurrentIndex(0);
    QCOMPARE(chosen.count(), 1);
}

void WidgetsTest::strengthMeterSpeaksInWords()
{
    StrengthMeter meter;
    meter.setScore(3, u"Good"_s, u"One more word would make it strong."_s);
    QCOMPARE(meter.steps(), 3);
    QCOMPARE(accessibleName(meter), u"Password strength: Good. One more word would make it strong."_s);
    meter.setScore(9, u"Strong"_s, {});
    QCOMPARE(meter.steps(), StrengthMeter::StepCount);
}

void WidgetsTest::ringsAppearForTheKeyboardOnly()
{
    QWidget window;
    auto* field = new TextField(u"Text"_s, &window);
    window.show();
    QTest::keyClick(field, Qt::Key_Tab);
    QVERIFY(InputModality::instance().isKeyboard());
    QTest::mouseClick(field, Qt::LeftButton);
    QVERIFY(!InputModality::instance().isKeyboard());
    QTest::keyClick(field, Qt::Key_A);
    QVERIFY(!InputModality::instance().isKeyboard());
}

void WidgetsTest::clickAreasAreLargeEnough()
{
    QVERIFY(IconButton(Icon::Pin, u"Pin"_s).sizeHint().height() >= 28);
    QVERIFY(Chip(u"a"_s).sizeHint().height() >= 28);
    QVERIFY(Toggle(u"a"_s).sizeHint().height() >= 28);
    QVERIFY(CheckBox(u"a"_s).sizeHint().height() >= 28);
    QVERIFY(LinkButton(u"a"_s).sizeHint().height() >= 28);
    QCOMPARE(Button(u"a"_s).sizeHint().height(), 36);
    QCOMPARE(TextField().sizeHint().height(), 42);
}

void WidgetsTest::fileChooserLeavesNoTrace()
{
    QTemporaryDir home;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, home.path());
    const auto traces = [&home] {
        return QDir(home.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
    };
    {
        QFileDialog plain(nullptr, {}, home.path());
        plain.setOption(QFileDialog::DontUseNativeDialog);
        plain.show();
    }
    QVERIFY2(!traces().isEmpty(),
             "Qt's own dialog is expected to leave a trace; else this test proves nothing");
    QFile::remove(home.filePath(u"QtProject.conf"_s));
    QVERIFY(traces().isEmpty());
    auto* chooser = new FileChooser(nullptr, {}, home.path());
    chooser->open();
    chooser->reject();
    delete chooser;
    QCOMPARE(traces(), QStringList());
}

int main(int argc, char** argv)
{
    return test::runWithTheme<WidgetsTest>(argc, argv);
}

#include "widgets_test.moc"

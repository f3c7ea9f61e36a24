// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/driven/hands.h"
#include "app/roles/driven/input_shield.h"

#include <QAction>
#include <QInputMethodEvent>
#include <QLineEdit>
#include <QTest>

using namespace lockleaf::app;

/// A driven window takes keys from the driver and from nobody else.
class InputShieldTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyTheDriverTypes()
    {
        QLineEdit line;
        line.show();
        QVERIFY(QTest::qWaitForWindowExposed(&line));
        line.setFocus();
        // To the window, as the display gives a key: this comes as if from outside.
        QTest::keyClick(line.windowHandle(), Qt::Key_A);
        QTRY_COMPARE(line.text(), QStringLiteral("a")); // control: without a shield it arrives
        {
            const InputShield shield;
            QTest::keyClick(line.windowHandle(), Qt::Key_B);
            QTest::mouseClick(line.windowHandle(), Qt::LeftButton);
            QInputMethodEvent composed;
            composed.setCommitString(QStringLiteral("c"));
            QCoreApplication::sendEvent(&line, &composed);
            QCOMPARE(line.text(), QStringLiteral("a"));
            QVERIFY(typing([&line]() -> QWidget* { return &line; }, QStringLiteral("de"))());
            QCOMPARE(line.text(), QStringLiteral("ade"));
        }
        QTest::keyClick(line.windowHandle(), Qt::Key_F);
        QTRY_COMPARE(line.text(), QStringLiteral("adef"));
    }

    void noShortcutOfAPersonFires()
    {
        QWidget window;
        QAction action(&window);
        action.setShortcut(Qt::CTRL | Qt::Key_L);
        window.addAction(&action);
        int fired = 0;
        connect(&action, &QAction::triggered, &window, [&fired] { ++fired; });
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTest::keyClick(window.windowHandle(), Qt::Key_L, Qt::ControlModifier);
        QTRY_COMPARE(fired, 1); // control
        const InputShield shield;
        QTest::keyClick(window.windowHandle(), Qt::Key_L, Qt::ControlModifier);
        QCOMPARE(fired, 1);
        QVERIFY(triggerAction(Qt::CTRL | Qt::Key_L));
        QCOMPARE(fired, 2);
        QVERIFY(!triggerAction(Qt::CTRL | Qt::Key_K));
    }
};

QTEST_MAIN(InputShieldTest)
#include "input_shield_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/lock_group.h"
#include "ui/widgets/drop_down.h"
#include "ui/widgets/toggle.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace lockleaf;
using namespace lockleaf::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr LockSignals everything{true, true, true, true};

Toggle* named(const LockGroup& group, const QString& name)
{
    const auto all = group.findChildren<Toggle*>();
    const auto found =
        std::ranges::find_if(all, [&name](Toggle* one) { return one->accessibleName() == name; });
    return found != all.end() ? *found : nullptr;
}

} // namespace

class LockGroupTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachSwitchShowsAndChangesItsOwn_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<LockTriggers>("turned");
        QTest::addColumn<bool>("before");
        QTest::addRow("elsewhere") << u"Other programs count as idle"_s
                                   << LockTriggers{true, true, true, false, false} << true;
        QTest::addRow("screen") << u"Lock with the screen"_s << LockTriggers{false, true, true, false, true}
                                << true;
        QTest::addRow("sleep") << u"Lock before sleep"_s << LockTriggers{true, false, true, false, true}
                               << true;
        QTest::addRow("switch") << u"Lock when users switch"_s << LockTriggers{true, true, false, false, true}
                                << true;
        QTest::addRow("minimised") << u"Lock when minimised"_s << LockTriggers{true, true, true, true, true}
                                   << false;
    }

    void eachSwitchShowsAndChangesItsOwn()
    {
        QFETCH(QString, name);
        QFETCH(LockTriggers, turned);
        QFETCH(bool, before);
        LockGroup group{VaultSettings{}, everything};
        QSignalSpy chosen{&group, &LockGroup::triggersChosen};
        Toggle* const toggle = named(group, name);
        QVERIFY(toggle != nullptr);
        QCOMPARE(toggle->isChecked(), before);
        QVERIFY(!toggle->accessibleDescription().isEmpty());
        QTest::keyClick(toggle, Qt::Key_Space);
        QCOMPARE(chosen.count(), 1);
        QVERIFY(chosen[0][0].value<LockTriggers>() == turned);
        VaultSettings stored;
        stored.locks = turned;
        const LockGroup again{stored, everything};
        QCOMPARE(named(again, name)->isChecked(), !before);
    }

    void whatThisDesktopDoesNotTellIsSaid()
    {
        const LockGroup told{VaultSettings{}, everything};
        const LockGroup silent{VaultSettings{}, LockSignals{}};
        for (const QString& name : {u"Lock with the screen"_s, u"Lock before sleep"_s,
                                    u"Lock when users switch"_s, u"Other programs count as idle"_s}) {
            QVERIFY(!named(told, name)->accessibleDescription().contains(u"does not tell"_s));
            QVERIFY(named(silent, name)->accessibleDescription().contains(u"does not tell"_s));
            QVERIFY(named(silent, name)->isEnabled()); // the vault may be opened elsewhere
        }
    }

    void withoutAnIdleLockThereIsNothingToWarnOf()
    {
        VaultSettings never;
        never.idleSeconds = 0;
        const LockGroup group{never, everything};
        QVERIFY(!named(group, u"Warn before locking"_s)->isEnabled());
        QCOMPARE(group.findChild<DropDown*>()->currentData().toInt(), 0);
    }
};

QTEST_MAIN(LockGroupTest)
#include "lock_group_test.moc"

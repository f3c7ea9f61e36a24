// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/kit_reminder.h"

#include <QTest>

#include <vector>

using namespace lockleaf;

namespace {

constexpr Timestamp oneDay = Timestamp{24} * 60 * 60 * 1000;
constexpr Timestamp made = 1000 * oneDay;

KeySlotInfo wayOf(KeySlotInfo::Kind kind, Timestamp created)
{
    KeySlotInfo info;
    info.kind = kind;
    info.created = created;
    return info;
}

} // namespace

/// When a person is reminded of the recovery kit.
class KitReminderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void remindsInAWeekWhereThereIsNone()
    {
        const std::vector ways{wayOf(KeySlotInfo::Kind::Password, made)};
        std::vector<ToldMark> told;
        QVERIFY(what(ways, told, 6) == KitReminder::What::None);
        QVERIFY(what(ways, told, 8) == KitReminder::What::Make);
        told.push_back(kitReminder(ways, told, made + 8 * oneDay).mark);
        QVERIFY(what(ways, told, 9) == KitReminder::What::None);
        QVERIFY(what(ways, told, 371) == KitReminder::What::None);
        QVERIFY(what(ways, told, 373) == KitReminder::What::Make);
        QVERIFY(what({}, {}, 900) == KitReminder::What::None);
        const std::vector unknown{wayOf(KeySlotInfo::Kind::Other, 0)};
        QVERIFY(what(unknown, {}, 900) == KitReminder::What::None);
    }
    void rehearsesOnceAYear()
    {
        const std::vector ways{wayOf(KeySlotInfo::Kind::Password, made),
                               wayOf(KeySlotInfo::Kind::RecoveryCode, made + oneDay)};
        std::vector<ToldMark> told;
        QVERIFY(what(ways, told, 365) == KitReminder::What::None);
        QVERIFY(what(ways, told, 367) == KitReminder::What::Rehearse);
        told.push_back(kitReminder(ways, told, made + 367 * oneDay).mark);
        QVERIFY(what(ways, told, 700) == KitReminder::What::None);
        QVERIFY(what(ways, told, 732) == KitReminder::What::Rehearse);
        QVERIFY(what(ways, told, -900) == KitReminder::What::None); // a clock that was put back
    }

private:
    static KitReminder::What what(std::span<const KeySlotInfo> ways, std::span<const ToldMark> told, int day)
    {
        return kitReminder(ways, told, made + day * oneDay).what;
    }
};

QTEST_GUILESS_MAIN(KitReminderTest)
#include "kit_reminder_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/keeper/idle_elsewhere.h"
#include "app/roles/keeper/screen_saver_idle.h"
#include "tests/roles/fake_bus.h"

#include <QSignalSpy>
#include <QTest>

using namespace lockleaf::app;
using namespace lockleaf::test;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

const QString screenSaver = u"org.freedesktop.ScreenSaver"_s;
const QString question = u"GetSessionIdleTime"_s;

class FakeIdle : public IdleSource
{
public:
    bool available = true;
    int asked = 0;
    std::optional<milliseconds> ago;

    [[nodiscard]] bool isAvailable() const override { return available; }
    void ask(Answer answer) override
    {
        ++asked;
        answer(ago);
    }
};

struct Numbers
{
    FakeBus bus;
    milliseconds time{100s};
    ScreenSaverIdle idle{bus, [this] { return time; }};
    std::optional<milliseconds> told;

    Numbers() { bus.appear(screenSaver); }
    void give(quint32 number) { QVERIFY(bus.answer(question, {number})); }
    void askAfter(milliseconds passed, quint32 number)
    {
        time += passed;
        told.reset();
        idle.ask([this](std::optional<milliseconds> ago) { told = ago; });
        give(number);
    }
};

} // namespace

class IdleElsewhereTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFirstThatIsAvailableIsAsked()
    {
        auto first = std::make_unique<FakeIdle>();
        auto second = std::make_unique<FakeIdle>();
        FakeIdle& gone = *first;
        FakeIdle& there = *second;
        gone.available = false;
        there.ago = 300ms;
        std::vector<std::unique_ptr<IdleSource>> sources;
        sources.push_back(std::move(first));
        sources.push_back(std::move(second));
        IdleElsewhere elsewhere{std::move(sources), [] { return 1s; }};
        QVERIFY(elsewhere.isAvailable());
        QSignalSpy found{&elsewhere, &IdleElsewhere::activityFound};
        elsewhere.setWanted(true);
        QTRY_COMPARE(found.count(), 1);
        QCOMPARE(found[0][0].value<milliseconds>(), 300ms);
        QCOMPARE(gone.asked, 0);
    }

    void nobodyIsAskedInVain()
    {
        auto source = std::make_unique<FakeIdle>();
        FakeIdle& there = *source;
        there.ago = 300ms;
        std::vector<std::unique_ptr<IdleSource>> sources;
        sources.push_back(std::move(source));
        IdleElsewhere elsewhere{std::move(sources), [] { return 1s; }};
        QSignalSpy found{&elsewhere, &IdleElsewhere::activityFound};
        elsewhere.setWanted(true);
        elsewhere.setWanted(false);
        const auto timers = elsewhere.findChildren<QTimer*>();
        QVERIFY(std::none_of(timers.begin(), timers.end(),
                             [](const QTimer* timer) { return timer->isActive(); }));
        QCOMPARE(there.asked, 0);
        IdleElsewhere none{{}, [] { return std::nullopt; }};
        QVERIFY(!none.isAvailable());
        none.setWanted(true);
    }

    void secondsAreTakenForSeconds()
    {
        Numbers numbers;
        numbers.give(3);
        QVERIFY(numbers.idle.isAvailable());
        numbers.askAfter(10s, 13);
        QCOMPARE(numbers.told, std::optional(milliseconds{13s}));
        numbers.askAfter(10s, 2);
        QCOMPARE(numbers.told, std::optional(milliseconds{2s}));
    }

    void millisecondsAreTakenForMilliseconds()
    {
        Numbers numbers;
        numbers.give(80);
        numbers.askAfter(10s, 10'080);
        QCOMPARE(numbers.told, std::optional(10'080ms));
        numbers.askAfter(10s, 500); // somebody did something
        QCOMPARE(numbers.told, std::optional(500ms));
    }

    void oneNumberAloneSaysNothing()
    {
        Numbers numbers;
        numbers.give(0);
        numbers.bus.vanish(screenSaver);
        QVERIFY(!numbers.idle.isAvailable());
        numbers.bus.appear(screenSaver);
        numbers.give(5);
        QVERIFY(numbers.idle.isAvailable());
        numbers.askAfter(1s, 6);
        QCOMPARE(numbers.told, std::optional(milliseconds{6s}));
    }

    void whoRefusesIsNotAvailable()
    {
        Numbers numbers;
        QVERIFY(numbers.bus.refuse(question));
        QVERIFY(!numbers.idle.isAvailable());
        QVERIFY(!numbers.bus.waits(question));
    }
};

QTEST_GUILESS_MAIN(IdleElsewhereTest)
#include "idle_elsewhere_test.moc"

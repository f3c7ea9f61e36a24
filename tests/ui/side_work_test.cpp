// SPDX-License-Identifier: GPL-3.0-or-later
// Slow work aside: its answer, and that nobody waits for it or hears of it once it was given up.
#include "core/base/result.h"
#include "ui/vault/side_work.h"

#include <QTest>
#include <QThread>

#include <atomic>
#include <latch>

using namespace lockleaf;
using ui::SideWork;

class SideWorkTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersHere();
    void givenUpSaysNothing();
    void deletedSaysNothing();
    void laterWorkTakesItsPlace();
    void whatWaitsAndIsGivenUpNeverBegins();
};

namespace {

/// Whatever was begun aside before has ended once this returns: one works at a time.
bool waitForOthers()
{
    SideWork last;
    bool answered = false;
    last.run([]() -> Result<int> { return 0; }, [&](const Result<int>&) { answered = true; });
    return QTest::qWaitFor([&] { return answered; });
}

} // namespace

void SideWorkTest::answersHere()
{
    SideWork work;
    QThread* const here = QThread::currentThread();
    QThread* answeredOn = nullptr;
    work.run([here]() -> Result<bool> { return QThread::currentThread() != here; },
             [&](const Result<bool>& aside) {
                 QVERIFY(*aside);
                 QVERIFY(!work.isBusy());
                 answeredOn = QThread::currentThread();
             });
    QVERIFY(work.isBusy());
    QTRY_COMPARE(answeredOn, here);
}

void SideWorkTest::givenUpSaysNothing()
{
    std::latch begun(1);
    std::latch go(1);
    bool answered = false;
    SideWork work;
    work.run(
        [&]() -> Result<int> {
            begun.count_down();
            go.wait();
            return 1;
        },
        [&](const Result<int>&) { answered = true; });
    begun.wait(); // it has its turn
    work.giveUp();
    QVERIFY(!work.isBusy());
    go.count_down();
    QVERIFY(waitForOthers());
    QVERIFY(!answered);
    work.run([]() -> Result<int> { return 2; }, [&](const Result<int>& two) { answered = *two == 2; });
    QTRY_VERIFY(answered);
}

void SideWorkTest::deletedSaysNothing()
{
    std::latch begun(1);
    std::latch go(1);
    bool answered = false;
    auto work = std::make_unique<SideWork>();
    work->run(
        [&]() -> Result<int> {
            begun.count_down();
            go.wait();
            return 1;
        },
        [&](const Result<int>&) { answered = true; });
    begun.wait();
    work.reset(); // does not wait
    go.count_down();
    QVERIFY(waitForOthers());
    QVERIFY(!answered);
}

void SideWorkTest::laterWorkTakesItsPlace()
{
    std::latch begun(1);
    std::latch go(1);
    std::vector<int> answers;
    SideWork work;
    work.run(
        [&]() -> Result<int> {
            begun.count_down();
            go.wait();
            return 1;
        },
        [&](const Result<int>& one) { answers.push_back(*one); });
    begun.wait();
    work.run([]() -> Result<int> { return 2; }, [&](const Result<int>& two) { answers.push_back(*two); });
    go.count_down();
    QTRY_VERIFY(!answers.empty());
    QVERIFY(waitForOthers());
    QCOMPARE(answers, std::vector<int>{2});
}

void SideWorkTest::whatWaitsAndIsGivenUpNeverBegins()
{
    std::latch begun(1);
    std::latch go(1);
    SideWork first;
    first.run(
        [&]() -> Result<int> {
            begun.count_down();
            go.wait();
            return 1;
        },
        [](const Result<int>&) {});
    begun.wait(); // it has its turn
    std::atomic<bool> second = false;
    SideWork work;
    work.run(
        [&second]() -> Result<int> {
            second = true;
            return 2;
        },
        [](const Result<int>&) {});
    work.giveUp();
    go.count_down();
    QVERIFY(waitForOthers());
    QVERIFY(!second);
}

QTEST_GUILESS_MAIN(SideWorkTest)
#include "side_work_test.moc"

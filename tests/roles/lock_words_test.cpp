// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/lockscreen/lock_words.h"

#include <QSet>
#include <QTest>

using namespace lockleaf::app;
using namespace Qt::StringLiterals;

namespace {

QString sentence(LockReason reason)
{
    StartLockScreen start;
    start.reason = reason;
    start.idleSeconds = 300;
    return lockleaf::ui::reasonSentence(noticeFor(start));
}

} // namespace

class LockWordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachReasonHasItsSentence()
    {
        QCOMPARE(sentence(LockReason::ScreenLocked), u"Locked because the screen was locked."_s);
        QCOMPARE(sentence(LockReason::Sleep), u"Locked because the computer went to sleep."_s);
        QCOMPARE(sentence(LockReason::SessionSwitched),
                 u"Locked because another session came to the front."_s);
        QCOMPARE(sentence(LockReason::Minimized), u"Locked because the window was minimised."_s);
        QCOMPARE(sentence(LockReason::Person), u"You locked it."_s);
        QVERIFY(sentence(LockReason::Started).isEmpty());
        QSet<QString> all;
        for (const LockReason reason :
             {LockReason::Person, LockReason::Idle, LockReason::SessionEnded, LockReason::NotSaved,
              LockReason::KeysChanged, LockReason::ScreenLocked, LockReason::Sleep,
              LockReason::SessionSwitched, LockReason::Minimized})
            all.insert(sentence(reason));
        QCOMPARE(all.size(), 9);
    }
};

QTEST_GUILESS_MAIN(LockWordsTest)
#include "lock_words_test.moc"

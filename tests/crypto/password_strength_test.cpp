// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/eff_words.h"
#include "core/crypto/password_strength.h"
#include "core/crypto/secret_key.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace lockleaf;
using Step = PasswordStrength::Step;

class PasswordStrengthTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }

    void emptyHasNoStep() { QCOMPARE(estimateStrength({}).step, Step::None); }

    void commonPasswordsAreWeak()
    {
        for (const char* password : {"a", "password", "letmein123", "qwertyuiop", "P@ssw0rd!"})
            QCOMPARE(estimateStrength(bytesOf(password)).step, Step::Weak);
    }

    void wordsOfTheListCountAsDrawnFromIt()
    {
        QCOMPARE(estimateStrength(bytesOf("abacus-abdomen")).step, Step::Weak);
        QCOMPARE(estimateStrength(bytesOf("abacus-zoology-stardust")).step, Step::Fair);
        QCOMPARE(estimateStrength(bytesOf("abacus zoology stardust mural")).step, Step::Good);
        QCOMPARE(estimateStrength(bytesOf("abacus-zoology-stardust-mural-gusto")).step, Step::Strong);
        QCOMPARE(estimateStrength(bytesOf("abacus-zoology-stardust")).bits, 3 * bitsPerSuggestedWord);
    }

    void randomCharactersBecomeStrong()
    {
        QCOMPARE(estimateStrength(bytesOf("xK9#vQ2!mR7$wT4z")).step, Step::Strong);
    }

    void longInputIsBounded()
    {
        const std::string longest(4096, 'x');
        QCOMPARE(estimateStrength(bytesOf(longest)).step, Step::Weak);
    }

    void suggestionsAreStrongAndDiffer()
    {
        std::set<std::string> seen;
        for (int i = 0; i < 50; ++i) {
            const SecureBytes suggestion = suggestPassphrase();
            QCOMPARE(estimateStrength(suggestion.view()).step, Step::Strong);
            QCOMPARE(std::count(suggestion.text().begin(), suggestion.text().end(), '-') >= 4, true);
            seen.insert(std::string{suggestion.text()});
        }
        QCOMPARE(seen.size(), std::size_t{50});
    }

    void theListIsSortedAndWhole()
    {
        QVERIFY(std::is_sorted(effWords.begin(), effWords.end()));
        QCOMPARE(std::adjacent_find(effWords.begin(), effWords.end()), effWords.end());
    }
};

QTEST_GUILESS_MAIN(PasswordStrengthTest)
#include "password_strength_test.moc"

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

    void aRepeatedWordCountsOnce()
    {
        const double one = bitsPerSuggestedWord;
        QCOMPARE(estimateStrength(bytesOf("password-password-password-password-password")).step, Step::Weak);
        QCOMPARE(estimateStrength(bytesOf("abacus abacus abacus abacus abacus")).bits, one);
        QCOMPARE(estimateStrength(bytesOf("abacus-zoology-abacus-zoology-abacus")).bits, 2 * one);
        QCOMPARE(estimateStrength(bytesOf("abacus-abacus-zoology-stardust-mural-gusto")).step, Step::Strong);
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

    void suggestionsRepeatNoWord()
    {
        // 300 of 7,776 words drawn without looking at each other would almost surely hold one twice.
        const SecureBytes suggestion = suggestPassphrase(300);
        std::string_view rest = suggestion.text();
        std::multiset<std::string_view> words;
        while (!rest.empty()) {
            std::size_t end = std::min(rest.find('-'), rest.size());
            if (!std::binary_search(effWords.begin(), effWords.end(), rest.substr(0, end)))
                end = std::min(rest.find('-', end + 1), rest.size()); // four words of the list have a hyphen
            words.insert(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        QCOMPARE(words.size(), std::size_t{300});
        QCOMPARE(std::set<std::string_view>(words.begin(), words.end()).size(), std::size_t{300});
    }

    void theListIsSortedAndWhole()
    {
        QVERIFY(std::is_sorted(effWords.begin(), effWords.end()));
        QCOMPARE(std::adjacent_find(effWords.begin(), effWords.end()), effWords.end());
    }
};

QTEST_GUILESS_MAIN(PasswordStrengthTest)
#include "password_strength_test.moc"

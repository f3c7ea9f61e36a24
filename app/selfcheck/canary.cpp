// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/selfcheck/canary.h"

#include <random>
#include <string_view>

namespace lockleaf::app {

namespace {

constexpr std::size_t wordLength = 9;
constexpr std::size_t textLength = 300;

std::string inventedWords(std::size_t count)
{
    std::string words = inventedWord();
    for (std::size_t i = 1; i < count; ++i)
        words += ' ' + inventedWord();
    return words;
}

std::string firstWord(const std::string& words)
{
    return words.substr(0, wordLength);
}

std::string lastWord(const std::string& words)
{
    return words.substr(words.size() - wordLength);
}

/// The word that begins nearest before the middle: all words are of one length.
std::string middleWord(const std::string& words)
{
    const std::size_t stride = wordLength + 1;
    return words.substr(words.size() / 2 / stride * stride, wordLength);
}

} // namespace

std::string inventedWord()
{
    constexpr std::string_view consonants = "bcdfghjklmnprstvwxz";
    constexpr std::string_view vowels = "aeiouy";
    static std::random_device source;
    std::string word;
    for (std::size_t i = 0; i < wordLength; ++i) {
        const std::string_view letters = i % 2 == 0 ? consonants : vowels;
        word += letters[std::uniform_int_distribution<std::size_t>(0, letters.size() - 1)(source)];
    }
    return word;
}

Needle needleOf(std::string label, const std::string& word)
{
    return {.label = std::move(label), .text = std::u32string(word.begin(), word.end()), .glyphs = {}};
}

Canary Canary::invent()
{
    Canary canary;
    canary.password = inventedWords(4);
    canary.title = inventedWords(2);
    canary.text = inventedWords(textLength / (wordLength + 1));
    canary.later = inventedWords(2);
    canary.tag = inventedWord();
    canary.file = inventedWords(8);
    canary.fileName = inventedWord() + ".txt";
    canary.imported = inventedWords(8);
    canary.importedTitle = inventedWord();
    canary.archivePassword = inventedWords(4);
    return canary;
}

std::vector<Needle> Canary::needles() const
{
    return {needleOf("the password", firstWord(password)),
            needleOf("the password", lastWord(password)),
            needleOf("the title", firstWord(title)),
            needleOf("the title", lastWord(title)),
            needleOf("the text", firstWord(text)),
            needleOf("the text", middleWord(text)),
            needleOf("the text", lastWord(text)),
            needleOf("the text", firstWord(later)),
            needleOf("the tag", tag),
            needleOf("the attached file", firstWord(file)),
            needleOf("the attached file's name", firstWord(fileName)),
            needleOf("the imported note", lastWord(imported)),
            needleOf("the imported note", importedTitle),
            needleOf("the archive's password", firstWord(archivePassword))};
}

} // namespace lockleaf::app

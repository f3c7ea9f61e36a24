// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/password_strength.h"

#include "core/crypto/eff_words.h"

#include <sodium.h>
#include <zxcvbn.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace lockleaf {

namespace {

// zxcvbn takes time that grows faster than its input; the rest of a long password only adds to it.
constexpr std::size_t mostEstimated = 96;

constexpr double fairBits = 36;
constexpr double goodBits = 50;
constexpr double strongBits = 64;

double zxcvbnBits(ByteView utf8)
{
    WipedArray<mostEstimated + 1> terminated; // stays zero behind the text
    const std::size_t size = std::min(utf8.size(), mostEstimated);
    std::memcpy(terminated.data(), utf8.data(), size);
    return std::max(0.0, ZxcvbnMatch(reinterpret_cast<const char*>(terminated.data()), nullptr, nullptr));
}

/// Bits of a text that consists of nothing but words of the list; nothing otherwise. A word said again counts
/// once: whoever guesses words tries repetitions first.
std::optional<double> wordListBits(std::string_view text)
{
    std::set<std::string_view> distinct; // views only: no copy of the password is made
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of("- "), text.size());
        if (!std::binary_search(effWords.begin(), effWords.end(), text.substr(0, end)))
            return std::nullopt;
        distinct.insert(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return static_cast<double>(distinct.size()) * bitsPerSuggestedWord;
}

/// Uniform by rejection inside libsodium: no word is likelier than another.
std::string_view drawnWord()
{
    return effWords[randombytes_uniform(static_cast<std::uint32_t>(effWords.size()))];
}

/// Whether one of the words joined by hyphens in `text` is `word`.
bool mentions(std::string_view text, std::string_view word)
{
    for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        if ((at == 0 || text[at - 1] == '-') && (end == text.size() || text[end] == '-'))
            return true;
    }
    return false;
}

PasswordStrength rated(double bits)
{
    using Step = PasswordStrength::Step;
    using Tip = PasswordStrength::Tip;
    if (bits >= strongBits)
        return {Step::Strong, Tip::Nothing, bits};
    if (bits >= goodBits)
        return {Step::Good, Tip::OneMoreWord, bits};
    if (bits >= fairBits)
        return {Step::Fair, Tip::TwoMoreWords, bits};
    return {Step::Weak, Tip::UseMoreWords, bits};
}

} // namespace

PasswordStrength estimateStrength(ByteView utf8)
{
    if (utf8.empty())
        return {};
    if (const auto bits = wordListBits(textOf(utf8)))
        return rated(*bits);
    return rated(zxcvbnBits(utf8));
}

SecureBytes suggestPassphrase(int words)
{
    SecureBytes suggestion;
    suggestion.reserve(static_cast<std::size_t>(std::max(words, 0)) * 10);
    for (int i = 0; i < words; ++i) {
        std::string_view word = drawnWord();
        while (mentions(suggestion.text(), word)) // a word said again counts for nothing
            word = drawnWord();
        if (i > 0)
            suggestion.append(bytesOf("-"));
        suggestion.append(bytesOf(word));
    }
    return suggestion;
}

} // namespace lockleaf

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/secure_bytes.h"

namespace lockleaf {

/// How hard a password is to guess, in the four steps that the meter shows.
struct PasswordStrength
{
    enum class Step { None = 0, Weak = 1, Fair = 2, Good = 3, Strong = 4 };
    enum class Tip {
        Nothing,      ///< Enough as it is.
        UseMoreWords, ///< Weak: several random words make it longer without making it harder to keep in mind.
        TwoMoreWords, ///< Fair.
        OneMoreWord,  ///< Good.
    };
    Step step = Step::None;
    Tip tip = Tip::Nothing;
    double bits = 0; ///< log2 of the guesses expected.
};

/// Estimates by zxcvbn over at most the first 96 bytes; distinct words of the EFF long list count 12.9 bits
/// each, which zxcvbn overrates. The work is bounded; still, call it at most once per key press.
[[nodiscard]] PasswordStrength estimateStrength(ByteView utf8);

/// Bits of one word drawn from the EFF long list: log2(7776).
constexpr double bitsPerSuggestedWord = 12.925;

/// `words` words, a few and all different, drawn at random from the EFF long list (CC BY 3.0, Electronic
/// Frontier Foundation), joined by hyphens.
[[nodiscard]] SecureBytes suggestPassphrase(int words = 5);

} // namespace lockleaf

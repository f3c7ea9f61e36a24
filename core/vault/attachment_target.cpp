// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/attachment_target.h"

#include "core/base/text.h"

#include <algorithm>

namespace lockleaf {

namespace {

/// Letters that a target without angle brackets cannot have as they are (CommonMark 0.30, section 6.3), those
/// that begin a query or an anchor, and the percent sign itself.
constexpr std::string_view encodedLetters = " ()<>\\%?#\"'`[]";

bool isControl(char letter)
{
    return static_cast<unsigned char>(letter) < 32 || letter == 127;
}

} // namespace

std::string targetOf(std::string_view name)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string target;
    for (const char letter : name) {
        const auto octet = static_cast<unsigned char>(letter);
        if (encodedLetters.find(letter) == std::string_view::npos && !isControl(letter)) {
            target += letter;
            continue;
        }
        target += '%';
        target += digits[octet >> 4];
        target += digits[octet & 15];
    }
    return target;
}

bool isTarget(std::string_view written)
{
    return !written.empty() && written.size() <= longestTarget && isStorableText(written) &&
           std::ranges::none_of(written, isControl);
}

std::vector<LinkTarget>::const_iterator findTarget(const std::vector<LinkTarget>& targets,
                                                   std::string_view written)
{
    const auto found = std::ranges::lower_bound(targets, written, {}, &LinkTarget::written);
    return found != targets.end() && found->written == written ? found : targets.end();
}

std::string freeTarget(const std::vector<LinkTarget>& targets, std::string_view wanted)
{
    std::string written(wanted);
    const std::size_t slash = wanted.rfind('/');
    const std::size_t dot = wanted.rfind('.');
    const std::size_t nameBegin = slash == std::string_view::npos ? 0 : slash + 1;
    const std::size_t stem = dot == std::string_view::npos || dot <= nameBegin ? wanted.size() : dot;
    for (int number = 2; findTarget(targets, written) != targets.end(); ++number) {
        written = wanted.substr(0, stem);
        written += '-' + std::to_string(number);
        written += wanted.substr(stem);
    }
    return written;
}

} // namespace lockleaf

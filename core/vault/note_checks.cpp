// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/note_checks.h"

#include "core/base/text.h"
#include "core/vault/attachment_target.h"
#include "core/vault/note_title.h"

#include <algorithm>

namespace lockleaf {

namespace {

bool hasControlCharacters(std::string_view text)
{
    return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 32 || c == 127; });
}

} // namespace

Result<void> checkBody(ByteView body)
{
    if (body.size() > largestBody)
        return fail(ErrorCode::BodyTooLarge);
    if (!isStorableText(textOf(body)))
        return fail(ErrorCode::BodyNotText);
    return {};
}

Result<void> checkTitle(std::string_view title)
{
    if (title.size() > longestTitle || !isStorableText(title) || hasControlCharacters(title))
        return fail(ErrorCode::NameNotValid, "title");
    return {};
}

Result<void> sortTargets(std::vector<LinkTarget>& targets)
{
    std::ranges::sort(targets, {}, &LinkTarget::written);
    if (std::ranges::adjacent_find(targets, {}, &LinkTarget::written) != targets.end())
        return fail(ErrorCode::InvalidArgument, "a target of two meanings");
    const auto isValid = [](const LinkTarget& target) {
        return isTarget(target.written) && !target.id.isNull();
    };
    if (!std::ranges::all_of(targets, isValid))
        return fail(ErrorCode::NameNotValid, "target in a note");
    return {};
}

} // namespace lockleaf

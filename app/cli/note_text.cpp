// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/note_text.h"

#include "app/cli/complaint.h"
#include "core/base/text.h"
#include "core/vault/note.h"

#include <algorithm>

namespace lockleaf::app {

Result<SecureBytes> readBody(Context& context)
{
    LOCKLEAF_TRY(SecureBytes body, context.input.takeRest(largestBody));
    if (!isStorableText(body.text()))
        return fail(ErrorCode::BodyNotText);
    return body;
}

Result<void> checkName(std::string_view what, const std::string& name)
{
    const bool control = std::ranges::any_of(name, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7F;
    });
    if (control || !isStorableText(name))
        return complain(ErrorCode::NameNotValid,
                        std::string{what} + " must be valid UTF-8 text without control characters.");
    return {};
}

Result<void> checkTag(const std::string& tag)
{
    LOCKLEAF_CHECK(checkName("A tag", tag));
    if (tag.empty() || tag.find(' ') != std::string::npos)
        return complain(ErrorCode::NameNotValid, "A tag needs at least one character and no spaces.");
    return {};
}

} // namespace lockleaf::app

// SPDX-License-Identifier: GPL-3.0-or-later
// How the keys of age_x25519.h are spelled.
#include "core/archive/age_x25519.h"
#include "core/archive/bech32.h"

#include <sodium.h>

namespace lockleaf::age {

namespace {

constexpr std::string_view recipientPrefix = "age";
constexpr std::string_view identityPrefix = "AGE-SECRET-KEY-";
constexpr std::string_view pluginPrefix = "AGE-PLUGIN-";

} // namespace

Result<Recipient> Recipient::parse(std::string_view text)
{
    if (text.starts_with("ssh-"))
        return fail(ErrorCode::KeyKindUnknown);
    LOCKLEAF_TRY(const Bech32 decoded, decodeBech32(text));
    if (decoded.prefix == identityPrefix)
        return fail(ErrorCode::KeyNotValid,
                    "That is a secret key; give the public one, which begins with age1.");
    if (decoded.prefix.starts_with("age1"))
        return fail(ErrorCode::KeyKindUnknown);
    Recipient recipient;
    if (decoded.prefix != recipientPrefix || decoded.data.size() != recipient.m_point.size())
        return fail(ErrorCode::KeyNotValid, "not a recipient");
    std::memcpy(recipient.m_point.data(), decoded.data.data(), recipient.m_point.size());
    return recipient;
}

std::string Recipient::text() const
{
    return std::string{encodeBech32(recipientPrefix, m_point).text()};
}

Identity Identity::generate()
{
    return Identity(Scalar::random());
}

Result<Identity> Identity::parse(std::string_view text)
{
    LOCKLEAF_TRY(const Bech32 decoded, decodeBech32(text));
    const bool ofAnotherKind = decoded.prefix != identityPrefix && decoded.prefix.starts_with(identityPrefix);
    if (ofAnotherKind || decoded.prefix.starts_with(pluginPrefix))
        return fail(ErrorCode::KeyKindUnknown);
    if (decoded.prefix != identityPrefix || decoded.data.size() != keySize)
        return fail(ErrorCode::KeyNotValid, "not an identity");
    return Identity(Scalar::copyOf(decoded.data.view()));
}

SecureBytes Identity::text() const
{
    return encodeBech32(identityPrefix, m_scalar.view());
}

Recipient Identity::recipient() const
{
    Recipient recipient;
    crypto_scalarmult_base(recipient.m_point.data(), m_scalar.view().data());
    return recipient;
}

Result<std::vector<Identity>> parseIdentityFile(std::string_view text)
{
    std::vector<Identity> identities;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (line.empty() || line.starts_with('#'))
            continue;
        auto identity = Identity::parse(line);
        if (!identity)
            return fail(identity.error().code, "line " + std::to_string(number));
        identities.push_back(std::move(*identity));
    }
    if (identities.empty())
        return fail(ErrorCode::KeyNotValid, "no identities");
    return identities;
}

} // namespace lockleaf::age

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/archive/age_file_key.h"
#include "core/archive/age_stanza.h"
#include "core/base/result.h"
#include "core/crypto/secret_key.h"

#include <span>

namespace lockleaf::age {

/// The public half of a key pair: who may open a file. Spelled age1….
class Recipient
{
public:
    /// Errors: KeyNotValid; KeyKindUnknown for recipients that other programs know (age1pq1…, plugins, ssh).
    [[nodiscard]] static Result<Recipient> parse(std::string_view text);
    [[nodiscard]] std::string text() const;

    [[nodiscard]] ByteView view() const { return m_point; }
    bool operator==(const Recipient&) const = default;

private:
    friend class Identity;
    std::array<std::uint8_t, 32> m_point{};
};

/// The secret half of a key pair. Move-only, in locked memory, wiped, never printed. Spelled
/// AGE-SECRET-KEY-1….
class Identity
{
public:
    /// A new one, from the system's random numbers.
    [[nodiscard]] static Identity generate();
    /// `text` is secret: it lives in memory that the caller wipes. Errors: KeyNotValid; KeyKindUnknown for
    /// identities that other programs know.
    [[nodiscard]] static Result<Identity> parse(std::string_view text);
    /// The spelling, for the file that a person keeps.
    [[nodiscard]] SecureBytes text() const;
    [[nodiscard]] Recipient recipient() const;

    [[nodiscard]] KeyView scalar() const { return m_scalar; }

private:
    using Scalar = SecretKey<struct AgeIdentityPurpose>;
    explicit Identity(Scalar scalar) : m_scalar(std::move(scalar)) {}
    Scalar m_scalar;
};

/// The identities in a file as age-keygen writes it: one a line, comments with # and empty lines between.
/// `text` is secret. Errors: those of Identity::parse(), with the number of the line; KeyNotValid for none.
[[nodiscard]] Result<std::vector<Identity>> parseIdentityFile(std::string_view text);

constexpr std::string_view x25519Type = "X25519";

/// A stanza for one recipient; it does not say for whom.
struct X25519Stanza
{
    std::array<std::uint8_t, 32> share{}; ///< The public half of a key pair that was made for it alone.
    WrappedKey wrapped{};
};

/// What a stanza of type x25519Type says. Errors: ArchiveHeaderDamaged unless every part is of its exact size
/// and spelling.
[[nodiscard]] Result<X25519Stanza> parseX25519(const Stanza& stanza);

/// Whether the stanza is for `identity`; then the key is in `fileKey`. Errors: ArchiveHeaderDamaged where the
/// share is one that makes the same secret with every identity.
[[nodiscard]] Result<bool> unwrapByX25519(FileKey& fileKey, const X25519Stanza& stanza,
                                          const Identity& identity);

/// So many stanzas surely fit into a header.
constexpr std::size_t mostRecipients = 10'000;

/// The whole header of a file that each of `recipients` can open, one stanza each. Errors: InvalidArgument
/// for none or more than mostRecipients, KeyNotValid for one whose point cannot be used.
[[nodiscard]] Result<Bytes> x25519Header(const FileKey& fileKey, std::span<const Recipient> recipients);

} // namespace lockleaf::age

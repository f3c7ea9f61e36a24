// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/key_derivation.h"
#include "core/crypto/key_file.h"
#include "core/crypto/recovery_code.h"

#include <optional>

namespace lockleaf {

/// The kinds of key slots that we know, by their numbers in the file.
enum class WayKind : std::uint8_t {
    Password = 1,
    PasswordAndKeyFile = 2,
    RecoveryCode = 3,
};

/// One way into a vault, as its owner has it: a password, a password with a key file, or a recovery code.
/// Holds a secret: move-only, wiped.
class WayIn
{
public:
    [[nodiscard]] static WayIn password(Passphrase passphrase);
    [[nodiscard]] static WayIn passwordAndKeyFile(Passphrase passphrase, KeyFile keyFile);
    [[nodiscard]] static WayIn recoveryCode(RecoveryCode code);

    [[nodiscard]] WayKind kind() const { return m_kind; }
    /// An own copy, for another thread.
    [[nodiscard]] WayIn clone() const;
    /// The same way with another password: a recovery code becomes a password.
    [[nodiscard]] WayIn withPassword(Passphrase passphrase) const;

    /// The same password with a key file; nothing for a recovery code.
    [[nodiscard]] std::optional<WayIn> withKeyFile(KeyFile keyFile) const;

    /// Argon2id of what is typed, then the key file (docs/vault-format.md, "Key slots"). As deriveKey().
    [[nodiscard]] Result<KeyEncryptionKey> derive(const KdfSalt& salt, const KeyDerivationCost& cost) const;

    /// What a new slot of this kind costs on this computer: a password that of calibratedCost(); a recovery
    /// code, which nobody guesses, the least, so that it opens on a weak computer too. Measures.
    [[nodiscard]] KeyDerivationCost costForNew() const;

    /// What is said where no slot opens. Of password and key file it cannot be known which one is wrong.
    [[nodiscard]] ErrorCode whenWrong() const;
    /// What is said where only a copy of the header opens that does not count.
    [[nodiscard]] ErrorCode whenReplaced() const;

private:
    WayIn(WayKind kind, SecureBytes typed, std::optional<KeyFile> keyFile)
        : m_kind(kind), m_typed(std::move(typed)), m_keyFile(std::move(keyFile))
    {
    }
    WayKind m_kind;
    SecureBytes m_typed; ///< The password, or the characters of the code.
    std::optional<KeyFile> m_keyFile;
};

/// Whether an error says that what was given opens nothing, and not that it could not be tried.
[[nodiscard]] bool saysWrongWay(ErrorCode code);

} // namespace lockleaf

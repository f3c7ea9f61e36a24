// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/way_in.h"

#include "core/crypto/keyed_hash.h"

namespace lockleaf {

namespace {

constexpr std::string_view keyFileLabel = "lockleaf keyfile"; // 16 characters, as every label

} // namespace

WayIn WayIn::password(Passphrase passphrase)
{
    return {WayKind::Password, SecureBytes::copyOf(passphrase.view()), std::nullopt};
}

WayIn WayIn::passwordAndKeyFile(Passphrase passphrase, KeyFile keyFile)
{
    return {WayKind::PasswordAndKeyFile, SecureBytes::copyOf(passphrase.view()), std::move(keyFile)};
}

WayIn WayIn::recoveryCode(RecoveryCode code)
{
    return {WayKind::RecoveryCode, SecureBytes::copyOf(code.view()), std::nullopt};
}

WayIn WayIn::clone() const
{
    std::optional<KeyFile> keyFile;
    if (m_keyFile)
        keyFile = m_keyFile->clone();
    return {m_kind, SecureBytes::copyOf(m_typed.view()), std::move(keyFile)};
}

WayIn WayIn::withPassword(Passphrase passphrase) const
{
    if (m_keyFile)
        return passwordAndKeyFile(std::move(passphrase), m_keyFile->clone());
    return password(std::move(passphrase));
}

std::optional<WayIn> WayIn::withKeyFile(KeyFile keyFile) const
{
    if (m_kind == WayKind::RecoveryCode)
        return std::nullopt;
    return WayIn(WayKind::PasswordAndKeyFile, SecureBytes::copyOf(m_typed.view()), std::move(keyFile));
}

Result<KeyEncryptionKey> WayIn::derive(const KdfSalt& salt, const KeyDerivationCost& cost) const
{
    LOCKLEAF_TRY(KeyEncryptionKey typed, deriveKey(m_typed.view(), salt, cost));
    if (!m_keyFile)
        return typed;
    ShortKey both;
    deriveShortKey(both, typed, {bytesOf(keyFileLabel), m_keyFile->hash()});
    return KeyEncryptionKey::copyOf(both.view());
}

KeyDerivationCost WayIn::costForNew() const
{
    return m_kind == WayKind::RecoveryCode ? KeyDerivationCost::minimumForNew() : calibratedCost();
}

ErrorCode WayIn::whenWrong() const
{
    switch (m_kind) {
    case WayKind::PasswordAndKeyFile:
        return ErrorCode::WrongPasswordOrKeyFile;
    case WayKind::RecoveryCode:
        return ErrorCode::WrongRecoveryCode;
    case WayKind::Password:
        break;
    }
    return ErrorCode::WrongPassword;
}

ErrorCode WayIn::whenReplaced() const
{
    return m_kind == WayKind::Password ? ErrorCode::PasswordChanged : ErrorCode::WayRemoved;
}

bool saysWrongWay(ErrorCode code)
{
    return code == ErrorCode::WrongPassword || code == ErrorCode::WrongPasswordOrKeyFile ||
           code == ErrorCode::WrongRecoveryCode;
}

} // namespace lockleaf

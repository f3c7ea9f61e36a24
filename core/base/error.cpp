// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"

#include <cerrno>
#include <cstring>

namespace lockleaf {

std::string_view plainEnglish(ErrorCode code)
{
    switch (code) {
    case ErrorCode::WrongPassword:
        return "That password doesn't open this vault.";
    case ErrorCode::PasswordChanged:
        return "The password of this vault was changed; an earlier one no longer opens it.";
    case ErrorCode::WrongPasswordOrKeyFile:
        return "That password with that key file doesn't open this vault; either may be the wrong one.";
    case ErrorCode::WrongRecoveryCode:
        return "That recovery code doesn't open this vault. It is typed right, but of another vault, or an "
               "earlier one.";
    case ErrorCode::WayRemoved:
        return "That way into this vault was removed or replaced; it no longer opens it.";
    case ErrorCode::NoSuchWay:
        return "This vault has no such way in.";
    case ErrorCode::NotFound:
        return "There is no such note.";
    case ErrorCode::AmbiguousReference:
        return "Several notes match; use more of the id.";
    case ErrorCode::WrongArchiveKey:
        return "No password or key that was given opens this archive.";
    case ErrorCode::Cancelled:
        return "Cancelled; nothing half done was left behind.";
    case ErrorCode::InvalidArgument:
        return "That request is not valid.";
    case ErrorCode::AlreadyExists:
        return "A file of that name exists already; it was not touched.";
    case ErrorCode::PasswordEmpty:
        return "A password needs at least one character.";
    case ErrorCode::PasswordTooLong:
        return "A password may have at most 4,096 bytes.";
    case ErrorCode::PasswordNotText:
        return "A password must be valid UTF-8 text without NUL characters.";
    case ErrorCode::RecoveryCodeIncomplete:
        return "A recovery code has 32 letters and digits; some are missing.";
    case ErrorCode::RecoveryCodeMistyped:
        return "There is a typing error in the recovery code. Compare it with the paper group by group.";
    case ErrorCode::KeyFileNotUsable:
        return "The key file can't be used: it is missing, empty, too large or no regular file.";
    case ErrorCode::LastWay:
        return "That is the only way into this vault, so it stays.";
    case ErrorCode::TooManyWays:
        return "A vault has eight ways in at most. Remove one first.";
    case ErrorCode::BodyTooLarge:
        return "A note may have at most 64 MiB.";
    case ErrorCode::BodyNotText:
        return "A note must be valid UTF-8 text without NUL characters.";
    case ErrorCode::AttachmentTooLarge:
        return "An attachment may have at most 1 TiB.";
    case ErrorCode::QueryTooLong:
        return "This search is too long. It may have 64 words.";
    case ErrorCode::NameNotValid:
        return "That name cannot be used.";
    case ErrorCode::NotebookExists:
        return "There is a notebook of that name already.";
    case ErrorCode::KeyNotValid:
        return "That is not an age key.";
    case ErrorCode::InboxNotPinned:
        return "This vault was not unlocked on this computer yet. Unlock it once; then notes can be written "
               "while "
               "it is locked.";
    case ErrorCode::InboxFull:
        return "The inbox of this vault is full. Unlock the vault, which takes its notes in.";
    case ErrorCode::InboxKeyDiffers:
        return "The inbox of this vault has another key than when it was unlocked here last. Nothing was "
               "written; "
               "unlock the vault first.";
    case ErrorCode::KeyKindUnknown:
        return "Lockleaf doesn't know this kind of age key.";
    case ErrorCode::NotAVault:
        return "This file is not a Lockleaf vault.";
    case ErrorCode::NotAnArchive:
        return "This file is not a Lockleaf archive.";
    case ErrorCode::Damaged:
        return "This vault file is damaged.";
    case ErrorCode::NewerFormat:
        return "This vault was written by a newer version of Lockleaf.";
    case ErrorCode::EarlierFormat:
        return "This vault was made by a development version from before the first release. Open it with "
               "that "
               "version and export an archive, which this one restores.";
    case ErrorCode::NeedsMigration:
        return "This vault is of an earlier version of Lockleaf. Open it by itself once, which brings it up "
               "to "
               "date.";
    case ErrorCode::DerivationTooCostly:
        return "This file asks for more memory to check a password than Lockleaf allows.";
    case ErrorCode::OlderThanLog:
        return "The vault file is older than its log; nothing was changed.";
    case ErrorCode::RolledBack:
        return "This file is older than the one last closed on this computer.";
    case ErrorCode::ArmorDamaged:
        return "The lines of text that this archive consists of are damaged.";
    case ErrorCode::ArchiveHeaderDamaged:
        return "The beginning of this archive is damaged.";
    case ErrorCode::ArchiveHeaderChanged:
        return "The beginning of this archive was changed after it was written.";
    case ErrorCode::ArchiveDamaged:
        return "This archive is damaged.";
    case ErrorCode::FileNotFound:
        return "There is no such file.";
    case ErrorCode::NotARegularFile:
        return "That is not a regular file.";
    case ErrorCode::PermissionDenied:
        return "The file or folder may not be used (permission denied).";
    case ErrorCode::ReadOnly:
        return "The vault or its folder can't be written.";
    case ErrorCode::DiskFull:
        return "The disk is full; nothing was lost that had been saved.";
    case ErrorCode::InputOutput:
        return "Reading or writing failed.";
    case ErrorCode::OutOfMemory:
        return "There is not enough memory.";
    case ErrorCode::PasswordChangeUncertain:
        return "It is not certain which of the two passwords holds now; keep both and try them.";
    case ErrorCode::WayChangeUncertain:
        return "It is not certain whether the change of the ways in has reached the disk; look at them "
               "again.";
    case ErrorCode::InUse:
        return "The vault is in use by another program.";
    case ErrorCode::KeysChanged:
        return "The keys of this vault were changed; open it again with its password.";
    case ErrorCode::Internal:
        return "Lockleaf made a mistake; nothing was changed.";
    }
    return "Lockleaf made a mistake; nothing was changed.";
}

std::string describe(const Error& error)
{
    std::string text{plainEnglish(error.code)};
    if (!error.detail.empty())
        text += " (" + error.detail + ")";
    return text;
}

int exitCode(ErrorCode code)
{
    switch (code) {
    case ErrorCode::WrongPassword:
    case ErrorCode::PasswordChanged:
    case ErrorCode::WrongPasswordOrKeyFile:
    case ErrorCode::WrongRecoveryCode:
    case ErrorCode::WayRemoved:
    case ErrorCode::NoSuchWay:
    case ErrorCode::NotFound:
    case ErrorCode::AmbiguousReference:
    case ErrorCode::WrongArchiveKey:
        return 1;
    case ErrorCode::InvalidArgument:
    case ErrorCode::AlreadyExists:
    case ErrorCode::PasswordEmpty:
    case ErrorCode::PasswordTooLong:
    case ErrorCode::PasswordNotText:
    case ErrorCode::RecoveryCodeIncomplete:
    case ErrorCode::RecoveryCodeMistyped:
    case ErrorCode::KeyFileNotUsable:
    case ErrorCode::LastWay:
    case ErrorCode::TooManyWays:
    case ErrorCode::BodyTooLarge:
    case ErrorCode::BodyNotText:
    case ErrorCode::AttachmentTooLarge:
    case ErrorCode::QueryTooLong:
    case ErrorCode::NameNotValid:
    case ErrorCode::NotebookExists:
    case ErrorCode::NeedsMigration:
    case ErrorCode::InboxNotPinned:
    case ErrorCode::InboxFull:
    case ErrorCode::KeyNotValid:
    case ErrorCode::KeyKindUnknown:
        return 2;
    case ErrorCode::NotAVault:
    case ErrorCode::NotAnArchive:
    case ErrorCode::Damaged:
    case ErrorCode::NewerFormat:
    case ErrorCode::EarlierFormat:
    case ErrorCode::InboxKeyDiffers:
    case ErrorCode::DerivationTooCostly:
    case ErrorCode::OlderThanLog:
    case ErrorCode::RolledBack:
    case ErrorCode::ArmorDamaged:
    case ErrorCode::ArchiveHeaderDamaged:
    case ErrorCode::ArchiveHeaderChanged:
    case ErrorCode::ArchiveDamaged:
        return 3;
    case ErrorCode::FileNotFound:
    case ErrorCode::NotARegularFile:
    case ErrorCode::PermissionDenied:
    case ErrorCode::ReadOnly:
    case ErrorCode::Cancelled: // no answer about the vault
    case ErrorCode::DiskFull:
    case ErrorCode::InputOutput:
    case ErrorCode::OutOfMemory:
    case ErrorCode::PasswordChangeUncertain:
    case ErrorCode::WayChangeUncertain:
    case ErrorCode::Internal:
        return 4;
    case ErrorCode::InUse:
    case ErrorCode::KeysChanged:
        return 5;
    }
    return 4;
}

namespace {

ErrorCode codeForErrno(int errnoValue)
{
    switch (errnoValue) {
    case ENOENT:
    case ENOTDIR:
        return ErrorCode::FileNotFound;
    case EEXIST:
        return ErrorCode::AlreadyExists;
    case EACCES:
    case EPERM:
        return ErrorCode::PermissionDenied;
    case EROFS:
        return ErrorCode::ReadOnly;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return ErrorCode::DiskFull;
    case ELOOP:
    case EISDIR:
    case ENXIO:
        return ErrorCode::NotARegularFile;
    case ENOMEM:
        return ErrorCode::OutOfMemory;
    default:
        return ErrorCode::InputOutput;
    }
}

} // namespace

Error systemError(int errnoValue, std::string_view what)
{
    return Error{codeForErrno(errnoValue), std::string{what} + ": " + std::strerror(errnoValue), errnoValue};
}

} // namespace lockleaf

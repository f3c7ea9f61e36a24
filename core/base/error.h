// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace lockleaf {

/// Everything that can go wrong, as a closed set. The group decides the exit code of the command line.
enum class ErrorCode {
    // The answer is no (exit 1).
    WrongPassword,          ///< No key slot opens with this password.
    PasswordChanged,        ///< The password opens only an older header copy.
    WrongPasswordOrKeyFile, ///< No slot opens with the two together; which one is wrong cannot be known.
    WrongRecoveryCode,      ///< The code is typed right, and opens no slot.
    WayRemoved,             ///< A key file or code that opens only an older header copy.
    NoSuchWay,              ///< The vault has no slot of this kind.
    NotFound,               ///< No such note, notebook or attachment.
    AmbiguousReference,     ///< A title or id prefix names several notes.
    WrongArchiveKey,        ///< No recipient of the archive is one whose password or identity was given.
    // The request cannot be met as it stands (exit 2).
    InvalidArgument,
    AlreadyExists, ///< The target file exists; it was not touched.
    PasswordEmpty,
    PasswordTooLong,        ///< Over 4,096 bytes after normalisation.
    PasswordNotText,        ///< Not valid UTF-8, or holds a NUL.
    RecoveryCodeIncomplete, ///< Fewer than 32 characters.
    RecoveryCodeMistyped,   ///< Its last two characters say that one is wrong.
    KeyFileNotUsable,       ///< Empty, over 256 MiB, or changed while it was read.
    LastWay,                ///< The only way in stays.
    TooManyWays,            ///< There are eight.
    BodyTooLarge,           ///< Over 64 MiB.
    BodyNotText,            ///< Not valid UTF-8, or holds a NUL.
    AttachmentTooLarge,
    QueryTooLong,   ///< A search of more than 64 words.
    NameNotValid,   ///< A title or notebook name that cannot be stored.
    NotebookExists, ///< Its place has a notebook of that name.
    NeedsMigration, ///< The vault is of an earlier version, and this way of opening it changes nothing.
    KeyNotValid,    ///< The text is not an age recipient or identity.
    InboxNotPinned, ///< The vault was never unlocked on this computer: nothing is written to its inbox.
    InboxFull,      ///< As much waits in the inbox as may.
    KeyKindUnknown, ///< An age key of a kind that only other programs know.
    // Damaged, or not ours (exit 3).
    NotAVault,
    NotAnArchive,
    Damaged,
    NewerFormat,
    EarlierFormat,       ///< Of a development version from before the format was frozen.
    InboxKeyDiffers,     ///< The vault's inbox key is not the one that was seen here at the last unlock.
    DerivationTooCostly, ///< The file asks for more memory or passes than the limits allow.
    OlderThanLog,        ///< The vault file is older than the log beside it.
    RolledBack,          ///< The witness knows a later state than the file shows.
    ArmorDamaged,        ///< The lines of text that an armored archive consists of.
    ArchiveHeaderDamaged,
    ArchiveHeaderChanged, ///< A key fits, but the header is not the one written with it.
    ArchiveDamaged,       ///< Its sealed content.
    // Input and output (exit 4).
    FileNotFound,
    NotARegularFile, ///< A symbolic link, device, folder… stands in place of the file.
    PermissionDenied,
    ReadOnly,
    Cancelled, ///< The person asked to stop: no answer about the vault.
    DiskFull,
    InputOutput,
    OutOfMemory,
    PasswordChangeUncertain, ///< The write of a new password may or may not have reached the disk.
    WayChangeUncertain,      ///< The same of a way in that was added or removed.
    // In use (exit 5).
    InUse,
    KeysChanged, ///< The vault that is open has other keys by now, in another file.
    // A bug of ours (exit 4).
    Internal,
};

/// What went wrong. `detail` names places and numbers, never note text, titles, keys or passwords.
struct Error
{
    ErrorCode code = ErrorCode::Internal;
    std::string detail;  ///< May be empty.
    int systemError = 0; ///< errno where a system call failed, else 0.
};

/// One plain English sentence for `code`, without a trailing detail; the ui translates it.
[[nodiscard]] std::string_view plainEnglish(ErrorCode code);

/// The sentence for `error`, followed by its detail where there is one.
[[nodiscard]] std::string describe(const Error& error);

/// The exit code of the command line for `code` (1 to 5, as the man page states them).
[[nodiscard]] int exitCode(ErrorCode code);

/// Maps errno of a failed file operation to an Error. `what` names the operation ("write", "fsync").
[[nodiscard]] Error systemError(int errnoValue, std::string_view what);

} // namespace lockleaf

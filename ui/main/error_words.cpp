// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/error_words.h"

#include <QCoreApplication>

namespace lockleaf::ui {

namespace {

QString words(const char* text)
{
    return QCoreApplication::translate("ErrorWords", text);
}

} // namespace

QString shortReason(const Error& error)
{
    switch (error.code) {
    case ErrorCode::DiskFull:
        return words("disk full");
    case ErrorCode::PermissionDenied:
        return words("no permission");
    case ErrorCode::ReadOnly:
        return words("the vault cannot be written");
    case ErrorCode::BodyTooLarge:
        return words("longer than 64 MB");
    case ErrorCode::BodyNotText:
        return words("it holds characters that are no text");
    case ErrorCode::Damaged:
        return words("the vault file is damaged");
    case ErrorCode::FileNotFound:
        return words("the vault file is gone");
    case ErrorCode::OutOfMemory:
        return words("out of memory");
    case ErrorCode::NotFound:
        return words("the note is gone");
    case ErrorCode::NameNotValid:
        return words("the name cannot be used");
    case ErrorCode::Cancelled:
        return words("cancelled");
    case ErrorCode::InputOutput:
        return words("the disk reports an error");
    default:
        return words("something went wrong");
    }
}

QString sentence(Attempt attempt, const Error& error)
{
    QString reason = shortReason(error);
    switch (attempt) {
    case Attempt::ReadList:
        return words("The list of notes could not be read: %1.").arg(reason);
    case Attempt::ReadNotebooks:
        return words("The notebooks could not be read: %1.").arg(reason);
    case Attempt::ReadSettings:
        return words("The settings could not be read: %1.").arg(reason);
    case Attempt::SaveSettings:
        return words("The settings were not saved: %1.").arg(reason);
    case Attempt::OpenNote:
        return words("The note could not be opened: %1.").arg(reason);
    case Attempt::PinNote:
        return words("The note was not pinned or unpinned: %1.").arg(reason);
    case Attempt::TrashNote:
        return words("The note was not moved to the Trash: %1.").arg(reason);
    case Attempt::RestoreNote:
        return words("The note was not brought back: %1.").arg(reason);
    case Attempt::AddNote:
        return words("The note was not made: %1.").arg(reason);
    case Attempt::MoveNotes:
        return words("Some notes were not moved: %1.").arg(reason);
    case Attempt::TrashNotes:
        return words("Some notes were not moved to the Trash: %1.").arg(reason);
    case Attempt::RestoreNotes:
        return words("Some notes were not brought back: %1.").arg(reason);
    case Attempt::ReadVersions:
        return words("The versions could not be read: %1.").arg(reason);
    case Attempt::KeepVersion:
        return words("No version was kept: %1.").arg(reason);
    case Attempt::RestoreVersion:
        return words("The version was not restored: %1.").arg(reason);
    case Attempt::TagNotes:
        return words("Some notes were not tagged: %1.").arg(reason);
    case Attempt::RenameTag:
        return words("The tag was not renamed everywhere: %1.").arg(reason);
    case Attempt::UpdateLinks:
        return words("Some links were not updated: %1.").arg(reason);
    case Attempt::DeleteNotes:
        return words("Some notes were not deleted: %1.").arg(reason);
    case Attempt::ReadFiles:
        return words("The notes that have this file could not be read: %1.").arg(reason);
    case Attempt::TakeFileOut:
        return words("The file was not taken out of the note: %1.").arg(reason);
    }
    return reason;
}

QString attachSentence(const QString& name, const Error& error)
{
    switch (error.code) {
    case ErrorCode::FileNotFound:
        return words("“%1” was not attached: there is no such file.").arg(name);
    case ErrorCode::NotARegularFile:
        return words("“%1” was not attached: it is a folder or a device.").arg(name);
    case ErrorCode::NameNotValid:
        return words("“%1” was not attached: its name cannot be used.").arg(name);
    case ErrorCode::AttachmentTooLarge:
        return words("“%1” was not attached: it is too large.").arg(name);
    case ErrorCode::PermissionDenied:
        return words("“%1” was not attached: you may not read it.").arg(name);
    default:
        return words("“%1” was not attached: %2.").arg(name, shortReason(error));
    }
}

QString exportSentence(const Error& error)
{
    switch (error.code) {
    case ErrorCode::AlreadyExists:
        return words("A file of this name exists already. Choose another name.");
    case ErrorCode::DiskFull:
        return words("There is no room left on this disk.");
    case ErrorCode::PermissionDenied:
        return words("You may not write in this folder.");
    case ErrorCode::ReadOnly:
        return words("This folder cannot be written.");
    case ErrorCode::FileNotFound:
        return words("This folder does not exist.");
    case ErrorCode::Damaged:
        return words("A note is damaged. Nothing was written.");
    case ErrorCode::OutOfMemory:
        return words("There is not enough memory.");
    default:
        break;
    }
    const std::string english{plainEnglish(error.code)};
    return QCoreApplication::translate("ErrorCode", english.c_str());
}

} // namespace lockleaf::ui

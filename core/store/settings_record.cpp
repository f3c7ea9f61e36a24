// SPDX-License-Identifier: GPL-3.0-or-later
// The settings of a vault as they are sealed.
#include "core/store/check_round_field.h"
#include "core/store/record.h"
#include "core/store/record_field.h"
#include "core/store/told_marks.h"

#include <utility>

namespace lockleaf {

namespace {

// Field types, as in record.cpp.
enum SettingsFieldType : std::uint16_t {
    fieldIdleSeconds = 48,
    fieldWarnBeforeLocking = 49,
    fieldOpenNote = 50,
    fieldCaret = 51,
    fieldScroll = 52,
    fieldOpenNotebook = 53,
    fieldListOrder = 54,
    fieldListReversed = 55,
    fieldTrashDays = 56,
    fieldRankedSearch = 57,
    fieldBackupMinutes = 58,
    fieldBackupsOff = 59,
    fieldBackupFolder = 60,
    fieldCheckRound = 63,
    fieldToldMarks = 66,
    fieldClearCopied = 71,
    fieldScreenLockOff = 72,
    fieldSleepOff = 73,
    fieldSessionSwitchOff = 74,
    fieldMinimizedLocks = 75,
    fieldTimeElsewhereOff = 76,
    fieldLastUnlocked = 77,
    fieldLastExported = 78,
};

/// What is said only where it is not so by itself: one octet, 1.
bool readSwitch(const Field& field, bool& value, bool told)
{
    value = told;
    return field.u8() == 1;
}

/// A time that is known; 0 would not be written.
bool readKnownTime(const Field& field, Timestamp& value)
{
    value = static_cast<Timestamp>(field.u64().value_or(0));
    return value > 0;
}

/// Those of locking, and times.
bool readLaterField(const Field& field, SettingsRecord& record)
{
    VaultSettings& settings = record.settings;
    switch (field.type) {
    case fieldScreenLockOff:
        return readSwitch(field, settings.locks.screenLock, false);
    case fieldSleepOff:
        return readSwitch(field, settings.locks.sleep, false);
    case fieldSessionSwitchOff:
        return readSwitch(field, settings.locks.sessionSwitch, false);
    case fieldMinimizedLocks:
        return readSwitch(field, settings.locks.minimized, true);
    case fieldTimeElsewhereOff:
        return readSwitch(field, settings.locks.timeElsewhere, false);
    case fieldLastUnlocked:
        return readKnownTime(field, settings.lastUnlocked);
    case fieldLastExported:
        return readKnownTime(field, settings.lastExported);
    default:
        keepField(record.unknown, field);
        return true;
    }
}

bool readSettingsField(const Field& field, SettingsRecord& record)
{
    VaultSettings& settings = record.settings;
    switch (field.type) {
    case fieldIdleSeconds:
        settings.idleSeconds = field.u32().value_or(0);
        return field.u32().has_value();
    case fieldWarnBeforeLocking:
        settings.warnBeforeLocking = field.u8() != 0;
        return field.u8().value_or(2) <= 1;
    case fieldOpenNote:
        return readIdField(field, settings.openNote);
    case fieldCaret:
        settings.caret = field.u64().value_or(0);
        return field.u64().has_value();
    case fieldScroll:
        settings.scroll = field.u64().value_or(0);
        return field.u64().has_value();
    case fieldOpenNotebook:
        settings.openNotebook = field.id<RecordTag>();
        return settings.openNotebook.has_value();
    case fieldListOrder: {
        const std::uint8_t order = field.u8().value_or(0);
        settings.listOrder = static_cast<NoteOrder>(order);
        return order != 0 && order <= std::to_underlying(NoteOrder::Title);
    }
    case fieldListReversed:
        settings.listReversed = true;
        return field.u8() == 1;
    case fieldRankedSearch:
        settings.rankedSearch = true;
        return field.u8() == 1;
    case fieldTrashDays:
        settings.trashDays = field.u32().value_or(VaultSettings{}.trashDays);
        return settings.trashDays != VaultSettings{}.trashDays;
    case fieldBackupMinutes:
        settings.backupMinutes = field.u32().value_or(0);
        return settings.backupMinutes != 0 && settings.backupMinutes != VaultSettings{}.backupMinutes;
    case fieldBackupsOff:
        settings.backups = false;
        return field.u8() == 1;
    case fieldBackupFolder:
        return readTextField(field, settings.backupFolder);
    case fieldCheckRound:
        return readCheckRound(field.value, settings.checkRound);
    case fieldToldMarks:
        return readToldMarks(field.value, settings.told);
    case fieldClearCopied:
        settings.clearCopiedSeconds = field.u32().value_or(VaultSettings{}.clearCopiedSeconds);
        return settings.clearCopiedSeconds != VaultSettings{}.clearCopiedSeconds;
    default:
        return readLaterField(field, record);
    }
}

} // namespace

RecordId settingsRecordId()
{
    RecordId id;
    const std::string_view name = "settings";
    std::memcpy(id.bytes.data(), name.data(), name.size());
    return id;
}

SecureBytes encodeSettings(const SettingsRecord& record)
{
    const VaultSettings& settings = record.settings;
    FieldWriter writer(record.unknown);
    writer.u32(fieldIdleSeconds, settings.idleSeconds);
    writer.u8(fieldWarnBeforeLocking, settings.warnBeforeLocking ? 1 : 0);
    if (!settings.openNote.isNull())
        writer.bytes(fieldOpenNote, settings.openNote.view());
    writer.u64(fieldCaret, settings.caret);
    writer.u64(fieldScroll, settings.scroll);
    if (settings.openNotebook) // may be the null id: "in no notebook" was shown
        writer.bytes(fieldOpenNotebook, settings.openNotebook->view());
    if (settings.listOrder != NoteOrder::Edited)
        writer.u8(fieldListOrder, std::to_underlying(settings.listOrder));
    if (settings.listReversed)
        writer.u8(fieldListReversed, 1);
    if (settings.trashDays != VaultSettings{}.trashDays)
        writer.u32(fieldTrashDays, settings.trashDays);
    if (settings.rankedSearch)
        writer.u8(fieldRankedSearch, 1);
    if (settings.backupMinutes != 0 && settings.backupMinutes != VaultSettings{}.backupMinutes)
        writer.u32(fieldBackupMinutes, settings.backupMinutes);
    if (!settings.backups)
        writer.u8(fieldBackupsOff, 1);
    if (!settings.backupFolder.empty())
        writer.bytes(fieldBackupFolder, bytesOf(settings.backupFolder));
    if (!(settings.checkRound == CheckRound{}))
        writer.bytes(fieldCheckRound, writeCheckRound(settings.checkRound));
    if (!settings.told.empty())
        writer.bytes(fieldToldMarks, writeToldMarks(settings.told));
    if (settings.clearCopiedSeconds != VaultSettings{}.clearCopiedSeconds)
        writer.u32(fieldClearCopied, settings.clearCopiedSeconds);
    if (!settings.locks.screenLock)
        writer.u8(fieldScreenLockOff, 1);
    if (!settings.locks.sleep)
        writer.u8(fieldSleepOff, 1);
    if (!settings.locks.sessionSwitch)
        writer.u8(fieldSessionSwitchOff, 1);
    if (settings.locks.minimized)
        writer.u8(fieldMinimizedLocks, 1);
    if (!settings.locks.timeElsewhere)
        writer.u8(fieldTimeElsewhereOff, 1);
    if (settings.lastUnlocked > 0)
        writer.u64(fieldLastUnlocked, static_cast<std::uint64_t>(settings.lastUnlocked));
    if (settings.lastExported > 0)
        writer.u64(fieldLastExported, static_cast<std::uint64_t>(settings.lastExported));
    return writer.finish();
}

Result<SettingsRecord> decodeSettings(ByteView plain)
{
    LOCKLEAF_TRY(const std::vector<Field> fields, readFields(plain));
    SettingsRecord record;
    std::size_t alwaysThere = 0; // each type is there at most once
    for (const Field& field : fields) {
        if (!readSettingsField(field, record))
            return fail(ErrorCode::Damaged, "settings field");
        alwaysThere += field.type == fieldIdleSeconds || field.type == fieldWarnBeforeLocking ||
                               field.type == fieldCaret || field.type == fieldScroll
                           ? 1
                           : 0;
    }
    if (alwaysThere != 4)
        return fail(ErrorCode::Damaged, "settings incomplete");
    return record;
}

} // namespace lockleaf

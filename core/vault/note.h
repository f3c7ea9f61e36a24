// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/base/clock.h"
#include "core/crypto/secure_bytes.h"
#include "core/store/check_round.h"
#include "core/store/told_marks.h"
#include "core/vault/attachment.h"

#include <optional>
#include <string>
#include <vector>

namespace lockleaf {

/// The most a note's body may have.
constexpr std::size_t largestBody = std::size_t{64} << 20;

/// One note, whole. The body is Markdown, stored exactly as typed.
struct Note
{
    RecordId id;
    std::string explicitTitle; ///< Empty: the title is the first non-empty line of the body (note_title.h).
    SecureBytes body;          ///< UTF-8 without NUL, at most largestBody.
    RecordId notebook;         ///< Null: in no notebook.
    std::vector<std::string>
        tags; ///< Those of the record alone; NoteSummary::tags has those in the text as well.
    Timestamp created = 0;
    Timestamp modified = 0;
    bool pinned = false;
    std::optional<Timestamp> trashed; ///< When it went to the trash; nothing: it is not there.
    std::vector<LinkTarget> targets;  ///< What links and pictures in the body mean, ascending by `written`.
};

/// What is given to make a note. Dates: nothing means now.
struct NewNote
{
    std::string explicitTitle;
    SecureBytes body;
    RecordId notebook;
    std::vector<std::string> tags;
    std::optional<Timestamp> created;
    std::optional<Timestamp> modified;
    bool pinned = false;
    /// For notes whose links name each other before all of them are there; nothing: one is drawn.
    std::optional<RecordId> id;
    /// What links and pictures in the body mean, in any order; each `written` once.
    std::vector<LinkTarget> targets;
};

/// What a row of the list shows; made without opening the note.
struct NoteSummary
{
    RecordId id;
    std::string title; ///< Never empty for a filled note; empty for an empty one (the ui says "New note").
    std::string
        snippet; ///< Plain text after the title without Markdown marks, at most 240 bytes, whole characters.
    RecordId notebook;
    std::vector<std::string> tags; ///< Those of the record, then those in the text, each once.
    Timestamp created = 0;
    Timestamp modified = 0;
    bool pinned = false;
    std::uint32_t tasksDone = 0;
    std::uint32_t tasksAll = 0;
    std::optional<Timestamp> trashed;
};

/// A notebook. Names are unique among siblings; a path is written "A/B".
struct Notebook
{
    RecordId id;
    RecordId parent; ///< Null: at the top.
    std::string name;
    std::uint8_t color = 0;      ///< Index into the colours of the ui specification, 0 to 3.
    std::uint64_t noteCount = 0; ///< Notes directly in it, without trash.
};

/// By what a list is sorted; the numbers stand in the file.
enum class NoteOrder : std::uint8_t {
    Edited = 0,  ///< Last edit first.
    Created = 1, ///< Newest first.
    Title = 2,   ///< By the letters, without case and accents.
};

/// Which notes a list shows, and in which order.
struct ListFilter
{
    std::optional<RecordId> notebook = {}; ///< Nothing: all notebooks.
    bool trash = false;                    ///< The trash instead of the living notes.
    std::optional<bool> pinned = {};       ///< Only pinned ones, or only the others; nothing: both.
    NoteOrder order = NoteOrder::Edited;
    bool reversed = false;  ///< From the other end of the order.
    bool openTasks = false; ///< Only those with a task that is not done.
    std::string tag = {};   ///< Only those with this tag, in any spelling, or one nested in it.

    bool operator==(const ListFilter&) const = default;
};

/// What locks a vault besides the person and the idle clock, and what the idle clock counts.
struct LockTriggers
{
    bool screenLock = true;    ///< The screen is locked.
    bool sleep = true;         ///< The computer goes to sleep.
    bool sessionSwitch = true; ///< Somebody else gets the screen: another desktop session came to the front.
    bool minimized = false;    ///< The window is minimised.
    bool timeElsewhere =
        true; ///< Time spent in other programs counts as being away; false: only if idle too.

    bool operator==(const LockTriggers&) const = default;
};

/// What the person chose, kept sealed in the vault.
struct VaultSettings
{
    std::uint32_t idleSeconds = 300; ///< 0: never lock by idling.
    bool warnBeforeLocking = true;
    LockTriggers locks;
    // Where the person was, so that an unlock brings it back.
    RecordId openNote;
    std::uint64_t caret = 0;  ///< UTF-16 offset, as the editor counts.
    std::uint64_t scroll = 0; ///< Pixels.
    std::optional<RecordId> openNotebook;
    NoteOrder listOrder = NoteOrder::Edited;
    bool listReversed = false;
    bool rankedSearch = false;    ///< A search shows the best matching first, not those found in the title.
    std::uint32_t trashDays = 30; ///< After how many days a note in the trash is deleted for good; 0: never.
    bool backups = true;          ///< Made on schedule, and before what cannot be taken back.
    std::uint32_t backupMinutes = 60;      ///< The least time between two backups on schedule.
    std::string backupFolder;              ///< UTF-8; empty: `NAME.backups` beside the vault.
    CheckRound checkRound;                 ///< Of Vault::makeCheckRoundJob().
    std::uint32_t clearCopiedSeconds = 60; ///< After how long what was copied is taken back; 0: at a lock.
    Timestamp lastUnlocked = 0;            ///< When a window opened the vault last; 0: not known.
    Timestamp lastExported = 0;            ///< When notes left it last, sealed or not; 0: not known.
    std::vector<ToldMark> told; ///< What lies beside the vault and was told of; strictly ascending.
};

/// Why a version of a note was kept; the numbers stand in the file.
enum class RevisionReason : std::uint8_t {
    Editing = 1,       ///< It stood before an edit, ten minutes or more after the version before it.
    Asked = 2,         ///< The person asked for it.
    Locked = 3,        ///< It was edited, and then the vault was locked.
    BeforeRestore = 4, ///< It stood before an earlier version took its place.
};

/// What a list of a note's versions shows; made without opening one.
struct RevisionSummary
{
    RecordId id;
    Timestamp made = 0;       ///< `modified` of the note as it was.
    Timestamp kept = 0;       ///< When it was kept, and later than that of every earlier version of the note.
    std::uint64_t size = 0;   ///< Bytes of its body.
    std::uint64_t stored = 0; ///< Bytes that it takes in the vault, compressed and sealed.
    RevisionReason reason = RevisionReason::Editing;

    bool operator==(const RevisionSummary&) const = default;
};

/// An earlier version of a note, whole.
struct Revision
{
    RecordId id;
    RecordId note;
    Timestamp made = 0;
    Timestamp kept = 0;
    RevisionReason reason = RevisionReason::Editing;
    std::string explicitTitle; ///< As in Note.
    SecureBytes body;
};

} // namespace lockleaf

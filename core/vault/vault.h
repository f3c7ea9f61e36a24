// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/sliced_job.h"
#include "core/crypto/key_derivation.h"
#include "core/crypto/passphrase.h"
#include "core/crypto/secret_key.h"
#include "core/vault/adoption.h"
#include "core/vault/attachment_keeper.h"
#include "core/vault/note.h"
#include "core/vault/note_organizer.h"
#include "core/vault/search_excerpt.h"
#include "core/vault/snapshot_source.h"
#include "core/vault/title_match.h"
#include "core/vault/ways_keeper.h"
#include "core/vaultfile/vault_info.h"

#include <array>
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lockleaf {

/// What a key shows beyond VaultInfo.
struct VaultCounts
{
    std::uint64_t notes = 0;
    std::uint64_t trashed = 0;
    std::uint64_t notebooks = 0;
    std::uint64_t bodyBytes = 0;       ///< Sum of all bodies, trash included.
    std::uint64_t epoch = 0;           ///< Changes since creation.
    std::uint64_t revisions = 0;       ///< Earlier versions of notes.
    std::uint64_t revisionBytes = 0;   ///< What they take in the file, compressed and sealed.
    std::uint64_t attachments = 0;     ///< Those under way included.
    std::uint64_t attachmentBytes = 0; ///< Sum of their contents.
};

/// Warnings that opening may bring; none of them stops it.
enum class OpenNotice {
    NoStateFolder,    ///< The state folder cannot be used: an older copy would not be noticed.
    NoWitness,        ///< This computer never saw this vault: an older copy would not be noticed.
    OlderThanWitness, ///< The file is older than what was last written here. Comes back until it is accepted.
    ForkOfWitness,    ///< The same, and it was changed elsewhere since: two states that have grown apart.
    LogSetAside,      ///< A log of an older state was found and set aside; all of it is in the file.
    LogMissing,       ///< The log that had been begun is not there: the last changes may be missing.
    LateLogSetAside,  ///< A log that had been missing came back too late; it was set aside, not taken in.
    Repaired,         ///< A damaged copy in the file or its log was written anew from its twin.
    HeaderRolledBack, ///< The header is older than the records say.
    ReadOnlyFeatures, ///< Unused by format 1.
    OldKeys,         ///< The keys were changed here, and this is a file of before. Comes back until accepted.
    Migrated,        ///< It was of an earlier version, and was brought up to date; a backup was made before.
    OldKeysFileLeft, ///< The change of the keys was cut short; the file of before lies beside this one.
};

/// One finding of a verification. `text` names the place, never contents.
struct VerifyProblem
{
    ErrorCode code = ErrorCode::Damaged;
    std::string text;
    RecordId record = {}; ///< The note, file or other record that it is about; null: none, or not known.
};

struct VerifyReport
{
    std::uint64_t pages = 0;
    std::uint64_t records = 0;
    std::uint64_t notes = 0;
    std::vector<VerifyProblem> problems; ///< Empty: everything is whole.
};

/// What a copy of a vault is.
struct SnapshotReport
{
    VaultCounts counts; ///< Of the copy.
    Hash256 headHash{}; ///< SnapshotSource::headHash() of the copy.
    std::array<std::uint8_t, 16> fileSalt{};
    std::uint64_t fileSize = 0;         ///< Bytes.
    std::uint64_t headerGeneration = 0; ///< By which a later change of the password is seen.
    VerifyReport proof;                 ///< What reading it as a whole found.
};

/// What a search found.
struct SearchHits
{
    std::vector<RecordId>
        ids; ///< Those with all words in the title first, each part in the order of the list, if not ranked.
    std::size_t titleHits = 0; ///< So many of the first ones.
    bool hasMore = false;      ///< The limit was reached.
    bool indexIsWhole = true;  ///< False: the index is being made anew, and what it does not have is missing.
};

/// So many hits at most are put in the order of how well they match,
constexpr std::size_t mostRanked = 300;
/// and of their texts so many bytes at most are opened for it: notes can be of many megabytes.
constexpr std::size_t mostRankedBytes = std::size_t{4} << 20;

/// A living note whose title fits what was typed.
struct TitleMatch
{
    RecordId id;
    std::string title;
    RecordId notebook;
    Timestamp modified = 0;
    std::uint32_t score = 0;       ///< As TitleQuery gives it; 0 where nothing was typed.
    std::vector<TextRange> ranges; ///< What of the title was typed.
};

/// The one interface of an open vault, for the window, the command line and the importers.
///
/// Not thread-safe: one thread owns a Vault and calls it (WorkQueue). A call that changes something returns
/// success only after it is durable on disk. After an error nothing of the call has happened. Destroying a
/// Vault closes it without a checkpoint; nothing acknowledged is lost.
class Vault : public NoteOrganizer,    // tags, notebooks' places, trash as a whole
              public AttachmentKeeper, // files
              public NoteAdopter,      // what other vaults and archives say
              public SnapshotSource,   // copies of all of it
              public WaysKeeper        // what opens it
{
public:
    struct CreateOptions
    {
        /// Nothing: calibrate to about 0.8 s, never below KeyDerivationCost::minimumForNew().
        std::optional<KeyDerivationCost> cost;
        /// The id of the vault whose place the new one takes: copies and backups of that one can be merged
        /// into it. Nothing: a new id.
        std::optional<VaultId> vaultId = {};
    };
    struct OpenOptions
    {
        /// Where the witness lives; empty: no witness is read or written (tests).
        std::filesystem::path stateFolder;
        const Clock* clock = nullptr; ///< Nothing: the computer's.
        /// Called with a vault of an earlier version before it is brought up to date, and must succeed: the
        /// place for a backup (core/backup/backup.h has it). It may make copies of the vault and nothing
        /// else. Empty: such a vault is not opened, with NeedsMigration.
        std::function<Result<void>(Vault&)> beforeMigration = {};
    };

    /// Reads what shows without a key. Errors: FileNotFound, NotARegularFile, NotAVault, NewerFormat,
    /// Damaged…
    [[nodiscard]] static Result<VaultInfo> info(const std::filesystem::path& file);
    /// Tries a way in on every slot of its kind (checks costs first). Slow: not on the GUI thread. Does not
    /// hold the file. Errors: those of WayIn (WrongPassword…), NoSuchWay, Damaged, NewerFormat, NotAVault,
    /// DerivationTooCostly…
    [[nodiscard]] static Result<UnlockedKey> unlock(const std::filesystem::path& file, const WayIn& way);
    [[nodiscard]] static Result<UnlockedKey> unlock(const std::filesystem::path& file,
                                                    const Passphrase& passphrase);
    /// Makes a new vault at `file` safely (format.md 1); refuses an existing one. Slow. The vault is closed
    /// afterwards; open it with the key that is returned.
    [[nodiscard]] static Result<UnlockedKey> create(const std::filesystem::path& file, const WayIn& way,
                                                    const CreateOptions& options);
    [[nodiscard]] static Result<UnlockedKey>
    create(const std::filesystem::path& file, const Passphrase& passphrase, const CreateOptions& options);
    /// Adds a way in to a vault that is closed: for the lock screen, which has its key. Errors: of WayChange
    /// and of open().
    [[nodiscard]] static Result<void> addWay(const std::filesystem::path& file, const UnlockedKey& key,
                                             const PreparedWay& way);
    /// Opens the vault, holds it by a lock, and checks that it is the one the key belongs to.
    /// Errors: InUse, ReadOnly, Damaged, OlderThanLog, FileNotFound, NeedsMigration; those of
    /// `beforeMigration`.
    [[nodiscard]] static Result<std::unique_ptr<Vault>> open(const std::filesystem::path& file,
                                                             UnlockedKey key, const OpenOptions& options);

    [[nodiscard]] virtual std::vector<OpenNotice> notices() const = 0;
    /// When what this computer remembers of the vault was written here; nothing where it remembers nothing.
    [[nodiscard]] virtual std::optional<Timestamp> lastWrittenHere() const { return std::nullopt; }
    /// The person goes on with this file although it is older than the one known here (OlderThanWitness), or
    /// is one of before a change of the keys (OldKeys):
    /// what is remembered of the vault is its present state from now on, and the notice is gone. Does nothing
    /// where there is no such notice. Errors: of the state folder; the notice stays then.
    [[nodiscard]] virtual Result<void> acceptOlderFile() = 0;
    [[nodiscard]] virtual Result<VaultCounts> counts() = 0;

    // Notes. Bodies over largestBody: BodyTooLarge; not UTF-8 or with NUL: BodyNotText.
    [[nodiscard]] virtual Result<RecordId> addNote(NewNote note) = 0;
    [[nodiscard]] virtual Result<Note> note(RecordId id) = 0;
    /// Stores the body as it is and sets `modified` to now. Storing the same text again changes nothing. The
    /// text that stood before becomes a version in the same transaction, where the last one was kept ten
    /// minutes ago or more (no version yet: where the note was made that long ago).
    [[nodiscard]] virtual Result<void> saveBody(RecordId id, ByteView body) = 0;
    [[nodiscard]] virtual Result<void> setPinned(RecordId id, bool pinned) = 0;
    [[nodiscard]] virtual Result<void> moveToNotebook(RecordId id, RecordId notebook) = 0;
    [[nodiscard]] virtual Result<void> moveToTrash(RecordId id) = 0;
    /// Where its notebook is gone, the note is in none afterwards.
    [[nodiscard]] virtual Result<void> restoreFromTrash(RecordId id) = 0;
    /// Leaves only a sealed tombstone; the versions of the note are gone as well.
    [[nodiscard]] virtual Result<void> deleteForever(RecordId id) = 0;

    // Versions: earlier texts of a note. NotFound where there is no such note, or no such version of it.
    /// The versions of a note, the one kept last first.
    [[nodiscard]] virtual Result<std::vector<RevisionSummary>> revisions(RecordId note) = 0;
    [[nodiscard]] virtual Result<Revision> revision(RecordId note, RecordId id) = 0;
    /// Keeps the present text as a version. Nothing, and nothing is done, where the version kept last says
    /// the same or the note is empty.
    [[nodiscard]] virtual Result<std::optional<RecordId>> keepRevision(RecordId note,
                                                                       RevisionReason reason) = 0;
    /// keepRevision() for the notes whose bodies were saved since the opening and stand in no version yet (of
    /// more than 64 those edited last), for a lock. One transaction.
    [[nodiscard]] virtual Result<void> keepEditedNotes() = 0;
    /// Puts a version's title and body in the place of the present ones and sets `modified` to now. The
    /// present text becomes a version before, unless the one kept last says the same. Returns the version
    /// that says what stood before, so that restoring that one takes this back.
    [[nodiscard]] virtual Result<RecordId> restoreRevision(RecordId note, RecordId id) = 0;
    /// Drops versions by their age: all of the last 24 hours stay, then the last text of each day for 30
    /// days, then the last of each month, as days are `utcOffset` ahead of UTC. For the background.
    [[nodiscard]] virtual std::unique_ptr<SlicedJob> makeThinJob(std::chrono::minutes utcOffset) = 0;

    // Lists, newest edit first (ties by id), from `note_list` alone.
    [[nodiscard]] virtual Result<std::uint64_t> countNotes(const ListFilter& filter) = 0;
    /// At most `limit` rows from row `offset` on.
    [[nodiscard]] virtual Result<std::vector<NoteSummary>>
    listNotes(const ListFilter& filter, std::uint64_t offset, std::uint64_t limit) = 0;
    /// The row of one note in the list; nothing where it is not in it.
    [[nodiscard]] virtual Result<std::optional<std::uint64_t>> rowOf(const ListFilter& filter,
                                                                     RecordId id) = 0;
    [[nodiscard]] virtual Result<NoteSummary> summary(RecordId id) = 0;
    /// Full id, unique id prefix of at least 4 digits, or exact title. Errors: NotFound; AmbiguousReference,
    /// also where prefix and title name two notes. Living notes come before those in the trash.
    [[nodiscard]] virtual Result<RecordId> findNote(std::string_view reference) = 0;

    // Search (search_query.h says what can be asked).
    /// At most `limit` notes that `query` finds within the list of `filter`, and within the notebooks below
    /// that of `filter` (a query may name another trash or notebook itself). The first call reads the
    /// catalogue of all notes, about 0.1 s at 100,000 notes, unless prepareSearch() did. Errors:
    /// QueryTooLong, Damaged.
    [[nodiscard]] virtual Result<SearchHits> search(std::string_view query, const ListFilter& filter,
                                                    std::size_t limit) = 0;
    /// As search(), but the best matching first (search_rank.h), of the first `mostRanked` that search()
    /// finds: their texts are opened for it, in that order, as long as all of them together have at most
    /// `mostRankedBytes`. A note whose text would go beyond that is ranked by its title alone, and so is one
    /// whose text is damaged. Of many long texts only the first kilobytes count. hasMore: there are more hits
    /// than `limit`, or than were ranked. A few tens of milliseconds at most.
    [[nodiscard]] virtual Result<SearchHits> rankedSearch(std::string_view query, const ListFilter& filter,
                                                          std::size_t limit) = 0;
    /// The notes of exactly this title, those in the trash last; at most `limit`.
    [[nodiscard]] virtual Result<std::vector<RecordId>> notesTitled(std::string_view title,
                                                                    std::uint64_t limit) = 0;
    /// The living notes with a link to `title` (wiki_links.h), in the order of the list; as search().
    [[nodiscard]] virtual Result<SearchHits> notesLinkingTo(std::string_view title, std::size_t limit) = 0;
    /// search() in slices, between which it can be given up; with SIZE_MAX all that `query` finds, for counts
    /// and long lists. `hits` must outlive the job and is filled at its end.
    [[nodiscard]] virtual std::unique_ptr<SlicedJob>
    makeSearchJob(std::string query, const ListFilter& filter, std::size_t limit, SearchHits& hits) = 0;
    /// Reads a part of the catalogue, a few milliseconds' worth; true: search() is ready to answer at once.
    [[nodiscard]] virtual Result<bool> prepareSearch() = 0;
    /// The summaries of `ids` in their order; notes that are gone are left out.
    [[nodiscard]] virtual Result<std::vector<NoteSummary>> summaries(const std::vector<RecordId>& ids) = 0;
    /// Where `query` is found in the note, for a row that is shown. Opens the note.
    [[nodiscard]] virtual Result<SearchExcerpt> excerpt(RecordId id, std::string_view query) = 0;
    /// Makes the search index anew from the records, in slices; search() says indexIsWhole = false meanwhile.
    /// `resume`: only completes one that is not whole, from where an earlier job had come.
    [[nodiscard]] virtual std::unique_ptr<SlicedJob> makeReindexJob(bool resume) = 0;
    [[nodiscard]] virtual bool indexIsWhole() const = 0;
    /// Puts some of the index in order that saves have left to be done when nobody waits; true: there is
    /// more.
    [[nodiscard]] virtual Result<bool> tidyIndex() = 0;
    /// For idle moments: moves the log into the file, and gives back to the disk some of the pages that
    /// nothing is in any more, where they are many. Changes no record; some milliseconds. True: there is more
    /// to do.
    [[nodiscard]] virtual Result<bool> tidyFile() { return false; }
    /// For idle moments: gives up what is kept of what was read or written before and is not in use, which
    /// are pages of the file and the work memory of the compression. What is read next is read and opened
    /// anew.
    virtual void forgetRead() {}
    /// The up to `limit` living notes whose titles match best, of equal ones the last edited first; for an
    /// empty query the last edited ones. The first call reads all titles (see makeTitleLoadJob), later ones
    /// none.
    [[nodiscard]] virtual Result<std::vector<TitleMatch>> matchTitles(std::string_view query,
                                                                      std::uint64_t limit) = 0;
    /// The living note that a link means in which `written` stands (wiki_links.h), without its words: of
    /// exactly this title, else of one that links cannot tell from it, else of one that differs in accents
    /// only; the last edited one of several. What follows a `#` is a heading, unless a title has it all.
    /// `except` is left out. Nothing where there is none.
    [[nodiscard]] virtual Result<std::optional<RecordId>> noteTitled(std::string_view written,
                                                                     RecordId except) = 0;
    [[nodiscard]] Result<std::optional<RecordId>> noteTitled(std::string_view written)
    {
        return noteTitled(written, {});
    }
    /// Reads the titles that matchTitles() looks through, so that no key has to wait for it. Must end before
    /// the vault does.
    [[nodiscard]] virtual std::unique_ptr<SlicedJob> makeTitleLoadJob() = 0;

    // Notebooks.
    [[nodiscard]] virtual Result<std::vector<Notebook>> notebooks() = 0;
    /// The notebook at path "A/B", made where it is missing. NameNotValid for empty parts, control
    /// characters, parts over 255 bytes or more than 32 levels.
    [[nodiscard]] virtual Result<RecordId> ensureNotebook(std::string_view path) = 0;
    /// NotFound where there is none at that path.
    [[nodiscard]] virtual Result<RecordId> findNotebook(std::string_view path) = 0;
    /// "A/B"; empty for the null id.
    [[nodiscard]] virtual Result<std::string> notebookPath(RecordId id) = 0;

    [[nodiscard]] virtual Result<VaultSettings> settings() = 0;
    [[nodiscard]] virtual Result<void> saveSettings(const VaultSettings& settings) = 0;

    /// Runs `changes` (calls on this vault) as one transaction: all of it durable at once, or, where it
    /// returns an error, nothing. For imports; keep it within a slice. Cannot be nested.
    [[nodiscard]] virtual Result<void> inOneTransaction(const std::function<Result<void>()>& changes) = 0;

    /// Ids of all notes in storage order, for exports; trash only if asked for. Errors: Damaged, where they
    /// are not as many as there should be.
    [[nodiscard]] virtual Result<std::vector<RecordId>> allNoteIds(bool withTrash) = 0;

    /// Reads and authenticates every page and record, and compares all that is derived. `report` must outlive
    /// the job. Finding damage is not an error of the job.
    [[nodiscard]] virtual std::unique_ptr<SlicedJob> makeVerifyJob(VerifyReport& report) = 0;
    /// Reads what a disk may spoil, bit by bit, in slices that may lie days apart: header and log, every
    /// page, every record, every attachment, from `round` on, which follows. At the end of the round `round`
    /// stands at the beginning again, with the time in lastEnded. `round` and `report` must outlive the job.
    /// Nothing is written, but where a page is not whole the log is moved into the file, as makeVerifyJob()
    /// does. The list has a check of its own; the index is not looked at. Progress is in thousandths of the
    /// round.
    [[nodiscard]] virtual std::unique_ptr<SlicedJob> makeCheckRoundJob(CheckRound& round,
                                                                       VerifyReport& report) = 0;
    /// Compares the list of notes, and that of their versions, alone with what the vault holds in all, for
    /// the background after an unlock. As makeVerifyJob(); of the counts in `report` it sets `notes`, the
    /// rows of the list.
    [[nodiscard]] virtual std::unique_ptr<SlicedJob> makeListCheckJob(VerifyReport& report) = 0;

    /// Rewrites the password slot (both header copies, crash-safe). Slow (Argon2id). The other ways in stay.
    [[nodiscard]] virtual Result<void> changePassword(const Passphrase& newPassphrase,
                                                      std::optional<KeyDerivationCost> cost);

    /// Whether the file is still where it was opened. Every change asks this first, so that nothing is
    /// written into a file that was deleted or replaced, or whose disk is gone. Errors: FileNotFound.
    [[nodiscard]] virtual Result<void> checkPlace() { return {}; }
    /// A vault that was opened once more.
    struct Again;
    /// Opens what stands at the path of this vault by now, with its key, after checkPlace() has failed: a
    /// disk that came back, or another copy. This one can then only be destroyed. Errors: of open().
    [[nodiscard]] virtual Result<Again> openAgain();

    /// Moves the log into the file and empties it; at idle, lock and close.
    [[nodiscard]] virtual Result<void> checkpoint() = 0;
    /// Checkpoint, witness, close. Afterwards only the destructor may be called.
    [[nodiscard]] virtual Result<void> close() = 0;
};

struct Vault::Again
{
    std::unique_ptr<Vault> vault;
    bool asLeft = false; ///< It stands exactly as this program left it.
};

} // namespace lockleaf

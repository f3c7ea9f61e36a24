// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/note_catalog.h"
#include "core/store/note_list.h"
#include "core/store/record.h"
#include "core/store/record_store.h"
#include "core/store/revision_index.h"
#include "core/store/search_index.h"
#include "core/store/witness.h"
#include "core/vault/attachment_shelf.h"
#include "core/vault/note_join.h"
#include "core/vault/revision_pace.h"
#include "core/vault/search_plan.h"
#include "core/vault/title_cache.h"
#include "core/vault/vault.h"
#include "core/vaultfile/vault_file.h"

#include <map>
#include <memory>
#include <set>
#include <span>

namespace lockleaf {

class SnapshotJob;

/// Vault over sealed records in a VaultFile.
class SealedVault final : public Vault
{
public:
    /// Fills a new, empty database; for VaultFile::create.
    [[nodiscard]] static Result<void> populate(sqlite3* connection, const UnlockedKey& key);
    /// Opens the records in `file`, which fits `key` and lies at `path`. Tests hand in a file of their own.
    [[nodiscard]] static Result<std::unique_ptr<SealedVault>> openOn(std::unique_ptr<VaultFile> file,
                                                                     UnlockedKey key,
                                                                     const OpenOptions& options,
                                                                     const std::filesystem::path& path = {});
    /// Opens the vault at `path` of whatever version its tables are.
    [[nodiscard]] static Result<std::unique_ptr<SealedVault>>
    openAsFound(const std::filesystem::path& path, const UnlockedKey& key, const OpenOptions& options);
    /// Its tables are of an earlier version: only copies of it can be made and proven (pages, records and
    /// directory, not what is derived), and migrate() called. Anything else is not to be called.
    [[nodiscard]] bool isOfEarlierSchema() const { return m_earlierSchema.has_value(); }
    /// Brings the tables to the present version, in one transaction. The vault has to be opened anew after
    /// it.
    [[nodiscard]] Result<void> migrate();
    /// Has been opened anew after migrate(); `before`: what there was to tell then.
    void noteMigration(const std::vector<OpenNotice>& before);
    ~SealedVault() override;

    std::vector<OpenNotice> notices() const override { return m_notices; }
    std::optional<Timestamp> lastWrittenHere() const override
    {
        return m_witness ? m_witness->lastWritten() : std::nullopt;
    }
    Result<void> acceptOlderFile() override;
    Result<VaultCounts> counts() override;

    Result<RecordId> addNote(NewNote note) override;
    Result<Note> note(RecordId id) override;
    Result<void> saveBody(RecordId id, ByteView body) override;
    Result<void> setPinned(RecordId id, bool pinned) override;
    Result<void> moveToNotebook(RecordId id, RecordId notebook) override;
    Result<void> moveToTrash(RecordId id) override;
    Result<void> restoreFromTrash(RecordId id) override;
    Result<void> deleteForever(RecordId id) override;

    Result<std::vector<RevisionSummary>> revisions(RecordId note) override;
    Result<Revision> revision(RecordId note, RecordId id) override;
    Result<std::optional<RecordId>> keepRevision(RecordId note, RevisionReason reason) override;
    Result<void> keepEditedNotes() override;
    Result<RecordId> restoreRevision(RecordId note, RecordId id) override;
    std::unique_ptr<SlicedJob> makeThinJob(std::chrono::minutes utcOffset) override;

    Result<std::uint64_t> countNotes(const ListFilter& filter) override;
    Result<std::vector<NoteSummary>> listNotes(const ListFilter& filter, std::uint64_t offset,
                                               std::uint64_t limit) override;
    Result<std::optional<std::uint64_t>> rowOf(const ListFilter& filter, RecordId id) override;
    Result<NoteSummary> summary(RecordId id) override;
    Result<RecordId> findNote(std::string_view reference) override;

    Result<SearchHits> search(std::string_view query, const ListFilter& filter, std::size_t limit) override;
    Result<SearchHits> rankedSearch(std::string_view query, const ListFilter& filter,
                                    std::size_t limit) override;
    Result<std::vector<RecordId>> notesTitled(std::string_view title, std::uint64_t limit) override;
    Result<SearchHits> notesLinkingTo(std::string_view title, std::size_t limit) override;
    std::unique_ptr<SlicedJob> makeSearchJob(std::string query, const ListFilter& filter, std::size_t limit,
                                             SearchHits& hits) override;
    Result<bool> prepareSearch() override;
    Result<std::vector<NoteSummary>> summaries(const std::vector<RecordId>& ids) override;
    Result<SearchExcerpt> excerpt(RecordId id, std::string_view query) override;
    std::unique_ptr<SlicedJob> makeReindexJob(bool resume) override;
    bool indexIsWhole() const override { return m_index->isWhole(); }
    Result<bool> tidyIndex() override;
    Result<bool> tidyFile() override;
    void forgetRead() override;
    Result<std::vector<TitleMatch>> matchTitles(std::string_view query, std::uint64_t limit) override;
    using Vault::noteTitled;
    Result<std::optional<RecordId>> noteTitled(std::string_view written, RecordId except) override;
    std::unique_ptr<SlicedJob> makeTitleLoadJob() override;

    Result<std::vector<Notebook>> notebooks() override;
    Result<RecordId> ensureNotebook(std::string_view path) override;
    Result<RecordId> findNotebook(std::string_view path) override;
    Result<std::string> notebookPath(RecordId id) override;

    // NoteOrganizer, in files of its own (vault_tags, notebook_changes, trash_job).
    Result<std::vector<TagCount>> tags() override;
    Result<void> setTags(RecordId id, std::vector<std::string> tags) override;
    Result<void> changeTags(RecordId id, const std::vector<std::string>& added,
                            const std::vector<std::string>& removed) override;
    Result<std::unique_ptr<SlicedJob>> makeRenameTagJob(std::string_view from, std::string_view to,
                                                        NoteRewrites& rewrites) override;
    std::unique_ptr<SlicedJob> makeRelinkJob(std::vector<RecordId> notes, std::string_view oldTitle,
                                             std::string_view newTitle, NoteRewrites& rewrites) override;
    std::unique_ptr<SlicedJob> makeTakeBackJob(NoteRewrites rewrites, TakenBack& report) override;
    Result<RecordId> addNotebookIn(RecordId parent, std::string_view name) override;
    Result<void> renameNotebook(RecordId id, std::string_view name) override;
    Result<void> setNotebookColor(RecordId id, std::uint8_t color) override;
    Result<void> moveNotebook(RecordId id, RecordId parent) override;
    std::unique_ptr<SlicedJob> makeDeleteNotebookJob(RecordId id, DeletedNotebooks& deleted) override;
    std::unique_ptr<SlicedJob> makeUndeleteNotebookJob(DeletedNotebooks deleted) override;
    std::unique_ptr<SlicedJob> makePurgeTrashJob(Timestamp now, TrashReport& report) override;
    std::unique_ptr<SlicedJob> makeEmptyTrashJob(TrashReport& report) override;

    // AttachmentKeeper, in vault_attachments.cpp.
    Result<std::vector<Attachment>> attachments() override;
    Result<Attachment> attachment(RecordId id) override;
    Result<std::vector<AttachedFile>> attachmentsOf(RecordId note) override;
    Result<std::vector<RecordId>> notesWithAttachment(RecordId id) override;
    Result<SecureBytes> attachmentChunk(RecordId id, std::uint64_t index) override;
    Result<std::unique_ptr<SlicedJob>> makeAttachJob(RecordId note, std::string name,
                                                     std::unique_ptr<ByteSource> content,
                                                     AttachReport& report) override;
    Result<std::unique_ptr<SlicedJob>> makeStoreJob(std::string name, std::unique_ptr<ByteSource> content,
                                                    AttachReport& report) override;
    Result<std::string> attach(RecordId note, RecordId attachment, std::string_view wanted) override;
    Result<void> detach(RecordId note, std::string_view written) override;
    std::unique_ptr<SlicedJob> makeAttachmentTidyJob(std::optional<Timestamp> unusedBefore,
                                                     AttachmentTidyReport& report) override;

    // NoteAdopter, in vault_adoption.cpp and adopt_notebooks.cpp.
    DeviceId writer() const override { return m_store->writer(); }
    Result<NoteRecord> noteRecord(RecordId id) override;
    Result<std::vector<NotebookRecord>> notebookRecords() override;
    Result<std::vector<DeletedRecord>> deletedRecords() override;
    Result<NoteAdoption> judgeNote(const NoteRecord& record, AdoptionRule rule) override;
    Result<NoteAdoption> adoptNote(NoteRecord record, AdoptionRule rule) override;
    Result<bool> adoptRevision(const Revision& revision) override;
    Result<std::uint64_t> adoptNotebooks(std::vector<NotebookRecord> records, AdoptionRule rule) override;
    Result<bool> adoptDeletion(const DeletedRecord& deleted) override;
    Result<std::uint64_t> adoptNotebookDeletions(const std::vector<DeletedRecord>& deleted) override;
    Result<std::unique_ptr<SlicedJob>> makeAdoptFileJob(const Attachment& attachment,
                                                        std::unique_ptr<ByteSource> content,
                                                        std::vector<RecordId> waiting) override;

    // SnapshotSource, in snapshot_job.cpp.
    VaultId vaultId() const override { return m_key.vaultId; }
    Timestamp now() const override { return m_clock->now(); }
    SecretKey<BackupPurpose> backupKey() const override;
    std::uint64_t headerGeneration() const override { return m_file->headerGeneration(); }
    std::array<std::uint8_t, 32> inboxPublicKey() const override { return m_file->inboxPublicKey(); }
    SecretKey<InboxSeedPurpose> inboxSeed() const override;
    SecretKey<SpillPurpose> spillKey() const override;
    std::unique_ptr<SlicedJob> makeSnapshotJob(std::filesystem::path target, SnapshotReport& report) override;
    Result<std::unique_ptr<Vault>> openCopy(const std::filesystem::path& file) override;
    Hash256 headHash() const override { return m_store->headHash(); }

    Result<VaultSettings> settings() override;
    Result<void> saveSettings(const VaultSettings& settings) override;

    Result<void> inOneTransaction(const std::function<Result<void>()>& changes) override;
    Result<std::vector<RecordId>> allNoteIds(bool withTrash) override;
    std::unique_ptr<SlicedJob> makeVerifyJob(VerifyReport& report) override;
    std::unique_ptr<SlicedJob> makeCheckRoundJob(CheckRound& round, VerifyReport& report) override;
    std::unique_ptr<SlicedJob> makeListCheckJob(VerifyReport& report) override;
    std::vector<KeySlotInfo> waysIn() const override { return m_file->waysIn(); }
    Result<void> changeWays(const WayChange& change) override;
    Result<void> checkPlace() override { return m_file->checkPlace(); }
    Result<Again> openAgain() override;
    Result<void> checkpoint() override;
    Result<void> close() override;

    /// Another file takes the place of this one: every change from now on fails with KeysChanged, and nothing
    /// is written at the end.
    void refuseChanges() { m_store->refuseChanges(); }
    /// Puts in order what a change of the keys has left that was cut short.
    void sweepKeyChange();
    /// The witness knows from now on that the file with the new keys, which is closed, is about to take the
    /// place of this one.
    void intendKeysChange();
    /// It did not. False: the witness could not be told, and that file must stay.
    [[nodiscard]] bool takeBackKeysChange();
    /// The witness knows from now on that this file is one of before a change of the keys.
    void noteKeysChanged();

    // For the jobs that walk all of it.
    [[nodiscard]] RecordStore& store() { return *m_store; }
    [[nodiscard]] NoteList& list() { return *m_list; }
    [[nodiscard]] RevisionIndex& revisionIndex() { return *m_revisions; }
    [[nodiscard]] VaultFile& file() { return *m_file; }
    [[nodiscard]] const UnlockedKey& key() const { return m_key; }
    // A copy that is being made reads this connection: it is given up before that closes.
    void beginSnapshot(SnapshotJob* job) { m_snapshots.insert(job); }
    void endSnapshot(SnapshotJob* job) { m_snapshots.erase(job); }
    [[nodiscard]] Database& database() { return *m_database; }
    [[nodiscard]] BodyCodec& codec() { return m_codec; }
    [[nodiscard]] SearchIndex& index() { return *m_index; }
    /// For jobs on the search: the plan of a query within a list, the catalogue, changes of the index.
    [[nodiscard]] Result<SearchPlan> planFor(std::string_view query, const ListFilter& filter);
    [[nodiscard]] const NoteCatalog& catalog() const { return *m_catalog; }
    [[nodiscard]] Result<void> beginReindex();
    /// Puts about so many more notes into an index that is being made anew; true: it is whole.
    [[nodiscard]] Result<bool> reindexMore(std::size_t notes);
    /// What the head says of the header is brought up to it.
    [[nodiscard]] Result<void> followHeaderGeneration();
    // For the jobs that change many notes; each joins the transaction that is under way, if any.
    /// Changes one note as `rewrite` does; nothing where that returns false. An error of `rewrite`, or one
    /// met before the note is written, leaves the transaction usable.
    [[nodiscard]] Result<void> rewriteNote(const RecordId& id,
                                           const std::function<Result<bool>(Note&)>& rewrite);
    /// Errors: NotFound, where the list has no such row.
    [[nodiscard]] Result<RecordId> idOfListRow(std::int64_t row);
    /// Each after the one it is in. Errors: NotFound.
    [[nodiscard]] Result<std::vector<RecordId>> notebookWithThoseBelow(const RecordId& id);
    /// Puts a tombstone in the place of a notebook and returns what was there.
    [[nodiscard]] Result<SecureBytes> dropNotebook(const RecordId& id);
    /// Puts a notebook back in the place of its tombstone.
    [[nodiscard]] Result<void> reviveNotebook(const DeletedNotebooks::Deleted& deleted);
    /// How often a notebook was deleted since the opening; transactions that were taken back count as well.
    [[nodiscard]] std::uint64_t notebooksDropped() const { return m_notebooksDropped; }
    // For the jobs on attachments. What is being attached by a job of this opening is left alone by others.
    [[nodiscard]] AttachmentShelf& shelf() { return *m_shelf; }
    [[nodiscard]] Result<void> changeShelf(const std::function<Result<void>(AttachmentShelf&)>& changes)
    {
        return change([&] { return changes(*m_shelf); });
    }
    void beginAttaching(const RecordId& id) { m_attaching.insert(id); }
    void endAttaching(const RecordId& id) { m_attaching.erase(id); }
    [[nodiscard]] bool isBeingAttached(const RecordId& id) const { return m_attaching.contains(id); }
    /// The list row that belongs to a note record.
    [[nodiscard]] static ListRow listRowFor(std::int64_t row, const Note& note);
    /// The row in the table of versions that belongs to a version whose plaintext has `plainSize` bytes.
    [[nodiscard]] static RevisionRow revisionRowFor(const Revision& revision, std::size_t plainSize);
    /// Drops the versions of one note that fall away by now (thinning.h); returns how many there were. One
    /// that is damaged stays, and with it the others of its note.
    [[nodiscard]] Result<std::uint64_t> thinRevisionsOf(const RecordId& note, std::chrono::minutes utcOffset);

private:
    struct OpenNote
    {
        StoredRecord stored;
        NoteRecord record;
    };
    using Notebooks = std::map<RecordId, Notebook>;
    using NotebookRecords = std::map<RecordId, NotebookRecord>;
    /// What stands at the id of a note that comes, and what is to become of both.
    struct HereAndJoin
    {
        std::optional<OpenNote> here;
        std::optional<DirectoryEntry> tombstone; ///< In whose place the note is to come.
        NoteJoin join;
    };
    struct NewestRevision
    {
        std::optional<RevisionRow> row; ///< Of the version of a note that was kept last, if any.
        bool saysTheSame = false;       ///< Its text is the note's present one.
    };

    SealedVault(std::unique_ptr<VaultFile> file, UnlockedKey key, const OpenOptions& options);
    [[nodiscard]] Result<void> load(DeviceId device);
    /// Asks the witness what it knows of this file, for the notices.
    void hearWitness(DeviceId device);
    void pinInbox();
    [[nodiscard]] bool keysMayHaveChanged();
    /// Tells the witness; where that does not work, it is left.
    void rememberQuietly(Witness::Safety safety);
    void forgetCatalog();
    void giveUpSnapshots() noexcept;

    [[nodiscard]] Result<RecordId> addCheckedNote(NewNote note);
    [[nodiscard]] Result<std::vector<RecordId>> idsInStorageOrder(bool withTrash);
    [[nodiscard]] Result<OpenNote> openNote(const RecordId& id);
    /// What the list has of a note. Errors: NotFound, Damaged.
    [[nodiscard]] Result<ListRow> listRowOf(const RecordId& id);
    /// Puts a new note into list and index.
    [[nodiscard]] Result<bool> isTaken(const std::optional<RecordId>& id);
    [[nodiscard]] Result<void> listNote(std::int64_t row, const Note& note);
    /// Writes `open` with its row in the list and, where `oldBody` (what the index holds) says so, in the
    /// index.
    [[nodiscard]] Result<void> storeNote(const OpenNote& open, ByteView oldBody);
    [[nodiscard]] Result<std::int64_t> newSearchRow(Timestamp modified);
    /// Whether the tables are of the present version; where they are earlier ones, keeps their number.
    [[nodiscard]] Result<void> judgeSchema();
    /// Gives back some free pages, where they are many; true: it did.
    [[nodiscard]] Result<bool> shrinkSome();
    [[nodiscard]] Result<void> readCatalog();
    [[nodiscard]] Result<SearchHits> runPlan(SearchPlan plan, std::size_t limit);
    [[nodiscard]] Result<void> rank(SearchHits& hits, std::string_view query);
    [[nodiscard]] Result<WordCounts> countInBody(const RecordId& id, const SearchQuery& query,
                                                 std::size_t most);
    [[nodiscard]] Result<void> indexNote(const CatalogEntry& entry);
    /// `rowBefore`: the search row that the note had; 0: none.
    [[nodiscard]] Result<void> addToIndex(ListRow& row, ByteView body, std::int64_t rowBefore);
    [[nodiscard]] bool mayKeepSearchRow(std::int64_t searchRow, Timestamp modified) const;
    [[nodiscard]] Result<void> takeFromIndex(const ListRow& row, ByteView body);
    /// Puts a tombstone in the place of a note and takes away what belongs to it.
    [[nodiscard]] Result<void> buryNote(const OpenNote& open, const TombstoneRecord& tombstone);
    // For adoptions; within a transaction.
    [[nodiscard]] Result<HereAndJoin> joinWithHere(const NoteRecord& record, AdoptionRule rule);
    [[nodiscard]] Result<void> takeOver(HereAndJoin& found, const NoteRecord& record, AdoptionRule rule,
                                        NoteAdoption& adoption);
    [[nodiscard]] Result<void> storeAdopted(HereAndJoin& found);
    [[nodiscard]] Result<void> changeUses(const Note& before, const Note& after);
    [[nodiscard]] Result<void> keepLateText(const Note& here, const Note& late);
    [[nodiscard]] Result<void> joinTombstones(const DirectoryEntry& located, const DeletedRecord& deleted);
    [[nodiscard]] Result<bool> joinNotebook(NotebookRecord& comes, AdoptionRule rule, NotebookRecords& all);
    [[nodiscard]] Result<std::uint64_t> joinNotebooks(std::vector<NotebookRecord> records, AdoptionRule rule);
    [[nodiscard]] Result<std::uint64_t> storeNotebooks(NotebookRecords& all);
    [[nodiscard]] Result<bool> isEmptyNotebook(const RecordId& id);
    [[nodiscard]] Result<bool> joinNotebookDeletion(const DeletedRecord& deleted);
    /// Writes a note whose targets were changed.
    [[nodiscard]] Result<void> storeTargets(OpenNote& open);
    /// A new note has the attachments among its targets from now on; links to notes are left as they are.
    [[nodiscard]] Result<void> useAttachments(const Note& note);
    /// A note that goes for good has its attachments no more.
    [[nodiscard]] Result<void> releaseAttachments(const Note& note);
    [[nodiscard]] Result<void> changeNote(const RecordId& id, const std::function<bool(Note&)>& change);
    [[nodiscard]] Result<void> checkNoteExists(const RecordId& id);
    /// Keeps the text that stands before an edit, where the last version is ten minutes old or more. True: a
    /// version was due. Of a note seen since the opening it asks the database nothing where none is.
    [[nodiscard]] Result<bool> keepBeforeEdit(const Note& before);
    [[nodiscard]] Result<Revision> openRevision(const RecordId& note, const RecordId& id);
    [[nodiscard]] Result<NewestRevision> newestRevision(const Note& note);
    [[nodiscard]] Result<RecordId> addRevision(const Note& note, RevisionReason reason,
                                               const std::optional<RevisionRow>& newest);
    [[nodiscard]] Result<std::optional<RecordId>> addRevisionUnlessKept(const Note& note,
                                                                        RevisionReason reason);
    [[nodiscard]] Result<void> storeRevision(Revision revision);
    [[nodiscard]] Result<void> removeRevisions(std::span<const RevisionRow> rows);
    [[nodiscard]] Result<std::optional<RecordId>> findByPrefix(std::string_view hex);
    [[nodiscard]] Result<std::optional<RecordId>> findByTitle(std::string_view title);
    [[nodiscard]] Result<std::vector<TitleMatch>> lastEdited(std::uint64_t limit);
    [[nodiscard]] Result<std::vector<TitleMatch>> matchesOf(const TitleQuery& query, std::uint64_t limit);
    [[nodiscard]] Result<std::optional<RecordId>> linkedNote(std::string_view written, RecordId except,
                                                             TitleCache::Likeness least);

    [[nodiscard]] Result<const Notebooks*> loadedNotebooks();
    [[nodiscard]] Result<std::vector<Notebook>> listNotebooks();
    [[nodiscard]] Result<RecordId> makeNotebooks(std::string_view path);
    [[nodiscard]] Result<RecordId> addNotebook(const RecordId& parent, std::string_view name);
    [[nodiscard]] Result<void> checkNotebookExists(const RecordId& id);
    [[nodiscard]] Result<void> changeNotebook(const RecordId& id,
                                              const std::function<Result<bool>(NotebookRecord&)>& change);
    /// transact() of the store, followed by what is to be done off the typing path.
    [[nodiscard]] Result<void> change(const std::function<Result<void>()>& changes);

    // In the order of their dying, from the last: statements before the connection, that before the file.
    std::unique_ptr<VaultFile> m_file;
    UnlockedKey m_key;
    const Clock* m_clock;
    std::filesystem::path m_path; ///< Empty: not known.
    std::filesystem::path m_stateFolder;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<RecordStore> m_store;
    std::unique_ptr<NoteList> m_list;
    std::unique_ptr<SearchIndex> m_index;
    std::unique_ptr<NoteCatalog> m_catalog;
    std::unique_ptr<TitleCache> m_titles;
    std::unique_ptr<RevisionIndex> m_revisions;
    std::unique_ptr<AttachmentShelf> m_shelf;
    bool m_keysChangeIsOpen = false;    ///< The witness was told of one, and not of its end.
    std::unique_ptr<Witness> m_witness; ///< Null where there is no state folder.
    BodyCodec m_codec;
    RevisionPace m_pace;
    std::optional<Notebooks> m_notebooks; ///< Read at first use.
    std::uint64_t m_notebooksDropped = 0;
    std::set<RecordId> m_attaching;
    std::set<SnapshotJob*> m_snapshots;
    std::vector<OpenNotice> m_notices;
    bool m_shrinking = false; ///< Free pages are being given back, until few are left.
    std::optional<std::int64_t>
        m_earlierSchema; ///< The number of its tables, where that is not the present one.
};

} // namespace lockleaf

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/vault.h"

namespace lockleaf::test {

/// A Vault that refuses all of AttachmentKeeper, for doubles whose tests need none of it.
class NoAttaching : public Vault
{
public:
    Result<std::vector<Attachment>> attachments() override { return noFiles(); }
    Result<Attachment> attachment(RecordId) override { return noFiles(); }
    Result<std::vector<AttachedFile>> attachmentsOf(RecordId) override { return noFiles(); }
    Result<std::vector<RecordId>> notesWithAttachment(RecordId) override { return noFiles(); }
    Result<SecureBytes> attachmentChunk(RecordId, std::uint64_t) override { return noFiles(); }
    Result<std::unique_ptr<SlicedJob>> makeAttachJob(RecordId, std::string, std::unique_ptr<ByteSource>,
                                                     AttachReport&) override
    {
        return noFiles();
    }
    Result<std::unique_ptr<SlicedJob>> makeStoreJob(std::string, std::unique_ptr<ByteSource>,
                                                    AttachReport&) override
    {
        return noFiles();
    }
    Result<std::string> attach(RecordId, RecordId, std::string_view) override { return noFiles(); }
    Result<void> detach(RecordId, std::string_view) override { return noFiles(); }
    std::unique_ptr<SlicedJob> makeAttachmentTidyJob(std::optional<Timestamp>, AttachmentTidyReport&) override
    {
        return nullptr;
    }

    // Of NoteAdopter what an export reads.
    DeviceId writer() const override { return {}; }
    Result<NoteRecord> noteRecord(RecordId id) override
    {
        LOCKLEAF_TRY(Note found, note(id));
        NoteRecord record;
        record.note = std::move(found);
        return record;
    }
    Result<std::vector<NotebookRecord>> notebookRecords() override { return std::vector<NotebookRecord>{}; }
    Result<std::vector<DeletedRecord>> deletedRecords() override { return noFiles(); }
    Result<NoteAdoption> judgeNote(const NoteRecord&, AdoptionRule) override { return noFiles(); }
    Result<NoteAdoption> adoptNote(NoteRecord, AdoptionRule) override { return noFiles(); }
    Result<bool> adoptRevision(const Revision&) override { return noFiles(); }
    Result<std::uint64_t> adoptNotebooks(std::vector<NotebookRecord>, AdoptionRule) override
    {
        return noFiles();
    }
    Result<bool> adoptDeletion(const DeletedRecord&) override { return noFiles(); }
    Result<std::uint64_t> adoptNotebookDeletions(const std::vector<DeletedRecord>&) override
    {
        return noFiles();
    }
    Result<std::unique_ptr<SlicedJob>> makeAdoptFileJob(const Attachment&, std::unique_ptr<ByteSource>,
                                                        std::vector<RecordId>) override
    {
        return noFiles();
    }

    // Of SnapshotSource nothing.
    VaultId vaultId() const override { return {}; }
    Timestamp now() const override { return 0; }
    SecretKey<BackupPurpose> backupKey() const override { return {}; }
    std::uint64_t headerGeneration() const override { return 0; }
    std::array<std::uint8_t, 32> inboxPublicKey() const override { return {}; }
    SecretKey<InboxSeedPurpose> inboxSeed() const override { return {}; }
    SecretKey<SpillPurpose> spillKey() const override { return {}; }
    std::unique_ptr<SlicedJob> makeSnapshotJob(std::filesystem::path, SnapshotReport&) override
    {
        return nullptr;
    }
    Result<std::unique_ptr<Vault>> openCopy(const std::filesystem::path&) override { return noFiles(); }
    Hash256 headHash() const override { return {}; }

private:
    static std::unexpected<Error> noFiles() { return fail(ErrorCode::Internal, "not in this double"); }
};

/// A Vault that hands all of AttachmentKeeper on to another one.
class HandsOnAttaching : public Vault
{
public:
    Result<std::vector<Attachment>> attachments() override { return real().attachments(); }
    Result<Attachment> attachment(RecordId id) override { return real().attachment(id); }
    Result<std::vector<AttachedFile>> attachmentsOf(RecordId note) override
    {
        return real().attachmentsOf(note);
    }
    Result<std::vector<RecordId>> notesWithAttachment(RecordId id) override
    {
        return real().notesWithAttachment(id);
    }
    Result<SecureBytes> attachmentChunk(RecordId id, std::uint64_t index) override
    {
        return real().attachmentChunk(id, index);
    }
    Result<std::unique_ptr<SlicedJob>> makeAttachJob(RecordId note, std::string name,
                                                     std::unique_ptr<ByteSource> content,
                                                     AttachReport& report) override
    {
        return real().makeAttachJob(note, std::move(name), std::move(content), report);
    }
    Result<std::unique_ptr<SlicedJob>> makeStoreJob(std::string name, std::unique_ptr<ByteSource> content,
                                                    AttachReport& report) override
    {
        return real().makeStoreJob(std::move(name), std::move(content), report);
    }
    Result<std::string> attach(RecordId note, RecordId attachment, std::string_view wanted) override
    {
        return real().attach(note, attachment, wanted);
    }
    Result<void> detach(RecordId note, std::string_view written) override
    {
        return real().detach(note, written);
    }
    std::unique_ptr<SlicedJob> makeAttachmentTidyJob(std::optional<Timestamp> unusedBefore,
                                                     AttachmentTidyReport& report) override
    {
        return real().makeAttachmentTidyJob(unusedBefore, report);
    }

    DeviceId writer() const override { return constReal().writer(); }
    Result<NoteRecord> noteRecord(RecordId id) override { return real().noteRecord(id); }
    Result<std::vector<NotebookRecord>> notebookRecords() override { return real().notebookRecords(); }
    Result<std::vector<DeletedRecord>> deletedRecords() override { return real().deletedRecords(); }
    Result<NoteAdoption> judgeNote(const NoteRecord& record, AdoptionRule rule) override
    {
        return real().judgeNote(record, rule);
    }
    Result<NoteAdoption> adoptNote(NoteRecord record, AdoptionRule rule) override
    {
        return real().adoptNote(std::move(record), rule);
    }
    Result<bool> adoptRevision(const Revision& revision) override { return real().adoptRevision(revision); }
    Result<std::uint64_t> adoptNotebooks(std::vector<NotebookRecord> records, AdoptionRule rule) override
    {
        return real().adoptNotebooks(std::move(records), rule);
    }
    Result<bool> adoptDeletion(const DeletedRecord& deleted) override
    {
        return real().adoptDeletion(deleted);
    }
    Result<std::uint64_t> adoptNotebookDeletions(const std::vector<DeletedRecord>& deleted) override
    {
        return real().adoptNotebookDeletions(deleted);
    }
    Result<std::unique_ptr<SlicedJob>> makeAdoptFileJob(const Attachment& attachment,
                                                        std::unique_ptr<ByteSource> content,
                                                        std::vector<RecordId> waiting) override
    {
        return real().makeAdoptFileJob(attachment, std::move(content), std::move(waiting));
    }

    VaultId vaultId() const override { return constReal().vaultId(); }
    Timestamp now() const override { return constReal().now(); }
    SecretKey<BackupPurpose> backupKey() const override { return constReal().backupKey(); }
    std::uint64_t headerGeneration() const override { return constReal().headerGeneration(); }
    std::array<std::uint8_t, 32> inboxPublicKey() const override { return constReal().inboxPublicKey(); }
    SecretKey<InboxSeedPurpose> inboxSeed() const override { return constReal().inboxSeed(); }
    SecretKey<SpillPurpose> spillKey() const override { return constReal().spillKey(); }
    std::unique_ptr<SlicedJob> makeSnapshotJob(std::filesystem::path target, SnapshotReport& report) override
    {
        return real().makeSnapshotJob(std::move(target), report);
    }
    Result<std::unique_ptr<Vault>> openCopy(const std::filesystem::path& file) override
    {
        return real().openCopy(file);
    }
    Hash256 headHash() const override { return constReal().headHash(); }

protected:
    virtual Vault& real() = 0;

private:
    // The doubles own what they hand on to; asking changes nothing of it.
    [[nodiscard]] Vault& constReal() const { return const_cast<HandsOnAttaching*>(this)->real(); }
};

} // namespace lockleaf::test

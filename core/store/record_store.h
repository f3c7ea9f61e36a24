// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/database.h"
#include "core/store/freshness.h"
#include "core/store/head.h"
#include "core/store/record_seal.h"
#include "core/store/schema.h"

#include "core/vaultfile/vault_info.h"

#include <functional>
#include <memory>
#include <optional>

namespace lockleaf {

/// A record that was found fresh and authentic.
struct StoredRecord : DirectoryEntry
{
    SecureBytes plain;
};

/// Sealed records with their freshness and the head row, changed in transactions. Knows kinds as numbers
/// only.
///
/// One thread. Everything it returns was checked against the head of this opening.
class RecordStore
{
public:
    /// Makes the tables and the first head in an empty database (the caller's transaction, if any).
    [[nodiscard]] static Result<void> create(Database& database, const UnlockedKey& key);
    /// `database` must outlive the store. Errors: Damaged.
    [[nodiscard]] static Result<std::unique_ptr<RecordStore>> open(Database& database, const UnlockedKey& key,
                                                                   DeviceId device);

    /// Errors: NotFound, where no such record stands (and none was taken away); Damaged.
    [[nodiscard]] Result<StoredRecord> read(const RecordId& id);
    /// Identity and place of a record without opening it; nothing where there is none. Errors: Damaged.
    [[nodiscard]] Result<std::optional<DirectoryEntry>> locate(const RecordId& id);
    /// Opens what `located`, an entry that was found fresh, names. Errors: Damaged.
    [[nodiscard]] Result<SecureBytes> openLocated(const DirectoryEntry& located);

    // Changes; only within transact().
    /// Adds a record of a new id and returns its row.
    [[nodiscard]] Result<std::int64_t> add(const RecordId& id, RecordKind kind, ByteView plain);
    // The same for a copy of another store: with the kind and sequence that the record has there.
    [[nodiscard]] Result<std::int64_t> addAs(const RecordIdentity& identity, ByteView plain);
    [[nodiscard]] Result<void> replaceAs(const DirectoryEntry& current, const RecordIdentity& identity,
                                         ByteView plain);
    /// Puts another text, and maybe kind, in the place of `current`, with the next sequence.
    [[nodiscard]] Result<void> replace(const DirectoryEntry& current, RecordKind kind, ByteView plain);

    /// Takes a record away without a trace: only for what nobody would miss after a merge (versions of notes;
    /// a note leaves a tombstone).
    [[nodiscard]] Result<void> remove(const DirectoryEntry& current);

    /// Runs `changes` as one transaction, durable when it returns success; nothing of it stays where it
    /// returns an error. Within another one it joins that: there, an error before the first write leaves the
    /// outer transaction usable, one after it makes the outer one fail. A transaction without any write costs
    /// nothing and counts no epoch.
    [[nodiscard]] Result<void> transact(const std::function<Result<void>()>& changes);
    [[nodiscard]] bool inTransaction() const { return m_inTransaction; }
    /// Tells that something is about to be written in this transaction beside the records.
    void willWrite() { ++m_writes; }

    /// Records taken away since the opening, those of transactions that failed included: who walks over all
    /// records in steps sees by it whether some may have gone meanwhile.
    [[nodiscard]] std::uint64_t removals() const { return m_removals; }

    [[nodiscard]] const Head& head() const { return m_head; }
    /// The head, to be changed within a transaction only; it is sealed and written when that ends.
    [[nodiscard]] Head& changeHead() { return m_head; }
    /// BLAKE2b-256 of the sealed head as it stands on the disk, for the witness.
    [[nodiscard]] Hash256 headHash() const { return m_headHash; }
    /// Who counts changes in the versions of records: the device, unless setWriter() was called.
    [[nodiscard]] DeviceId writer() const { return m_writer; }
    void setWriter(DeviceId writer) { m_writer = writer; }
    /// Whose last epoch the head notes at each change.
    [[nodiscard]] DeviceId device() const { return m_device; }
    void setDevice(DeviceId device) { m_device = device; }
    /// Another file has taken the place of this one: every change from now on fails with KeysChanged.
    void refuseChanges() { m_refusesChanges = true; }
    [[nodiscard]] bool refusesChanges() const { return m_refusesChanges; }
    [[nodiscard]] Freshness& freshness() { return m_freshness; }
    [[nodiscard]] Database& database() { return m_database; }

private:
    RecordStore(Database& database, const UnlockedKey& key, DeviceId device);
    [[nodiscard]] Result<void> load();
    /// Writes `next` with its text in the place of `current`. Errors: Damaged, where that does not stand.
    [[nodiscard]] Result<void> writeOver(const DirectoryEntry& current, const DirectoryEntry& next,
                                         ByteView sealed);
    [[nodiscard]] Result<void> joinTransaction(const std::function<Result<void>()>& changes);
    [[nodiscard]] Result<void> changeAndCommit(const std::function<Result<void>()>& changes);
    [[nodiscard]] Result<void> flushAndCommit();

    Database& m_database;
    RecordSealer m_sealer;
    HeadSealer m_headSealer;
    Freshness m_freshness;
    DeviceId m_device;
    DeviceId m_writer;
    Head m_head;
    Hash256 m_headHash{};
    bool m_inTransaction = false;
    bool m_refusesChanges = false;
    std::uint64_t m_writes = 0;
    std::uint64_t m_removals = 0;
    std::optional<Error> m_broken; ///< Why the running transaction cannot be committed any more.
};

} // namespace lockleaf

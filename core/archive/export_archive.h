// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/archive/age_x25519.h"
#include "core/base/sliced_job.h"
#include "core/crypto/passphrase.h"
#include "core/vault/vault.h"

#include <filesystem>
#include <memory>
#include <span>

namespace lockleaf {

/// The age header of one archive with its file key, sealed for a password or for recipients. Making it for a
/// password derives by scrypt (about a second and 256 MiB), so it is made off the thread that owns the vault,
/// then moved into the job.
class ArchiveSeal
{
public:
    /// `workFactor` is log2 of scrypt's N; 18 is what the age command writes. Tests may lower it.
    [[nodiscard]] static Result<ArchiveSeal> forPassphrase(const Passphrase& passphrase, int workFactor = 18);
    /// Whoever has the identity of one of `recipients` (at least one) opens it; who exports needs none. Fast.
    /// Errors: InvalidArgument for too many, KeyNotValid.
    [[nodiscard]] static Result<ArchiveSeal> forRecipients(std::span<const age::Recipient> recipients);

    ArchiveSeal(ArchiveSeal&&) noexcept;
    ArchiveSeal& operator=(ArchiveSeal&&) noexcept;
    ~ArchiveSeal();

    struct Private;
    [[nodiscard]] Private& d() { return *m_d; }

private:
    explicit ArchiveSeal(std::unique_ptr<Private> d);
    [[nodiscard]] static std::unique_ptr<Private> withNewFileKey();
    std::unique_ptr<Private> m_d;
};

/// What goes into an archive.
struct ExportChoice
{
    bool trash = false;                         ///< Also what lies in the trash.
    bool versions = false;                      ///< Also the earlier versions of the notes.
    std::optional<std::vector<RecordId>> notes; ///< Only these, in this order; nothing: all.
};

struct ExportReport
{
    std::uint64_t notes = 0;
    std::uint64_t versions = 0;
    std::uint64_t bodyBytes = 0;
    std::uint64_t attachments = 0;
    std::uint64_t attachmentBytes = 0;
    std::uint64_t archiveBytes = 0; ///< Once all of it is written; it is read back after that.
    bool readBack = false;          ///< The whole archive was read again and every hash agreed.
};

/// Writes the notes of `vault` that are chosen, with what they have attached, into a new encrypted archive at
/// `target`
/// (format.md 7): temporary name, fsync, read back, rename without replacing; a cancelled or failed job
/// leaves nothing. `vault` and `report` must outlive the job. Errors: AlreadyExists, DiskFull,
/// PermissionDenied, Damaged…
[[nodiscard]] std::unique_ptr<SlicedJob> makeExportJob(Vault& vault, std::filesystem::path target,
                                                       ArchiveSeal seal, ExportReport& report,
                                                       ExportChoice choice = {});

} // namespace lockleaf

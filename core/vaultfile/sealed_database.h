// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vaultfile/file_io.h"
#include "core/vaultfile/sealed_file.h"
#include "core/vaultfile/sealers.h"

#include <functional>
#include <vector>

namespace lockleaf {

/// The database behind the header region: sealed pages.
///
/// The tag of each page that was read or written is kept, and another tag at the same place is an error:
/// sealing alone cannot tell an older version of a page from the present one.
class SealedDatabase final : public SealedFile
{
public:
    SealedDatabase(SyncedFile& file, PageSealer sealer) : m_file(file), m_sealer(std::move(sealer)) {}

    /// Called before each write of a page.
    void beforeWrite(std::function<Result<void>()> hook) { m_beforeWrite = std::move(hook); }

    Result<bool> read(std::uint64_t offset, MutableByteView into) override;
    Result<void> write(std::uint64_t offset, ByteView from) override;
    Result<void> truncate(std::uint64_t size) override;
    Result<void> sync() override { return m_file.sync(); }
    Result<std::uint64_t> size() override;

    [[nodiscard]] Result<std::uint32_t> pageCount();
    /// Reads page `number` (from 1) from the file and opens it.
    [[nodiscard]] Result<void> openPage(std::uint32_t number, MutablePage plain);

private:
    [[nodiscard]] Result<void> writePage(std::uint32_t number, PageView plain);
    [[nodiscard]] Result<void> readStart(MutableByteView into);
    PageTag& knownTag(std::uint32_t number);

    SyncedFile& m_file;
    PageSealer m_sealer;
    std::function<Result<void>()> m_beforeWrite;
    std::vector<PageTag> m_tags; ///< By page number − 1; zero where no tag was seen yet.
};

} // namespace lockleaf

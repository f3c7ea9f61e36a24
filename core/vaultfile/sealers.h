// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/aead.h"
#include "core/crypto/subkeys.h"
#include "core/vaultfile/layout.h"
#include "core/vaultfile/state_blocks.h"

#include <optional>

namespace lockleaf {

using PageTag = std::array<std::uint8_t, aead::tagSize>;
using PageView = std::span<const std::uint8_t, layout::pageSize>;
using MutablePage = std::span<std::uint8_t, layout::pageSize>;

/// Seals the pages of one physical file. A sealed page: ciphertext of the content, nonce, tag.
class PageSealer
{
public:
    /// The key of the file comes from the subkey and the file's salt, so that copies made by us share none.
    PageSealer(const SecretKey<PagesPurpose>& subkey, const layout::FileSalt& salt);

    /// Seals the content of `plain` for place `number` (from 1) into `sealed`; the tag is returned.
    PageTag seal(std::uint32_t number, PageView plain, MutablePage sealed) const;
    /// Opens; the reserve of `plain` is zero. False, and `plain` zeroed, where it is not authentic.
    [[nodiscard]] bool open(std::uint32_t number, PageView sealed, MutablePage plain) const;

private:
    SecretKey<struct PageKeyPurpose> m_key;
    layout::FileSalt m_salt;
};

/// The tag at the end of a sealed page.
[[nodiscard]] PageTag tagOfPage(PageView sealed);

/// The start of a log: what SQLite wrote, and to which state of the vault file it belongs.
struct LogHeader
{
    std::array<std::uint8_t, layout::logHeaderSize> sqlite{};
    std::uint64_t sequence = 0; ///< The checkpoint sequence c that was made durable for this log.
    LogId logId{};
};

/// The head of a frame.
struct FrameHead
{
    std::array<std::uint8_t, layout::frameHeaderSize> sqlite{};
    std::uint64_t transactionStart = 0; ///< Index of the frame after the last commit when this was written.
};

/// Seals what a log holds: headers, frame heads and frame pages (docs/vault-format.md, "The log").
class LogSealer
{
public:
    static constexpr std::size_t headerSize = 64 + aead::overhead;
    static constexpr std::size_t markSize = 32 + aead::overhead;
    static constexpr std::size_t frameHeadSize = 32 + aead::overhead;
    static constexpr std::size_t frameSize = frameHeadSize + layout::pageSize;

    LogSealer(const SecretKey<WalPurpose>& subkey, const layout::FileSalt& salt);

    [[nodiscard]] std::array<std::uint8_t, headerSize> sealHeader(std::size_t copy,
                                                                  const LogHeader& header) const;
    [[nodiscard]] std::optional<LogHeader> openHeader(std::size_t copy, ByteView sealed) const;

    /// The number of frames that had reached the disk when this was written.
    [[nodiscard]] Bytes sealMark(const LogHeader& log, std::uint64_t frames) const;
    [[nodiscard]] std::optional<std::uint64_t> openMark(const LogHeader& log, ByteView sealed) const;

    /// Frames are bound to the log (sequence and id) and to their index.
    void sealFrameHead(const LogHeader& log, std::uint64_t index, const FrameHead& head,
                       std::span<std::uint8_t, frameHeadSize> sealed) const;
    [[nodiscard]] std::optional<FrameHead>
    openFrameHead(const LogHeader& log, std::uint64_t index,
                  std::span<const std::uint8_t, frameHeadSize> sealed) const;
    void sealFramePage(const LogHeader& log, std::uint64_t index, PageView plain, MutablePage sealed) const;
    [[nodiscard]] bool openFramePage(const LogHeader& log, std::uint64_t index, PageView sealed,
                                     MutablePage plain) const;

private:
    SecretKey<struct LogKeyPurpose> m_key;
    layout::FileSalt m_salt;
};

} // namespace lockleaf

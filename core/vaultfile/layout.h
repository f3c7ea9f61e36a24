// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <string_view>

/// Sizes, places and labels of the vault file and its log, as docs/vault-format.md states them.
namespace lockleaf::layout {

constexpr std::uint16_t format = 1;
/// What development versions wrote before the freeze; refused.
constexpr std::uint16_t formatBeforeFreeze = 0;
constexpr std::uint8_t suite = 1; ///< XChaCha20-Poly1305, BLAKE2b, Argon2id 1.3, X25519.

constexpr std::size_t pageSize = 8192;
constexpr std::size_t pageReserve = 40; ///< Nonce and tag at the end of each sealed page.
constexpr std::size_t pageContent = pageSize - pageReserve;

constexpr std::uint64_t headerRegionSize = 65536;
constexpr std::size_t headerBlockSize = 4096;
constexpr std::uint64_t headerOffsets[2] = {0, 32768};
constexpr std::uint64_t stateOffsets[2] = {8192, 40960};

constexpr std::size_t logHeaderSize = 32; ///< What SQLite writes at the start of its log.
constexpr std::size_t frameHeaderSize = 24;
constexpr std::uint64_t logFrameSize = frameHeaderSize + pageSize; ///< A frame as SQLite sees it.

constexpr std::uint64_t logHeaderOffsets[2] = {0, 4096};
constexpr std::size_t logHeaderBlockSize = 4096; ///< Each copy, with zeros behind it, in sectors of its own.
constexpr std::uint64_t logMarkOffset = 2048;    ///< In the zeros behind the first copy.
constexpr std::uint64_t logFramesOffset = 8192;

/// Labels begin every associated data and every key derivation: 16 octets, filled up with zeros.
constexpr std::size_t labelSize = 16;
constexpr std::string_view slotLabel = "lockleaf slot";
constexpr std::string_view stateLabel = "lockleaf state";
constexpr std::string_view pageLabel = "lockleaf page";
constexpr std::string_view logHeaderLabel = "lockleaf loghead";
constexpr std::string_view frameLabel = "lockleaf frame";
constexpr std::string_view logPageLabel = "lockleaf logpage";
constexpr std::string_view logMarkLabel = "lockleaf logmark";
constexpr std::string_view pageKeyLabel = "lockleaf pagekey";
constexpr std::string_view logKeyLabel = "lockleaf logkey";

using FileSalt = std::array<std::uint8_t, 16>;

} // namespace lockleaf::layout

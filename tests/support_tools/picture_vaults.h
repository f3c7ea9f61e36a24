// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/vault/vault.h"

#include <filesystem>
#include <memory>

namespace lockleaf::test {

/// A new vault at `file`, open: empty, or `filled` with the notes of the pictures, "Lisbon in May" the open
/// one. Ends the program where that fails.
[[nodiscard]] std::unique_ptr<Vault> makePictureVault(const std::filesystem::path& file, bool filled);

/// A clock that a story of several days can be told by.
class StoryClock final : public Clock
{
public:
    [[nodiscard]] Timestamp now() const override { return at; }
    Timestamp at = 0;
};

/// A new vault with a note that has versions of several days; `clock` must outlive it. Ends the program where
/// that fails.
[[nodiscard]] std::unique_ptr<Vault> makeVersionsVault(const std::filesystem::path& file, StoryClock& clock);

} // namespace lockleaf::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/process/owned_descriptor.h"
#include "core/base/bytes.h"
#include "core/base/result.h"

namespace lockleaf::app {

/// A file that has no name and lies in memory alone, with `content`, to be passed to another process. What is
/// in it must not be secret. Errors: of the system.
[[nodiscard]] Result<OwnedDescriptor> makeMemoryFile(ByteView content);

/// What is in a file that somebody else made, from its beginning on. Errors: NotARegularFile, InvalidArgument
/// for more than `limit` octets, those of the system.
[[nodiscard]] Result<Bytes> readMemoryFile(const OwnedDescriptor& file, std::size_t limit);

} // namespace lockleaf::app

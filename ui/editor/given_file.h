// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/secure_bytes.h"

#include <QString>

#include <filesystem>
#include <memory>
#include <vector>

namespace lockleaf::ui {

/// A file that somebody dropped, pasted or chose.
struct GivenFile
{
    QString name;               ///< What it is to be called in the vault.
    std::filesystem::path path; ///< Where it lies; empty where `content` is all there is.
    std::shared_ptr<const SecureBytes> content;
};
using GivenFiles = std::vector<GivenFile>;

} // namespace lockleaf::ui

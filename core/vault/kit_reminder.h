// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/store/told_marks.h"
#include "core/vaultfile/vault_info.h"

#include <span>

namespace lockleaf {

/// What is to be said of the recovery kit, quietly.
struct KitReminder
{
    enum class What {
        None,
        Make,     ///< There is none, a week after the vault was made, and again each year.
        Rehearse, ///< A year, or another one, has passed since it was made: does its code still open?
    };
    What what = What::None;
    ToldMark mark{}; ///< For VaultSettings::told, once it was said; another one each year.
};

/// What is due at `now`, but what `told` says was said already.
[[nodiscard]] KitReminder kitReminder(std::span<const KeySlotInfo> ways, std::span<const ToldMark> told,
                                      Timestamp now);

} // namespace lockleaf

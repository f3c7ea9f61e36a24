// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace lockleaf::app {

/// Where this computer remembers the last state of each vault: $XDG_STATE_HOME/lockleaf, else
/// ~/.local/state/lockleaf (XDG base directory specification; relative values are ignored). Empty where
/// neither is known: then nothing is remembered.
[[nodiscard]] std::filesystem::path stateFolder();

} // namespace lockleaf::app

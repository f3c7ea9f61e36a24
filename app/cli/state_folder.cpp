// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/state_folder.h"

#include <cstdlib>

namespace lockleaf::app {

std::filesystem::path stateFolder()
{
    const auto absolute = [](const char* name) {
        const char* value = std::getenv(name);
        const std::filesystem::path path{value == nullptr ? "" : value};
        return path.is_absolute() ? path : std::filesystem::path{};
    };
    if (const auto state = absolute("XDG_STATE_HOME"); !state.empty())
        return state / "lockleaf";
    if (const auto home = absolute("HOME"); !home.empty())
        return home / ".local" / "state" / "lockleaf";
    return {};
}

} // namespace lockleaf::app

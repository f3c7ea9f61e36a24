// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/process/session_bus.h"

#include <cstdlib>
#include <string>
#include <string_view>
#include <unistd.h>

namespace lockleaf::app {

bool hasSessionBus()
{
    const char* const address = std::getenv("DBUS_SESSION_BUS_ADDRESS");
    if (address != nullptr && *address != '\0')
        return std::string_view{address} != "disabled:";
    const char* const runtime = std::getenv("XDG_RUNTIME_DIR");
    return runtime != nullptr && *runtime != '\0' &&
           access((std::string{runtime} + "/bus").c_str(), R_OK) == 0;
}

} // namespace lockleaf::app

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/process/session_bus.h"

#include <cstdlib>
#include <string>
#include <string_view>
#include <unistd.h>

namespace lockleaf::app {

namespace {

// No transport has this name, so that every connection fails at once.
constexpr const char* noBus = "disabled:";

} // namespace

bool hasSessionBus()
{
    const char* const address = std::getenv("DBUS_SESSION_BUS_ADDRESS");
    if (address != nullptr && *address != '\0')
        return std::string_view{address} != noBus;
    const char* const runtime = std::getenv("XDG_RUNTIME_DIR");
    return runtime != nullptr && *runtime != '\0' &&
           access((std::string{runtime} + "/bus").c_str(), R_OK) == 0;
}

void forbidStartingABus()
{
    if (!hasSessionBus())
        setenv("DBUS_SESSION_BUS_ADDRESS", noBus, 1);
}

} // namespace lockleaf::app

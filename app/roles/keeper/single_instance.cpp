// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/keeper/single_instance.h"

#include "app/roles/keeper/bus_instance.h"
#include "app/roles/keeper/socket_instance.h"
#include "app/roles/process/session_bus.h"

namespace lockleaf::app {

std::unique_ptr<SingleInstance> SingleInstance::make()
{
    if (hasSessionBus())
        return std::make_unique<BusInstance>();
    return std::make_unique<SocketInstance>(SocketInstance::standardFolder());
}

} // namespace lockleaf::app

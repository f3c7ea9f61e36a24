// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/keeper/logind_watch.h"

#include <unistd.h>

namespace lockleaf::app {

LogindIdentity LogindIdentity::own()
{
    return {qEnvironmentVariable("XDG_SESSION_ID"), static_cast<quint32>(getpid()),
            static_cast<quint32>(getuid())};
}

} // namespace lockleaf::app

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/export_date.h"

#include "core/base/clock.h"

namespace lockleaf::app {

void rememberExport(Vault& vault)
{
    auto settings = vault.settings();
    if (!settings)
        return;
    settings->lastExported = systemClock().now();
    static_cast<void>(vault.saveSettings(*settings));
}

} // namespace lockleaf::app

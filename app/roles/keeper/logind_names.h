// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/keeper/bus_link.h"

/// The names of org.freedesktop.login1(5) that more than one file needs.
namespace lockleaf::app::logind {

inline const QString service = QStringLiteral("org.freedesktop.login1");
inline const QString managerPath = QStringLiteral("/org/freedesktop/login1");
inline const QString managerInterface = QStringLiteral("org.freedesktop.login1.Manager");

/// A member of the manager.
[[nodiscard]] inline BusMember manager(const QString& name)
{
    return {service, managerPath, managerInterface, name};
}

} // namespace lockleaf::app::logind

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QVariantList>

namespace lockleaf::app {

/// The values of a message in the types of BusLink. Any thread.
[[nodiscard]] QVariantList plainValues(const QVariantList& arguments);

} // namespace lockleaf::app

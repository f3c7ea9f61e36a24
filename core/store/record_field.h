// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/fields.h"

#include <string>
#include <vector>

namespace lockleaf {

// Fields as several kinds of records have them. False: the field is not as it would have been written.

/// Reads a text that is present only where it is not empty.
[[nodiscard]] bool readTextField(const Field& field, std::string& text);
/// Reads an id that is present only where it is not null.
[[nodiscard]] bool readIdField(const Field& field, RecordId& id);
/// Keeps one that this version does not know.
void keepField(std::vector<UnknownField>& unknown, const Field& field);

} // namespace lockleaf

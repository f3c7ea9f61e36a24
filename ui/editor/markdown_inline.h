// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

#include <cstdint>
#include <vector>

namespace lockleaf::ui::markdown {

/// The Look of each character of `text` from `from` on (marks of emphasis, code, links, tags); those before
/// are plain. Empty when all of it is plain.
[[nodiscard]] std::vector<std::uint16_t> inlineLooks(QStringView text, int from);

/// Where the tag that begins with the "#" at `at` ends; `at` itself where none begins. A tag starts with a
/// letter and goes on with letters, digits, "-", "_" and "/".
[[nodiscard]] qsizetype tagEnd(QStringView text, qsizetype at);

} // namespace lockleaf::ui::markdown

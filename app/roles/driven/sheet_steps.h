// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/driven/driver.h"

#include <QString>

class QWidget;

namespace lockleaf::app {

/// The line that the open sheet for a tag, or the switcher, is typed into; nullptr: it is not open.
[[nodiscard]] QWidget* tagField();
[[nodiscard]] QWidget* switcherField();
[[nodiscard]] bool hasSwitcherRows();
/// False: there is no such widget yet.
[[nodiscard]] bool pressEnterIn(QWidget* widget);

/// Fills the open export sheet in and waits for the archive.
[[nodiscard]] DriveSteps exportSteps(const QString& archive, const QString& password);
/// Fills the open import sheet in and waits for its report.
[[nodiscard]] DriveSteps importSteps(const QString& folder);

/// The numbers that the glyphs of these texts have in each font that the window shows text in: one field
/// "INDEX:NUMBER,NUMBER,…" a font that has all of a text.
[[nodiscard]] std::vector<std::string> glyphNumbers(const std::vector<std::string>& texts);

} // namespace lockleaf::app

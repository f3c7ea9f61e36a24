// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QLineEdit;
class QWidget;

namespace lockleaf::ui {

/// A path as it is shown in a field: the person's own folder without its beginning.
[[nodiscard]] QString shownPath(const QString& path);
/// What somebody typed as a whole path: "~/" and what is not absolute stand in the person's own folder.
[[nodiscard]] QString typedPath(const QString& typed);
/// `name` in the person's documents, with a number before its first dot where that is taken.
[[nodiscard]] QString proposedPath(const QString& stem, const QString& ending);

/// Lets the person choose a file or a folder for `field`, without waiting for it. `owner` takes the chooser
/// away when it goes, as at a lock.
struct PathChoice
{
    enum class Kind { OpenFile, OpenFolder, SaveNew };
    Kind kind = Kind::OpenFile;
    QString caption;
    QString filter; ///< Of names; empty: all.
};
void choosePath(const PathChoice& choice, QLineEdit& field, QWidget* owner);

} // namespace lockleaf::ui

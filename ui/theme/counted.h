// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocale>
#include <QString>

namespace lockleaf::ui {

/// `one` for 1, else `many` with its "%1" replaced by the number in the person's notation. Both are
/// translated by the caller; languages with more forms than two choose a wording of `many` that suits any
/// number.
[[nodiscard]] inline QString counted(qint64 number, const QString& one, const QString& many)
{
    return number == 1 ? one : many.arg(QLocale().toString(number));
}

} // namespace lockleaf::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pictures/picture_source.h"

namespace lockleaf::ui {

/// Why a picture is not shown, in one sentence that names its file; empty where it is shown, is coming, or
/// stands for no file of the vault.
[[nodiscard]] QString pictureSentence(const Picture& picture);

} // namespace lockleaf::ui

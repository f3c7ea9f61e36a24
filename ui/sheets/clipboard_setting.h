// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QWidget>

namespace lockleaf::ui {

/// The group of settings about what is copied, with the words that say how far its promise goes.
class ClipboardSetting : public QWidget
{
    Q_OBJECT

public:
    /// `seconds` as VaultSettings::clearCopiedSeconds.
    explicit ClipboardSetting(int seconds, QWidget* parent = nullptr);

Q_SIGNALS:
    void secondsChosen(int seconds);
};

} // namespace lockleaf::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/sheet.h"

namespace lockleaf::ui {

/// Tells what is wrong with the vault's file, in sentences, after an unlock.
class VaultNoticeSheet : public Sheet
{
    Q_OBJECT

public:
    /// `older`: the file is older than the one known here, and the person decides whether to go on with it.
    VaultNoticeSheet(const QStringList& sentences, bool older, QWidget* anyWidget);

Q_SIGNALS:
    void olderFileAccepted();
    void lockRequested();
};

} // namespace lockleaf::ui

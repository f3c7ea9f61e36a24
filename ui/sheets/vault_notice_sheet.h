// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/sheet.h"

class QHBoxLayout;

namespace lockleaf::ui {

class Button;

/// Tells what is wrong with the vault's file, or lies beside it, in sentences.
class VaultNoticeSheet : public Sheet
{
    Q_OBJECT

public:
    /// `older`: the file is older than the one known here, and the person decides whether to go on with it.
    VaultNoticeSheet(const QStringList& sentences, bool older, QWidget* anyWidget);

    /// Offers to do something about it, in the place of locking; `later` are the words for leaving it.
    void offer(const QString& action, const QString& later);

Q_SIGNALS:
    void olderFileAccepted();
    void lockRequested();
    /// What was offered is wanted; the sheet has closed.
    void actionChosen();

private:
    QHBoxLayout* m_foot;
    Button* m_lock;
    Button* m_goOn;
};

} // namespace lockleaf::ui

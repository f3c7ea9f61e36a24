// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/icons.h"

#include <QWidget>

namespace lockleaf::ui {

class Label;

/// A small drawing and a sentence that wraps, under a field: an error, Caps Lock, "Both match".
class NoticeRow : public QWidget
{
    Q_OBJECT

public:
    explicit NoticeRow(QWidget* parent = nullptr);

    /// Shows `text` in `textToken` beside `icon` in `iconToken`; an empty text hides the row. With `alert`
    /// a screen reader is told at once.
    void setNotice(Icon icon, const QString& text, Token iconToken, Token textToken, bool alert);
    void clearNotice();
    void setStrong(bool strong);
    /// Space above the sentence that comes and goes with the row.
    void setTopGap(int pixels);
    /// Takes its room while hidden too, for one line, so that what is below does not jump.
    void keepRoom();
    [[nodiscard]] QString text() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Label* m_label;
    Icon m_icon = Icon::Info;
    Token m_iconToken = Token::TextSecondary;
};

} // namespace lockleaf::ui

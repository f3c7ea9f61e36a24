// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"
#include "ui/theme/typography.h"

#include <QLabel>

namespace lockleaf::ui {

/// Plain text in a role of the type scale and a colour token; follows changes of theme and base font.
/// Markup in the text is shown, never interpreted.
class Label : public QLabel
{
    Q_OBJECT

public:
    explicit Label(const QString& text = {}, TextRole role = TextRole::Body, Token token = Token::Text,
                   QWidget* parent = nullptr);

    void setToken(Token token);
    void setRole(TextRole role);

protected:
    void changeEvent(QEvent* event) override;

private:
    void refreshPalette();
    void refreshFont();

    TextRole m_role;
    Token m_token;
    bool m_applying = false;
};

/// One line that shortens itself with "…" where room ends. Its accessible name and, while shortened, its
/// tooltip are the whole text.
class ElidedLabel : public Label
{
    Q_OBJECT

public:
    explicit ElidedLabel(const QString& text = {}, TextRole role = TextRole::Body, Token token = Token::Text,
                         QWidget* parent = nullptr);

    /// The whole text, as QLabel::text() gives it too.
    void setFullText(const QString& text);
    void setElideMode(Qt::TextElideMode mode);

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    Qt::TextElideMode m_mode = Qt::ElideRight;
};

} // namespace lockleaf::ui

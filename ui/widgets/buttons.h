// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

#include <QPushButton>

#include <optional>

namespace lockleaf::ui {

/// A push button with a word on it. Enter and Space press it.
class Button : public QPushButton
{
    Q_OBJECT

public:
    enum class Kind {
        Primary,   ///< the one thing to do here: filled
        Secondary, ///< outlined
        Danger,    ///< filled in the danger colour: what cannot come back
    };

    explicit Button(const QString& text, Kind kind = Kind::Secondary, QWidget* parent = nullptr);

    /// A drawing before the word; it takes the word's colour.
    void setLeadingIcon(Icon icon);
    void setKind(Kind kind);
    /// Lower limit of the height; text that needs more gets more.
    void setBaseHeight(int height);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QFont shownFont() const;

    Kind m_kind;
    std::optional<Icon> m_leading;
    int m_baseHeight = metrics::ButtonHeight;
};

/// A word that acts, without a frame: "Open another vault…".
class LinkButton : public QPushButton
{
    Q_OBJECT

public:
    explicit LinkButton(const QString& text, QWidget* parent = nullptr);

    void setLeadingIcon(Icon icon);
    void setToken(Token token);
    /// Bold text, as on the sidebar's Lock and on a toast.
    void setStrong(bool strong);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    [[nodiscard]] QFont shownFont() const;

    Token m_token = Token::AccentText;
    std::optional<Icon> m_leading;
    bool m_strong = false;
};

/// A drawing that acts. The area that takes the click is 28 px square; a click leaves the focus where it is,
/// Tab reaches the button. Checkable ones show their state in the accent colour.
class IconButton : public QPushButton
{
    Q_OBJECT

public:
    /// `accessibleName` says what it does ("Show password"); it is the tooltip too.
    IconButton(Icon icon, const QString& accessibleName, QWidget* parent = nullptr);

    void setDrawing(Icon icon);
    /// Changes the accessible name and the tooltip together. `keys` ("Ctrl+B") is added to the tooltip only.
    void setName(const QString& accessibleName, const QString& keys = {});
    void setDrawingSize(int pixels);
    void setToken(Token token);
    /// The colour of the drawing while the button is switched on.
    void setCheckedToken(Token token);
    /// A tinted ground and a frame while it is switched on, for states that no other drawing tells.
    void setFramedWhenChecked(bool framed);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    Icon m_icon;
    Token m_token = Token::TextSecondary;
    Token m_checkedToken = Token::AccentText;
    bool m_framedWhenChecked = false;
    int m_drawingSize = metrics::IconMedium;
};

} // namespace lockleaf::ui

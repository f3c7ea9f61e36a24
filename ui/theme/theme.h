// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

#include <array>
#include <cstddef>

class QPalette;

namespace lockleaf::ui {

/// The named colours of the design. Painters never write a colour down, they ask for a token.
enum class Token {
    Side,           ///< sidebar, lock screen
    List,           ///< note list, settings groups
    Paper,          ///< editor
    Raised,         ///< sheets, buttons, popups
    Field,          ///< inputs
    Line,           ///< separators (decorative)
    LineStrong,     ///< control borders
    Text,           ///< main text
    TextSecondary,  ///< snippets, meta, icons ("text2")
    TextTertiary,   ///< placeholders, Markdown marks ("text3"); never on Tint or Hover
    Accent,         ///< primary button, focus, checks
    AccentHover,    ///< primary button under the pointer
    OnAccent,       ///< text on Accent
    AccentText,     ///< links, selected labels
    Tint,           ///< selected row
    Hover,          ///< hovered row
    Selection,      ///< selected text, drawn in Text
    Mark,           ///< search hit, drawn in Text
    Code,           ///< code background
    Link,           ///< links in notes
    Danger,         ///< errors, destructive actions
    DangerTint,     ///< background of Danger
    Warn,           ///< warnings
    WarnTint,       ///< background of Warn
    NotebookGreen,  ///< notebook icon
    NotebookBlue,   ///< notebook icon
    NotebookOrange, ///< notebook icon
    NotebookPurple, ///< notebook icon
    ScrollThumb,    ///< thumb of the scroll bars (decorative)
    Scrim,          ///< veil under a sheet, with its alpha
    Shadow,         ///< shadow of cards, with its alpha
    LogoTile,       ///< tile behind the leaf of the logo
    Leaf,           ///< leaf behind the lock card
    LeafVein,       ///< veins of that leaf
    Brand,          ///< left half of the create page
    BrandLeaf,      ///< leaf on Brand
    BrandVein,      ///< veins of that leaf
    BrandText,      ///< headings on Brand
    BrandText2,     ///< sentences on Brand
    ToastFill,      ///< toast, dark in both appearances
    ToastText,      ///< text on ToastFill
    ToastAccent,    ///< action on ToastFill
    ToastText2,     ///< keys on ToastFill
};

/// How many tokens there are.
inline constexpr std::size_t TokenCount = static_cast<std::size_t>(Token::ToastText2) + 1;

/// Light or dark, after the system's wish has been resolved.
enum class Scheme { Light, Dark };

/// One complete table of colours. A value; the current one is ThemeManager::theme().
class Theme
{
public:
    /// The table of `scheme`. With `highContrast`, secondary texts and lines take the main text's colour,
    /// the veil is opaque and selections are outlined (see isHighContrast()).
    [[nodiscard]] static Theme make(Scheme scheme, bool highContrast = false);

    [[nodiscard]] const QColor& color(Token token) const { return m_colors[static_cast<std::size_t>(token)]; }
    [[nodiscard]] Scheme scheme() const { return m_scheme; }
    [[nodiscard]] bool isDark() const { return m_scheme == Scheme::Dark; }
    /// True when a tinted selection must be drawn as a 2 px outline instead.
    [[nodiscard]] bool isHighContrast() const { return m_highContrast; }

    /// The palette for the stock widgets (line edits, views, menus, tooltips).
    [[nodiscard]] QPalette palette() const;

private:
    std::array<QColor, TokenCount> m_colors;
    Scheme m_scheme = Scheme::Light;
    bool m_highContrast = false;
};

/// WCAG 2.1 contrast ratio of two opaque colours, 1 to 21.
/// Source: WCAG 2.1, "contrast ratio" and "relative luminance".
[[nodiscard]] double contrastRatio(const QColor& first, const QColor& second);

} // namespace lockleaf::ui

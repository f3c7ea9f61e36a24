// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include <QPalette>

#include <algorithm>
#include <cmath>

namespace lockleaf::ui {

namespace {

struct Row
{
    Token token;
    QRgb light;
    QRgb dark;
};

/// The design's colour table. Colours are 0xAARRGGBB.
constexpr std::array<Row, TokenCount> Table{{
    {Token::Side, 0xFFEFF1EC, 0xFF151816},           {Token::List, 0xFFF8F9F6, 0xFF1A1E1B},
    {Token::Paper, 0xFFFFFFFF, 0xFF1F2421},          {Token::Raised, 0xFFFFFFFF, 0xFF262C28},
    {Token::Field, 0xFFFFFFFF, 0xFF191D1A},          {Token::Line, 0xFFE1E5DF, 0xFF2E3531},
    {Token::LineStrong, 0xFF7E8781, 0xFF76817A},     {Token::Text, 0xFF1C211E, 0xFFE6EAE6},
    {Token::TextSecondary, 0xFF525B55, 0xFFAEB8B1},  {Token::TextTertiary, 0xFF646D67, 0xFF929C95},
    {Token::Accent, 0xFF2A7548, 0xFF6CC08B},         {Token::AccentHover, 0xFF216039, 0xFF82CFA0},
    {Token::OnAccent, 0xFFFFFFFF, 0xFF0C1A11},       {Token::AccentText, 0xFF226640, 0xFF86D2A2},
    {Token::Tint, 0xFFDDEBE1, 0xFF26392D},           {Token::Hover, 0xFFE6EAE3, 0xFF232926},
    {Token::Selection, 0xFFBFE0CB, 0xFF2F5A41},      {Token::Mark, 0xFFFFE58A, 0xFF6A5716},
    {Token::Code, 0xFFF3F5F1, 0xFF282E2A},           {Token::Link, 0xFF1F6A8A, 0xFF7CC4E4},
    {Token::Danger, 0xFFB3261E, 0xFFFF9A8F},         {Token::DangerTint, 0xFFFBE9E7, 0xFF3B2321},
    {Token::Warn, 0xFF855300, 0xFFF0BE62},           {Token::WarnTint, 0xFFFFF1D6, 0xFF382D18},
    {Token::NotebookGreen, 0xFF2A7548, 0xFF6CC08B},  {Token::NotebookBlue, 0xFF2F6DA8, 0xFF7CB4E8},
    {Token::NotebookOrange, 0xFFB0601A, 0xFFE8A86B}, {Token::NotebookPurple, 0xFF7A4FB0, 0xFFC3A1E8},
    {Token::ScrollThumb, 0xFFCBD1CB, 0xFF3C4540},    {Token::Scrim, 0x5C141C16, 0x8C000000},
    {Token::Shadow, 0x40182A1E, 0x80000000},         {Token::LogoTile, 0xFF2A7548, 0xFF2F7F50},
    {Token::Leaf, 0xFFDFE7DF, 0xFF1C241E},           {Token::LeafVein, 0xFFEBEFEA, 0xFF222C26},
    {Token::Brand, 0xFF1F5A38, 0xFF18241C},          {Token::BrandLeaf, 0xFF326849, 0xFF232E27},
    {Token::BrandVein, 0xFF477A5D, 0xFF2F3933},      {Token::BrandText, 0xFFFFFFFF, 0xFFE6EAE6},
    {Token::BrandText2, 0xFFDCEAE0, 0xFFAEB8B1},     {Token::ToastFill, 0xFF252B27, 0xFF333B36},
    {Token::ToastText, 0xFFF2F5F2, 0xFFF2F5F2},      {Token::ToastAccent, 0xFF86D2A2, 0xFF86D2A2},
    {Token::ToastText2, 0xFFAEB8B1, 0xFFB8C2BB},
}};

constexpr bool tableFollowsTheEnum()
{
    for (std::size_t i = 0; i < TokenCount; ++i) {
        if (static_cast<std::size_t>(Table[i].token) != i)
            return false;
    }
    return true;
}
static_assert(tableFollowsTheEnum());

double linearChannel(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double relativeLuminance(const QColor& color)
{
    return 0.2126 * linearChannel(color.redF()) + 0.7152 * linearChannel(color.greenF()) +
           0.0722 * linearChannel(color.blueF());
}

} // namespace

Theme Theme::make(Scheme scheme, bool highContrast)
{
    Theme theme;
    theme.m_scheme = scheme;
    theme.m_highContrast = highContrast;
    for (std::size_t i = 0; i < TokenCount; ++i)
        theme.m_colors[i] = QColor::fromRgba(scheme == Scheme::Dark ? Table[i].dark : Table[i].light);
    if (!highContrast)
        return theme;

    const QColor text = theme.color(Token::Text);
    for (const Token token : {Token::TextSecondary, Token::TextTertiary, Token::Line, Token::LineStrong})
        theme.m_colors[static_cast<std::size_t>(token)] = text;
    theme.m_colors[static_cast<std::size_t>(Token::Tint)] = theme.color(Token::Raised);
    theme.m_colors[static_cast<std::size_t>(Token::Scrim)].setAlpha(255);
    return theme;
}

QPalette Theme::palette() const
{
    QPalette palette;
    palette.setColor(QPalette::Window, color(Token::Paper));
    palette.setColor(QPalette::WindowText, color(Token::Text));
    palette.setColor(QPalette::Base, color(Token::Field));
    palette.setColor(QPalette::AlternateBase, color(Token::List));
    palette.setColor(QPalette::Text, color(Token::Text));
    palette.setColor(QPalette::Button, color(Token::Raised));
    palette.setColor(QPalette::ButtonText, color(Token::Text));
    palette.setColor(QPalette::BrightText, color(Token::Danger));
    palette.setColor(QPalette::PlaceholderText, color(Token::TextTertiary));
    palette.setColor(QPalette::Highlight, color(Token::Selection));
    palette.setColor(QPalette::HighlightedText, color(Token::Text));
    palette.setColor(QPalette::Link, color(Token::AccentText));
    palette.setColor(QPalette::LinkVisited, color(Token::AccentText));
    palette.setColor(QPalette::ToolTipBase, color(Token::Raised));
    palette.setColor(QPalette::ToolTipText, color(Token::Text));
    palette.setColor(QPalette::Light, color(Token::Raised));
    palette.setColor(QPalette::Midlight, color(Token::Line));
    palette.setColor(QPalette::Mid, color(Token::Line));
    palette.setColor(QPalette::Dark, color(Token::LineStrong));
    palette.setColor(QPalette::Shadow, color(Token::LineStrong));
    for (const QPalette::ColorRole role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, color(Token::TextTertiary));
    return palette;
}

double contrastRatio(const QColor& first, const QColor& second)
{
    const double a = relativeLuminance(first);
    const double b = relativeLuminance(second);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

} // namespace lockleaf::ui

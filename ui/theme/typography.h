// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>

namespace lockleaf::ui {

/// What a text is; its size is a factor of the base font, so that all text grows with the system's.
enum class TextRole {
    Caption,       ///< .857, captions, meta
    SectionLabel,  ///< .857 semibold
    Help,          ///< .929, snippets, help sentences
    FieldLabel,    ///< .929 semibold, the label over a form field
    Body,          ///< 1.0, interface
    BodyStrong,    ///< 1.0 semibold, row titles
    PaneTitle,     ///< 1.07 semibold
    SheetTitle,    ///< 1.43 bold
    SheetSubtitle, ///< 1.28 bold
    CardTitle,     ///< 1.72 bold
    PageTitle,     ///< 2.0 bold
    Slogan,        ///< 2.5 bold, the one sentence on the create page
    NoteBody,      ///< 1.2
    NoteHeading1,  ///< 1.2 × 1.75 bold
    NoteHeading2,  ///< 1.2 × 1.25 semibold
    NoteHeading3,  ///< 1.2 × 1.1 semibold
    Code,          ///< 1.2 × .86 monospace
};

/// Resolves fonts. The base is the application's font, chosen once by baseFont().
namespace typography {

/// Line heights of note text, in em.
inline constexpr double BodyLineHeight = 1.55;
inline constexpr double HeadingLineHeight = 1.25;
inline constexpr double CodeLineHeight = 1.5;

/// The font that the application should use: Inter where it is installed, else the family of `system`, at
/// 10.5 pt or the system's size, whichever is larger. The only place that decides on either.
[[nodiscard]] QFont baseFont(const QFont& system);

/// How many times the base font's size `role` is.
[[nodiscard]] double factor(TextRole role);

/// The font of `role`, from the application's current font.
[[nodiscard]] QFont font(TextRole role);

/// `pixels` of the design at the base font's size: drawings beside text grow with it. Never less than
/// `pixels`.
[[nodiscard]] int scaled(int pixels);

/// The percentage for QTextBlockFormat::ProportionalHeight that gives `em` em between lines of `font`:
/// Qt multiplies the font's own line spacing, not its size.
[[nodiscard]] double lineHeightPercent(const QFont& font, double em);

/// The width of a column of note text in `body`: that of a sentence of 72 characters, in pixels.
[[nodiscard]] double measure(const QFont& body);

} // namespace typography

} // namespace lockleaf::ui

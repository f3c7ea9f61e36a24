// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/typography.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QFontMetricsF>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lockleaf::ui::typography {

namespace {

constexpr double BasePoints = 10.5;
constexpr double NoteFactor = 1.2;
/// 72 characters; a column of note text is as wide as they are.
constexpr QStringView SampleSentence =
    u"Every page is written by one hand, sealed at once, and kept for its own.";
static_assert(SampleSentence.size() == 72);

QFont::Weight weight(TextRole role)
{
    switch (role) {
    case TextRole::SectionLabel:
    case TextRole::FieldLabel:
    case TextRole::BodyStrong:
    case TextRole::PaneTitle:
    case TextRole::NoteHeading2:
    case TextRole::NoteHeading3:
        return QFont::DemiBold;
    case TextRole::SheetTitle:
    case TextRole::SheetSubtitle:
    case TextRole::CardTitle:
    case TextRole::PageTitle:
    case TextRole::Slogan:
    case TextRole::NoteHeading1:
        return QFont::Bold;
    case TextRole::Caption:
    case TextRole::Help:
    case TextRole::Body:
    case TextRole::NoteBody:
    case TextRole::Code:
        break;
    }
    return QFont::Normal;
}

void scale(QFont& font, double by)
{
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * by);
    else
        font.setPixelSize(std::max(1, qRound(font.pixelSize() * by)));
}

} // namespace

QFont baseFont(const QFont& system)
{
    QFont font = system;
    if (QFontDatabase::hasFamily(u"Inter"_s))
        font.setFamilies({u"Inter"_s, system.family()});
    const double systemPoints =
        system.pointSizeF() > 0 ? system.pointSizeF() : QFontInfo(system).pointSizeF();
    font.setPointSizeF(std::max(BasePoints, systemPoints));
    font.setWeight(QFont::Normal);
    return font;
}

double factor(TextRole role)
{
    switch (role) {
    case TextRole::Caption:
    case TextRole::SectionLabel:
        return 0.857;
    case TextRole::Help:
    case TextRole::FieldLabel:
        return 0.929;
    case TextRole::PaneTitle:
        return 1.07;
    case TextRole::SheetSubtitle:
        return 1.28;
    case TextRole::SheetTitle:
        return 1.43;
    case TextRole::CardTitle:
        return 1.72;
    case TextRole::PageTitle:
        return 2.0;
    case TextRole::Slogan:
        return 2.5;
    case TextRole::NoteBody:
        return NoteFactor;
    case TextRole::NoteHeading1:
        return NoteFactor * 1.75;
    case TextRole::NoteHeading2:
        return NoteFactor * 1.25;
    case TextRole::NoteHeading3:
        return NoteFactor * 1.1;
    case TextRole::Code:
        return NoteFactor * 0.86;
    case TextRole::Body:
    case TextRole::BodyStrong:
        break;
    }
    return 1.0;
}

QFont font(TextRole role)
{
    QFont font = QApplication::font();
    if (role == TextRole::Code) {
        const QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
        font.setFamilies(fixed.families());
        font.setStyleHint(QFont::Monospace);
        font.setFixedPitch(true);
    }
    scale(font, factor(role));
    font.setWeight(weight(role));
    return font;
}

int scaled(int pixels)
{
    constexpr double DesignBasePixels = 14;
    const double growth = QFontInfo(QApplication::font()).pixelSize() / DesignBasePixels;
    return std::max(pixels, qRound(pixels * growth));
}

double lineHeightPercent(const QFont& font, double em)
{
    const double own = QFontMetricsF(font).lineSpacing();
    const double pixels = QFontInfo(font).pixelSize();
    return own > 0 ? 100.0 * em * pixels / own : 100.0;
}

double measure(const QFont& body)
{
    return QFontMetricsF(body).horizontalAdvance(SampleSentence.toString());
}

} // namespace lockleaf::ui::typography

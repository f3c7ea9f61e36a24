// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/theme/theme_manager.h"
#include "ui/theme/typography.h"

#include <QApplication>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QPainter>
#include <QSignalSpy>
#include <QStyle>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace lockleaf::ui;

namespace {

using Tokens = QList<Token>;

/// The lowest contrast that `token` has on any of `surfaces`, cut to one decimal as the design's table is.
double worst(const Theme& theme, Token token, const Tokens& surfaces)
{
    double lowest = 21;
    for (const Token surface : surfaces)
        lowest = std::min(lowest, contrastRatio(theme.color(token), theme.color(surface)));
    return lowest;
}

const Tokens Panes{Token::Side, Token::List, Token::Paper, Token::Raised, Token::Field};
const Tokens AllSurfaces{Token::Side, Token::List,  Token::Paper, Token::Raised, Token::Field,
                         Token::Tint, Token::Hover, Token::Mark,  Token::Code};
const Tokens RowSurfaces{Token::Side,  Token::List, Token::Paper, Token::Raised,
                         Token::Field, Token::Tint, Token::Hover};

} // namespace

class ThemeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void contrastIsThatOfTheStandard();
    void contrastTableOfTheDesignHolds_data();
    void contrastTableOfTheDesignHolds();
    void highContrastGivesSecondaryTextTheMainColour();
    void appearanceFollowsTheSystemOnlyWhenAsked();
    void iconsAreDrawnInTheColourAndRatioAskedFor();
    void everyIconDrawsSomething();
    void themedIconFollowsTheTheme();
    void fontsAreFactorsOfTheBase();
    void lineHeightIsMeasuredInEm();
    void passwordCharacterIsTheBullet();
};

void ThemeTest::contrastIsThatOfTheStandard()
{
    QCOMPARE(contrastRatio(Qt::black, Qt::white), 21.0);
    QCOMPARE(contrastRatio(Qt::white, Qt::black), 21.0);
    QVERIFY(qAbs(contrastRatio(QColor(0x77, 0x77, 0x77), Qt::white) - 4.478) < 0.001);
}

void ThemeTest::contrastTableOfTheDesignHolds_data()
{
    QTest::addColumn<Token>("token");
    QTest::addColumn<Tokens>("surfaces");
    QTest::addColumn<double>("light");
    QTest::addColumn<double>("dark");

    QTest::newRow("text") << Token::Text << AllSurfaces << 13.1 << 5.8;
    QTest::newRow("selected text") << Token::Text << Tokens{Token::Selection} << 11.4 << 6.0;
    QTest::newRow("text3 on code") << Token::TextTertiary << Tokens{Token::Code} << 4.5 << 4.5;
    QTest::newRow("text2") << Token::TextSecondary << RowSurfaces << 5.7 << 6.0;
    QTest::newRow("text3") << Token::TextTertiary << Panes << 4.7 << 5.0;
    QTest::newRow("accentText") << Token::AccentText << RowSurfaces << 5.6 << 6.9;
    QTest::newRow("onAccent on accent") << Token::OnAccent << Tokens{Token::Accent} << 5.6 << 8.2;
    QTest::newRow("danger") << Token::Danger << (Panes + Tokens{Token::DangerTint}) << 5.6 << 7.0;
    QTest::newRow("warn") << Token::Warn << (Panes + Tokens{Token::WarnTint}) << 5.7 << 7.9;
    QTest::newRow("link") << Token::Link << Tokens{Token::Paper, Token::Raised} << 6.0 << 7.4;
    QTest::newRow("lineStrong") << Token::LineStrong << Panes << 3.3 << 3.5;
    QTest::newRow("accent as focus ring") << Token::Accent << RowSurfaces << 4.6 << 5.6;
    for (const Token notebook :
         {Token::NotebookGreen, Token::NotebookBlue, Token::NotebookOrange, Token::NotebookPurple})
        QTest::addRow("notebook %d", static_cast<int>(notebook)) << notebook << RowSurfaces << 3.0 << 3.0;
}

void ThemeTest::contrastTableOfTheDesignHolds()
{
    QFETCH(Token, token);
    QFETCH(Tokens, surfaces);
    QFETCH(double, light);
    QFETCH(double, dark);
    constexpr double Rounding = 0.05;
    const double inLight = worst(Theme::make(Scheme::Light), token, surfaces);
    const double inDark = worst(Theme::make(Scheme::Dark), token, surfaces);
    QVERIFY2(inLight >= light - Rounding, qPrintable(u"light: %1, wanted %2"_s.arg(inLight).arg(light)));
    QVERIFY2(inDark >= dark - Rounding, qPrintable(u"dark: %1, wanted %2"_s.arg(inDark).arg(dark)));
}

void ThemeTest::highContrastGivesSecondaryTextTheMainColour()
{
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark}) {
        const Theme theme = Theme::make(scheme, true);
        for (const Token token : {Token::TextSecondary, Token::TextTertiary, Token::Line, Token::LineStrong})
            QCOMPARE(theme.color(token), theme.color(Token::Text));
        QCOMPARE(theme.color(Token::Scrim).alpha(), 255);
        QVERIFY(theme.isHighContrast());
    }
    QVERIFY(Theme::make(Scheme::Light).color(Token::Scrim).alpha() < 255);
}

void ThemeTest::appearanceFollowsTheSystemOnlyWhenAsked()
{
    ThemeManager& manager = ThemeManager::instance();
    QSignalSpy changes(&manager, &ThemeManager::themeChanged);
    QVERIFY(!manager.theme().isDark());

    manager.setSystemDark(true);
    QVERIFY(manager.theme().isDark());
    QCOMPARE(changes.count(), 1);
    QCOMPARE(QApplication::palette().color(QPalette::Window), manager.theme().color(Token::Paper));

    manager.setAppearance(Appearance::Light);
    QVERIFY(!manager.theme().isDark());
    manager.setSystemDark(false);
    manager.setAppearance(Appearance::Dark);
    QVERIFY(manager.theme().isDark());
    QCOMPARE(changes.count(), 3);
    manager.setAppearance(Appearance::Dark);
    QCOMPARE(changes.count(), 3);

    manager.setAppearance(Appearance::System);
    QVERIFY(!manager.theme().isDark());
}

void ThemeTest::iconsAreDrawnInTheColourAndRatioAskedFor()
{
    const QPixmap plain = icons::pixmap(Icon::Plus, Qt::red, 16, 1.0);
    const QPixmap fine = icons::pixmap(Icon::Plus, Qt::blue, 16, 2.0);
    QCOMPARE(plain.size(), QSize(16, 16));
    QCOMPARE(fine.size(), QSize(32, 32));
    QCOMPARE(fine.devicePixelRatio(), 2.0);
    const QColor red = plain.toImage().pixelColor(8, 8);
    QCOMPARE(red.rgb(), QColor(Qt::red).rgb());
    QCOMPARE(fine.toImage().pixelColor(16, 16).rgb(), QColor(Qt::blue).rgb());
}

void ThemeTest::everyIconDrawsSomething()
{
    for (int i = 0; i <= static_cast<int>(Icon::Warning); ++i) {
        const QImage image = icons::pixmap(static_cast<Icon>(i), Qt::black, 24, 1.0).toImage();
        int painted = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                painted += image.pixelColor(x, y).alpha() > 60 ? 1 : 0;
        }
        QVERIFY2(painted > 8, qPrintable(u"icon %1"_s.arg(i)));
    }
}

void ThemeTest::themedIconFollowsTheTheme()
{
    const QIcon icon = icons::themed(Icon::Plus, Token::Text);
    ThemeManager& manager = ThemeManager::instance();
    const auto centre = [&icon] { return icon.pixmap(QSize(16, 16), 1.0).toImage().pixelColor(8, 8).rgb(); };
    QCOMPARE(centre(), Theme::make(Scheme::Light).color(Token::Text).rgb());
    manager.setAppearance(Appearance::Dark);
    QCOMPARE(centre(), Theme::make(Scheme::Dark).color(Token::Text).rgb());
    manager.setAppearance(Appearance::System);
}

void ThemeTest::fontsAreFactorsOfTheBase()
{
    const QFont small(u"Sans"_s, 8);
    const QFont large(u"Sans"_s, 20);
    QCOMPARE(typography::baseFont(small).pointSizeF(), 10.5);
    QCOMPARE(typography::baseFont(large).pointSizeF(), 20.0);

    const QFont before = QApplication::font();
    QApplication::setFont(typography::baseFont(large));
    QCOMPARE(typography::font(TextRole::Caption).pointSizeF(), 20.0 * 0.857);
    QCOMPARE(typography::font(TextRole::PageTitle).pointSizeF(), 40.0);
    QCOMPARE(typography::font(TextRole::PageTitle).weight(), QFont::Bold);
    QVERIFY(QFontInfo(typography::font(TextRole::Code)).fixedPitch());
    QApplication::setFont(before);
}

void ThemeTest::lineHeightIsMeasuredInEm()
{
    const QFont font = typography::font(TextRole::NoteBody);
    const double percent = typography::lineHeightPercent(font, typography::BodyLineHeight);
    const double pixels = QFontMetricsF(font).lineSpacing() * percent / 100.0;
    QVERIFY(qAbs(pixels - 1.55 * QFontInfo(font).pixelSize()) < 0.01);
}

void ThemeTest::passwordCharacterIsTheBullet()
{
    QCOMPARE(QApplication::style()->styleHint(QStyle::SH_LineEdit_PasswordCharacter), 8226);
}

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    ThemeManager::instance().install(application);
    ThemeTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "theme_test.moc"

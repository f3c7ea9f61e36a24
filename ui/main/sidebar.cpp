// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/sidebar.h"

#include "ui/main/unlock_line.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/label.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace lockleaf::ui {

namespace {

constexpr int SidebarLogoSize = 26;
constexpr int FooterHeight = 49;

/// The logo on its tile; decoration.
class Logo : public QWidget
{
public:
    explicit Logo(QWidget* parent) : QWidget(parent) { setFixedSize(SidebarLogoSize, SidebarLogoSize); }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.drawPixmap(
            0, 0, icons::logo(SidebarLogoSize, devicePixelRatioF(), currentTheme().color(Token::LogoTile)));
    }
};

} // namespace

QString idleRule(int seconds)
{
    const auto words = [](const char* text) { return QCoreApplication::translate("IdleRule", text); };
    if (seconds <= 0)
        return words("no auto lock");
    if (seconds < 60)
        return words("auto after %1 s").arg(seconds);
    if (seconds < 3600)
        return words("auto after %1 min").arg((seconds + 30) / 60);
    return words("auto after %1 h").arg((seconds + 1800) / 3600);
}

Sidebar::Sidebar(SidebarModel& model, const QString& vaultName, QWidget* parent)
    : Surface(Token::Side, parent), m_list(new SidebarList(model, this)),
      m_menu(new IconButton(Icon::Menu, tr("Menu"), this)),
      m_rule(new Label({}, TextRole::Caption, Token::TextSecondary, this)), m_unlock(new UnlockLine(this))
{
    m_menu->setName(tr("Menu"), QKeySequence(Qt::Key_F10).toString(QKeySequence::NativeText));
    m_menu->setDrawingSize(metrics::IconMedium);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(18, 0, 12, 0);
    head->setSpacing(9);
    head->addWidget(new Logo(this));
    head->addWidget(new ElidedLabel(vaultName, TextRole::PaneTitle, Token::Text, this), 1);
    head->addWidget(m_menu);
    auto* headBox = new QWidget(this);
    headBox->setLayout(head);
    headBox->setFixedHeight(metrics::HeaderHeight + 2);

    auto* newNote = new Button(tr("New note"), Button::Kind::Primary, this);
    newNote->setLeadingIcon(Icon::Compose);
    newNote->setToolTip(
        tr("New note (%1)").arg(QKeySequence(Qt::CTRL | Qt::Key_N).toString(QKeySequence::NativeText)));

    auto* lock = new LinkButton(tr("Lock"), this);
    lock->setLeadingIcon(Icon::Lock);
    lock->setToolTip(
        tr("Lock now (%1)").arg(QKeySequence(Qt::CTRL | Qt::Key_L).toString(QKeySequence::NativeText)));
    auto* settings = new IconButton(Icon::Settings, tr("Settings"), this);
    settings->setName(tr("Settings"),
                      QKeySequence(Qt::CTRL | Qt::Key_Comma).toString(QKeySequence::NativeText));
    settings->setDrawingSize(metrics::IconMedium);
    auto* foot = new Surface(Token::Side, this);
    foot->setTopLine(true);
    foot->setFixedHeight(FooterHeight);
    auto* footRow = new QHBoxLayout(foot);
    footRow->setContentsMargins(12, 1, 12, 0);
    footRow->setSpacing(4);
    footRow->addWidget(lock);
    footRow->addStretch(1);
    footRow->addWidget(m_rule);
    footRow->addWidget(settings);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(headBox);
    auto* buttonRow = new QHBoxLayout;
    buttonRow->setContentsMargins(12, 0, 12, 8);
    buttonRow->addWidget(newNote);
    column->addLayout(buttonRow);
    column->addWidget(m_list, 1);
    auto* unlockRow = new QHBoxLayout; // without a margin of its own it takes no room while it is hidden
    unlockRow->setContentsMargins(6, 0, 6, 0);
    unlockRow->addWidget(m_unlock);
    column->addLayout(unlockRow);
    column->addWidget(foot);
    setMinimumWidth(metrics::SidebarMinimum);

    connect(newNote, &QPushButton::clicked, this, &Sidebar::newNoteRequested);
    connect(m_menu, &QPushButton::clicked, this, &Sidebar::menuRequested);
    connect(lock, &QPushButton::clicked, this, &Sidebar::lockRequested);
    connect(settings, &QPushButton::clicked, this, &Sidebar::settingsRequested);
    connect(m_unlock, &QPushButton::clicked, this, &Sidebar::unlockFactsRequested);
    setTabOrder(m_list, m_unlock);
    setTabOrder(m_unlock, lock);
}

void Sidebar::showUnlockFact(const QString& text, bool warns)
{
    m_unlock->showFact(text, warns);
}

QWidget* Sidebar::unlockLine() const
{
    return m_unlock;
}

QWidget* Sidebar::menuButton() const
{
    return m_menu;
}

void Sidebar::setIdleSeconds(int seconds)
{
    m_idleSeconds = seconds;
    refreshRule();
}

void Sidebar::setCountdown(int seconds)
{
    m_countdown = seconds;
    refreshRule();
}

void Sidebar::refreshRule()
{
    const bool counting = m_countdown > 0;
    m_rule->setToken(counting ? Token::Warn : Token::TextSecondary);
    m_rule->setRole(counting ? TextRole::SectionLabel : TextRole::Caption);
    if (counting)
        m_rule->setText(tr("in %1 s").arg(m_countdown));
    else
        m_rule->setText(m_idleSeconds < 0 ? QString() : idleRule(m_idleSeconds));
}

} // namespace lockleaf::ui

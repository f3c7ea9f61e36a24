// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lockscreen/kit_page.h"

#include "ui/lockscreen/brand_panel.h"
#include "ui/lockscreen/kit_form.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/theme/typography.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/label.h"
#include "ui/widgets/progress_bar.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

namespace lockleaf::ui {

namespace {

// As on the page before, so that nothing jumps between the two.
constexpr int KitFormWidth = 480;
constexpr int KitBrandWidth = 480;
constexpr int KitBrandDivisor = 3;
constexpr int HideKitBrandBelow = 860;
constexpr int OpenButtonWidth = 170;

} // namespace

KitPage::KitPage(QWidget* parent)
    : QWidget(parent), m_brand(new BrandPanel(this)), m_form(new KitForm(this)),
      m_later(new LinkButton(tr("Later, remind me in a week"), this)),
      m_open(new Button(tr("Open my vault"), Button::Kind::Primary, this)),
      m_bar(new ProgressBar(tr("Adding the recovery code"), this))
{
    auto* form = new QWidget;
    buildForm(form);
    auto* centre = new QWidget;
    auto* across = new QHBoxLayout(centre);
    across->setContentsMargins(metrics::Space6, metrics::Space3, metrics::Space6, metrics::Space8);
    across->addStretch(1);
    auto* upright = new QVBoxLayout;
    upright->addStretch(5);
    upright->addWidget(form);
    upright->addStretch(6);
    across->addLayout(upright, 100);
    across->addStretch(1);
    form->setMaximumWidth(typography::scaled(KitFormWidth));
    form->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(centre);
    scroll->viewport()->setAutoFillBackground(false);
    centre->setAutoFillBackground(false);
    auto* page = new QHBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(0);
    page->addWidget(m_brand);
    page->addWidget(scroll, 1);
    connect(m_form, &KitForm::submitted, this, &KitPage::submit);
    connect(m_open, &QPushButton::clicked, this, &KitPage::submit);
    connect(m_later, &QPushButton::clicked, this, &KitPage::postponed);
}

void KitPage::buildForm(QWidget* form)
{
    auto* sentence =
        new Label(tr("This one page opens the vault if you forget the password. Keep it away from "
                     "this computer, on paper or a USB stick."),
                  TextRole::Body, Token::TextSecondary, form);
    sentence->setWordWrap(true);
    m_open->setBaseHeight(metrics::FieldHeight);
    m_open->setMinimumWidth(OpenButtonWidth);
    m_bar->setRange(0, 0);
    QSizePolicy kept = m_bar->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    m_bar->setSizePolicy(kept);
    m_bar->hide();
    auto* column = new QVBoxLayout(form);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(new Label(tr("Step 2 of 2"), TextRole::FieldLabel, Token::AccentText, form));
    column->addSpacing(metrics::Space1);
    column->addWidget(new Label(tr("Save your recovery kit"), TextRole::PageTitle, Token::Text, form));
    column->addSpacing(metrics::Space3);
    column->addWidget(sentence);
    column->addSpacing(metrics::Space4);
    column->addWidget(m_form);
    column->addSpacing(metrics::Space6);
    auto* actions = new QHBoxLayout;
    actions->setSpacing(metrics::Space6);
    actions->addWidget(m_later);
    actions->addWidget(m_bar, 1);
    actions->addWidget(m_open);
    column->addLayout(actions);
}

void KitPage::begin(RecoveryCode code, const QString& vaultName)
{
    m_form->begin(std::move(code), vaultName);
    setWorking(false);
}

const RecoveryCode& KitPage::code() const
{
    return m_form->code();
}

void KitPage::setWorking(bool working)
{
    m_form->setWorking(working);
    m_later->setEnabled(!working);
    m_open->setEnabled(!working);
    m_bar->setVisible(working);
}

void KitPage::showError(const QString& sentence)
{
    setWorking(false);
    m_form->showError(sentence);
}

void KitPage::focusField()
{
    m_form->focusField();
}

void KitPage::wipe()
{
    m_form->wipe();
}

void KitPage::submit()
{
    if (m_open->isEnabled() && m_form->confirm())
        Q_EMIT confirmed();
}

void KitPage::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && m_later->isEnabled())
        Q_EMIT postponed();
    else
        QWidget::keyPressEvent(event);
}

void KitPage::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), currentTheme().color(Token::Paper));
}

void KitPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const int brandWidth =
        qMin(typography::scaled(KitBrandWidth), width() / KitBrandDivisor + metrics::Space8);
    const bool room =
        width() >= typography::scaled(HideKitBrandBelow) && height() >= m_brand->heightForWidth(brandWidth);
    m_brand->setVisible(room);
    m_brand->setFixedWidth(brandWidth);
}

} // namespace lockleaf::ui

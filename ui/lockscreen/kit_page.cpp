// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lockscreen/kit_page.h"

#include "ui/lockscreen/kit_form.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/theme/typography.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/label.h"
#include "ui/widgets/progress_bar.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QVBoxLayout>

namespace lockleaf::ui {

namespace {

constexpr int OpenButtonWidth = 170;

} // namespace

KitPage::KitPage(QWidget* parent)
    : BrandedPage(parent), m_form(new KitForm(this)),
      m_later(new LinkButton(tr("Later, remind me in a week"), this)),
      m_open(new Button(tr("Open my vault"), Button::Kind::Primary, this)),
      m_bar(new ProgressBar(tr("Adding the recovery code"), this))
{
    auto* form = new QWidget;
    buildForm(form);
    setForm(form);
    connect(m_form, &KitForm::submitted, this, &KitPage::submit);
    connect(m_form, &KitForm::printRequested, this, &KitPage::printRequested);
    connect(m_form, &KitForm::printWritten, this, &KitPage::printWritten);
    connect(m_form, &KitForm::printCancelled, this, &KitPage::printCancelled);
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

void KitPage::startPrinting(const std::shared_ptr<PrintPipe>& pipe)
{
    m_form->startPrinting(pipe);
}

void KitPage::showPrintOutcome(PrintOutcome outcome)
{
    m_form->showPrintOutcome(outcome);
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

} // namespace lockleaf::ui

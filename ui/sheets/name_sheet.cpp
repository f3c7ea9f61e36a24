// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/name_sheet.h"

#include "ui/sheets/notice.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/label.h"
#include "ui/widgets/progress_bar.h"
#include "ui/widgets/text_field.h"

#include <QHBoxLayout>
#include <QTimer>
#include <QVBoxLayout>

namespace lockleaf::ui {

namespace {

constexpr int NameSheetCardWidth = 440;
constexpr int NameSheetBarRange = 1000;
constexpr int BarDelay = 1000; ///< What is done within a second needs no bar.

} // namespace

NameSheet::NameSheet(const QString& title, const QString& field, const QString& action, const QString& text,
                     QWidget* anyWidget)
    : Sheet(title, anyWidget), m_field(new TextField(field)), m_bar(new ProgressBar(title)),
      m_notice(new Notice), m_cancel(new Button(tr("Cancel"))),
      m_take(new Button(action, Button::Kind::Primary)), m_barSoon(new QTimer(this))
{
    setCardWidth(NameSheetCardWidth);
    auto* label = new Label(field, TextRole::FieldLabel, Token::Text);
    label->setBuddy(m_field);
    m_field->setText(text);
    m_field->selectAll();
    QSizePolicy kept = m_bar->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    m_bar->setSizePolicy(kept);
    m_bar->hide();
    auto* foot = new QHBoxLayout;
    foot->setSpacing(metrics::Space3);
    foot->addStretch(1);
    foot->addWidget(m_cancel);
    foot->addWidget(m_take);
    contentLayout()->setSpacing(metrics::Space2);
    contentLayout()->addWidget(label);
    contentLayout()->addWidget(m_field);
    contentLayout()->addWidget(m_notice);
    contentLayout()->addWidget(m_bar);
    contentLayout()->addLayout(foot);
    m_notice->hide();
    setInitialFocus(m_field);
    m_barSoon->setSingleShot(true);
    m_barSoon->setInterval(BarDelay);
    connect(m_barSoon, &QTimer::timeout, m_bar, &QWidget::show);
    connect(m_field, &QLineEdit::textChanged, this, [this] {
        m_field->setError(false);
        setHint(m_hint);
    });
    connect(m_field, &QLineEdit::returnPressed, this, &NameSheet::take);
    connect(m_take, &QPushButton::clicked, this, &NameSheet::take);
    connect(m_cancel, &QPushButton::clicked, this, &NameSheet::reject);
}

void NameSheet::setHint(const QString& sentence)
{
    m_hint = sentence;
    m_notice->setVisible(!sentence.isEmpty());
    m_notice->showPromise(sentence);
}

void NameSheet::showProblem(const QString& sentence)
{
    setWorking(false);
    m_notice->show();
    m_notice->showProblem(sentence);
    m_field->setError(true, sentence);
    m_field->setFocus();
}

void NameSheet::setWorking(bool working)
{
    m_working = working;
    setVeilCloses(!working);
    m_field->setEnabled(!working);
    m_take->setEnabled(!working);
    m_bar->hide();
    m_bar->setRange(0, 0);
    if (working) {
        m_barSoon->start();
        setFocus(); // Return that is pressed once more must not cancel
    } else {
        m_barSoon->stop();
        m_field->setFocus();
    }
}

void NameSheet::showProgress(qulonglong done, qulonglong total)
{
    if (total == 0)
        return;
    m_bar->setRange(0, NameSheetBarRange);
    m_bar->setValue(static_cast<int>(done * NameSheetBarRange / total));
}

void NameSheet::reject()
{
    if (m_working)
        Q_EMIT cancelRequested();
    else
        Sheet::reject();
}

void NameSheet::take()
{
    const QString name = m_field->text().trimmed();
    if (m_working)
        return;
    if (name.isEmpty())
        showProblem(tr("Give it a name."));
    else
        Q_EMIT named(name);
}

} // namespace lockleaf::ui

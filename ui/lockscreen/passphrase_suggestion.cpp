// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lockscreen/passphrase_suggestion.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/control_painter.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace lockleaf::ui {

namespace {

constexpr int TopGap = metrics::Space2; // part of the widget, so that it goes with it

} // namespace

PassphraseSuggestion::PassphraseSuggestion(QWidget* parent)
    : QWidget(parent), m_words(new Label({}, TextRole::BodyStrong, Token::Text, this))
{
    m_words->setWordWrap(true);
    auto* hint = new Label(tr("Write it down and keep it safe until you know it."), TextRole::Help,
                           Token::TextSecondary, this);
    hint->setWordWrap(true);
    auto* use = new LinkButton(tr("Use it"), this);
    use->setStrong(true);
    auto* another = new LinkButton(tr("Another"), this);
    auto* actions = new QHBoxLayout;
    actions->setSpacing(metrics::Space4);
    actions->addWidget(use);
    actions->addWidget(another);
    actions->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::Space4, TopGap + metrics::Space3, metrics::Space4, metrics::Space2);
    column->setSpacing(metrics::Space1);
    column->addWidget(m_words);
    column->addWidget(hint);
    column->addLayout(actions);
    setVisible(false);
    connect(use, &QPushButton::clicked, this, &PassphraseSuggestion::accepted);
    connect(another, &QPushButton::clicked, this, &PassphraseSuggestion::anotherRequested);
}

void PassphraseSuggestion::showWords(const QString& words)
{
    m_words->setText(words);
    setAccessibleName(tr("Suggested passphrase: %1").arg(words));
    setVisible(true);
}

void PassphraseSuggestion::dismiss()
{
    m_words->clear();
    setAccessibleName({});
    setVisible(false);
}

QString PassphraseSuggestion::words() const
{
    return m_words->text();
}

void PassphraseSuggestion::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    control_painter::selection(painter, rect().adjusted(0, TopGap, 0, 0), metrics::RadiusPicture);
}

} // namespace lockleaf::ui

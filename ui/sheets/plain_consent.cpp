// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/plain_consent.h"

#include "ui/sheets/proof_field.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/control_painter.h"
#include "ui/widgets/label.h"

#include <QPainter>
#include <QStyle>
#include <QVBoxLayout>

namespace lockleaf::ui {

namespace {

constexpr int WarningPadding = 12;

} // namespace

PlainConsent::PlainConsent(VaultSession& session, QWidget* parent)
    : QWidget(parent),
      m_warning(
          new Label(tr("Not encrypted: whoever gets these files can read every word, and so can backups "
                       "and programs that synchronise the folder."),
                    TextRole::Help, Token::Text)),
      m_proof(new ProofField(session, tr("Your vault's password, once more")))
{
    m_warning->setWordWrap(true);
    m_warning->setContentsMargins(WarningPadding + metrics::IconMedium + metrics::Space2, WarningPadding,
                                  WarningPadding, WarningPadding);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_warning);
    column->addSpacing(metrics::Space2);
    column->addWidget(m_proof);
    connect(m_proof, &ProofField::edited, this, &PlainConsent::edited);
    connect(m_proof, &ProofField::given, this, &PlainConsent::given);
    connect(m_proof, &ProofField::refused, this, &PlainConsent::refused);
    connect(m_proof, &ProofField::returnPressed, this, &PlainConsent::returnPressed);
    connect(m_proof, &ProofField::pauseChanged, this, &PlainConsent::pauseChanged);
}

PlainConsent::~PlainConsent() = default;

bool PlainConsent::ask()
{
    return m_proof->ask();
}

void PlainConsent::giveUp()
{
    m_proof->giveUp();
}

bool PlainConsent::isTyped() const
{
    return m_proof->isTyped();
}

QWidget* PlainConsent::firstField() const
{
    return m_proof->firstField();
}

int PlainConsent::pause() const
{
    return m_proof->pause();
}

void PlainConsent::wipe()
{
    m_proof->wipe();
}

void PlainConsent::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = currentTheme();
    const QRect box = m_warning->geometry();
    control_painter::fill(painter, box, theme.color(Token::WarnTint), metrics::RadiusControl);
    const QRect icon(box.left() + WarningPadding, box.top(), metrics::IconMedium, box.height());
    icons::paint(painter, QStyle::visualRect(layoutDirection(), box, icon), Icon::Warning,
                 theme.color(Token::Warn), metrics::IconMedium);
}

} // namespace lockleaf::ui

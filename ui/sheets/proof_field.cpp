// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/proof_field.h"

#include "ui/widgets/password_field.h"
#include "ui/widgets/way_field.h"

#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace lockleaf::ui {

ProofField::ProofField(VaultSession& session, const QString& label, QWidget* parent)
    : QWidget(parent), m_session(session), m_way(new WayField(label, tr("Your vault's password"), this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_way);
    setFocusProxy(m_way);
    m_clock.setInterval(1000);
    connect(&m_clock, &QTimer::timeout, this, &ProofField::refreshPause);
    connect(m_way, &WayField::edited, this, &ProofField::edited);
    connect(m_way, &WayField::returnPressed, this, &ProofField::returnPressed);
    readWays();
    refreshPause();
}

ProofField::~ProofField() = default;

void ProofField::readWays()
{
    m_session.ask(
        this, [](Vault& vault) -> Result<std::vector<KeySlotInfo>> { return vault.waysIn(); },
        [this](const Result<std::vector<KeySlotInfo>>& ways) {
            const auto has = [&](KeySlotInfo::Kind kind) {
                return ways && std::ranges::any_of(
                                   *ways, [kind](const KeySlotInfo& slot) { return slot.kind == kind; });
            };
            m_way->links().offer(has(KeySlotInfo::Kind::RecoveryCode),
                                 has(KeySlotInfo::Kind::PasswordAndKeyFile));
        });
}

bool ProofField::ask()
{
    refreshPause();
    if (m_pause > 0 || m_work.isBusy())
        return false;
    if (!m_way->isTyped())
        return refuse(usesRecoveryCode() ? tr("Type the recovery code of this vault.")
                                         : tr("Type the password of this vault."));
    auto make = m_way->links().takeWay();
    if (!make)
        return refuse(WayField::problem(make.error()));
    m_session.attempts().begin();
    m_way->field().setRevealed(usesRecoveryCode());
    auto tryIt = [origin = m_session.origin(), make = std::move(*make)]() mutable {
        const MakeWay held = std::exchange(make, nullptr); // goes on this thread
        return proveWay(origin, held);
    };
    m_work.run(std::move(tryIt),
               [this](const Result<std::shared_ptr<const ProvedWay>>& tried) { handleTried(tried); });
    return true;
}

void ProofField::handleTried(const Result<std::shared_ptr<const ProvedWay>>& tried)
{
    if (tried) {
        m_session.attempts().succeeded();
        m_way->wipe();
        Q_EMIT given(*tried);
        return;
    }
    if (saysWrongWay(tried.error().code))
        m_session.attempts().failed();
    else
        m_session.attempts().uncount();
    refuse(WayField::problem(tried.error()));
    refreshPause();
}

bool ProofField::refuse(const QString& sentence)
{
    Q_EMIT refused(sentence); // first: whoever hears it switches the field on again
    m_way->showWrong(sentence);
    return false;
}

void ProofField::refreshPause()
{
    const int left = m_session.attempts().secondsLeft();
    if (left > 0)
        m_clock.start();
    else
        m_clock.stop();
    if (std::exchange(m_pause, left) != left)
        Q_EMIT pauseChanged();
}

void ProofField::giveUp()
{
    m_work.giveUp();
}

bool ProofField::isTyped() const
{
    return m_way->isTyped();
}

bool ProofField::usesRecoveryCode() const
{
    return m_way->links().usesRecoveryCode();
}

void ProofField::useRecoveryCode()
{
    m_way->links().useCode(true);
}

QWidget* ProofField::firstField() const
{
    return &m_way->field();
}

void ProofField::wipe()
{
    m_way->wipe();
}

void ProofField::showWrong(const QString& sentence)
{
    m_way->showWrong(sentence);
}

} // namespace lockleaf::ui

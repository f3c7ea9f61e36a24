// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "ui/vault/side_work.h"
#include "ui/vault/way_proof.h"

#include <QTimer>
#include <QWidget>

namespace lockleaf::ui {

class WayField;

/// Asks again who it is, before something that only the owner may do: by any way into the open vault. From
/// the third wrong one on the next try waits, as on the lock screen. What was typed stays after a wrong one,
/// to be corrected, and goes after a right one.
class ProofField : public QWidget
{
    Q_OBJECT

public:
    /// `session` must outlive it, and know its file. `label` is shown.
    ProofField(VaultSession& session, const QString& label, QWidget* parent = nullptr);
    ~ProofField() override;

    /// Tries what was typed on the vault's file, on a thread of its own. given() or refused() follows, unless
    /// giveUp() comes first. False: refused at once, and refused() has said why, or pause() is not over.
    [[nodiscard]] bool ask();
    void giveUp();
    [[nodiscard]] bool isTyped() const;
    [[nodiscard]] bool usesRecoveryCode() const;
    /// As WayLinks::useCode(): for somebody who is asked for the code.
    void useRecoveryCode();
    [[nodiscard]] QWidget* firstField() const;
    /// Seconds until the next try.
    [[nodiscard]] int pause() const { return m_pause; }
    void wipe();
    /// Something else is wrong: outlines the field. refused() is not told.
    void showWrong(const QString& sentence);

Q_SIGNALS:
    void edited();
    void given(const std::shared_ptr<const lockleaf::ui::ProvedWay>& way);
    void refused(const QString& sentence);
    void returnPressed();
    /// pause() is another one.
    void pauseChanged();

private:
    void readWays();
    bool refuse(const QString& sentence);
    void handleTried(const Result<std::shared_ptr<const ProvedWay>>& tried);
    void refreshPause();

    VaultSession& m_session;
    WayField* m_way;
    SideWork m_work;
    QTimer m_clock;
    int m_pause = 0;
};

} // namespace lockleaf::ui

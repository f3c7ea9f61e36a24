// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include <QWidget>

namespace lockleaf::ui {

class Label;
class ProofField;
class VaultSession;

/// Before anything is written that is not encrypted: a sentence on what that means, and a way into the vault
/// once more (ProofField).
class PlainConsent : public QWidget
{
    Q_OBJECT

public:
    /// `session` must outlive it.
    explicit PlainConsent(VaultSession& session, QWidget* parent = nullptr);
    ~PlainConsent() override;

    /// Tries what was typed on the vault's file, on a thread of its own. given() or refused() follows, unless
    /// giveUp() comes first. False: refused at once, and refused() has said why.
    [[nodiscard]] bool ask();
    void giveUp();
    [[nodiscard]] bool isTyped() const;
    [[nodiscard]] QWidget* firstField() const;
    /// Seconds until the next try.
    [[nodiscard]] int pause() const;
    void wipe();

Q_SIGNALS:
    void edited();
    void given();
    void refused(const QString& sentence);
    void returnPressed();
    /// pause() is another one.
    void pauseChanged();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Label* m_warning;
    ProofField* m_proof;
};

} // namespace lockleaf::ui

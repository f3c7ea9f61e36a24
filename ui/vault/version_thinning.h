// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress_sink.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>
#include <stop_token>

namespace lockleaf::ui {

class VaultSession;

/// Lets old versions of notes fall away in the background of an unlocked vault: some time after the unlock,
/// and twice a day from then on. GUI thread only.
class VersionThinning : public QObject
{
    Q_OBJECT

public:
    /// `session` must outlive it.
    explicit VersionThinning(VaultSession& session, QObject* parent = nullptr);
    ~VersionThinning() override;

    /// Thins after `first`, when the person has got what he came for.
    void start(std::chrono::milliseconds first = std::chrono::minutes{1});
    /// Before the vault is closed: nothing is thinned any more.
    void stop();

Q_SIGNALS:
    /// A run has ended, whatever came of it.
    void finished();

private:
    void handleDue();

    VaultSession& m_session;
    QTimer m_timer;
    std::stop_source m_stop;
    std::shared_ptr<NoProgress> m_progress = std::make_shared<NoProgress>();
};

} // namespace lockleaf::ui

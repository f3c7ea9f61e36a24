// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/process/owned_descriptor.h"

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace lockleaf::app {

/// Turns SIGTERM, SIGINT and SIGHUP into a Qt signal, so that the process can save before it ends.
class TerminationSignals : public QObject
{
    Q_OBJECT

public:
    /// Holds the signals back. Call it before the first thread, so that every thread inherits it.
    static void block();

    explicit TerminationSignals(QObject* parent = nullptr);

Q_SIGNALS:
    void requested();

private:
    OwnedDescriptor m_descriptor;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace lockleaf::app

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/keeper/single_instance.h"
#include "app/roles/process/owned_descriptor.h"

#include <QSocketNotifier>

namespace lockleaf::app {

/// A single instance by a locked file, for desktops without a session bus. The second one connects to a
/// socket beside it and sends the vault's path, which may be empty; a NUL before it asks for a note to be
/// written.
class SocketInstance : public SingleInstance
{
    Q_OBJECT

public:
    /// `folder` belongs to this person alone.
    explicit SocketInstance(const QString& folder);
    ~SocketInstance() override;
    /// $XDG_RUNTIME_DIR, else the configuration folder of Lockleaf.
    [[nodiscard]] static QString standardFolder();

    [[nodiscard]] Place claim() override;
    void askFirstToShow(const QString& vaultPath) override;
    void askFirstToWrite(const QString& vaultPath) override;

private:
    void listenHere();
    void tellFirst(const QByteArray& words);
    void handleConnection();

    QByteArray m_lockPath;
    QByteArray m_socketPath;
    OwnedDescriptor m_lock;
    OwnedDescriptor m_listener;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace lockleaf::app

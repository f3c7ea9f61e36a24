// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/process/owned_descriptor.h"
#include "core/base/result.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <filesystem>

namespace lockleaf::app {

/// Keeps what a session could not save, sealed, in a folder that is not the vault's: on a thread of its own,
/// since that disk may hang as well. GUI thread.
class SpillKeeper : public QObject
{
    Q_OBJECT

public:
    /// `patience`: after so long it counts as not kept, whatever becomes of it.
    explicit SpillKeeper(std::filesystem::path folder,
                         std::chrono::milliseconds patience = std::chrono::seconds{3},
                         QObject* parent = nullptr);

    /// Keeps what is in the file; ended() follows. One at a time: another one is refused meanwhile.
    void keep(OwnedDescriptor sealed);
    [[nodiscard]] bool isBusy() const { return m_turn != 0 && m_patience.isActive(); }

Q_SIGNALS:
    /// `kept`: it is on the disk.
    void ended(bool kept);

private:
    void conclude(quint64 turn, bool kept);

    std::filesystem::path m_folder;
    QTimer m_patience;
    quint64 m_turn =
        0; ///< Of the one that is being kept; a later one makes an earlier one's end meaningless.
};

} // namespace lockleaf::app

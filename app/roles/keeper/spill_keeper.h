// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/process/owned_descriptor.h"
#include "core/base/result.h"

#include <QObject>

#include <chrono>
#include <filesystem>
#include <memory>
#include <set>

namespace lockleaf::app {

/// Keeps what a session could not save, sealed, in a folder that is not the vault's: each on a thread of its
/// own, since that disk may hang as well. GUI thread.
class SpillKeeper : public QObject
{
    Q_OBJECT

public:
    /// `patience`: after so long it counts as not kept, whatever becomes of it.
    explicit SpillKeeper(std::filesystem::path folder,
                         std::chrono::milliseconds patience = std::chrono::seconds{3},
                         QObject* parent = nullptr);

    /// Keeps what is in the file. The number, from 1, is what ended() tells of it; 0: nothing can be kept, or
    /// four are still being written, and nothing is told.
    quint64 keep(OwnedDescriptor sealed);
    [[nodiscard]] bool isBusy() const { return !m_running.empty(); }

Q_SIGNALS:
    /// `kept`: that one is on the disk.
    void ended(quint64 number, bool kept);

private:
    void conclude(quint64 number, bool kept);

    std::filesystem::path m_folder;
    std::chrono::milliseconds m_patience;
    std::set<quint64> m_running;
    quint64 m_last = 0;
    /// Each thread that writes has a share in it, also one that is not waited for any more.
    std::shared_ptr<char> m_writing = std::make_shared<char>();
};

} // namespace lockleaf::app

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/keeper/spill_keeper.h"

#include "app/roles/process/memory_file.h"
#include "core/capture/spill_folder.h"
#include "core/capture/spilled_text.h"

#include <QCoreApplication>
#include <QPointer>

#include <memory>
#include <thread>

namespace lockleaf::app {

namespace {

bool keepOnDisk(const std::filesystem::path& folder, const OwnedDescriptor& sealed)
{
    const Result<Bytes> content = readMemoryFile(sealed, largestSpill);
    return content && keepSpill(folder, *content);
}

} // namespace

SpillKeeper::SpillKeeper(std::filesystem::path folder, std::chrono::milliseconds patience, QObject* parent)
    : QObject(parent), m_folder(std::move(folder))
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, [this] { Q_EMIT ended(false); });
}

void SpillKeeper::keep(OwnedDescriptor sealed)
{
    if (isBusy() || !sealed.isValid() || m_folder.empty())
        return;
    const quint64 turn = ++m_turn;
    m_patience.start();
    // Detached: nobody can wait for a disk that hangs. It uses nothing of this object.
    std::thread([self = QPointer<SpillKeeper>(this), turn, folder = m_folder,
                 passed = std::make_shared<OwnedDescriptor>(std::move(sealed))] {
        const bool kept = keepOnDisk(folder, *passed);
        QMetaObject::invokeMethod(
            qApp,
            [self, turn, kept] {
                if (self)
                    self->conclude(turn, kept);
            },
            Qt::QueuedConnection);
    }).detach();
}

void SpillKeeper::conclude(quint64 turn, bool kept)
{
    if (turn != m_turn || !m_patience.isActive())
        return;
    m_patience.stop();
    Q_EMIT ended(kept);
}

} // namespace lockleaf::app

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/keeper/spill_keeper.h"

#include "app/roles/process/memory_file.h"
#include "core/capture/spill_folder.h"
#include "core/capture/spilled_text.h"

#include <QCoreApplication>
#include <QPointer>
#include <QTimer>

#include <memory>
#include <thread>

namespace lockleaf::app {

namespace {

// A lock hands one over. More than these at a time are of a session that locks without end, or of a disk that
// hangs for ever: each takes memory for what it holds.
constexpr int mostAtOnce = 4;

bool keepOnDisk(const std::filesystem::path& folder, const OwnedDescriptor& sealed)
{
    const Result<Bytes> content = readMemoryFile(sealed, largestSpill);
    return content && keepSpill(folder, *content);
}

} // namespace

SpillKeeper::SpillKeeper(std::filesystem::path folder, std::chrono::milliseconds patience, QObject* parent)
    : QObject(parent), m_folder(std::move(folder)), m_patience(patience)
{
}

quint64 SpillKeeper::keep(OwnedDescriptor sealed)
{
    if (!sealed.isValid() || m_folder.empty() || m_writing.use_count() > mostAtOnce)
        return 0;
    const quint64 number = ++m_last;
    m_running.insert(number);
    QTimer::singleShot(m_patience, this, [this, number] { conclude(number, false); });
    // Detached: nobody can wait for a disk that hangs. It uses nothing of this object.
    std::thread([self = QPointer<SpillKeeper>(this), number, folder = m_folder, counted = m_writing,
                 passed = std::make_shared<OwnedDescriptor>(std::move(sealed))] {
        const bool kept = keepOnDisk(folder, *passed);
        QMetaObject::invokeMethod(
            qApp,
            [self, number, kept] {
                if (self)
                    self->conclude(number, kept);
            },
            Qt::QueuedConnection);
    }).detach();
    return number;
}

void SpillKeeper::conclude(quint64 number, bool kept)
{
    if (m_running.erase(number) == 1)
        Q_EMIT ended(number, kept);
}

} // namespace lockleaf::app

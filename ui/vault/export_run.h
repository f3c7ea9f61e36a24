// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "core/archive/export_archive.h"

#include <QObject>

#include <memory>
#include <thread>

namespace lockleaf::ui {

class VaultSession;

/// One export of all living notes into an encrypted archive. Starts when it is made; lives on the GUI thread;
/// `session` must outlive it. The archive's key is derived on a thread of its own, then the notes go in
/// slices between the other calls on the vault. Deleting the run cancels it and leaves no file.
class ExportRun : public QObject
{
    Q_OBJECT

public:
    ExportRun(VaultSession& session, std::filesystem::path target, Passphrase password);
    ~ExportRun() override;

    /// Asks it to stop; finished() follows with ErrorCode::Cancelled, unless it had ended already.
    void cancel();

Q_SIGNALS:
    /// `total` is 0 while the archive's key is being derived.
    void progressed(qulonglong done, qulonglong total);
    /// Once. `error` is meaningful only when `succeeded` is false.
    void finished(bool succeeded, const lockleaf::ExportReport& report, const lockleaf::Error& error);

private:
    struct Shared;

    void handleSealed();
    void handleDone();

    VaultSession& m_session;
    std::shared_ptr<Shared> m_shared;
    std::jthread m_derivation;
};

} // namespace lockleaf::ui

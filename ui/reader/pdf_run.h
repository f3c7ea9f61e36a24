// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"
#include "ui/reader/note_pdf.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <filesystem>
#include <functional>

namespace lockleaf::ui {

/// One note that is laid out for paper beside the GUI thread: first what is in it, then its pictures, then
/// the pages. Starts when it is made; deleting it ends it. GUI thread.
class PdfRun : public QObject
{
    Q_OBJECT

public:
    /// Takes the finished PDF, on the thread of the work; returns soon after `stop`.
    using Taker = std::function<Result<void>(const QByteArray& pdf, const std::stop_token& stop)>;

    /// `pictures` may be null.
    PdfRun(PaperNote note, PictureSource* pictures, Taker taker);
    ~PdfRun() override;
    /// finished() follows with ErrorCode::Cancelled, unless it had ended already.
    void cancel();

    /// Writes a PDF into a new file, which is there whole or not at all.
    [[nodiscard]] static Taker intoFile(const std::filesystem::path& target);

Q_SIGNALS:
    void progressed(qulonglong done, qulonglong total);
    /// Once. `error` is meaningful only when `succeeded` is false.
    void finished(bool succeeded, const lockleaf::Error& error);

private:
    struct Shared;

    void readTargets();
    void gather();
    void lay();
    void work(std::function<void()> call);
    void end(const Result<void>& result);

    std::shared_ptr<PaperNote> m_note;
    QPointer<PictureSource> m_pictures;
    Taker m_taker;
    QStringList m_targets; ///< Of pictures that are still to be had.
    QTimer m_patience;     ///< Runs out where pictures do not come.
    bool m_laying = false;
    bool m_ended = false;
    std::stop_source m_stop;
    std::shared_ptr<Shared> m_shared;
};

} // namespace lockleaf::ui

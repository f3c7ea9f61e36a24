// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/pdf_run.h"

#include "core/archive/new_file.h"

#include <QMetaObject>
#include <QThread>

#include <mutex>
#include <utility>

namespace lockleaf::ui {

namespace {

constexpr int PicturePatience = 20'000; // milliseconds

} // namespace

/// What outlives the run while a thread still works for it. Passes on what is told, to the GUI thread.
struct PdfRun::Shared : ProgressSink
{
    std::mutex mutex; // guards run: set on the GUI thread, used by the worker
    PdfRun* run = nullptr;

    void tell(std::function<void(PdfRun&)> what)
    {
        const std::lock_guard lock(mutex);
        if (run)
            QMetaObject::invokeMethod(
                run, [target = run, what = std::move(what)] { what(*target); }, Qt::QueuedConnection);
    }
    void progressed(std::uint64_t done, std::uint64_t total) override
    {
        tell([done, total](PdfRun& target) { Q_EMIT target.progressed(done, total); });
    }
};

PdfRun::PdfRun(PaperNote note, PictureSource* pictures, Taker taker)
    : m_note(std::make_shared<PaperNote>(std::move(note))), m_pictures(pictures), m_taker(std::move(taker)),
      m_shared(std::make_shared<Shared>())
{
    m_shared->run = this;
    m_patience.setSingleShot(true);
    m_patience.setInterval(PicturePatience);
    connect(&m_patience, &QTimer::timeout, this, &PdfRun::lay);
    if (pictures)
        connect(pictures, &PictureSource::changed, this, &PdfRun::gather);
    readTargets();
}

// Nobody waits for the thread: parts of a layout cannot be ended halfway, and a lock would have to.
PdfRun::~PdfRun()
{
    m_stop.request_stop();
    const std::lock_guard lock(m_shared->mutex);
    m_shared->run = nullptr;
}

// A thread of Qt's: the layout of a document has timers. It uses nothing of this object.
void PdfRun::work(std::function<void()> call)
{
    QThread* const thread = QThread::create(std::move(call));
    connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    thread->start();
}

void PdfRun::cancel()
{
    m_stop.request_stop();
    end(fail(ErrorCode::Cancelled));
}

PdfRun::Taker PdfRun::intoFile(const std::filesystem::path& target)
{
    return [target](const QByteArray& pdf, const std::stop_token& stop) -> Result<void> {
        LOCKLEAF_TRY(const std::unique_ptr<NewFile> file, NewFile::create(target));
        const auto* const bytes = reinterpret_cast<const std::uint8_t*>(pdf.constData());
        LOCKLEAF_CHECK(file->write(ByteView(bytes, static_cast<std::size_t>(pdf.size()))));
        LOCKLEAF_CHECK(file->sync());
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled);
        return file->publish();
    };
}

void PdfRun::readTargets()
{
    work([shared = m_shared, note = m_note, stop = m_stop.get_token()] {
        const auto page = makeReaderPage(note->body->text(), note->known, note->style, stop, paperLimits());
        const auto error = page ? std::optional<Error>{} : std::optional(page.error());
        const QStringList targets = page ? pictureTargets(*page) : QStringList();
        shared->tell([error, targets](PdfRun& run) {
            if (error) {
                run.end(std::unexpected(*error));
                return;
            }
            run.m_targets = run.m_pictures ? targets : QStringList();
            run.m_patience.start();
            run.gather();
        });
    });
}

/// Takes the pictures that are there; once all are, the pages are laid out.
void PdfRun::gather()
{
    if (m_laying || m_ended || !m_patience.isActive())
        return;
    QStringList coming;
    for (const QString& target : std::exchange(m_targets, {})) {
        const Picture picture = m_pictures ? m_pictures->picture(target, paperPicturePixels) : Picture{};
        if (picture.state == Picture::State::Coming) {
            coming << target;
            continue;
        }
        addPicture(*m_note, target, picture);
    }
    m_targets = coming;
    if (m_targets.isEmpty())
        lay();
}

void PdfRun::lay()
{
    if (std::exchange(m_laying, true) || m_ended)
        return;
    m_patience.stop();
    work([shared = m_shared, note = m_note, taker = m_taker, stop = m_stop.get_token()] {
        auto result = std::make_shared<Result<void>>();
        const Result<QByteArray> pdf = makePdf(*note, stop, *shared);
        if (!pdf)
            *result = std::unexpected(pdf.error());
        else if (stop.stop_requested())
            *result = fail(ErrorCode::Cancelled);
        else
            *result = taker(*pdf, stop);
        shared->tell([result](PdfRun& run) { run.end(*result); });
    });
}

void PdfRun::end(const Result<void>& result)
{
    if (std::exchange(m_ended, true))
        return;
    m_patience.stop();
    Q_EMIT finished(result.has_value(), result ? Error{} : result.error());
}

} // namespace lockleaf::ui

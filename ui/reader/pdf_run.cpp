// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/pdf_run.h"

#include "core/archive/new_file.h"

#include <QMetaObject>

#include <utility>

namespace lockleaf::ui {

namespace {

constexpr int PicturePatience = 20'000; // milliseconds
/// Pictures beyond this many bytes together are left out: words stand in their places.
constexpr qsizetype MostPictureBytes = qsizetype{256} << 20;

} // namespace

/// Passes on how far it has come, to the GUI thread.
class PdfRun::Progress : public ProgressSink
{
public:
    explicit Progress(PdfRun& run) : m_run(run) {}
    void progressed(std::uint64_t done, std::uint64_t total) override
    {
        QMetaObject::invokeMethod(
            &m_run, [&run = m_run, done, total] { Q_EMIT run.progressed(done, total); },
            Qt::QueuedConnection);
    }

private:
    PdfRun& m_run;
};

PdfRun::PdfRun(PaperNote note, PictureSource* pictures, Taker taker)
    : m_note(std::make_shared<PaperNote>(std::move(note))), m_pictures(pictures), m_taker(std::move(taker)),
      m_progress(std::make_unique<Progress>(*this))
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(PicturePatience);
    connect(&m_patience, &QTimer::timeout, this, &PdfRun::lay);
    if (pictures)
        connect(pictures, &PictureSource::changed, this, &PdfRun::gather);
    readTargets();
}

PdfRun::~PdfRun()
{
    m_stop.request_stop();
    if (m_thread)
        m_thread->wait();
}

// A thread of Qt's: the layout of a document has timers.
void PdfRun::work(std::function<void()> call)
{
    if (m_thread)
        m_thread->wait(); // it has told all that it had to tell
    m_thread.reset(QThread::create(std::move(call)));
    m_thread->start();
}

void PdfRun::cancel()
{
    m_stop.request_stop();
    end(fail(ErrorCode::Cancelled));
}

PdfRun::Taker PdfRun::intoFile(const std::filesystem::path& target)
{
    return [target](const QByteArray& pdf, const std::stop_token&) -> Result<void> {
        LOCKLEAF_TRY(const std::unique_ptr<NewFile> file, NewFile::create(target));
        const auto* const bytes = reinterpret_cast<const std::uint8_t*>(pdf.constData());
        LOCKLEAF_CHECK(file->write(ByteView(bytes, static_cast<std::size_t>(pdf.size()))));
        LOCKLEAF_CHECK(file->sync());
        return file->publish();
    };
}

void PdfRun::readTargets()
{
    work([this, note = m_note, stop = m_stop.get_token()] {
        const auto page = makeReaderPage(note->body->text(), note->known, note->style, stop);
        const auto error = page ? std::optional<Error>{} : std::optional(page.error());
        const QStringList targets = page ? pictureTargets(*page) : QStringList();
        QMetaObject::invokeMethod(
            this,
            [this, error, targets] {
                if (error) {
                    end(std::unexpected(*error));
                    return;
                }
                m_targets = m_pictures ? targets : QStringList();
                m_patience.start();
                gather();
            },
            Qt::QueuedConnection);
    });
}

/// Takes the pictures that are there; once all are, the pages are laid out.
void PdfRun::gather()
{
    if (m_laying || m_ended || !m_patience.isActive())
        return;
    QStringList coming;
    for (const QString& target : std::exchange(m_targets, {})) {
        qsizetype held = 0;
        for (const Picture& had : std::as_const(m_note->pictures))
            held += had.image.sizeInBytes();
        Picture picture = m_pictures ? m_pictures->picture(target, paperPicturePixels) : Picture{};
        if (picture.state == Picture::State::Coming) {
            coming << target;
            continue;
        }
        if (held + picture.image.sizeInBytes() > MostPictureBytes)
            picture = Picture{Picture::State::Refused, {}, picture.size, picture.name};
        m_note->pictures.insert(target, picture);
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
    work([this, note = m_note, stop = m_stop.get_token()] {
        auto result = std::make_shared<Result<void>>();
        const Result<QByteArray> pdf = makePdf(*note, stop, *m_progress);
        if (!pdf)
            *result = std::unexpected(pdf.error());
        else if (stop.stop_requested())
            *result = fail(ErrorCode::Cancelled);
        else
            *result = m_taker(*pdf, stop);
        QMetaObject::invokeMethod(this, [this, result] { end(*result); }, Qt::QueuedConnection);
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

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/note_files.h"

#include "core/archive/peek_source.h"
#include "core/base/file_source.h"
#include "core/interchange/picture_header.h"
#include "core/vault/attachment_target.h"
#include "ui/editor/note_editor.h"
#include "ui/main/note_desk.h"
#include "ui/main/shown_job.h"
#include "ui/pictures/note_pictures.h"
#include "ui/vault/held_job.h"
#include "ui/widgets/file_chooser.h"
#include "ui/widgets/sheet.h"

#include <QDir>
#include <QFileInfo>
#include <QPointer>

#include <cstring>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

constexpr std::size_t TellingBytes = 64; ///< Of a file: what it is.

/// Octets that are here already.
class HeldSource final : public ByteSource
{
public:
    explicit HeldSource(std::shared_ptr<const SecureBytes> content) : m_content(std::move(content)) {}

    Result<std::size_t> read(MutableByteView buffer) override
    {
        const ByteView rest = m_content->view().subspan(m_at);
        const std::size_t count = std::min(buffer.size(), rest.size());
        if (count > 0)
            std::memcpy(buffer.data(), rest.data(), count);
        m_at += count;
        return count;
    }

private:
    std::shared_ptr<const SecureBytes> m_content;
    std::size_t m_at = 0;
};

/// A source that can be looked at before it is read.
class TellingSource final : public ByteSource
{
public:
    explicit TellingSource(std::unique_ptr<ByteSource> source)
        : m_source(std::move(source)), m_peek(*m_source)
    {
    }
    [[nodiscard]] Result<bool> isPicture()
    {
        LOCKLEAF_TRY(const ByteView beginning, m_peek.peek(TellingBytes));
        return readPictureHeader(beginning).has_value();
    }
    Result<std::size_t> read(MutableByteView buffer) override { return m_peek.read(buffer); }

private:
    std::unique_ptr<ByteSource> m_source;
    PeekSource m_peek;
};

Result<std::unique_ptr<ByteSource>> contentOf(const GivenFile& file)
{
    if (file.content)
        return std::make_unique<HeldSource>(file.content);
    LOCKLEAF_TRY(std::unique_ptr<FileSource> source, FileSource::open(file.path));
    return std::unique_ptr<ByteSource>(std::move(source));
}

/// A file name as the words of a link: brackets would end them.
QString wordsFor(const QString& name)
{
    QString words = name;
    for (QChar& letter : words)
        if (letter == u'[' || letter == u']' || letter == u'\\' || letter == u'`')
            letter = u' ';
    return words.trimmed();
}

} // namespace

/// What the job reads and fills, on the vault's thread until it has ended.
struct NoteFiles::Outcome
{
    GivenFile file;
    AttachReport report;
    bool isPicture = false;
};

/// One file on its way. GUI thread alone: of a cursor no other thread may drop the last.
struct NoteFiles::Attaching
{
    std::shared_ptr<Outcome> outcome = std::make_shared<Outcome>();
    std::shared_ptr<RecordId> note;
    QTextCursor place; ///< Where the text is to name it; null: nowhere, another note is open.
    int loads = 0;     ///< Of the editor: which text that is a place in.
    QString draft;     ///< What was written before the file was there, since the note was blank.
};

NoteFiles::NoteFiles(QWidget& window, VaultSession& session, NoteDesk& desk, NoteEditor& editor,
                     NotePictures& pictures)
    : m_window(window), m_session(session), m_desk(desk), m_editor(editor), m_pictures(pictures)
{
    connect(&editor, &NoteEditor::filesGiven, this, &NoteFiles::take);
}

void NoteFiles::choose()
{
    if (!m_desk.isWritable())
        return;
    auto* chooser = new FileChooser(&m_window, tr("Attach files"), QDir::homePath());
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setFileMode(QFileDialog::ExistingFiles);
    chooser->setLabelText(QFileDialog::Accept, tr("Attach"));
    connect(chooser, &QFileDialog::filesSelected, this, [this](const QStringList& paths) {
        GivenFiles files;
        for (const QString& path : paths)
            files.push_back({QFileInfo(path).fileName(), path.toStdString(), nullptr});
        take(files);
    });
    chooser->open();
}

void NoteFiles::take(const GivenFiles& files)
{
    if (!m_desk.isWritable()) {
        Q_EMIT said(tr("Nothing can be attached here: the note can only be read"));
        return;
    }
    const auto note = std::make_shared<RecordId>(m_desk.openId());
    for (const GivenFile& file : files)
        m_waiting.push_back({file, note, m_editor.loads()});
    takeNext();
}

void NoteFiles::stop()
{
    m_waiting.clear();
    m_busy = true;
    qDeleteAll(findChildren<ShownJob*>()); // what is not whole is seen by nobody
}

void NoteFiles::giveUp()
{
    m_waiting.clear();
    m_busy = false;
}

void NoteFiles::takeNext()
{
    if (m_busy || m_waiting.empty())
        return;
    m_busy = true;
    const Waiting next = std::move(m_waiting.front());
    m_waiting.pop_front();
    auto work = std::make_shared<Attaching>();
    work->outcome->file = next.file;
    work->note = next.note;
    work->loads = m_editor.loads();
    const bool isOpen = next.note->isNull() ? next.loads == m_editor.loads() : *next.note == m_desk.openId();
    if (isOpen && m_desk.isWritable()) {
        settleThenAttach(work);
    } else if (!next.note->isNull()) {
        attach(work); // the person has gone on to another note
    } else {
        Q_EMIT failed(next.file.name, Error{ErrorCode::NotFound, {}});
        giveUp();
    }
}

void NoteFiles::settleThenAttach(const std::shared_ptr<Attaching>& work)
{
    work->place = m_editor.textCursor();
    work->place.setPosition(work->place.selectionEnd());
    if (m_desk.isBlankDraft()) {
        // A note reaches the vault with its first character, and a file needs a note.
        work->outcome->report.written = targetOf(work->outcome->file.name.toStdString());
        insert(*work);
        work->draft = work->place.block().text();
    }
    m_desk.settleOpen([this, work](RecordId note) {
        if (note.isNull()) {
            Q_EMIT failed(work->outcome->file.name, m_desk.saveError());
            giveUp();
            return;
        }
        *work->note = note;
        attach(work);
    });
}

void NoteFiles::attach(const std::shared_ptr<Attaching>& work)
{
    auto* job = new ShownJob(m_window, m_session, tr("Attaching “%1”").arg(work->outcome->file.name), this);
    connect(job, &ShownJob::progressWanted, this, &NoteFiles::progressWanted);
    job->start(
        [outcome = work->outcome, note = *work->note](Vault& vault) -> Result<std::unique_ptr<SlicedJob>> {
            LOCKLEAF_TRY(std::unique_ptr<ByteSource> content, contentOf(outcome->file));
            auto source = std::make_unique<TellingSource>(std::move(content));
            LOCKLEAF_TRY(outcome->isPicture, source->isPicture());
            LOCKLEAF_TRY(auto made, vault.makeAttachJob(note, outcome->file.name.toStdString(),
                                                        std::move(source), outcome->report));
            return std::make_unique<HeldJob>(outcome, std::move(made));
        },
        [this, work](const std::optional<Error>& error) { handleEnded(work, error); });
}

bool NoteFiles::isSameText(const Attaching& work) const
{
    return !work.place.isNull() && work.loads == m_editor.loads() && m_desk.openId() == *work.note &&
           !m_editor.isReadOnly();
}

void NoteFiles::handleEnded(const std::shared_ptr<Attaching>& work, const std::optional<Error>& error)
{
    const bool isHere = isSameText(*work);
    bool isNamed = false;
    if (!work->draft.isEmpty() && isHere) {
        isNamed = work->place.block().text() != work->draft; // somebody has written on
        if (!isNamed || error)
            takeOut(*work);
    }
    if (error) {
        if (error->code != ErrorCode::Cancelled)
            Q_EMIT failed(work->outcome->file.name, *error);
        giveUp();
        return;
    }
    if (!isHere)
        Q_EMIT said(tr("“%1” was attached to the note that it was given to").arg(work->outcome->file.name));
    else if (!isNamed)
        insert(*work);
    if (m_desk.openId() == *work->note)
        m_pictures.refresh();
    Q_EMIT attached(*work->note);
    m_busy = false;
    takeNext();
}

/// What stood in the text for a file that was not there yet.
void NoteFiles::takeOut(const Attaching& work)
{
    QTextCursor cursor = m_editor.document()->find(work.draft);
    if (!cursor.isNull())
        cursor.removeSelectedText();
}

/// A picture gets a line of its own, where it is shown in the place of what is written.
void NoteFiles::insert(const Attaching& work)
{
    QTextCursor cursor = work.place;
    const QString link = u"[%1](%2)"_s.arg(wordsFor(work.outcome->file.name),
                                           QString::fromStdString(work.outcome->report.written));
    cursor.beginEditBlock();
    if (work.outcome->isPicture) {
        // After an empty line: else what stands above it, a table for one, would go on with it.
        if (!cursor.atBlockStart())
            cursor.insertBlock();
        if (!cursor.block().previous().text().trimmed().isEmpty())
            cursor.insertBlock();
        cursor.insertText(m_editor.fitForText(u'!' + link));
        if (!cursor.atBlockEnd() || !cursor.block().next().isValid())
            cursor.insertBlock();
    } else {
        cursor.insertText(m_editor.fitForText(link));
    }
    cursor.endEditBlock();
}

} // namespace lockleaf::ui

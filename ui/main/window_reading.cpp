// SPDX-License-Identifier: GPL-3.0-or-later
// The part of WindowParts that has to do with reading: Read mode, and links that lead out of the text.
#include "core/interchange/markdown_html.h"
#include "ui/editor/note_editor.h"
#include "ui/main/editor_pane.h"
#include "ui/main/window_actions.h"
#include "ui/main/window_parts.h"
#include "ui/reader/note_reader.h"
#include "ui/reader/pdf_run.h"
#include "ui/sheets/address_sheet.h"
#include "ui/sheets/pdf_sheet.h"
#include "ui/sheets/print_sheet.h"
#include "ui/sheets/ways_sheet.h"
#include "ui/theme/typography.h"

#include <QAction>

#include <utility>

namespace lockleaf::ui {

void WindowParts::connectReading()
{
    connect(m_actions->read, &QAction::triggered, m_editorPane, &EditorPane::setReading);
    connect(m_editorPane, &EditorPane::readingChanged, this,
            [this](bool reading) { m_actions->setNoteOpen(m_desk.hasNote(), m_desk.isWritable(), reading); });
    connect(m_editorPane, &EditorPane::readWanted, this, &WindowParts::readOpenNote);
    connect(m_actions->savePdf, &QAction::triggered, this, &WindowParts::openPdf);
    connect(m_actions->print, &QAction::triggered, this, &WindowParts::openPrint);
    NoteReader& reader = m_editorPane->reader();
    connect(&reader, &NoteReader::tagActivated, this, &WindowParts::tagChosen);
    connect(&reader, &NoteReader::targetActivated, &m_navigator, &Navigator::follow);
    connect(&reader, &NoteReader::addressActivated, this, &WindowParts::askToOpen);
    connect(&m_editorPane->editor(), &NoteEditor::targetActivated, this, [this](const QString& target) {
        if (isWebAddress(target.toStdString()))
            askToOpen(target);
        else
            m_navigator.follow(target, false);
    });
    connect(&m_navigator, &Navigator::fileMeant, m_editorPane, &EditorPane::fileActivated);
    connect(&m_navigator, &Navigator::headingMeant, this, [this](RecordId note, const QString& id) {
        m_heading = id;
        m_headingNote = note;
        showHeading();
    });
    connect(&m_desk, &NoteDesk::noteChanged, this, &WindowParts::showHeading);
}

/// Once the note is there in which a heading was meant.
void WindowParts::showHeading()
{
    if (m_heading.isEmpty() || m_desk.isOpening() || m_desk.openId() != m_headingNote)
        return;
    m_editorPane->showHeading(std::exchange(m_heading, {}));
}

/// Shows an address before anything is opened; whoever runs the window opens it.
void WindowParts::askToOpen(const QString& address)
{
    auto* sheet = new AddressSheet(address, &m_window);
    connect(sheet, &AddressSheet::openRequested, this, &WindowParts::addressChosen);
    openSheet(sheet);
}

void WindowParts::showAddressOutcome(bool opened)
{
    if (auto* sheet = qobject_cast<AddressSheet*>(m_sheet.data()))
        opened ? sheet->closeSheet() : sheet->showNotOpened();
}

/// The text as it is now, and the targets that the note has a meaning for, for `take`; the null id: a note
/// that is not in the vault has none.
void WindowParts::withReadableNote(const std::function<void(ReadableNote)>& take)
{
    ReadableNote note;
    note.body = m_desk.largeBody() ? m_desk.largeBody()
                                   : std::make_shared<const SecureBytes>(m_editorPane->editor().body());
    const RecordId id = m_desk.openId();
    if (id.isNull()) {
        take(std::move(note));
        return;
    }
    auto targets = [id](Vault& vault) -> Result<std::vector<std::string>> {
        LOCKLEAF_TRY(const Note read, vault.note(id));
        std::vector<std::string> written;
        written.reserve(read.targets.size());
        for (const LinkTarget& target : read.targets)
            written.push_back(target.written);
        return written;
    };
    m_session.ask(m_editorPane, std::move(targets),
                  [this, note, take](const Result<std::vector<std::string>>& known) mutable {
                      if (known)
                          note.known = *known;
                      if (!m_closing)
                          take(std::move(note));
                  });
}

void WindowParts::readOpenNote()
{
    m_editorPane->reader().setBody(nullptr); // the other note is gone from the screen at once
    withReadableNote([this, number = ++m_readNumber](const ReadableNote& note) {
        if (number == m_readNumber)
            m_editorPane->reader().setBody(note.body, note.known);
    });
}

std::unique_ptr<PdfRun> WindowParts::layOut(const ReadableNote& note, PdfRun::Taker taker)
{
    PaperNote paper = paperLook();
    paper.body = note.body;
    paper.known = note.known;
    return std::make_unique<PdfRun>(std::move(paper), m_editorPane->reader().pictures(), std::move(taker));
}

void WindowParts::openPdf()
{
    if (!m_desk.hasNote())
        return;
    withReadableNote([this](const ReadableNote& note) {
        auto start = [this, note](const QString& target) {
            return layOut(note, PdfRun::intoFile(std::filesystem::path(target.toStdString())));
        };
        auto* sheet = new PdfSheet(m_session, std::move(start), &m_window);
        connect(sheet, &PdfSheet::saved, this, [this] {
            say(tr("Saved as PDF, not encrypted"));
            noteExport();
        });
        openSheet(sheet);
    });
}

void WindowParts::openPrint()
{
    if (!m_desk.hasNote())
        return;
    withReadableNote([this](const ReadableNote& note) {
        auto start = [this, note](PdfRun::Taker taker) { return layOut(note, std::move(taker)); };
        auto* sheet = new PrintSheet(std::move(start), &m_window);
        connect(sheet, &PrintSheet::printRequested, this, [this, sheet] {
            // One that was left may still be on its way, and its outcome is not this one's.
            if (std::exchange(m_printing, true))
                sheet->showOutcome(PrintOutcome::Busy);
            else
                Q_EMIT printRequested();
        });
        connect(sheet, &PrintSheet::written, this, &WindowParts::printWritten);
        connect(sheet, &PrintSheet::cancelled, this, &WindowParts::printCancelled);
        openSheet(sheet);
    });
}

void WindowParts::startPrinting(const std::shared_ptr<PrintPipe>& pipe)
{
    if (auto* sheet = qobject_cast<PrintSheet*>(m_sheet.data()))
        sheet->begin(pipe);
    else if (auto* ways = qobject_cast<WaysSheet*>(m_sheet.data()))
        ways->startPrinting(pipe);
}

void WindowParts::showPrintOutcome(PrintOutcome outcome)
{
    m_printing = false;
    if (auto* sheet = qobject_cast<PrintSheet*>(m_sheet.data()))
        sheet->showOutcome(outcome);
    if (auto* ways = qobject_cast<WaysSheet*>(m_sheet.data()))
        ways->showPrintOutcome(outcome);
    else if (outcome == PrintOutcome::Taken)
        say(PrintSheet::outcomeSentence(outcome));
}

} // namespace lockleaf::ui

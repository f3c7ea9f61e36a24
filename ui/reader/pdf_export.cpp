// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/pdf_export.h"

#include "core/interchange/chosen_notes.h"
#include "core/interchange/plain_attachment.h"
#include "core/interchange/plain_pages.h"
#include "ui/reader/paper_pictures.h"

#include <algorithm>
#include <new>
#include <utility>

namespace lockleaf::ui {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::string_view PdfEnding = ".pdf";
constexpr std::string_view TextEnding = ".md";
/// What is written at once.
constexpr std::size_t PartBytes = std::size_t{1} << 20;

/// What the thread of the layout makes of one note. Used there while that works, else on the vault's.
struct NoteOnPaper
{
    std::shared_ptr<PaperNote> note = std::make_shared<PaperNote>();
    QStringList pictures; ///< Their targets.
    Result<QByteArray> pdf;
};

/// Memory that runs out is a note that is too large; it ends nothing else.
template <class Call>
auto withinMemory(const Call& call) -> decltype(call())
{
    try {
        return call();
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::OutOfMemory);
    }
}

void findPictures(NoteOnPaper& paper, const std::stop_token& stop)
{
    const PaperNote& note = *paper.note;
    const auto page = withinMemory(
        [&] { return makeReaderPage(note.body->text(), note.known, note.style, stop, paperLimits()); });
    if (page)
        paper.pictures = pictureTargets(*page);
}

ByteView viewOf(const QByteArray& bytes)
{
    return {reinterpret_cast<const std::uint8_t*>(bytes.constData()), static_cast<std::size_t>(bytes.size())};
}

class PdfExportJob final : public SlicedJob
{
public:
    PdfExportJob(Vault& vault, std::filesystem::path target, PlainExportReport& report, ExportChoice choice,
                 PaperNote look, PaperLayout layout)
        : m_vault(vault), m_target(std::move(target)), m_report(report), m_choice(std::move(choice)),
          m_look(std::move(look)), m_layout(std::move(layout))
    {
    }

    Result<bool> runSlice(std::chrono::milliseconds budget, ProgressSink& progress) override
    {
        const auto end = Clock::now() + budget;
        if (!m_folder)
            LOCKLEAF_CHECK(begin());
        do {
            if (!m_thread.waitUntil(end))
                break;
            if (m_stage == Stage::Files && m_files.areWritten() && m_next == m_ids.size()) {
                LOCKLEAF_CHECK(m_folder->publish());
                return true;
            }
            LOCKLEAF_CHECK(step());
        } while (Clock::now() < end);
        progress.progressed(m_report.notes, m_ids.size());
        return false;
    }

private:
    /// What the note `m_id` waits for.
    enum class Stage {
        Files,    ///< Nothing: attachments are written, then the next note is taken.
        Pictures, ///< It is known which it has; they are read and decoded.
        Pages,    ///< They are laid out.
        Bytes,    ///< They are written.
    };

    Result<void> begin()
    {
        LOCKLEAF_TRY(m_folder, PlainFolder::create(m_target));
        LOCKLEAF_TRY(m_ids, chosenNotes(m_vault, m_choice));
        LOCKLEAF_TRY(m_pages, plainPages(m_vault, m_ids, PdfEnding));
        return {};
    }

    Result<void> step()
    {
        switch (m_stage) {
        case Stage::Files:
            return m_files.areWritten() ? takeNote(m_ids[m_next++])
                                        : m_files.writePart(m_vault, *m_folder, m_report);
        case Stage::Pictures:
            return bringPictures();
        case Stage::Pages:
            return beginFile();
        case Stage::Bytes:
            return writePart();
        }
        return {};
    }

    Result<void> takeNote(const RecordId& id)
    {
        LOCKLEAF_TRY(Note note, m_vault.note(id));
        m_id = id;
        m_modified = note.modified;
        m_meanings = std::move(note.targets);
        m_paper = std::make_shared<NoteOnPaper>();
        *m_paper->note = m_look;
        m_paper->note->body = std::make_shared<const SecureBytes>(std::move(note.body));
        for (const LinkTarget& target : m_meanings)
            m_paper->note->known.push_back(target.written);
        LOCKLEAF_TRY(const std::vector<AttachedFile> files, m_vault.attachmentsOf(id));
        for (const AttachedFile& file : files)
            LOCKLEAF_CHECK(m_files.placeOf(m_vault, file.attachment.id));
        if (files.empty()) {
            layOut();
            return {};
        }
        m_stage = Stage::Pictures;
        m_thread.begin([paper = m_paper](const std::stop_token& stop) { findPictures(*paper, stop); });
        return {};
    }

    Result<void> bringPictures()
    {
        if (!m_pictures)
            m_pictures.emplace(m_vault, m_thread, m_paper->note, m_paper->pictures, m_meanings);
        LOCKLEAF_TRY(const bool areThere, m_pictures->advance());
        if (areThere) {
            m_pictures.reset();
            layOut();
        }
        return {};
    }

    void layOut()
    {
        m_stage = Stage::Pages;
        m_thread.begin([paper = m_paper, layout = m_layout](const std::stop_token& stop) {
            paper->pdf = withinMemory([&] { return layout(*paper->note, stop); });
            paper->note->pictures.clear();
        });
    }

    Result<void> beginFile()
    {
        std::string path = m_pages.at(m_id).path;
        if (!m_paper->pdf) {
            path.replace(path.size() - PdfEnding.size(), PdfEnding.size(), TextEnding);
            ++m_report.texts;
        }
        m_written = 0;
        m_stage = Stage::Bytes;
        return m_folder->beginFile(path);
    }

    Result<void> writePart()
    {
        const ByteView all = m_paper->pdf ? viewOf(*m_paper->pdf) : m_paper->note->body->view();
        const ByteView part = all.subspan(m_written, std::min(PartBytes, all.size() - m_written));
        LOCKLEAF_CHECK(m_folder->write(part));
        m_written += part.size();
        m_report.bytes += part.size();
        if (m_written < all.size())
            return {};
        LOCKLEAF_CHECK(m_folder->endFile(m_modified));
        ++m_report.notes;
        m_paper.reset();
        m_stage = Stage::Files;
        return {};
    }

    Vault& m_vault;
    std::filesystem::path m_target;
    PlainExportReport& m_report;
    ExportChoice m_choice;
    PaperNote m_look;
    PaperLayout m_layout;
    std::unique_ptr<PlainFolder> m_folder;
    std::vector<RecordId> m_ids;
    std::map<RecordId, PlainPage> m_pages;
    PlainAttachments m_files;
    std::size_t m_next = 0;
    PaperThread m_thread;

    Stage m_stage = Stage::Files;
    // Of the note that is under way.
    RecordId m_id;
    Timestamp m_modified = 0;
    std::vector<LinkTarget> m_meanings;
    std::shared_ptr<NoteOnPaper> m_paper;
    std::optional<PaperPictures> m_pictures;
    std::size_t m_written = 0;
};

} // namespace

PaperLayout paperLayout()
{
    return [](const PaperNote& note, const std::stop_token& stop) {
        NoProgress progress;
        return makePdf(note, stop, progress);
    };
}

std::unique_ptr<SlicedJob> makePdfExportJob(Vault& vault, std::filesystem::path folder,
                                            PlainExportReport& report, ExportChoice choice, PaperNote look,
                                            PaperLayout layout)
{
    return std::make_unique<PdfExportJob>(vault, std::move(folder), report, std::move(choice),
                                          std::move(look), std::move(layout));
}

} // namespace lockleaf::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/import_enex.h"

#include "core/base/text.h"
#include "core/interchange/base64_source.h"
#include "core/interchange/enex_index.h"
#include "core/interchange/enex_note.h"

#include <chrono>

namespace lockleaf {

namespace {

using EnexTime = std::chrono::steady_clock;

class EnexImportJob final : public SlicedJob
{
public:
    EnexImportJob(Vault& vault, std::shared_ptr<const ImportFile> file, std::string notebook,
                  ForeignImportOptions options, ForeignReport& report)
        : m_file(std::move(file)), m_notebook(std::move(notebook)),
          m_notes(vault, std::move(options), report), m_index(m_file)
    {
    }

    Result<bool> runSlice(std::chrono::milliseconds budget, ProgressSink& progress) override
    {
        const EnexTime::time_point end = EnexTime::now() + budget;
        do {
            LOCKLEAF_CHECK(step(progress));
            if (m_notes.batchIsFull())
                LOCKLEAF_CHECK(m_notes.commit());
        } while (m_phase != Phase::Done && EnexTime::now() < end);
        LOCKLEAF_CHECK(m_notes.commit());
        if (m_phase != Phase::Index)
            progress.progressed(m_notes.report().found, m_index.rows().size());
        return m_phase == Phase::Done;
    }

private:
    enum class Phase { Index, Next, Read, Store, Done };

    Result<void> step(ProgressSink& progress)
    {
        switch (m_phase) {
        case Phase::Index:
            return stepIndex();
        case Phase::Next:
            return beginNote();
        case Phase::Read:
            return readNote();
        case Phase::Store:
            return storeResource(progress);
        case Phase::Done:
            break;
        }
        return {};
    }

    Result<void> stepIndex()
    {
        LOCKLEAF_TRY(const bool ended, m_index.step());
        if (!ended)
            return {};
        if (!m_index.looksLikeOne())
            return fail(ErrorCode::Damaged,
                        "This is not an export of Evernote (ENEX), or nothing of it is left.");
        if (!m_index.isComplete())
            m_notes.report().damage =
                Error{ErrorCode::Damaged, "The file breaks off; what stands before that can be imported.", 0};
        m_phase = Phase::Next;
        return {};
    }

    Result<void> beginNote()
    {
        if (m_next == m_index.rows().size()) {
            LOCKLEAF_CHECK(m_notes.commit());
            m_phase = Phase::Done;
            return {};
        }
        m_row = m_index.rows()[m_next++];
        LOCKLEAF_TRY(m_title, m_index.titleOf(m_row));
        m_title = oneLine(m_title, 1024);
        if (m_title.empty())
            m_title = "The note at byte " + std::to_string(m_row.begin);
        if (m_row.end == 0) {
            m_notes.skip(m_title, {ErrorCode::Damaged, "The note has no end.", 0});
            return {};
        }
        LOCKLEAF_TRY(const bool there, m_notes.isDuplicate(m_row.id, m_title));
        if (there)
            return {};
        m_reader = std::make_unique<EnexNoteReader>(m_file, m_row);
        m_phase = Phase::Read;
        return {};
    }

    Result<void> readNote()
    {
        const Result<bool> ended = m_reader->step();
        if (!ended && ended.error().code != ErrorCode::BodyTooLarge)
            return std::unexpected(ended.error());
        if (!ended) {
            m_notes.skip(m_title, ended.error());
            m_phase = Phase::Next;
        } else if (*ended) {
            takeText();
        }
        return {};
    }

    void takeText()
    {
        if (!isStorableText(m_reader->text())) {
            m_notes.skip(m_title, {ErrorCode::BodyNotText, {}, 0});
            m_phase = Phase::Next;
            return;
        }
        m_note = parseEnexNote(m_reader->text());
        m_resource = 0;
        m_phase = Phase::Store;
    }

    Result<void> storeResource(ProgressSink& progress)
    {
        if (m_storing)
            return goOnStoring(progress);
        if (m_dry)
            return readDry();
        if (m_resource == m_note.resources.size()) {
            finishNote();
            return {};
        }
        EnexResource& resource = m_note.resources[m_resource];
        const EnexRange range =
            m_resource < m_reader->ranges().size() ? m_reader->ranges()[m_resource] : EnexRange{};
        if (range.begin == range.end) {
            missResource("a file without content: ");
            return {};
        }
        m_content = std::make_shared<DecodedContent>();
        auto source = std::make_unique<Base64Source>(m_file, range.begin, range.end, m_content);
        m_stored = {};
        if (m_notes.dryRun()) {
            m_dry = std::move(source);
            return {};
        }
        LOCKLEAF_TRY(m_storing, m_notes.vault().makeStoreJob(nameOfResource(resource, m_resource + 1),
                                                             std::move(source), m_stored));
        return {};
    }

    Result<void> goOnStoring(ProgressSink& progress)
    {
        const Result<bool> ended = m_storing->runSlice(std::chrono::milliseconds{0}, progress);
        if (ended && !*ended)
            return {};
        m_storing.reset();
        if (ended)
            return endResource(m_stored.attachment);
        if (ended.error().code != ErrorCode::AttachmentTooLarge && !m_content->damaged)
            return std::unexpected(ended.error());
        missResource("a file whose content is damaged or too large: ");
        return {};
    }

    /// What a dry run needs of a file, a piece at a time: whether it is one, and by what the text names it.
    Result<void> readDry()
    {
        Bytes buffer(std::size_t{64} * 1024);
        const Result<std::size_t> got = m_dry->read(buffer);
        if (!got && !m_content->damaged)
            return std::unexpected(got.error());
        if (got && *got > 0)
            return {};
        m_dry.reset();
        if (got)
            return endResource(m_row.id); // something that is not null
        missResource("a file whose content is damaged or too large: ");
        return {};
    }

    Result<void> endResource(const RecordId& attachment)
    {
        EnexResource& resource = m_note.resources[m_resource++];
        resource.attachment = attachment;
        resource.md5 = m_content->md5;
        ++m_notes.report().attachments;
        return {};
    }

    void missResource(const char* what)
    {
        const EnexResource& resource = m_note.resources[m_resource];
        m_note.remarks.push_back(what + nameOfResource(resource, m_resource + 1));
        ++m_resource;
    }

    void finishNote()
    {
        ForeignNote made = noteOfEvernote(
            m_note, m_row.id, [this](const std::string& words) { return m_index.noteTitled(words); });
        if (m_notes.levelsLeft() > 0)
            made.notebook = m_notebook;
        m_notes.take(std::move(made));
        m_note = {};
        m_reader.reset();
        m_phase = Phase::Next;
    }

    std::shared_ptr<const ImportFile> m_file;
    std::string m_notebook;
    ForeignNotes m_notes;
    EnexIndex m_index;
    Phase m_phase = Phase::Index;
    std::size_t m_next = 0;
    EnexRow m_row;
    std::string m_title;
    std::unique_ptr<EnexNoteReader> m_reader;
    EnexNote m_note;
    std::size_t m_resource = 0;
    std::shared_ptr<DecodedContent> m_content;
    std::unique_ptr<Base64Source> m_dry;
    std::unique_ptr<SlicedJob> m_storing;
    AttachReport m_stored;
};

} // namespace

std::unique_ptr<SlicedJob> makeEnexImportJob(Vault& vault, std::shared_ptr<const ImportFile> file,
                                             std::string notebook, ForeignImportOptions options,
                                             ForeignReport& report)
{
    return std::make_unique<EnexImportJob>(vault, std::move(file), std::move(notebook), std::move(options),
                                           report);
}

} // namespace lockleaf

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/import_jex.h"

#include "core/archive/tar_stream.h"
#include "core/base/text.h"
#include "core/interchange/joplin_note.h"

#include <algorithm>
#include <chrono>

namespace lockleaf {

namespace {

using SteadyTime = std::chrono::steady_clock;

constexpr std::size_t largestItem = largestBody + (std::size_t{1} << 20); // room for title and properties

/// One reading of the tar.
struct JexReading
{
    explicit JexReading(const std::shared_ptr<const ImportFile>& file)
        : source(file, 0, file->size()), tar(source)
    {
    }
    RangeSource source;
    TarReader tar;
    bool inEntry = false; ///< Its octets are to be passed over.
};

/// The content of the entry that a tar stands at.
class EntrySource final : public ByteSource
{
public:
    explicit EntrySource(TarReader& tar) : m_tar(tar) {}
    Result<std::size_t> read(MutableByteView buffer) override
    {
        if (m_block.empty()) {
            LOCKLEAF_TRY(m_block, m_tar.nextBlock());
        }
        const std::size_t count = std::min(buffer.size(), m_block.size());
        std::copy_n(m_block.begin(), count, buffer.begin());
        m_block = m_block.subspan(count);
        return count;
    }

private:
    TarReader& m_tar;
    ByteView m_block;
};

bool breaksOff(const Error& error)
{
    return error.code == ErrorCode::Damaged;
}

class JexImportJob final : public SlicedJob
{
public:
    JexImportJob(Vault& vault, std::shared_ptr<const ImportFile> file, ForeignImportOptions options,
                 ForeignReport& report)
        : m_file(std::move(file)), m_notes(vault, std::move(options), report)
    {
    }

    Result<bool> runSlice(std::chrono::milliseconds budget, ProgressSink& progress) override
    {
        const SteadyTime::time_point end = SteadyTime::now() + budget;
        do {
            LOCKLEAF_CHECK(step(progress));
            if (m_notes.batchIsFull())
                LOCKLEAF_CHECK(m_notes.commit());
        } while (m_phase != Phase::Done && SteadyTime::now() < end);
        LOCKLEAF_CHECK(m_notes.commit());
        if (m_phase == Phase::Notes)
            progress.progressed(m_notes.report().found, m_index.notes().size());
        return m_phase == Phase::Done;
    }

private:
    enum class Phase { Index, Files, Notebooks, Notes, Done };

    Result<void> step(ProgressSink& progress)
    {
        if (m_storing)
            return stepStoring(progress);
        if (m_phase == Phase::Notebooks)
            return stepNotebooks();
        if (!m_reading)
            m_reading = std::make_unique<JexReading>(m_file);
        const Result<bool> more = stepReading();
        if (!more && !breaksOff(more.error()))
            return std::unexpected(more.error());
        if (more && *more)
            return {};
        if (!more && m_phase == Phase::Index)
            m_notes.report().damage =
                Error{ErrorCode::Damaged, "The file breaks off; what stands before that can be imported.", 0};
        return endReading();
    }

    /// One entry, or a part of one that is passed over. False: the tar has ended.
    Result<bool> stepReading()
    {
        if (m_reading->inEntry) {
            LOCKLEAF_TRY(const ByteView block, m_reading->tar.nextBlock());
            m_reading->inEntry = !block.empty();
            return true;
        }
        LOCKLEAF_TRY(const std::optional<TarEntry> entry, m_reading->tar.nextTarEntry());
        if (!entry)
            return false;
        m_reading->inEntry = entry->plainFile; // of what the next lines do not read to its end
        const std::optional<JexName> name = parseJexName(entry->path);
        if (!name)
            return true;
        if (name->isBlob)
            LOCKLEAF_CHECK(takeBlob(*name, *entry));
        else if (m_phase != Phase::Files)
            LOCKLEAF_CHECK(takeItem(*name, *entry));
        return true;
    }

    Result<void> endReading()
    {
        m_reading.reset();
        if (m_phase == Phase::Index)
            return endIndex();
        m_phase = m_phase == Phase::Files ? Phase::Notebooks : Phase::Done;
        if (m_phase == Phase::Done) {
            LOCKLEAF_CHECK(m_notes.commit());
            if (m_index.versions() > 0)
                m_notes.remark({}, "the earlier versions of notes");
        }
        return {};
    }

    Result<void> endIndex()
    {
        if (m_index.isEmpty() && m_notes.report().found == 0)
            return fail(ErrorCode::Damaged,
                        "This is not an export of Joplin (JEX), or nothing of it is left.");
        m_index.finish();
        for (auto& [id, resource] : m_index.resources()) {
            if (!m_index.isReferenced(id))
                m_notes.remark({}, "a file that no note shows: " + shownName(id, resource));
            else if (resource.encrypted)
                m_notes.remark({}, "a file that Joplin has encrypted: " + shownName(id, resource));
            else if (!resource.hasBlob)
                m_notes.remark({}, "a file whose content is not there: " + shownName(id, resource));
            else
                m_wanted += 1;
        }
        m_phase = m_wanted > 0 ? Phase::Files : Phase::Notebooks;
        return {};
    }

    static std::string shownName(const JoplinId& id, const JoplinResource& resource)
    {
        return resource.name.empty() ? id.toHex() : resource.name;
    }

    Result<void> takeBlob(const JexName& name, const TarEntry& entry)
    {
        if (m_phase == Phase::Index)
            return entry.plainFile ? m_index.addBlob(name.id) : Result<void>{};
        if (m_phase != Phase::Files || !entry.plainFile)
            return {};
        const auto found = m_index.resources().find(name.id);
        if (found == m_index.resources().end())
            return {};
        JoplinResource& resource = found->second;
        if (!m_index.isReferenced(name.id) || resource.encrypted || !resource.attachment.isNull())
            return {};
        if (m_notes.dryRun()) {
            resource.attachment = name.id; // something that is not null
            ++m_notes.report().attachments;
            return {};
        }
        m_stored = {};
        m_storingId = name.id;
        LOCKLEAF_TRY(m_storing,
                     m_notes.vault().makeStoreJob(shownName(name.id, resource),
                                                  std::make_unique<EntrySource>(m_reading->tar), m_stored));
        return {};
    }

    Result<void> stepStoring(ProgressSink& progress)
    {
        const Result<bool> ended = m_storing->runSlice(std::chrono::milliseconds{0}, progress);
        if (ended && !*ended)
            return {};
        m_storing.reset();
        JoplinResource& resource = m_index.resources().at(m_storingId);
        if (ended) {
            resource.attachment = m_stored.attachment;
            ++m_notes.report().attachments;
            m_reading->inEntry = false; // read to its end
            return {};
        }
        if (ended.error().code != ErrorCode::AttachmentTooLarge &&
            !(breaksOff(ended.error()) && m_notes.report().damage))
            return std::unexpected(ended.error());
        m_notes.remark({}, "a file that is too large or cut off: " + shownName(m_storingId, resource));
        return {};
    }

    Result<void> stepNotebooks()
    {
        if (m_paths.empty() && m_nextPath == 0)
            m_paths = m_index.paths(m_notes.levelsLeft());
        if (m_nextPath < m_paths.size())
            return m_notes.makeNotebook(m_paths[m_nextPath++]);
        m_phase = Phase::Notes;
        return {};
    }

    Result<void> takeItem(const JexName& name, const TarEntry& entry)
    {
        const std::string item = name.id.toHex() + ".md";
        const auto refuse = [&](ErrorCode code, const char* sentence) {
            if (m_phase == Phase::Index)
                m_notes.skip(item, {code, sentence, 0});
            return Result<void>{};
        };
        if (!entry.plainFile)
            return refuse(ErrorCode::NotARegularFile, "");
        if (entry.size > largestItem)
            return refuse(ErrorCode::BodyTooLarge, "");
        SecureBytes text;
        text.reserve(static_cast<std::size_t>(entry.size));
        while (true) {
            LOCKLEAF_TRY(const ByteView block, m_reading->tar.nextBlock());
            if (block.empty())
                break;
            text.append(block);
            if (text.size() > largestItem)
                return refuse(ErrorCode::BodyTooLarge, "");
        }
        m_reading->inEntry = false;
        if (!isStorableText(text.text()))
            return refuse(ErrorCode::BodyNotText, "");
        const auto parsed = parseJoplinItem(text.text());
        if (!parsed)
            return refuse(parsed.error().code, "The item is damaged.");
        if (m_phase == Phase::Index)
            return m_index.add(name.id, *parsed, text.view());
        return parsed->type() == JoplinType::Note ? takeNote(name, *parsed, text.view()) : Result<void>{};
    }

    Result<void> takeNote(const JexName& name, const JoplinItem& item, ByteView text)
    {
        JoplinNoteRow* row = m_index.rowOf(name.id, text);
        const std::string title = item.title.empty() ? name.id.toHex() + ".md" : oneLine(item.title, 1024);
        if (row == nullptr)
            return fail(ErrorCode::InputOutput, "The file was changed while it was read.");
        if (row->done) {
            m_notes.skip(title, {ErrorCode::AlreadyExists, "The file has this note twice.", 0});
            return {};
        }
        row->done = true;
        if (item.says("encryption_applied")) {
            m_notes.skip(title, {ErrorCode::InvalidArgument, "Joplin has encrypted it.", 0});
            return {};
        }
        LOCKLEAF_TRY(const bool there, m_notes.isDuplicate(row->record, title));
        if (!there)
            m_notes.take(noteOfJoplin(item, name.id, row->record, m_index, m_notes.levelsLeft()));
        return {};
    }

    std::shared_ptr<const ImportFile> m_file;
    ForeignNotes m_notes;
    JoplinIndex m_index;
    Phase m_phase = Phase::Index;
    std::unique_ptr<JexReading> m_reading;
    std::unique_ptr<SlicedJob> m_storing; ///< Reads from m_reading and goes before it.
    AttachReport m_stored;
    JoplinId m_storingId;
    std::uint64_t m_wanted = 0; ///< Files that notes show and that are there.
    std::vector<std::string> m_paths;
    std::size_t m_nextPath = 0;
};

} // namespace

std::unique_ptr<SlicedJob> makeJexImportJob(Vault& vault, std::shared_ptr<const ImportFile> file,
                                            ForeignImportOptions options, ForeignReport& report)
{
    return std::make_unique<JexImportJob>(vault, std::move(file), std::move(options), report);
}

} // namespace lockleaf

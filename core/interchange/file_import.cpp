// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/file_import.h"

namespace lockleaf {

namespace {

/// Hands a file on, and remembers its own error: it concerns that file alone.
class WatchedSource final : public ByteSource
{
public:
    WatchedSource(std::unique_ptr<ByteSource> source, std::shared_ptr<std::optional<Error>> error)
        : m_source(std::move(source)), m_error(std::move(error))
    {
    }
    Result<std::size_t> read(MutableByteView buffer) override
    {
        auto read = m_source->read(buffer);
        if (!read)
            *m_error = read.error();
        return read;
    }

private:
    std::unique_ptr<ByteSource> m_source;
    std::shared_ptr<std::optional<Error>> m_error;
};

std::string nameOf(const std::string& path)
{
    return path.substr(path.rfind('/') + 1);
}

/// Whether the vault refused this one file; its other errors end the import.
bool concernsFile(ErrorCode code)
{
    return code == ErrorCode::AttachmentTooLarge || code == ErrorCode::NameNotValid;
}

} // namespace

FileImport::~FileImport() = default;

std::optional<RecordId> FileImport::attachmentOf(std::size_t file) const
{
    const auto found = m_taken.find(file);
    return found == m_taken.end() ? std::nullopt : found->second;
}

void FileImport::skip(std::size_t file, const Error& reason)
{
    m_job.reset();
    m_taken.emplace(file, std::nullopt);
    m_report.filesSkipped.push_back({m_tree.files()[file], reason});
}

Result<void> FileImport::begin(std::size_t file)
{
    const std::string& path = m_tree.files()[file];
    LOCKLEAF_TRY(std::unique_ptr<FileSource> source, m_tree.openFile(path));
    if (m_dryRun) {
        ++m_report.filesTaken;
        m_report.fileBytes += source->size();
        m_taken.emplace(file, std::nullopt);
        return {};
    }
    m_readError = std::make_shared<std::optional<Error>>();
    m_attached = std::make_unique<AttachReport>();
    LOCKLEAF_TRY(m_job, m_vault.makeStoreJob(nameOf(path),
                                             std::make_unique<WatchedSource>(std::move(source), m_readError),
                                             *m_attached));
    return {};
}

Result<bool> FileImport::step(std::size_t file, std::chrono::milliseconds budget, ProgressSink& progress)
{
    if (!m_job) {
        if (const Result<void> begun = begin(file); !begun)
            skip(file, begun.error());
        if (!m_job)
            return true;
    }
    Result<bool> done = m_job->runSlice(budget, progress);
    if (!done && (*m_readError || concernsFile(done.error().code))) {
        skip(file, done.error());
        return true;
    }
    if (!done || !*done)
        return done;
    m_job.reset();
    ++m_report.filesTaken;
    m_report.fileBytes += m_attached->size;
    m_taken.emplace(file, m_attached->attachment);
    return true;
}

void FileImport::reportOthers()
{
    for (std::size_t file = 0; file < m_tree.files().size(); ++file) {
        if (isSettled(file))
            continue;
        if (m_named.contains(file))
            ++m_report.filesThere;
        else
            m_report.filesUnused.push_back(m_tree.files()[file]);
    }
}

} // namespace lockleaf

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/selfcheck/changed_files.h"

#include "app/selfcheck/interruption.h"

#include <algorithm>
#include <chrono>
#include <fts.h>
#include <memory>
#include <sys/stat.h>
#include <utility>

namespace lockleaf::app {

namespace {

using Files = std::unique_ptr<FTS, decltype(&fts_close)>;

bool isLater(const timespec& changed, const timespec& since)
{
    return std::pair{changed.tv_sec, changed.tv_nsec} >= std::pair{since.tv_sec, since.tv_nsec};
}

/// One walk over the folders of a choice.
class FileWalk
{
public:
    FileWalk(const FileChoice& choice, Scanner& scanner) : m_choice(choice), m_scanner(scanner) {}

    void walk(const std::filesystem::path& folder, FilesLooked& result)
    {
        std::string root = folder.string();
        char* roots[] = {root.data(), nullptr};
        const Files files{fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR | FTS_XDEV, nullptr), &fts_close};
        if (!files)
            return;
        const auto end = Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                            std::chrono::duration<double>(m_choice.seconds));
        while (FTSENT* entry = fts_read(files.get())) {
            if (wasInterrupted())
                return;
            if (Clock::now() > end || result.looked.bytes > m_choice.mostBytes) {
                result.looked.cutShort = true;
                return;
            }
            meet(*files, *entry, result);
        }
    }

private:
    using Clock = std::chrono::steady_clock;

    void meet(FTS& files, FTSENT& entry, FilesLooked& result)
    {
        switch (entry.fts_info) {
        case FTS_D:
            enter(files, entry, result);
            break;
        case FTS_DNR:
            ++result.unopened;
            break;
        case FTS_F:
        case FTS_SL:
        case FTS_SLNONE:
        case FTS_DEFAULT:
            look(entry, result);
            break;
        default:
            break;
        }
    }

    void enter(FTS& files, FTSENT& entry, FilesLooked& result)
    {
        const std::filesystem::path path{entry.fts_path};
        const std::pair place{entry.fts_statp->st_dev, entry.fts_statp->st_ino};
        if (std::ranges::find(m_choice.without, path) != m_choice.without.end() ||
            !m_visited.insert(place).second)
            fts_set(&files, &entry, FTS_SKIP);
        else if (isChosen(*entry.fts_statp) && entry.fts_level > 0)
            m_scanner.lookAtName(path, result.looked);
    }

    void look(const FTSENT& entry, FilesLooked& result)
    {
        ++result.seen;
        if (!isChosen(*entry.fts_statp))
            return;
        m_scanner.lookAtName(entry.fts_path, result.looked);
        if (entry.fts_info == FTS_F)
            m_scanner.lookAtFile(entry.fts_path, result.looked);
    }

    [[nodiscard]] bool isChosen(const struct stat& facts) const
    {
        return (!m_choice.changedSince || isLater(facts.st_ctim, *m_choice.changedSince)) &&
               (!m_choice.owner || facts.st_uid == *m_choice.owner);
    }

    const FileChoice& m_choice;
    Scanner& m_scanner;
    std::set<std::pair<dev_t, ino_t>> m_visited; ///< Folders: one may lie below another.
};

} // namespace

FilesLooked lookAtFiles(const FileChoice& choice, Scanner& scanner)
{
    FilesLooked result;
    FileWalk walk{choice, scanner};
    for (const std::filesystem::path& folder : choice.folders)
        walk.walk(folder, result);
    return result;
}

timespec timeOfFiles()
{
    timespec now{};
    clock_gettime(CLOCK_REALTIME_COARSE, &now); // which the kernel dates files with
    return now;
}

} // namespace lockleaf::app

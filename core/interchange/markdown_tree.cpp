// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/markdown_tree.h"

#include <algorithm>
#include <cerrno>
#include <dirent.h>
#include <fcntl.h>
#include <limits>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace lockleaf {

namespace {

class Descriptor
{
public:
    explicit Descriptor(int descriptor) : m_descriptor(descriptor) {}
    ~Descriptor()
    {
        if (m_descriptor >= 0)
            close(m_descriptor);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const { return m_descriptor; }
    int release() { return std::exchange(m_descriptor, -1); }

private:
    int m_descriptor;
};

bool isOfAProgramWithTitlesInNames(std::string_view name)
{
    return name == ".obsidian" || name == "_resources";
}

std::string join(const std::string& folder, const std::string& name)
{
    return folder.empty() ? name : folder + "/" + name;
}

unsigned char kindOf(mode_t mode)
{
    if (S_ISDIR(mode))
        return DT_DIR;
    if (S_ISREG(mode))
        return DT_REG;
    return S_ISLNK(mode) ? DT_LNK : DT_UNKNOWN;
}

Result<SecureBytes> readAll(int descriptor, std::size_t expected, std::size_t limit)
{
    SecureBytes bytes(expected);
    std::size_t filled = 0;
    while (true) {
        if (filled == bytes.size()) { // the end, or a file that grows
            std::uint8_t beyond = 0;
            const ssize_t more = read(descriptor, &beyond, 1);
            if (more == 0)
                return bytes;
            if (more < 0 && errno != EINTR)
                return failErrno(errno, "read");
            if (more > 0 && filled == limit)
                return fail(ErrorCode::BodyTooLarge);
            if (more > 0) {
                bytes.append({&beyond, 1});
                ++filled;
            }
            continue;
        }
        const ssize_t got = read(descriptor, bytes.data() + filled, bytes.size() - filled);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return failErrno(errno, "read");
        if (got == 0)
            bytes.truncate(filled); // a file that shrank
        filled += static_cast<std::size_t>(got);
    }
}

} // namespace

bool isMarkdownName(std::string_view name)
{
    std::string lower(name.substr(name.size() - std::min<std::size_t>(name.size(), 9)));
    for (char& c : lower)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return lower.ends_with(".md") || lower.ends_with(".markdown");
}

Timestamp timestampOf(std::int64_t seconds, std::int64_t nanoseconds)
{
    constexpr std::int64_t most = std::numeric_limits<Timestamp>::max() / 1000 - 1;
    return std::clamp(seconds, -most, most) * 1000 + nanoseconds / 1'000'000;
}

struct MarkdownTree::Names
{
    std::vector<std::string> folders;
    std::vector<TreeEntry> entries;
    std::vector<std::string> files;
};

MarkdownTree::~MarkdownTree()
{
    if (m_root >= 0)
        close(m_root);
}

Result<void> MarkdownTree::open(const std::filesystem::path& root)
{
    m_root = ::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (m_root < 0)
        return failErrno(errno, "open");
    m_folders.emplace_back();
    return {};
}

bool MarkdownTree::readNextFolder()
{
    if (m_folders.empty())
        return true;
    const std::string folder = std::move(m_folders.back());
    m_folders.pop_back();
    const int descriptor = openat(m_root, folder.empty() ? "." : folder.c_str(),
                                  O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (descriptor < 0)
        m_entries.push_back({folder, systemError(errno, "open")});
    else
        takeFolder(folder, descriptor);
    return m_folders.empty();
}

void MarkdownTree::takeFolder(const std::string& folder, int descriptor)
{
    Descriptor owned(descriptor);
    DIR* opened = fdopendir(descriptor);
    if (opened == nullptr) {
        m_entries.push_back({folder, systemError(errno, "open")});
        return;
    }
    owned.release(); // closedir closes it
    const std::unique_ptr<DIR, int (*)(DIR*)> directory(opened, closedir);
    Names names;
    errno = 0;
    while (const dirent* entry = readdir(directory.get())) {
        if (folder.empty() && isOfAProgramWithTitlesInNames(entry->d_name))
            m_namesAreTitles = true;
        if (entry->d_name[0] != '.')
            takeName(names, folder, descriptor, entry->d_name, entry->d_type);
        errno = 0;
    }
    if (errno != 0)
        names.entries.push_back({folder, systemError(errno, "reading the folder")});
    std::ranges::sort(names.entries, {}, &TreeEntry::path);
    std::ranges::sort(names.folders, std::greater<>()); // taken from the back
    std::ranges::move(names.entries, std::back_inserter(m_entries));
    std::ranges::move(names.folders, std::back_inserter(m_folders));
    std::ranges::sort(names.files);
    std::ranges::move(names.files, std::back_inserter(m_files));
}

void MarkdownTree::takeName(Names& names, const std::string& folder, int descriptor, const std::string& name,
                            unsigned char kind)
{
    struct stat status = {};
    if (kind == DT_UNKNOWN && fstatat(descriptor, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0)
        kind = kindOf(status.st_mode);
    const bool linksToFolder =
        kind == DT_LNK && fstatat(descriptor, name.c_str(), &status, 0) == 0 && S_ISDIR(status.st_mode);
    if (kind == DT_DIR)
        names.folders.push_back(join(folder, name));
    else if (linksToFolder) // would be a surprise to miss, so it is reported like a file
        names.entries.push_back(
            {join(folder, name), Error{ErrorCode::NotARegularFile, "a link to a folder"}});
    else if (isMarkdownName(name) && kind == DT_REG)
        names.entries.push_back({join(folder, name), std::nullopt});
    else if (isMarkdownName(name))
        names.entries.push_back({join(folder, name), Error{ErrorCode::NotARegularFile, {}}});
    else if (kind == DT_REG)
        names.files.push_back(join(folder, name));
}

Result<std::unique_ptr<FileSource>> MarkdownTree::openFile(const std::string& path) const
{
    return FileSource::openAt(m_root, path);
}

Result<FileContent> MarkdownTree::readFile(const std::string& path, std::size_t limit) const
{
    // Without O_NONBLOCK a pipe put in the file's place since would hold us up for good.
    const Descriptor file(openat(m_root, path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (file.get() < 0)
        return failErrno(errno, "open");
    struct stat status = {};
    if (fstat(file.get(), &status) != 0)
        return failErrno(errno, "fstat");
    if (!S_ISREG(status.st_mode))
        return fail(ErrorCode::NotARegularFile);
    const auto size = static_cast<std::uint64_t>(status.st_size);
    if (size > limit)
        return fail(ErrorCode::BodyTooLarge);
    FileContent content;
    LOCKLEAF_TRY(content.bytes, readAll(file.get(), static_cast<std::size_t>(size), limit));
    content.modified = timestampOf(status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
    content.created = std::min(birthTime(file.get()).value_or(content.modified), content.modified);
    return content;
}

} // namespace lockleaf

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/inbox_file.h"

#include "core/crypto/keyed_hash.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <string_view>
#include <thread>

namespace lockleaf {

namespace {

// Before each sealed note: label 16 ‖ octets of the sealed note u32 ‖ zero u32 ‖ BLAKE2b-256 of the 24 octets
// before it and of the sealed note 32.
constexpr char entryLabel[17] = "lockleaf inbox\0\0";
constexpr std::size_t labelSize = 16;
constexpr std::size_t checkedHead = 24;
constexpr std::size_t headSize = checkedHead + 32;
constexpr int mostAside = 1000;

/// How often, and how long between, another program is given time: it holds an inbox for a moment alone. Who
/// takes it in does so on the thread that saves, and waits less.
constexpr int holdAttempts = 40;
constexpr int holdAttemptsTakingIn = 8;
constexpr std::chrono::milliseconds holdPause{25};

ByteView labelView()
{
    return {reinterpret_cast<const std::uint8_t*>(entryLabel), labelSize};
}

Bytes headOf(ByteView sealed)
{
    Bytes head(checkedHead);
    std::memcpy(head.data(), entryLabel, labelSize);
    storeLe32(head.data() + labelSize, static_cast<std::uint32_t>(sealed.size()));
    const Hash256 sum = hash256({head, sealed});
    head.insert(head.end(), sum.begin(), sum.end());
    return head;
}

/// The sealed note of an entry that begins here; nothing where none does.
std::optional<ByteView> entryAt(ByteView rest)
{
    if (rest.size() < headSize || std::memcmp(rest.data(), entryLabel, labelSize) != 0)
        return std::nullopt;
    const std::size_t size = loadLe32(rest.data() + labelSize);
    if (size > rest.size() - headSize)
        return std::nullopt;
    const ByteView sealed = rest.subspan(headSize, size);
    const Bytes head = headOf(sealed);
    if (std::memcmp(head.data(), rest.data(), headSize) != 0)
        return std::nullopt;
    return sealed;
}

/// Passes over what is no entry, to the next place where one may begin.
std::size_t lengthOfRubbish(ByteView rest)
{
    const auto next = std::search(rest.begin() + 1, rest.end(), labelView().begin(), labelView().end());
    return static_cast<std::size_t>(next - rest.begin());
}

/// 0, or errno; EAGAIN where somebody else has it for longer than a moment.
int holdWithinAMoment(FileIo& file, int attempts)
{
    int problem = file.holdExclusively();
    for (int attempt = 1; problem == EAGAIN && attempt < attempts; ++attempt) {
        std::this_thread::sleep_for(holdPause);
        problem = file.holdExclusively();
    }
    return problem;
}

} // namespace

std::filesystem::path inboxPath(const std::filesystem::path& vault)
{
    return vault.string() + "-inbox";
}

InboxEntries entriesOfInbox(ByteView content)
{
    InboxEntries entries;
    while (!content.empty()) {
        const auto sealed = entryAt(content);
        if (sealed && entries.sealed.size() < mostInboxEntries) {
            entries.sealed.emplace_back(sealed->begin(), sealed->end());
            content = content.subspan(headSize + sealed->size());
            continue;
        }
        const std::size_t passed = lengthOfRubbish(content);
        entries.unreadable += passed;
        content = content.subspan(passed);
    }
    return entries;
}

Result<std::optional<InboxFile>> InboxFile::open(const std::filesystem::path& vault, Missing missing)
{
    const std::filesystem::path path = inboxPath(vault);
    const int attempts = missing == Missing::Make ? holdAttempts : holdAttemptsTakingIn;
    // Whoever took all of it in has removed the file that was waited for: then the next one is looked at.
    for (int attempt = 0; attempt < holdAttempts; ++attempt) {
        auto file = fileSystem().open(FileSystem::anywhere, path, FileAccess::ReadWrite);
        if (!file && file.error().code == ErrorCode::FileNotFound) {
            if (missing == Missing::Leave)
                return std::nullopt;
            file = fileSystem().open(FileSystem::anywhere, path, FileAccess::CreateNew);
            if (!file && file.error().code == ErrorCode::AlreadyExists)
                continue;
        }
        if (!file)
            return std::unexpected(file.error());
        if (const int problem = holdWithinAMoment(**file, attempts); problem == EAGAIN)
            return fail(ErrorCode::InUse, "the inbox");
        else if (problem != 0)
            return failErrno(problem, "holding the inbox");
        if ((*file)->isNamed(path))
            return InboxFile(path, std::move(*file));
    }
    return fail(ErrorCode::InUse, "the inbox");
}

Result<InboxEntries> InboxFile::read()
{
    const std::int64_t size = m_file->size();
    if (size < 0)
        return failErrno(static_cast<int>(-size), "the inbox");
    Bytes content(std::min(static_cast<std::uint64_t>(size), std::uint64_t{largestInbox}));
    const std::int64_t got = readFully(*m_file, 0, content);
    if (got < 0)
        return failErrno(static_cast<int>(-got), "reading the inbox");
    content.resize(static_cast<std::size_t>(got));
    InboxEntries entries = entriesOfInbox(content);
    entries.unreadable += static_cast<std::uint64_t>(size) - static_cast<std::uint64_t>(got);
    return entries;
}

Result<void> InboxFile::append(ByteView sealed)
{
    LOCKLEAF_TRY(const InboxEntries there, read());
    const std::int64_t size = m_file->size();
    if (size < 0)
        return failErrno(static_cast<int>(-size), "the inbox");
    Bytes entry = headOf(sealed);
    entry.insert(entry.end(), sealed.begin(), sealed.end());
    if (there.sealed.size() >= mostInboxEntries ||
        static_cast<std::uint64_t>(size) + entry.size() > largestInbox)
        return fail(ErrorCode::InboxFull);
    if (const int problem = writeFully(*m_file, static_cast<std::uint64_t>(size), entry); problem != 0)
        return failErrno(problem, "writing to the inbox");
    if (const int problem = m_file->sync(); problem != 0)
        return failErrno(problem, "sync inbox");
    // In any case: whoever made the file may have died before its name was durable.
    return syncFolderAt(m_path.parent_path(), "sync folder of the inbox");
}

Result<void> InboxFile::remove()
{
    if (const int problem = fileSystem().remove(FileSystem::anywhere, m_path); problem != 0)
        return failErrno(problem, "removing the inbox");
    return syncFolderAt(m_path.parent_path(), "sync folder of the inbox");
}

Result<void> InboxFile::setAside()
{
    int problem = EEXIST;
    for (int number = 1; problem == EEXIST && number <= mostAside; ++number) {
        const std::string aside = m_path.string() + ".aside-" + std::to_string(number);
        FileSystem::Found found;
        if (fileSystem().look(FileSystem::anywhere, aside, found) == ENOENT)
            problem = fileSystem().rename(FileSystem::anywhere, m_path, aside, FileSystem::Rename::Replacing);
    }
    if (problem != 0)
        return failErrno(problem, "setting the inbox aside");
    return syncFolderAt(m_path.parent_path(), "sync folder of the inbox");
}

} // namespace lockleaf

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/key_file.h"

#include "core/base/file_system.h"

#include <sodium.h>

namespace lockleaf {

namespace {

constexpr std::size_t pieceSize = std::size_t{1} << 18;

/// The state of BLAKE2b-512 in memory that is wiped: it holds the end of what it was given.
class WipedHash512
{
public:
    WipedHash512() { crypto_generichash_init(&m_state, nullptr, 0, KeyFile::hashSize); }
    ~WipedHash512() { wipe(&m_state, sizeof m_state); }
    WipedHash512(const WipedHash512&) = delete;
    WipedHash512& operator=(const WipedHash512&) = delete;

    void update(ByteView piece) { crypto_generichash_update(&m_state, piece.data(), piece.size()); }
    SecureBytes finish()
    {
        SecureBytes hash(KeyFile::hashSize);
        crypto_generichash_final(&m_state, hash.data(), hash.size());
        return hash;
    }

private:
    crypto_generichash_state m_state{};
};

Result<SecureBytes> hashOf(FileIo& file)
{
    const std::int64_t size = file.size();
    if (size < 0)
        return failErrno(static_cast<int>(-size), "reading the key file");
    if (size == 0)
        return fail(ErrorCode::KeyFileNotUsable, "it is empty");
    if (static_cast<std::uint64_t>(size) > KeyFile::largest)
        return fail(ErrorCode::KeyFileNotUsable, "it is larger than 256 MiB");
    WipedHash512 hash;
    SecureBytes piece(pieceSize);
    std::int64_t at = 0;
    for (;;) {
        const std::int64_t got = readFully(file, static_cast<std::uint64_t>(at), piece.span());
        if (got < 0)
            return failErrno(static_cast<int>(-got), "reading the key file");
        if (got == 0)
            break;
        at += got;
        if (at > size)
            break;
        hash.update(piece.view().first(static_cast<std::size_t>(got)));
    }
    if (at != size)
        return fail(ErrorCode::KeyFileNotUsable, "it changed while it was read");
    return hash.finish();
}

Result<void> writeRandom(const std::filesystem::path& path)
{
    LOCKLEAF_TRY(const auto file,
                 fileSystem().open(FileSystem::anywhere, path.string(), FileAccess::CreateNew));
    SecureBytes content(KeyFile::madeSize);
    randombytes_buf(content.data(), content.size());
    int failed = writeFully(*file, 0, content.view());
    if (failed == 0)
        failed = file->sync();
    if (failed != 0) {
        static_cast<void>(fileSystem().remove(FileSystem::anywhere, path.string()));
        return failErrno(failed, "writing the key file");
    }
    return {};
}

std::filesystem::path folderOf(const std::filesystem::path& file)
{
    return file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
}

} // namespace

Result<KeyFile> KeyFile::read(const std::filesystem::path& path)
{
    LOCKLEAF_TRY(const auto file, fileSystem().open(FileSystem::anywhere, path.string(), FileAccess::Read));
    LOCKLEAF_TRY(SecureBytes hash, hashOf(*file));
    return KeyFile(std::move(hash));
}

Result<KeyFile> KeyFile::make(const std::filesystem::path& path)
{
    LOCKLEAF_CHECK(writeRandom(path));
    auto made = [&]() -> Result<KeyFile> {
        LOCKLEAF_CHECK(syncFolderAt(folderOf(path), "the folder of the key file"));
        return read(path);
    }();
    if (!made)
        static_cast<void>(fileSystem().remove(FileSystem::anywhere, path.string()));
    return made;
}

} // namespace lockleaf

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/file_system.h"
#include "tests/support/disk_state.h"

namespace lockleaf::test {

/// A folder of the computer's own file system in which the paths of a course lie, in the place of the whole
/// one while this lives. Counts the calls that change something, and at one of them ends the process as
/// SIGKILL does.
class RealDisk final : public FileSystem
{
public:
    enum class When { Before, Within, After }; ///< Within: about half of the pages of a write are written.
    struct End
    {
        std::size_t call = 0; ///< From 1; 0: never.
        When when = When::Before;
    };

    RealDisk(std::filesystem::path root, End end);
    ~RealDisk() override;
    RealDisk(const RealDisk&) = delete;
    RealDisk& operator=(const RealDisk&) = delete;

    /// Makes the folders and files that a simulated disk holds.
    void lay(const DiskState& state);
    [[nodiscard]] std::size_t calls() const { return m_calls; }
    /// Which of them gave a name or took one away.
    [[nodiscard]] const std::vector<std::size_t>& namingCalls() const { return m_namingCalls; }

    Result<std::unique_ptr<FileIo>> open(Folder folder, const std::string& name, FileAccess access) override;
    int look(Folder folder, const std::string& name, Found& found) override;
    int rename(Folder folder, const std::string& from, const std::string& to, Rename how) override;
    int link(Folder folder, const std::string& from, const std::string& to) override;
    int remove(Folder folder, const std::string& name) override;
    int makeFolder(const std::string& path) override;
    Folder openFolder(const std::string& path) override;
    int syncFolder(Folder folder) override;
    void closeFolder(Folder folder) override { m_system.closeFolder(folder); }
    int list(const std::string& path, std::vector<std::string>& names) override;

private:
    class File;

    [[nodiscard]] std::string placeOf(Folder folder, const std::string& name) const;
    /// Does one call that changes something. `within`: half of it, where that is possible.
    template <class Call, class Half>
    auto change(Call call, Half within);
    template <class Call>
    auto change(Call call)
    {
        return change(call, [] {});
    }
    template <class Call>
    auto changeNames(Call call)
    {
        m_namingCalls.push_back(m_calls + 1);
        return change(call);
    }

    std::filesystem::path m_root;
    FileSystem& m_system;
    End m_end;
    std::size_t m_calls = 0;
    std::vector<std::size_t> m_namingCalls;
};

} // namespace lockleaf::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace lockleaf::test {

/// The folder of shared test data: $LOCKLEAF_SHARED, else `shared` beside the source tree. Nothing where
/// neither exists (a plain clone): the test then skips and says so.
[[nodiscard]] std::optional<std::filesystem::path> sharedData();

/// The source tree, for what tests read from it (documents, vectors).
[[nodiscard]] std::filesystem::path sourceFolder();

/// A new empty folder, removed with everything in it when this object dies.
class TemporaryFolder
{
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return m_path / name; }

private:
    std::filesystem::path m_path;
};

} // namespace lockleaf::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_environment.h"

#include <cstdio>
#include <cstdlib>
#include <system_error>

namespace lockleaf::test {

std::optional<std::filesystem::path> sharedData()
{
    if (const char* named = std::getenv("LOCKLEAF_SHARED"); named != nullptr && *named != '\0') {
        if (std::filesystem::is_directory(named))
            return std::filesystem::path{named};
        return std::nullopt;
    }
    const std::filesystem::path beside = std::filesystem::path{LOCKLEAF_SOURCE_DIR}.parent_path() / "shared";
    if (std::filesystem::is_directory(beside))
        return beside;
    return std::nullopt;
}

std::filesystem::path sourceFolder()
{
    return LOCKLEAF_SOURCE_DIR;
}

TemporaryFolder::TemporaryFolder()
{
    std::string pattern = (std::filesystem::temp_directory_path() / "lockleaf-test-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) {
        std::perror("mkdtemp");
        std::abort();
    }
    m_path = pattern;
}

TemporaryFolder::~TemporaryFolder()
{
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

} // namespace lockleaf::test

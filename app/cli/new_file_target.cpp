// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/new_file_target.h"

#include "app/cli/complaint.h"

#include <filesystem>

namespace lockleaf::app {

namespace {

namespace fs = std::filesystem;

Result<void> checkFolder(const fs::path& folder, const std::string& what)
{
    std::error_code error;
    const fs::file_status status = fs::status(folder, error);
    if (fs::is_directory(status))
        return {};
    const bool missing = fs::exists(status) || status.type() == fs::file_type::not_found;
    if (missing) // or a file in its place
        return complain(ErrorCode::FileNotFound, "There is no such folder for " + what + ".");
    return complain(systemError(error.value(), "status").code,
                    "The folder for " + what + " can't be used (" + error.message() + ").");
}

} // namespace

Result<void> checkNewFile(const std::string& path, std::string_view what)
{
    const std::string named{what};
    const fs::path target{path};
    if (path.empty())
        return complain(ErrorCode::InvalidArgument, "The name of " + named + " is empty.");
    const fs::path name = target.filename();
    if (name.empty() || name == "." || name == "..")
        return complain(ErrorCode::InvalidArgument,
                        "That is the name of a folder; add a file name for " + named + ".");
    std::error_code ignored;
    if (fs::exists(fs::symlink_status(target, ignored)))
        return fail(ErrorCode::AlreadyExists);
    return checkFolder(target.has_parent_path() ? target.parent_path() : ".", named);
}

} // namespace lockleaf::app

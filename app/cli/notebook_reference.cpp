// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/notebook_reference.h"

#include "app/cli/complaint.h"

namespace lockleaf::app {

Result<RecordId> notebookAt(Vault& vault, const std::string& path)
{
    auto found = vault.findNotebook(path);
    if (!found && found.error().code == ErrorCode::NotFound)
        return complain(ErrorCode::NotFound, "There is no such notebook.");
    return found;
}

Result<RecordId> notebookOrTop(Vault& vault, const std::string& path)
{
    if (path.empty() || path == "/")
        return RecordId{};
    return notebookAt(vault, path);
}

Result<std::string> pathOrNone(Vault& vault, const RecordId& notebook)
{
    auto path = vault.notebookPath(notebook);
    if (!path && path.error().code == ErrorCode::NotFound)
        return std::string{};
    return path;
}

} // namespace lockleaf::app

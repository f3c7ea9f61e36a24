// SPDX-License-Identifier: GPL-3.0-or-later
// Lines of the manifest and of the list of notebooks in an archive (docs/archive-format.md). What can be read
// can be written and read again.
#include "core/archive/archive_manifest.h"

#include <cstdlib>

using namespace lockleaf;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view line = textOf({data, size});
    static_cast<void>(readManifestHead(line));
    if (const auto entry = readManifestEntry(line)) {
        ArchiveManifest manifest;
        manifest.add(*entry);
        const ArchiveManifest::Part part = manifest.takePart(true);
        const std::string_view written = part.content.text();
        const std::size_t begin = written.find('\n') + 1;
        const auto again = readManifestEntry(written.substr(begin, written.size() - begin - 1));
        if (!again || again->path != entry->path || again->note.has_value() != entry->note.has_value())
            std::abort();
    }
    if (const auto record = readNotebookLine(line)) {
        std::vector<NotebookRecord> records;
        records.push_back({record->notebook, record->versions, {}});
        const SecureBytes written = notebookLines(records);
        if (!readNotebookLine(written.text().substr(0, written.size() - 1)))
            std::abort();
    }
    return 0;
}

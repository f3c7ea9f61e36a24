// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/archive/foreign_tars.h"

#include <filesystem>
#include <fstream>

namespace lockleaf::test {

/// An archive put together entry by entry, each with what the manifest is to say of it.
class OddArchive
{
public:
    static constexpr const char* noteId = "01020304010203040102030401020304";

    /// `said` is what the manifest says beside path, size and hash.
    void add(const std::string& path, const std::string& content, const std::string& said)
    {
        addAs(path, content, content.size(), hexOf(hash256({bytesOf(content)})), said);
    }
    /// With a size and a hash that may be others.
    void addAs(const std::string& path, const std::string& content, std::uint64_t size,
               const std::string& hash, const std::string& said)
    {
        m_entries += tarEntry(path, content);
        m_lines += R"({"path":")" + path + R"(","size":)" + std::to_string(size) + R"(,"blake2b":")" + hash +
                   "\"" + said + "}\n";
        ++m_count;
    }
    /// What a manifest says of a note. With a notebook it is in one that no list of notebooks names.
    static std::string note(const std::string& title = "x", const std::string& id = noteId,
                            const std::string& tags = "[]", const std::string& targets = "[]",
                            const std::string& notebook = "")
    {
        return R"(,"id":")" + id + R"(","title":")" + title + R"(","notebook":")" + notebook +
               R"(","front":0,"titleIsOwn":true,"tags":)" + tags + R"(,"targets":)" + targets +
               (notebook.empty() ? "" : R"(,"notebookId":"ab020304010203040102030401020304")") +
               R"(,"created":1,"modified":2,"pinned":false,)" + versions();
    }
    static std::string version()
    {
        return R"(,"version":"0b020304010203040102030401020304","of":")" + std::string(noteId) +
               R"(","made":1,"kept":2,"reason":1,"title":"")";
    }
    static std::string file(const std::string& name)
    {
        return R"(,"attachment":"0c020304010203040102030401020304","name":")" + name + R"(","added":1)";
    }
    static std::string notebookLine(const std::string& name, const std::string& id, int color = 0)
    {
        return R"({"id":")" + id + R"(","name":")" + name + R"(","color":)" + std::to_string(color) + "," +
               versions() + "}\n";
    }
    [[nodiscard]] Bytes sealed() const
    {
        const std::string head =
            R"({"lockleaf":1,"part":1,"entries":)" + std::to_string(m_count) + R"(,"last":true})" + "\n";
        return sealedTar(m_entries + tarEntry("manifest-00001.jsonl", head + m_lines) +
                         std::string(1024, '\0'));
    }

    void writeTo(const std::filesystem::path& file) const
    {
        const Bytes octets = sealed();
        std::ofstream(file, std::ios::binary)
            .write(reinterpret_cast<const char*>(octets.data()), static_cast<std::streamsize>(octets.size()));
    }

private:
    static std::string versions() { return R"("versions":[["0a020304010203040102030401020304",3]])"; }

    std::string m_entries;
    std::string m_lines;
    int m_count = 0;
};

} // namespace lockleaf::test

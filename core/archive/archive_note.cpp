// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/archive_note.h"

#include "core/archive/json_object.h"
#include "core/base/iso_time.h"
#include "core/vault/note_title.h"

namespace lockleaf {

namespace {

void appendEntry(SecureBytes& out, std::string_view key, std::string_view value)
{
    appendText(out, key);
    appendText(out, ": ");
    appendQuoted(out, value);
    appendText(out, "\n");
}

} // namespace

std::string archiveTitle(const Note& note)
{
    return note.explicitTitle.empty() ? outlineOf(note.body.text(), {}).title : note.explicitTitle;
}

SecureBytes archiveFrontMatter(const Note& note, std::string_view title, std::string_view notebookPath)
{
    SecureBytes out;
    appendText(out, "---\nlockleaf: 1\n");
    appendEntry(out, "id", note.id.toHex());
    appendEntry(out, "title", title);
    appendEntry(out, "notebook", notebookPath);
    appendText(out, "tags: [");
    for (std::size_t i = 0; i < note.tags.size(); ++i) {
        if (i != 0)
            appendText(out, ", ");
        appendQuoted(out, note.tags[i]);
    }
    appendText(out, "]\n");
    appendText(out, "created: " + isoTime(note.created) + "\n");
    appendText(out, "modified: " + isoTime(note.modified) + "\n");
    appendText(out, note.pinned ? "pinned: true\n" : "pinned: false\n");
    appendText(out, "---\n");
    return out;
}

std::string_view archiveReadme()
{
    return R"(This archive holds notes written with Lockleaf, as plain Markdown files.

You have opened it already, with the age command and tar:

    age -d "NAME.tar.age" | tar x

notes/          One file a note, in folders named after the notebooks. Each begins with
                a few lines between two "---": the note's id, title, notebook, tags and
                dates. The text after them is the note, byte for byte.
manifest-*      What the files are called in full, since file names are shortened and
                some characters are left out of them, and a BLAKE2b checksum of each
                (256 bits; "b2sum -l 256" prints the same). Each part stands after the
                files that it describes; the last one says "last": true.

trash/          Notes that lay in the trash, where they were asked for.
history/        Earlier texts of the notes, where they were asked for: a folder a note.
attachments/    The files that notes have.

To bring all of it into Lockleaf again: lockleaf-cli restore NAME.tar.age VAULT
)";
}

} // namespace lockleaf

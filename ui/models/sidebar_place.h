// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/note.h"

#include <QString>

namespace lockleaf::ui {

/// What can be chosen in the sidebar: a list of notes.
struct SidebarPlace
{
    enum class Kind { AllNotes, Pinned, OpenTasks, Notebook, Tag, Trash };

    Kind kind = Kind::AllNotes;
    RecordId notebook; ///< Of Kind::Notebook.
    QString tag;       ///< Of Kind::Tag: the whole name, without "#".

    [[nodiscard]] static SidebarPlace inNotebook(RecordId id) { return {Kind::Notebook, id, {}}; }
    [[nodiscard]] static SidebarPlace withTag(const QString& tag) { return {Kind::Tag, {}, tag}; }

    /// Tags are one in any spelling of capitals.
    bool operator==(const SidebarPlace& other) const
    {
        return kind == other.kind && notebook == other.notebook &&
               tag.compare(other.tag, Qt::CaseInsensitive) == 0;
    }
    [[nodiscard]] std::optional<RecordId> asNotebook() const
    {
        return kind == Kind::Notebook ? std::optional(notebook) : std::nullopt;
    }
    /// The list that it stands for; its order is the caller's.
    [[nodiscard]] ListFilter filter() const
    {
        ListFilter filter;
        filter.notebook = asNotebook();
        filter.trash = kind == Kind::Trash;
        filter.openTasks = kind == Kind::OpenTasks;
        filter.tag = tag.toStdString();
        if (kind == Kind::Pinned)
            filter.pinned = true;
        return filter;
    }
};

} // namespace lockleaf::ui

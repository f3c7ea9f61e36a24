// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/taken_over.h"

namespace lockleaf {

namespace {

std::string shortened(std::string_view name)
{
    if (name.size() <= longestRefusedName)
        return std::string(name);
    std::size_t end = longestRefusedName;
    while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) // within a character
        --end;
    return std::string(name.substr(0, end)) + "…";
}

} // namespace

std::string_view nameOf(RefusedKind kind)
{
    switch (kind) {
    case RefusedKind::Note:
        return "note";
    case RefusedKind::Version:
        return "version";
    case RefusedKind::Notebook:
        return "notebook";
    case RefusedKind::Attachment:
        return "attachment";
    }
    return "note";
}

void TakenOver::count(RecordId note, const NoteAdoption& adoption)
{
    switch (adoption.outcome) {
    case Adoption::Added:
        ++added;
        break;
    case Adoption::Same:
        ++same;
        break;
    case Adoption::BroughtUp:
        ++broughtUp;
        break;
    case Adoption::Older:
        ++older;
        break;
    case Adoption::Deleted:
        ++stayDeleted;
        break;
    case Adoption::Conflict:
        ++conflicts;
        if (pairs.size() < mostPairs)
            pairs.emplace_back(note, adoption.second);
        break;
    }
}

void TakenOver::refuse(RefusedKind kind, std::string_view item, Error reason, std::string_view sentence)
{
    ++refused;
    refusedNotes += kind == RefusedKind::Note ? 1U : 0U;
    if (refusals.size() >= mostRefusals)
        return;
    if (!reason.detail.ends_with('.'))
        reason.detail = sentence;
    refusals.push_back({kind, shortened(item), std::move(reason)});
}

} // namespace lockleaf

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/taken_over.h"

#include "app/cli/complaint.h"

namespace lockleaf::app {

namespace {

constexpr std::size_t shownIdDigits = 8;

std::string countOf(std::uint64_t number, const char* one, const char* many)
{
    return grouped(number) + " " + (number == 1 ? one : many);
}

std::string shownId(const RecordId& id)
{
    return id.toHex().substr(0, shownIdDigits);
}

Result<void> printConflicts(Context& context, const TakenOver& taken, Vault* vault)
{
    for (const auto& [first, second] : taken.pairs) {
        std::string title = "A note";
        if (vault != nullptr) {
            if (const auto summary = vault->summary(first); summary && !summary->title.empty())
                title = "\"" + printable(summary->title) + "\"";
        }
        LOCKLEAF_CHECK(context.output.line("Conflict: " + title + " is " + shownId(first) + " and " +
                                           shownId(second) + "."));
    }
    if (taken.conflicts > taken.pairs.size())
        LOCKLEAF_CHECK(
            context.output.line("And " + grouped(taken.conflicts - taken.pairs.size()) + " more conflicts."));
    return {};
}

Result<void> printRefusals(Context& context, const TakenOver& taken)
{
    for (const Refusal& refusal : taken.refusals)
        LOCKLEAF_CHECK(context.output.line("Left out: " + std::string(nameOf(refusal.kind)) + " \"" +
                                           printable(refusal.item) + "\": " + complaint(refusal.reason)));
    if (taken.moreRefused() > 0)
        return context.output.line("And " + grouped(taken.moreRefused()) + " more were left out.");
    return {};
}

/// [{"kind": "note", "name": "Soup", "reason": "…"}, …]
SecureBytes refusalsAsJson(const TakenOver& taken)
{
    SecureBytes list;
    appendText(list, "[");
    for (const Refusal& refusal : taken.refusals) {
        JsonObject object;
        object.add("kind", nameOf(refusal.kind));
        object.add("name", refusal.item);
        object.add("reason", complaint(refusal.reason));
        if (&refusal != &taken.refusals.front())
            appendText(list, ",");
        list.append(object.finish().view());
    }
    appendText(list, "]");
    return list;
}

} // namespace

Result<void> printTakenOver(Context& context, const TakenOver& taken, Vault* vault, bool dryRun)
{
    LOCKLEAF_CHECK(printConflicts(context, taken, vault));
    LOCKLEAF_CHECK(printRefusals(context, taken));
    std::string text = dryRun ? "This would be done: " : "";
    text += countOf(taken.added, "note", "notes") + " added, " + grouped(taken.broughtUp) +
            " brought up to date, " + countOf(taken.conflicts, "conflict", "conflicts") + ", " +
            grouped(taken.same) + " the same, " + grouped(taken.older) + " newer here";
    if (taken.stayDeleted > 0)
        text += ", " + grouped(taken.stayDeleted) + " deleted here before";
    if (taken.deleted > 0)
        text += ", " + grouped(taken.deleted) + " deleted there and now here";
    text += "; versions: " + grouped(taken.versions) + ", notebooks: " + grouped(taken.notebooks) +
            ", attachments: " + grouped(taken.attachments);
    if (taken.attachmentBytes > 0)
        text += " (" + byteSize(taken.attachmentBytes) + ")";
    if (taken.refused > 0)
        text += "; damaged or not fit, and left out: " + grouped(taken.refused);
    return context.output.line(text + ".");
}

void addTakenOver(JsonObject& object, const TakenOver& taken)
{
    object.add("added", taken.added);
    object.add("same", taken.same);
    object.add("broughtUp", taken.broughtUp);
    object.add("newerHere", taken.older);
    object.add("conflicts", taken.conflicts);
    object.add("stayDeleted", taken.stayDeleted);
    object.add("deleted", taken.deleted);
    object.add("refused", taken.refused);
    object.add("versions", taken.versions);
    object.add("notebooks", taken.notebooks);
    object.add("attachments", taken.attachments);
    object.add("attachmentBytes", taken.attachmentBytes);
    SecureBytes pairs;
    for (const auto& [first, second] : taken.pairs) {
        appendText(pairs, pairs.empty() ? "[" : ", [");
        appendQuoted(pairs, first.toHex());
        appendText(pairs, ", ");
        appendQuoted(pairs, second.toHex());
        appendText(pairs, "]");
    }
    SecureBytes list;
    appendText(list, "[");
    list.append(pairs.view());
    appendText(list, "]");
    object.addJson("pairs", list.view());
    object.addJson("refusals", refusalsAsJson(taken).view());
}

} // namespace lockleaf::app

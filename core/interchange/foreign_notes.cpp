// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/foreign_notes.h"

#include "core/base/folded_text.h"
#include "core/base/text.h"
#include "core/crypto/keyed_hash.h"
#include "core/interchange/made_notebooks.h"
#include "core/vault/note_title.h"
#include "core/vault/tag_text.h"

#include <algorithm>

namespace lockleaf {

namespace {

constexpr std::size_t batchBytes = std::size_t{4} << 20;
constexpr std::size_t batchNotes = 256;
constexpr std::size_t mostLevels = 32;
constexpr std::size_t mostCountedTags = 100'000; // more are not kept in memory
constexpr std::size_t longestNotebookName = 255;

std::string joinedPath(const std::string& a, const std::string& b)
{
    return a.empty() || b.empty() ? a + b : a + "/" + b;
}

NewNote copyOfNote(const NewNote& note)
{
    NewNote copy;
    copy.explicitTitle = note.explicitTitle;
    copy.body = SecureBytes::copyOf(note.body.view());
    copy.tags = note.tags;
    copy.created = note.created;
    copy.modified = note.modified;
    copy.id = note.id;
    copy.targets = note.targets;
    return copy;
}

} // namespace

std::string oneLine(std::string_view text, std::size_t limit)
{
    std::string line;
    for (const char c : text) {
        const auto octet = static_cast<unsigned char>(c);
        line += octet < 32 || octet == 127 ? ' ' : c;
    }
    const std::size_t begin = std::min(line.find_first_not_of(' '), line.size());
    line.erase(0, begin);
    if (line.size() > limit) {
        std::size_t end = limit;
        while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80)
            --end;
        line.resize(end);
    }
    line.resize(line.find_last_not_of(' ') + 1);
    return line;
}

std::string notebookName(std::string_view name)
{
    std::string line = oneLine(name, longestNotebookName);
    std::ranges::replace(line, '/', '-');
    return line.empty() ? "Untitled" : line;
}

std::string fileName(std::string_view name, const std::string& otherwise)
{
    std::string line = oneLine(name, longestAttachmentName);
    std::ranges::replace(line, '/', '-');
    return line.empty() || !isStorableText(line) || line == "." || line == ".." ? otherwise : line;
}

RecordId idOfContent(std::string_view label, ByteView digest, std::uint32_t occurrence)
{
    std::array<std::uint8_t, 4> number{};
    storeLe32(number.data(), occurrence);
    const Hash256 hash = hash256({bytesOf(label), digest, number});
    RecordId id;
    std::copy_n(hash.begin(), id.bytes.size(), id.bytes.begin());
    return id;
}

void giveTitle(NewNote& note, std::string_view title)
{
    std::string line = oneLine(title, title.size());
    if (line.empty())
        return;
    if (line.size() > longestTitle) {
        SecureBytes body;
        body.append(bytesOf(line + "\n\n"));
        body.append(note.body.view());
        note.body = std::move(body);
        return;
    }
    if (outlineOf(note.body.text(), {}).title != line)
        note.explicitTitle = std::move(line);
}

std::size_t ForeignNotes::levelsLeft() const
{
    if (m_options.notebook.empty())
        return mostLevels;
    const auto used = static_cast<std::size_t>(std::ranges::count(m_options.notebook, '/')) + 1;
    return used < mostLevels ? mostLevels - used : 0;
}

void ForeignNotes::skip(const std::string& item, Error reason)
{
    ++m_report.found;
    ++m_report.skippedCount;
    if (m_report.skipped.size() < mostListed)
        m_report.skipped.push_back({item, std::move(reason)});
}

void ForeignNotes::remark(const std::string& item, std::string what)
{
    ++m_report.notCarriedCount;
    if (m_report.notCarried.size() < mostListed)
        m_report.notCarried.push_back({item, std::move(what)});
}

Result<bool> ForeignNotes::isDuplicate(const RecordId& id, const std::string& item)
{
    const auto summary = m_vault.summary(id);
    if (!summary && summary.error().code == ErrorCode::NotFound)
        return false;
    LOCKLEAF_CHECK(summary);
    ++m_report.duplicates;
    skip(item, {ErrorCode::AlreadyExists, "It is in the vault already.", 0});
    return true;
}

void ForeignNotes::take(ForeignNote note)
{
    const std::string_view body = note.note.body.text();
    if (body.size() > largestBody)
        return skip(note.item, {ErrorCode::BodyTooLarge, {}, 0});
    if (!isStorableText(body) || !isStorableText(note.note.explicitTitle))
        return skip(note.item, {ErrorCode::BodyNotText, {}, 0});
    std::vector<std::string> kept;
    for (std::string& tag : note.note.tags) {
        tag = oneLine(tag, tag.size());
        if (checkTagNames({tag}))
            kept.push_back(std::move(tag));
        else
            note.remarks.emplace_back("a tag that has no name, or one that is too long");
    }
    note.note.tags = std::move(kept);
    if (const Result<void> many = checkTagNames(note.note.tags); !many)
        return skip(note.item, many.error());
    m_pendingBytes += body.size();
    m_pending.push_back(std::move(note));
}

bool ForeignNotes::batchIsFull() const
{
    return m_pendingBytes >= batchBytes || m_pending.size() >= batchNotes;
}

void ForeignNotes::countImported(ForeignNote& note)
{
    ++m_report.found;
    ++m_report.imported;
    for (const std::string& tag : note.note.tags) {
        if (m_tags.size() < mostCountedTags)
            m_tags.insert(foldedText(tag));
    }
    m_report.tags = m_tags.size();
    for (std::string& what : note.remarks)
        remark(note.item, std::move(what));
}

Result<void> ForeignNotes::commit()
{
    if (m_pending.empty())
        return {};
    if (m_options.dryRun) {
        for (const ForeignNote& note : m_pending)
            LOCKLEAF_CHECK(countNotebook(joinedPath(m_options.notebook, note.notebook)));
    } else {
        Made made;
        Result<void> committed = addAll(false, made);
        // Notes that had been deleted for good: their ids are used up, they come back under others.
        if (!committed && committed.error().code == ErrorCode::AlreadyExists)
            committed = addAll(true, made);
        LOCKLEAF_CHECK(committed);
        countMade(made);
    }
    for (ForeignNote& note : m_pending)
        countImported(note);
    m_pending.clear();
    m_pendingBytes = 0;
    return {};
}

void ForeignNotes::countMade(const Made& made)
{
    m_report.notebooksMade += made.notebooks.size();
    m_report.notebooks.insert(m_report.notebooks.end(), made.notebooks.begin(), made.notebooks.end());
    m_report.notes.insert(m_report.notes.end(), made.notes.begin(), made.notes.end());
}

Result<void> ForeignNotes::addAll(bool newIds, Made& made)
{
    made = {};
    const Result<void> committed = m_vault.inOneTransaction([&]() -> Result<void> {
        for (const ForeignNote& pending : m_pending) {
            NewNote note = copyOfNote(pending.note);
            if (newIds)
                note.id.reset();
            LOCKLEAF_TRY(note.notebook, notebookAt(joinedPath(m_options.notebook, pending.notebook), made));
            LOCKLEAF_TRY(const RecordId id, m_vault.addNote(std::move(note)));
            made.notes.push_back(id);
        }
        return {};
    });
    if (!committed)
        m_notebooks.clear(); // some of them may have been taken back
    return committed;
}

Result<RecordId> ForeignNotes::notebookAt(const std::string& path, Made& made)
{
    if (path.empty())
        return RecordId{};
    if (const auto known = m_notebooks.find(path); known != m_notebooks.end())
        return known->second;
    LOCKLEAF_TRY(const RecordId id, ensureNotebookAt(m_vault, path, made.notebooks));
    m_notebooks.emplace(path, id);
    return id;
}

Result<void> ForeignNotes::countNotebook(const std::string& path)
{
    for (std::size_t end = path.find('/'); !path.empty(); end = path.find('/', end + 1)) {
        const std::string part = path.substr(0, end);
        if (!m_missing.contains(part)) {
            const auto found = m_vault.findNotebook(part);
            if (!found && found.error().code == ErrorCode::NotFound)
                m_missing.insert(part);
            else
                LOCKLEAF_CHECK(found);
        }
        if (end == std::string::npos)
            break;
    }
    m_report.notebooksMade = m_missing.size();
    return {};
}

Result<void> ForeignNotes::makeNotebook(const std::string& path)
{
    const std::string whole = joinedPath(m_options.notebook, path);
    if (m_options.dryRun)
        return countNotebook(whole);
    Made made;
    LOCKLEAF_CHECK(notebookAt(whole, made));
    countMade(made);
    return {};
}

} // namespace lockleaf

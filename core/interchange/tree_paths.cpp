// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/tree_paths.h"

#include "core/archive/archive_names.h"
#include "core/base/text.h"

#include <algorithm>

namespace lockleaf {

namespace {

std::string parentOf(const std::string& path)
{
    const auto slash = path.rfind('/');
    return slash == std::string::npos ? std::string{} : path.substr(0, slash);
}

std::string lastPartOf(const std::string& path)
{
    return path.substr(path.rfind('/') + 1); // npos + 1 is 0
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string withoutEscapes(std::string_view text)
{
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size())
            ++i;
        plain += text[i];
    }
    return plain;
}

/// `target` as a path from the root: without `.`, `..` and empty parts. Nothing where it leaves the tree.
std::optional<std::string> resolved(const std::string& folder, std::string_view target)
{
    const bool fromRoot = target.starts_with('/');
    std::string path = fromRoot ? std::string{} : folder;
    while (!target.empty()) {
        const std::size_t slash = std::min(target.find('/'), target.size());
        const std::string_view part = target.substr(0, slash);
        target.remove_prefix(std::min(slash + 1, target.size()));
        if (part.empty() || part == ".")
            continue;
        if (part == "..") {
            if (path.empty())
                return std::nullopt;
            path = parentOf(path);
            continue;
        }
        path += (path.empty() ? "" : "/") + std::string(part);
    }
    return path;
}

/// The ways in which a target may be meant, from the literal one on.
std::vector<std::string> readingsOf(std::string_view target)
{
    std::vector<std::string> readings;
    const auto add = [&](std::string reading) {
        if (!reading.empty() && isStorableText(reading) &&
            std::ranges::find(readings, reading) == readings.end())
            readings.push_back(std::move(reading));
    };
    for (const std::string_view part : {target, target.substr(0, target.find_first_of("#?"))}) {
        add(std::string(part));
        add(percentDecoded(part));
        add(withoutEscapes(part));
    }
    return readings;
}

} // namespace

std::string percentDecoded(std::string_view text)
{
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
        const int low = high >= 0 ? hexDigit(text[i + 2]) : -1;
        if (low >= 0) {
            decoded += static_cast<char>(high * 16 + low);
            i += 2;
        } else {
            decoded += text[i];
        }
    }
    return decoded;
}

bool isLocalTarget(std::string_view target)
{
    if (target.empty() || target.starts_with('#') || target.starts_with("//"))
        return false;
    const std::size_t colon = target.find(':');
    const auto isSchemeLetter = [](char c) {
        const char lower = static_cast<char>(c | 0x20);
        return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
    };
    const bool beginsWithDigit = target[0] >= '0' && target[0] <= '9';
    return colon == std::string_view::npos || colon == 0 || beginsWithDigit ||
           !std::ranges::all_of(target.substr(0, colon), isSchemeLetter);
}

std::optional<std::string> pathOfTarget(std::string_view target, const std::string& from)
{
    if (!isLocalTarget(target))
        return std::nullopt;
    const std::string path = percentDecoded(target.substr(0, target.find_first_of("#?")));
    if (!isStorableText(path))
        return std::nullopt;
    return resolved(parentOf(from), path);
}

void TreePaths::add(const std::string& path, std::size_t number)
{
    if (!isStorableText(path))
        return;
    m_exact.emplace(path, number);
    m_folded.emplace(collisionKey(path), number);
    m_byName[collisionKey(lastPartOf(path))].push_back(path);
}

std::optional<std::size_t> TreePaths::at(const std::string& path) const
{
    if (const auto exact = m_exact.find(path); exact != m_exact.end())
        return exact->second;
    const auto folded = m_folded.find(collisionKey(path));
    return folded == m_folded.end() ? std::nullopt : std::optional(folded->second);
}

std::optional<std::size_t> TreePaths::atAnyEnding(const std::string& path) const
{
    for (const char* ending : {"", ".md", ".markdown", "/README.md", "/index.md"})
        if (const auto found = at(path.empty() ? std::string(ending).erase(0, 1) : path + ending))
            return found;
    return std::nullopt;
}

std::optional<std::size_t> TreePaths::findIn(const std::string& folder, std::string_view target) const
{
    for (const std::string& reading : readingsOf(target)) {
        const auto path = resolved(folder, reading);
        const auto found = path ? atAnyEnding(*path) : std::nullopt;
        if (found)
            return found;
    }
    return std::nullopt;
}

std::optional<std::size_t> TreePaths::find(std::string_view target, const std::string& from) const
{
    return findIn(parentOf(from), target);
}

std::optional<std::size_t> TreePaths::findByName(std::string_view name, const std::string& from) const
{
    if (const auto near = find(name, from))
        return near;
    for (const std::string& reading : readingsOf(name)) {
        const std::string* best = nullptr;
        const std::string end = collisionKey('/' + reading);
        for (const char* ending : {"", ".md", ".markdown"}) {
            const auto named = m_byName.find(collisionKey(lastPartOf(reading) + ending));
            if (named == m_byName.end() || best)
                continue;
            for (const std::string& path : named->second) {
                const bool fits = collisionKey('/' + path).ends_with(end + ending);
                if (fits && (!best || path.size() < best->size()))
                    best = &path;
            }
        }
        if (best)
            return m_exact.at(*best);
    }
    return std::nullopt;
}

} // namespace lockleaf

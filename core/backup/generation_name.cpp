// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backup/generation_name.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace lockleaf {

namespace {

constexpr std::string_view ending = ".lockleaf";
constexpr std::string_view shape = " dddd-dd-dd dd-dd-dd";
constexpr std::size_t longestVaultName = 130;

struct ReasonWord
{
    BackupReason reason;
    std::string_view words;
};
constexpr std::array<ReasonWord, 3> reasonWords{{{BackupReason::BeforeKeyChange, " before key change"},
                                                 {BackupReason::BeforeMigration, " before migration"},
                                                 {BackupReason::BeforeLargeDeletion, " before deletion"}}};

std::string_view cut(std::string_view name)
{
    std::size_t size = std::min(name.size(), longestVaultName);
    while (size > 0 && size < name.size() && (static_cast<unsigned char>(name[size]) & 0xC0) == 0x80)
        --size;
    return name.substr(0, size);
}

int number(std::string_view digits)
{
    int value = 0;
    for (const char digit : digits)
        value = value * 10 + (digit - '0');
    return value;
}

std::optional<Timestamp> readTime(std::string_view text, std::chrono::minutes utcOffset)
{
    using namespace std::chrono;
    const bool fits = std::ranges::equal(text, shape, [](char is, char wanted) {
        return wanted == 'd' ? is >= '0' && is <= '9' : is == wanted;
    });
    if (!fits)
        return std::nullopt;
    const year_month_day day{year{number(text.substr(1, 4))},
                             month{static_cast<unsigned>(number(text.substr(6, 2)))},
                             std::chrono::day{static_cast<unsigned>(number(text.substr(9, 2)))}};
    const int hour = number(text.substr(12, 2));
    const int minute = number(text.substr(15, 2));
    const int second = number(text.substr(18, 2));
    if (!day.ok() || hour > 23 || minute > 59 || second > 59)
        return std::nullopt;
    const auto local = sys_days{day} + hours{hour} + minutes{minute} + seconds{second} - utcOffset;
    return duration_cast<milliseconds>(local.time_since_epoch()).count();
}

/// "" or " (2)".
bool isCopyMark(std::string_view text)
{
    return text.empty() || (text.size() > 3 && text.starts_with(" (") && text.ends_with(")") &&
                            std::ranges::all_of(text.substr(2, text.size() - 3),
                                                [](char c) { return c >= '0' && c <= '9'; }));
}

} // namespace

std::string nameInBackups(const std::filesystem::path& vaultFile)
{
    std::string name = vaultFile.filename();
    if (name.size() > ending.size() && name.ends_with(ending))
        name.resize(name.size() - ending.size());
    return name;
}

std::string generationName(std::string_view vaultName, Timestamp made, BackupReason reason,
                           std::chrono::minutes utcOffset, unsigned copy)
{
    using namespace std::chrono;
    constexpr Timestamp first = 0;
    constexpr Timestamp last = 253402300799000; // the end of 9999
    const sys_seconds local = floor<seconds>(sys_time<milliseconds>{
        milliseconds{std::clamp(made + milliseconds{utcOffset}.count(), first, last)}});
    const sys_days day = floor<days>(local);
    const year_month_day date{day};
    const hh_mm_ss time{local - day};
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), " %04d-%02u-%02u %02d-%02d-%02d", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()));
    std::string name{cut(vaultName)};
    name += text.data();
    for (const ReasonWord& word : reasonWords)
        if (word.reason == reason)
            name += word.words;
    if (copy > 1)
        name += " (" + std::to_string(copy) + ")";
    return name + std::string(ending);
}

std::optional<GenerationName> readGenerationName(std::string_view name, std::string_view vaultName,
                                                 std::chrono::minutes utcOffset)
{
    const std::string_view beginning = cut(vaultName);
    if (!name.starts_with(beginning) || !name.ends_with(ending))
        return std::nullopt;
    name.remove_prefix(beginning.size());
    if (name.size() < shape.size() + ending.size())
        return std::nullopt;
    name.remove_suffix(ending.size());
    const auto made = readTime(name.substr(0, shape.size()), utcOffset);
    name.remove_prefix(shape.size());
    GenerationName read;
    for (const ReasonWord& word : reasonWords) {
        if (name.starts_with(word.words)) {
            read.reason = word.reason;
            name.remove_prefix(word.words.size());
            break;
        }
    }
    if (!made || !isCopyMark(name))
        return std::nullopt;
    read.made = *made;
    return read;
}

} // namespace lockleaf

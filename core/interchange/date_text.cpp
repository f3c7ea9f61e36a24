// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/front_matter.h"

#include <chrono>
#include <ctime>

namespace lockleaf {

namespace {

/// Takes a text apart from the left; the first thing that does not fit makes it fail for good.
class Scanner
{
public:
    explicit Scanner(std::string_view text) : m_rest(text) {}

    [[nodiscard]] bool failed() const { return m_failed; }
    [[nodiscard]] bool atEnd() const { return m_rest.empty(); }
    [[nodiscard]] char peek() const { return m_rest.empty() ? '\0' : m_rest.front(); }

    bool skip(char c)
    {
        if (peek() != c || m_rest.empty())
            return false;
        m_rest.remove_prefix(1);
        return true;
    }
    /// Exactly `count` digits.
    int digits(int count) { return digits(count, count); }
    /// At least `fewest` digits and as many as follow up to `most`.
    int digits(int fewest, int most)
    {
        int value = 0;
        for (int i = 0; i < most; ++i) {
            if (!nextIsDigit()) {
                m_failed = m_failed || i < fewest;
                return value;
            }
            value = value * 10 + (peek() - '0');
            m_rest.remove_prefix(1);
        }
        return value;
    }
    void expect(char c)
    {
        if (!skip(c))
            m_failed = true;
    }
    [[nodiscard]] bool nextIsDigit() const { return peek() >= '0' && peek() <= '9'; }

private:
    std::string_view m_rest;
    bool m_failed = false;
};

struct DateTime
{
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int milliseconds = 0;
    std::optional<int> zoneMinutes;
    bool zoneIsPossible = true;
};

int scanFraction(Scanner& scanner)
{
    int value = 0;
    int scale = 100;
    while (scanner.nextIsDigit()) {
        value += scanner.digits(1) * scale;
        scale /= 10;
    }
    return value;
}

void scanZone(Scanner& scanner, DateTime& moment)
{
    while (scanner.skip(' ')) {
    }
    if (scanner.atEnd())
        return;
    if (scanner.skip('Z') || scanner.skip('z')) {
        moment.zoneMinutes = 0;
        return;
    }
    const bool east = scanner.peek() == '+';
    if (!east && scanner.peek() != '-') {
        scanner.expect('+');
        return;
    }
    scanner.skip(scanner.peek());
    const int hours = scanner.digits(1, 2);
    scanner.skip(':');
    const int minutes = scanner.nextIsDigit() ? scanner.digits(2) : 0;
    moment.zoneIsPossible = hours < 24 && minutes < 60; // RFC 3339, 5.6
    moment.zoneMinutes = (east ? 1 : -1) * (hours * 60 + minutes);
}

std::optional<DateTime> scan(std::string_view text)
{
    Scanner scanner(text);
    DateTime moment;
    moment.year = scanner.digits(4);
    scanner.expect('-');
    moment.month = scanner.digits(1, 2); // YAML lets people leave out zeros in front
    scanner.expect('-');
    moment.day = scanner.digits(1, 2);
    if (!scanner.failed() && !scanner.atEnd()) {
        if (!scanner.skip('T') && !scanner.skip('t'))
            scanner.expect(' ');
        while (scanner.skip(' ')) {
        }
        moment.hour = scanner.digits(1, 2);
        scanner.expect(':');
        moment.minute = scanner.digits(2);
        if (scanner.skip(':')) {
            moment.second = scanner.digits(2);
            if (scanner.skip('.'))
                moment.milliseconds = scanFraction(scanner);
        }
        scanZone(scanner, moment);
    }
    if (scanner.failed() || !scanner.atEnd())
        return std::nullopt;
    return moment;
}

bool isPossible(const DateTime& moment)
{
    const std::chrono::year_month_day date{std::chrono::year{moment.year},
                                           std::chrono::month{static_cast<unsigned>(moment.month)},
                                           std::chrono::day{static_cast<unsigned>(moment.day)}};
    return date.ok() && moment.zoneIsPossible && moment.year > 0 && moment.hour < 24 && moment.minute < 60 &&
           moment.second < 61;
}

Timestamp inLocalTime(const DateTime& moment)
{
    std::tm local = {};
    local.tm_year = moment.year - 1900;
    local.tm_mon = moment.month - 1;
    local.tm_mday = moment.day;
    local.tm_hour = moment.hour;
    local.tm_min = moment.minute;
    local.tm_sec = moment.second;
    local.tm_isdst = -1; // whether it was summer is for the computer to say
    return Timestamp{std::mktime(&local)} * 1000 + moment.milliseconds;
}

} // namespace

std::optional<Timestamp> parseDate(std::string_view text)
{
    const auto moment = scan(text);
    if (!moment || !isPossible(*moment))
        return std::nullopt;
    if (!moment->zoneMinutes)
        return inLocalTime(*moment);
    using namespace std::chrono;
    const sys_days day = year{moment->year} / month{static_cast<unsigned>(moment->month)} /
                         std::chrono::day{static_cast<unsigned>(moment->day)};
    const auto time = day.time_since_epoch() + hours{moment->hour} +
                      minutes{moment->minute - *moment->zoneMinutes} + seconds{moment->second} +
                      milliseconds{moment->milliseconds};
    return duration_cast<milliseconds>(time).count();
}

} // namespace lockleaf

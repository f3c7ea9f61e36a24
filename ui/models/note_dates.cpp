// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/note_dates.h"

#include "core/base/letter_fold.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace lockleaf::ui::note_dates {

namespace {

constexpr qint64 JustNow = 60'000; // milliseconds
constexpr qint64 GroupedDays = 7;

QString words(const char* text)
{
    return QCoreApplication::translate("NoteDates", text);
}

QDateTime local(Timestamp when)
{
    return QDateTime::fromMSecsSinceEpoch(when);
}

bool isJustNow(Timestamp when, const QDateTime& now)
{
    const qint64 present = now.toMSecsSinceEpoch();
    return when > present - JustNow && when < present + JustNow; // a note may bear any date
}

/// "3 May", with the year where it is another one.
QString dayAndMonth(const QDate& date, const QDate& today)
{
    const QLocale locale;
    //: Day and month, as in "3 May". Qt date format.
    QString format = words("d MMM");
    if (date.year() != today.year())
        format = words("d MMM yyyy");
    return locale.toString(date, format);
}

} // namespace

NoteGroup group(Timestamp modified, bool pinned, const QDateTime& now, const LocalDays& days)
{
    if (pinned)
        return {NoteGroup::Kind::Pinned};
    const QDate date = days.dayOf(modified);
    const qint64 ago = date.daysTo(now.date());
    if (ago <= 0)
        return {NoteGroup::Kind::Today};
    if (ago <= GroupedDays)
        return {NoteGroup::Kind::PreviousDays};
    return {NoteGroup::Kind::Month, date.year() * 12 + date.month() - 1};
}

NoteGroup groupIn(NoteOrder order, const NoteSummary& note, const QDateTime& now, const LocalDays& days)
{
    if (order != NoteOrder::Title || note.pinned)
        return group(order == NoteOrder::Created ? note.created : note.modified, note.pinned, now, days);
    const std::string key = sortKeyOf(note.title);
    std::size_t at = 0;
    char32_t letter = key.empty() ? U'#' : nextLetter(key, at);
    if (QChar::isDigit(letter))
        letter = U'0';
    else if (!isWordLetter(letter))
        letter = U'#';
    return {NoteGroup::Kind::Letter, 0, letter};
}

QString groupLabel(NoteGroup group, const QDateTime& now)
{
    switch (group.kind) {
    case NoteGroup::Kind::None:
        return {};
    case NoteGroup::Kind::Pinned:
        return words("Pinned");
    case NoteGroup::Kind::Today:
        return words("Today");
    case NoteGroup::Kind::PreviousDays:
        return words("Previous 7 days");
    case NoteGroup::Kind::Letter:
        //: Over the titles that begin with a digit.
        return group.letter == U'0' ? words("0–9") : QString::fromUcs4(&group.letter, 1).toUpper();
    case NoteGroup::Kind::Month:
        break;
    }
    const QLocale locale;
    const int year = group.month / 12;
    const QString name = locale.standaloneMonthName(group.month % 12 + 1);
    //: Month and year over a group of notes, as in "May 2024".
    return year == now.date().year() ? name : words("%1 %2").arg(name).arg(year);
}

QString timeOfDay(const QTime& time)
{
    const QLocale locale;
    const bool twelveHours = locale.timeFormat(QLocale::ShortFormat).contains(u'a', Qt::CaseInsensitive);
    return locale.toString(time, twelveHours ? u"h:mm AP"_s : u"HH:mm"_s);
}

QString shortTime(Timestamp when, const QDateTime& now, const LocalDays& days)
{
    const QDate date = days.dayOf(when);
    const qint64 ago = date.daysTo(now.date());
    if (qAbs(ago) <= 1 && isJustNow(when, now))
        return words("now");
    if (ago == 0)
        return timeOfDay(local(when).time());
    if (ago == 1)
        return words("Yesterday");
    if (ago > 1 && ago < GroupedDays)
        return QLocale().standaloneDayName(date.dayOfWeek(), QLocale::ShortFormat);
    return dayAndMonth(date, now.date());
}

QString dayName(Timestamp when, const QDateTime& now)
{
    const QDate date = local(when).date();
    const qint64 days = date.daysTo(now.date());
    if (days == 0)
        return words("Today");
    return days == 1 ? words("Yesterday") : dayAndMonth(date, now.date());
}

QString editedSentence(Timestamp when, const QDateTime& now)
{
    if (isJustNow(when, now))
        return words("Just now");
    const QDateTime time = local(when);
    const QString clock = timeOfDay(time.time());
    const qint64 days = time.date().daysTo(now.date());
    if (days == 0)
        return words("Edited today, %1").arg(clock);
    if (days == 1)
        return words("Edited yesterday, %1").arg(clock);
    return words("Edited %1, %2").arg(dayAndMonth(time.date(), now.date()), clock);
}

} // namespace lockleaf::ui::note_dates

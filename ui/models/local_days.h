// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "core/vault/note.h"

#include <QDate>

namespace lockleaf::ui {

/// The days of dates in local time. Remembers the last one, its ends in universal time with it: to bring a
/// date to local time looks at the zone's file, and in a list one day follows the other. What it remembers is
/// wrong once the zone changes: make a new one now and then. One thread at a time.
class LocalDays
{
public:
    [[nodiscard]] QDate dayOf(Timestamp when) const
    {
        if (when < m_begin || when >= m_end) {
            m_day = QDateTime::fromMSecsSinceEpoch(when).date();
            m_begin = m_day.startOfDay().toMSecsSinceEpoch();
            m_end = m_day.addDays(1).startOfDay().toMSecsSinceEpoch();
        }
        return m_day;
    }

private:
    mutable QDate m_day;
    mutable qint64 m_begin = 0;
    mutable qint64 m_end = 0;
};

} // namespace lockleaf::ui

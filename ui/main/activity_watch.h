// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>

namespace lockleaf::ui {

/// Notices that somebody types, clicks or scrolls in the windows of this process, at
/// most once a second. What the program itself makes up does not count, nor does a pointer passing by.
class ActivityWatch : public QObject
{
    Q_OBJECT

public:
    explicit ActivityWatch(QObject* parent = nullptr);

Q_SIGNALS:
    void noticed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QElapsedTimer m_sinceLast;
};

} // namespace lockleaf::ui

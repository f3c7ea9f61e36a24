// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"
#include "core/store/check_round.h"

#include <QElapsedTimer>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include <chrono>
#include <memory>

namespace lockleaf::ui {

class VaultSession;

/// Reads everything in an unlocked vault in the background, round after round, so that damage of the disk is
/// met while copies are still young: some milliseconds at a time, and only while nobody does anything and no
/// other work runs. A round goes on where the session before left it. GUI thread only.
class CheckRounds : public QObject
{
    Q_OBJECT

public:
    /// How it goes about it; other times are for tests.
    struct Pace
    {
        std::chrono::milliseconds idle{5000};                  ///< So long nobody has done anything.
        std::chrono::milliseconds slice{8};                    ///< What is read at once,
        std::chrono::milliseconds pause{92};                   ///< and nothing for so long after it.
        std::chrono::milliseconds keep{std::chrono::hours{1}}; ///< worthKeeping() comes no more often.
    };
    /// From the end of a round to the beginning of the next. With a round of up to two days of use, nothing
    /// is left unread for more than a week.
    static constexpr std::chrono::hours restBetween{48};

    /// `session` must outlive it.
    explicit CheckRounds(VaultSession& session, QObject* parent = nullptr);
    ~CheckRounds() override;

    void setPace(const Pace& pace) { m_pace = pace; }
    /// Goes on with `round`, or waits until the next one is due.
    void start(const CheckRound& round);
    /// Somebody is doing something.
    void postpone();
    /// Before the vault is closed: nothing is read any more.
    void stop();
    [[nodiscard]] bool hasStarted() const { return m_started; }
    /// How far it has come; to be kept with the settings at a lock.
    [[nodiscard]] const CheckRound& round() const { return m_round; }
    /// Everything was read by other means: the next round begins as late as after one of its own.
    void countWholeCheck();

Q_SIGNALS:
    /// Once a session: something is damaged; `names` are the notes and files that are known to be.
    void damageFound(const QStringList& names);
    /// round() has come far since it was kept last, or a round has ended.
    void worthKeeping();
    void roundEnded();

private:
    struct Work;
    struct Slice;

    void wait(std::chrono::milliseconds time);
    void readOn();
    void take(const Slice& slice);
    [[nodiscard]] bool isResting() const;

    VaultSession& m_session;
    Pace m_pace;
    std::shared_ptr<Work> m_work; ///< The vault's thread's while a slice runs.
    CheckRound m_round;
    QTimer m_next;
    QElapsedTimer m_sinceActivity;
    QElapsedTimer m_sinceKept;
    bool m_started = false;
    bool m_told = false;
};

} // namespace lockleaf::ui

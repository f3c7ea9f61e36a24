// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QStringList>
#include <QVariantMap>

#include <memory>

namespace lockleaf::app {

/// One Lockleaf per person and desktop session. A second one asks the first to show its window, and ends.
class SingleInstance : public QObject
{
    Q_OBJECT

public:
    enum class Place { First, Second, Unknown };

    /// The way of this desktop: the bus name org.lockleaf.Lockleaf, or, without a session bus, a lock file
    /// and a socket in the person's runtime folder.
    [[nodiscard]] static std::unique_ptr<SingleInstance> make();

    /// Takes the first place, or finds it taken. Waits for a short answer; call it before the event loop.
    [[nodiscard]] virtual Place claim() = 0;
    /// After Place::Second: asks the first one to show itself. `vaultPath` may be empty.
    virtual void askFirstToShow(const QString& vaultPath) = 0;
    /// After Place::Second: asks the first one to have a note written. `vaultPath` may be empty.
    virtual void askFirstToWrite(const QString& vaultPath) = 0;

Q_SIGNALS:
    /// A second start asks the window to come to the front.
    void showRequested(const QString& activationToken, const QString& vaultPath);
    /// A second start, or the desktop, wants to have a note written.
    void writeRequested(const QString& activationToken, const QString& vaultPath);
};

} // namespace lockleaf::app

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/keeper/bus_link.h"

#include <QHash>
#include <QThread>

namespace lockleaf::app {

class DBusWorker;

/// A BusLink over QtDBus with a connection of its own, which is made again when it was lost. QtDBus waits for
/// the bus in places, so it is used on a thread of its own, which may hang as long as the bus does.
class DBusLink : public BusLink
{
    Q_OBJECT

public:
    enum class Bus { Session, System };

    /// Connects soon. Without a bus it goes on trying, less and less often.
    explicit DBusLink(Bus bus, QObject* parent = nullptr);
    /// Does not wait for a thread that hangs: that one is left behind, and is only fit to end with the
    /// process.
    ~DBusLink() override;

    void watchService(const QString& name) override;
    void follow(const BusMember& signal, const QString& signature) override;
    void call(const BusMember& method, const QVariantList& arguments, const QString& signature,
              Answer answer) override;

private:
    void handleAnswer(quint64 number, bool good, const QVariantList& values);

    QThread* m_thread;    ///< Owned, unless it hangs.
    DBusWorker* m_worker; ///< Lives and ends on m_thread.
    QHash<quint64, Answer> m_answers;
    quint64 m_calls = 0;
};

} // namespace lockleaf::app

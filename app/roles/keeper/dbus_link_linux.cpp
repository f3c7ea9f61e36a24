// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/keeper/dbus_link.h"

#include "app/roles/keeper/dbus_worker.h"

namespace lockleaf::app {

namespace {

constexpr unsigned long threadWait = 200; // milliseconds

} // namespace

DBusLink::DBusLink(Bus bus, QObject* parent)
    : BusLink(parent), m_thread(new QThread), m_worker(new DBusWorker(bus))
{
    qRegisterMetaType<BusMember>();
    m_worker->moveToThread(m_thread);
    connect(m_worker, &DBusWorker::serviceChanged, this, &DBusLink::serviceChanged);
    connect(m_worker, &DBusWorker::signalled, this, &DBusLink::signalled);
    connect(m_worker, &DBusWorker::answered, this, &DBusLink::handleAnswer);
    connect(m_thread, &QThread::started, m_worker, &DBusWorker::connectBus);
    connect(m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread->start();
}

DBusLink::~DBusLink()
{
    m_worker->disconnect(this);
    m_thread->quit();
    if (m_thread->wait(QDeadlineTimer{static_cast<qint64>(threadWait)}))
        delete m_thread;
}

void DBusLink::watchService(const QString& name)
{
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, name] { worker->addService(name); }, Qt::QueuedConnection);
}

void DBusLink::follow(const BusMember& signal, const QString& signature)
{
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, signal, signature] { worker->addSignal(signal, signature); },
        Qt::QueuedConnection);
}

void DBusLink::call(const BusMember& method, const QVariantList& arguments, const QString& signature,
                    Answer answer)
{
    const quint64 number = ++m_calls;
    m_answers.insert(number, std::move(answer));
    QMetaObject::invokeMethod(
        m_worker,
        [worker = m_worker, number, method, arguments, signature] {
            worker->call(number, method, arguments, signature);
        },
        Qt::QueuedConnection);
}

void DBusLink::handleAnswer(quint64 number, bool good, const QVariantList& values)
{
    if (const Answer answer = m_answers.take(number))
        answer(good ? &values : nullptr);
}

} // namespace lockleaf::app

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/keeper/socket_instance.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QStandardPaths>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

namespace lockleaf::app {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t longestPath = 4096;
constexpr char writeMark = '\0'; // no path begins with it

OwnedDescriptor localSocket()
{
    return OwnedDescriptor{socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
}

// Nothing: the path does not fit.
bool fill(sockaddr_un& address, const QByteArray& path)
{
    address = {};
    address.sun_family = AF_UNIX;
    if (path.size() >= qsizetype{sizeof address.sun_path})
        return false;
    std::memcpy(address.sun_path, path.constData(), static_cast<std::size_t>(path.size()));
    return true;
}

const sockaddr* plain(const sockaddr_un& address)
{
    return reinterpret_cast<const sockaddr*>(&address);
}

// What one of our own sent before it closed its end; short, and soon there. Whoever sends it drop by drop is
// none: this thread also locks, and waits for nobody longer than that in all.
QByteArray readAll(int connection)
{
    constexpr std::chrono::milliseconds patience{200};
    const QDeadlineTimer end{patience};
    QByteArray text(qsizetype{longestPath}, '\0');
    qsizetype size = 0;
    while (size < text.size()) {
        pollfd ready{connection, POLLIN, 0};
        if (poll(&ready, 1, static_cast<int>(end.remainingTime())) <= 0)
            break;
        const ssize_t count =
            recv(connection, text.data() + size, static_cast<std::size_t>(text.size() - size), MSG_DONTWAIT);
        if (count <= 0)
            break;
        size += count;
    }
    text.truncate(size);
    return text;
}

} // namespace

SocketInstance::SocketInstance(const QString& folder)
    : m_lockPath(QFile::encodeName(folder + u"/lockleaf.lock"_s)),
      m_socketPath(QFile::encodeName(folder + u"/lockleaf.socket"_s))
{
}

SocketInstance::~SocketInstance()
{
    m_notifier.reset();
    if (m_listener.isValid())
        unlink(m_socketPath.constData());
}

QString SocketInstance::standardFolder()
{
    QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    if (!runtime.isEmpty() && QDir{runtime}.exists())
        return runtime;
    QString own = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/lockleaf"_s;
    QDir{}.mkpath(own);
    return own;
}

SingleInstance::Place SocketInstance::claim()
{
    m_lock = OwnedDescriptor{open(m_lockPath.constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)};
    if (!m_lock.isValid())
        return Place::Unknown;
    if (flock(m_lock.get(), LOCK_EX | LOCK_NB) != 0)
        return errno == EWOULDBLOCK ? Place::Second : Place::Unknown;
    listenHere();
    return Place::First;
}

// Without it a second start still ends, it only cannot bring the window to the front.
void SocketInstance::listenHere()
{
    sockaddr_un address;
    if (!fill(address, m_socketPath))
        return;
    OwnedDescriptor listener = localSocket();
    unlink(m_socketPath.constData()); // of one that did not end well; the lock says that none is running
    if (!listener.isValid() || bind(listener.get(), plain(address), sizeof address) != 0 ||
        chmod(m_socketPath.constData(), 0600) != 0 || listen(listener.get(), 4) != 0)
        return;
    m_listener = std::move(listener);
    m_notifier = std::make_unique<QSocketNotifier>(m_listener.get(), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &SocketInstance::handleConnection);
}

void SocketInstance::handleConnection()
{
    const OwnedDescriptor connection{accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC)};
    if (!connection.isValid())
        return;
    const QByteArray words = readAll(connection.get());
    if (words.startsWith(writeMark))
        Q_EMIT writeRequested(QString(), QFile::decodeName(words.mid(1)));
    else
        Q_EMIT showRequested(QString(), QFile::decodeName(words));
}

void SocketInstance::askFirstToShow(const QString& vaultPath)
{
    tellFirst(QFile::encodeName(vaultPath));
}

void SocketInstance::askFirstToWrite(const QString& vaultPath)
{
    tellFirst(writeMark + QFile::encodeName(vaultPath));
}

void SocketInstance::tellFirst(const QByteArray& words)
{
    sockaddr_un address;
    const OwnedDescriptor connection = localSocket();
    if (!fill(address, m_socketPath) || !connection.isValid() ||
        ::connect(connection.get(), plain(address), sizeof address) != 0)
        return;
    ::send(connection.get(), words.constData(), static_cast<std::size_t>(words.size()), MSG_NOSIGNAL);
}

} // namespace lockleaf::app

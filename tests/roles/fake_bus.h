// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/keeper/bus_link.h"

#include <QList>
#include <QStringList>

#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace lockleaf::test {

using namespace Qt::StringLiterals;

/// A bus whose services a test plays.
class FakeBus : public app::BusLink
{
public:
    struct Call
    {
        app::BusMember method;
        QVariantList arguments;
        QString signature;
        Answer answer;
    };

    QStringList watched;
    QList<std::pair<app::BusMember, QString>> followed;
    QList<Call> calls; ///< Those that wait for an answer.

    void watchService(const QString& name) override { watched.append(name); }
    void follow(const app::BusMember& signal, const QString& signature) override
    {
        followed.append({signal, signature});
    }
    void call(const app::BusMember& method, const QVariantList& arguments, const QString& signature,
              Answer answer) override
    {
        calls.append({method, arguments, signature, std::move(answer)});
    }

    void appear(const QString& service) { Q_EMIT serviceChanged(service, true); }
    void vanish(const QString& service) { Q_EMIT serviceChanged(service, false); }
    /// As the real one: only what is followed comes, and only with its signature.
    void emitSignal(const QString& path, const QString& interface, const QString& name,
                    const QVariantList& values)
    {
        for (const auto& [member, signature] : followed) {
            if (member.path == path && member.interface == interface && member.name == name) {
                Q_EMIT signalled(member, values);
                return;
            }
        }
    }
    /// Answers the oldest call of that name; false: there is none.
    bool answer(const QString& method, const QVariantList& values)
    {
        return take(method, [&values](const Answer& answer) { answer(&values); });
    }
    bool refuse(const QString& method)
    {
        return take(method, [](const Answer& answer) { answer(nullptr); });
    }
    [[nodiscard]] bool waits(const QString& method) const
    {
        return std::any_of(calls.begin(), calls.end(),
                           [&method](const Call& call) { return call.method.name == method; });
    }

private:
    template <class Use>
    bool take(const QString& method, Use use)
    {
        for (qsizetype i = 0; i < calls.size(); ++i) {
            if (calls[i].method.name == method) {
                const Call call = calls.takeAt(i);
                use(call.answer);
                return true;
            }
        }
        return false;
    }
};

/// A pipe whose writing end is given away, as logind does; readable at its end once nobody has that any more.
class Inhibition
{
public:
    Inhibition()
    {
        int ends[2];
        if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) == 0) {
            m_read = app::OwnedDescriptor{ends[0]};
            m_write = ends[1];
        }
    }
    /// The values of an answer that brings the writing end. Once.
    [[nodiscard]] QVariantList give()
    {
        return {QVariant::fromValue<app::BusDescriptor>(
            std::make_shared<app::OwnedDescriptor>(std::exchange(m_write, -1)))};
    }
    [[nodiscard]] bool isReleased() const
    {
        char octet = 0;
        return m_write < 0 && read(m_read.get(), &octet, 1) == 0;
    }

private:
    app::OwnedDescriptor m_read;
    int m_write = -1;
};

inline const QString logindName = u"org.freedesktop.login1"_s;
inline const QString managerPath = u"/org/freedesktop/login1"_s;
inline const QString managerInterface = u"org.freedesktop.login1.Manager"_s;

} // namespace lockleaf::test

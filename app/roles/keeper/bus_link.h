// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/process/owned_descriptor.h"

#include <QMetaType>
#include <QObject>
#include <QString>
#include <QVariantList>

#include <functional>
#include <memory>

namespace lockleaf::app {

/// A method or a signal of an object on a bus. For a signal the service may be empty: from whomever.
struct BusMember
{
    QString service;
    QString path;
    QString interface;
    QString name;

    bool operator==(const BusMember&) const = default;
};

/// A descriptor that came with an answer; closed with its last owner.
using BusDescriptor = std::shared_ptr<OwnedDescriptor>;

/// A D-Bus bus as the signals that lock need it. Nothing here ever waits: not for the bus, not for a service.
/// What comes from it may come from anybody. GUI thread.
///
/// Values arrive as bool, numbers, QString (also for object paths), QStringList, QVariantMap (a{sv}),
/// QVariantList (structures) and BusDescriptor; what a variant holds beyond that is an invalid QVariant.
class BusLink : public QObject
{
    Q_OBJECT

public:
    /// The values of an answer; nullptr for an error, for no answer within some seconds, and for an answer of
    /// another signature than was asked for.
    using Answer = std::function<void(const QVariantList* values)>;

    using QObject::QObject;

    /// From now on serviceChanged() tells of this name, beginning with what it is now.
    virtual void watchService(const QString& name) = 0;
    /// From now on signalled() tells of this signal. One of another signature is passed over; following twice
    /// does nothing more.
    virtual void follow(const BusMember& signal, const QString& signature) = 0;
    /// Calls a method; starts no service for it. `signature` is that of the answer.
    virtual void call(const BusMember& method, const QVariantList& arguments, const QString& signature,
                      Answer answer) = 0;

Q_SIGNALS:
    /// Whether anybody has that name. Told again, with true, when it passes to somebody else. Where the bus
    /// itself goes, nobody has any.
    void serviceChanged(const QString& name, bool present);
    void signalled(const lockleaf::app::BusMember& signal, const QVariantList& values);
};

} // namespace lockleaf::app

Q_DECLARE_METATYPE(lockleaf::app::BusDescriptor)

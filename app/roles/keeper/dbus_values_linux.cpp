// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/keeper/dbus_values.h"

#include "app/roles/keeper/bus_link.h"

#include <QDBusArgument>
#include <QDBusObjectPath>
#include <QDBusUnixFileDescriptor>
#include <QDBusVariant>

namespace lockleaf::app {

using namespace Qt::StringLiterals;

namespace {

// What can be taken apart is known by its signature; taking anything else apart ends the program.
QVariant plainArgument(const QDBusArgument& argument)
{
    const QString signature = argument.currentSignature();
    if (signature == u"a{sv}"_s) {
        QVariantMap map = qdbus_cast<QVariantMap>(argument);
        for (QVariant& value : map) {
            if (value.metaType() == QMetaType::fromType<QDBusArgument>())
                value = QVariant(); // nothing here needs one
        }
        return map;
    }
    if (signature == u"(so)"_s) {
        QString text;
        QDBusObjectPath path;
        argument.beginStructure();
        argument >> text >> path;
        argument.endStructure();
        return QVariantList{text, path.path()};
    }
    return {};
}

QVariant plainValue(const QVariant& value)
{
    const QMetaType type = value.metaType();
    if (type == QMetaType::fromType<QDBusVariant>()) {
        const QVariant inner = value.value<QDBusVariant>().variant();
        // Once is enough: variants may be nested without end.
        return inner.metaType() == QMetaType::fromType<QDBusVariant>() ? QVariant() : plainValue(inner);
    }
    if (type == QMetaType::fromType<QDBusArgument>())
        return plainArgument(value.value<QDBusArgument>());
    if (type == QMetaType::fromType<QDBusObjectPath>())
        return value.value<QDBusObjectPath>().path();
    if (type == QMetaType::fromType<QDBusUnixFileDescriptor>())
        return QVariant::fromValue<BusDescriptor>(
            std::make_shared<OwnedDescriptor>(value.value<QDBusUnixFileDescriptor>().takeFileDescriptor()));
    return value;
}

} // namespace

QVariantList plainValues(const QVariantList& arguments)
{
    QVariantList plain;
    for (const QVariant& argument : arguments)
        plain.append(plainValue(argument));
    return plain;
}

} // namespace lockleaf::app

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/keeper/single_instance.h"

namespace lockleaf::app {

/// A single instance by its name on the session bus, speaking org.freedesktop.Application (Desktop Entry
/// Specification, "D-Bus activation").
class BusInstance : public SingleInstance
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Application")

public:
    [[nodiscard]] Place claim() override;
    void askFirstToShow(const QString& vaultPath) override;
    void askFirstToWrite(const QString& vaultPath) override;

public Q_SLOTS:
    Q_SCRIPTABLE void Activate(const QVariantMap& platformData);
    Q_SCRIPTABLE void Open(const QStringList& uris, const QVariantMap& platformData);
    Q_SCRIPTABLE void ActivateAction(const QString& action, const QVariantList& parameters,
                                     const QVariantMap& platformData);
};

} // namespace lockleaf::app

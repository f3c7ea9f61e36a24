// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/keeper/screen_saver_watch.h"

#include <algorithm>
#include <array>

namespace lockleaf::app {

using namespace Qt::StringLiterals;

namespace {

struct ScreenSaver
{
    QString service; ///< And interface.
    QString path;
};

// KDE has the first under both paths; other desktops have one of their own.
const std::array screenSavers{
    ScreenSaver{u"org.freedesktop.ScreenSaver"_s, u"/org/freedesktop/ScreenSaver"_s},
    ScreenSaver{u"org.freedesktop.ScreenSaver"_s, u"/ScreenSaver"_s},
    ScreenSaver{u"org.gnome.ScreenSaver"_s, u"/org/gnome/ScreenSaver"_s},
    ScreenSaver{u"org.cinnamon.ScreenSaver"_s, u"/org/cinnamon/ScreenSaver"_s},
    ScreenSaver{u"org.mate.ScreenSaver"_s, u"/org/mate/ScreenSaver"_s},
};

BusMember member(const ScreenSaver& one, const QString& name)
{
    return {one.service, one.path, one.service, name};
}

} // namespace

ScreenSaverWatch::ScreenSaverWatch(BusLink& bus, QObject* parent) : QObject(parent), m_bus(bus)
{
    connect(&m_bus, &BusLink::serviceChanged, this, &ScreenSaverWatch::handleService);
    connect(&m_bus, &BusLink::signalled, this, &ScreenSaverWatch::handleSignal);
    for (const ScreenSaver& one : screenSavers) {
        m_bus.follow(member(one, u"ActiveChanged"_s), u"b"_s);
        m_bus.watchService(one.service);
    }
}

void ScreenSaverWatch::handleService(const QString& name, bool present)
{
    bool known = false;
    for (const ScreenSaver& one : screenSavers) {
        if (one.service != name)
            continue;
        known = true;
        if (present) { // it may have locked while nobody looked
            m_bus.call(member(one, u"GetActive"_s), {}, u"b"_s, [this](const QVariantList* active) {
                if (active != nullptr && active->constFirst().toBool())
                    Q_EMIT screenLocked();
            });
        }
    }
    if (!known)
        return;
    if (present)
        m_present.insert(name);
    else
        m_present.remove(name);
    Q_EMIT availabilityChanged();
}

void ScreenSaverWatch::handleSignal(const BusMember& signal, const QVariantList& values)
{
    const bool known = std::ranges::any_of(screenSavers, [&signal](const ScreenSaver& one) {
        return signal == member(one, u"ActiveChanged"_s);
    });
    if (known && values.constFirst().toBool())
        Q_EMIT screenLocked();
}

} // namespace lockleaf::app

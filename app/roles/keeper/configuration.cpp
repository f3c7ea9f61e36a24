// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/keeper/configuration.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

#include <algorithm>

namespace lockleaf::app {

using namespace Qt::StringLiterals;

namespace {

const QString vaultKey = u"vault/last"_s;
const QString appearanceKey = u"window/appearance"_s;
const QString systemDarkKey = u"window/desktop-is-dark"_s;
const QString trayKey = u"window/tray-icon"_s;
const QString geometryKey = u"window/geometry"_s;
const QString maximizedKey = u"window/maximized"_s;

QString nameOf(AppearanceChoice appearance)
{
    switch (appearance) {
    case AppearanceChoice::Light:
        return u"light"_s;
    case AppearanceChoice::Dark:
        return u"dark"_s;
    case AppearanceChoice::System:
        break;
    }
    return u"system"_s;
}

AppearanceChoice appearanceNamed(const QString& name)
{
    for (const auto appearance : {AppearanceChoice::Light, AppearanceChoice::Dark}) {
        if (name == nameOf(appearance))
            return appearance;
    }
    return AppearanceChoice::System;
}

// "x y width height"; a size that is no window's is not used.
void readGeometry(const QString& text, WindowPlacement& placement)
{
    constexpr int smallest = 100;
    constexpr int largest = 32'000;
    const QStringList parts = text.split(u' ', Qt::SkipEmptyParts);
    if (parts.size() != 4)
        return;
    std::array<int, 4> numbers{};
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        bool isNumber = false;
        numbers[i] = parts[static_cast<qsizetype>(i)].toInt(&isNumber);
        if (!isNumber || std::abs(numbers[i]) > largest)
            return;
    }
    if (numbers[2] < smallest || numbers[3] < smallest)
        return;
    placement.x = numbers[0];
    placement.y = numbers[1];
    placement.width = static_cast<std::uint32_t>(numbers[2]);
    placement.height = static_cast<std::uint32_t>(numbers[3]);
}

} // namespace

ConfigurationFile::ConfigurationFile(QString path) : m_path(std::move(path)) {}

QString ConfigurationFile::standardPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
           u"/lockleaf/lockleaf.conf"_s;
}

Configuration ConfigurationFile::read() const
{
    const QSettings settings{m_path, QSettings::IniFormat};
    Configuration configuration;
    configuration.vaultPath = QFile::encodeName(settings.value(vaultKey).toString()).toStdString();
    configuration.appearance = appearanceNamed(settings.value(appearanceKey).toString());
    configuration.systemDark = settings.value(systemDarkKey).toBool();
    configuration.trayIcon = settings.value(trayKey).toBool();
    readGeometry(settings.value(geometryKey).toString(), configuration.placement);
    configuration.placement.maximized = settings.value(maximizedKey).toBool();
    return configuration;
}

bool ConfigurationFile::write(const Configuration& configuration) const
{
    QDir{}.mkpath(QFileInfo{m_path}.path());
    QSettings settings{m_path, QSettings::IniFormat};
    settings.setValue(vaultKey, QFile::decodeName(QByteArray::fromStdString(configuration.vaultPath)));
    settings.setValue(appearanceKey, nameOf(configuration.appearance));
    settings.setValue(systemDarkKey, configuration.systemDark);
    settings.setValue(trayKey, configuration.trayIcon);
    const WindowPlacement& placement = configuration.placement;
    if (placement.width > 0) {
        settings.setValue(
            geometryKey,
            u"%1 %2 %3 %4"_s.arg(placement.x).arg(placement.y).arg(placement.width).arg(placement.height));
        settings.setValue(maximizedKey, placement.maximized);
    }
    settings.sync();
    return settings.status() == QSettings::NoError;
}

} // namespace lockleaf::app

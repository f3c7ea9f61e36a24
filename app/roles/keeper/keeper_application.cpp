// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hardening/process_isolation.h"
#include "app/hardening/syscall_filter.h"
#include "app/roles/application.h"
#include "app/roles/keeper/address_opener.h"
#include "app/roles/keeper/color_scheme_watch.h"
#include "app/roles/keeper/dbus_link.h"
#include "app/roles/keeper/farewell.h"
#include "app/roles/keeper/keeper.h"
#include "app/roles/keeper/lock_watch.h"
#include "app/roles/keeper/single_instance.h"
#include "app/roles/keeper/tray.h"
#include "app/roles/process/role_start.h"
#include "app/roles/process/session_bus.h"
#include "app/roles/process/termination_signals.h"
#include "app/roles/window/identity.h"
#include "app/selfcheck/drive_protocol.h"

#include <QApplication>
#include <QDir>
#include <QFile>

#include <array>
#include <cstdio>
#include <fcntl.h>
#include <span>
#include <unistd.h>

namespace lockleaf::app {

using namespace Qt::StringLiterals;

namespace {

// The path as it is seen from here, since the first instance may stand in another folder. Empty for none.
QString pathFromHere(std::string_view vault)
{
    if (vault.empty())
        return {};
    const QByteArray written{vault.data(), static_cast<qsizetype>(vault.size())};
    return QDir::cleanPath(QDir::current().absoluteFilePath(QFile::decodeName(written)));
}

// The two sockets of a self-check, or nothing.
std::shared_ptr<DriveEnds> takeDriveEnds(bool checked)
{
    if (!checked)
        return nullptr;
    auto ends = std::make_shared<DriveEnds>();
    ends->lockScreen = OwnedDescriptor{drivenLockScreenDescriptor};
    ends->session = OwnedDescriptor{drivenSessionDescriptor};
    for (const OwnedDescriptor* end : {&ends->lockScreen, &ends->session})
        fcntl(end->get(), F_SETFD, FD_CLOEXEC);
    return ends;
}

bool harden(bool checked)
{
    // First of all, so that every role inherits it. The keeper itself stays dumpable: portals speak to no
    // other, and it knows nothing.
    constexpr std::array drives{drivenLockScreenDescriptor, drivenSessionDescriptor};
    closeInheritedDescriptors(checked ? std::span<const int>{drives} : std::span<const int>{});
    return forbidCoreFiles().has_value() && applySyscallFilter(FilterKind::Common).has_value();
}

// The token by which the desktop that starts this program lets its first window have the focus.
std::string tokenOfThisStart()
{
    return qgetenv("XDG_ACTIVATION_TOKEN").toStdString();
}

int runWithApplication(QApplication& application, std::optional<LaunchedLockScreen> early,
                       const RoleLauncher& launcher, CommandLine::Kind kind, const QString& vault,
                       bool checked)
{
    const std::unique_ptr<SingleInstance> instance = SingleInstance::make();
    if (!checked && instance->claim() == SingleInstance::Place::Second) {
        if (kind == CommandLine::Kind::Capture)
            instance->askFirstToWrite(vault);
        else
            instance->askFirstToShow(vault);
        return 0;
    }
    Keeper keeper{launcher, ConfigurationFile{ConfigurationFile::standardPath()}};
    QObject::connect(instance.get(), &SingleInstance::showRequested, &keeper,
                     [&keeper](const QString& token, const QString& path) {
                         keeper.show(token.toStdString(), QFile::encodeName(path).toStdString());
                     });
    QObject::connect(instance.get(), &SingleInstance::writeRequested, &keeper,
                     [&keeper](const QString& token, const QString& path) {
                         keeper.writeNote(token.toStdString(), QFile::encodeName(path).toStdString());
                     });
    QObject::connect(&keeper, &Keeper::finished, &application, [](bool gaveUp) {
        if (gaveUp)
            sayFarewellAfterCrashes();
        QCoreApplication::exit(gaveUp ? 1 : 0);
    });
    const TerminationSignals termination;
    QObject::connect(&termination, &TerminationSignals::requested, &keeper,
                     [&keeper] { keeper.quit(Keeper::QuitCause::System); });
    ColorSchemeWatch colors;
    QObject::connect(&colors, &ColorSchemeWatch::systemDarkChanged, &keeper, &Keeper::setSystemDark);
    AddressOpener addresses;
    QObject::connect(&keeper, &Keeper::addressWanted, &addresses, &AddressOpener::open);
    QObject::connect(&addresses, &AddressOpener::answered, &keeper, &Keeper::tellAddressOpened);
    if (hasSessionBus())
        colors.start();
    DBusLink systemBus{DBusLink::Bus::System};
    DBusLink sessionBus{DBusLink::Bus::Session};
    std::vector<std::unique_ptr<IdleSource>> idleSources;
    idleSources.push_back(makeX11IdleSource());
    const LockWatch locks{keeper, systemBus, sessionBus, LogindIdentity::own(), std::move(idleSources)};
    const Tray tray{keeper, sessionBus};
    // From inside the event loop, so that an early end is an end like any other.
    QMetaObject::invokeMethod(
        &keeper,
        [&] {
            const std::string path = QFile::encodeName(vault).toStdString();
            if (kind == CommandLine::Kind::Capture)
                keeper.writeNote(tokenOfThisStart(), path);
            else
                keeper.start(std::move(early), path);
        },
        Qt::QueuedConnection);
    return QApplication::exec();
}

int runAnyKeeper(int argc, char** argv, const CommandLine& asked, bool checked)
{
    if (checked &&
        (!isSelfCheckSocket(drivenLockScreenDescriptor) || !isSelfCheckSocket(drivenSessionDescriptor))) {
        std::fputs("lockleaf: This is a part of the self-check. Start it as: lockleaf --self-check\n",
                   stderr);
        return 1;
    }
    if (!harden(checked)) {
        std::fputs("lockleaf: The system call filter could not be set, so it ends.\n", stderr);
        return 1;
    }
    TerminationSignals::block();
    forbidStartingABus();
    const QString vault = pathFromHere(asked.vault);
    // The lock screen loads its libraries while this process loads its own; it shows nothing until it is
    // told.
    const RoleLauncher launcher{"/proc/self/exe", takeDriveEnds(checked)};
    std::optional<LaunchedLockScreen> early;
    if (asked.kind == CommandLine::Kind::Open) {
        if (auto launched = launcher.launchLockScreen())
            early = std::move(*launched);
    }
    // The menu of the tray is the one widget here. Its style is not the desktop's, which would be loaded.
    QApplication::setStyle(u"Fusion"_s);
    QApplication application(argc, argv);
    presentAsLockleaf();
    QGuiApplication::setQuitOnLastWindowClosed(false);
    const int code = runWithApplication(application, std::move(early), launcher, asked.kind, vault, checked);
    // As the other roles: the D-Bus library would wait for a bus that hangs.
    std::fflush(nullptr);
    _exit(code);
}

} // namespace

int runKeeper(int argc, char** argv, const CommandLine& asked)
{
    return runAnyKeeper(argc, argv, asked, false);
}

int runCheckedKeeper(int argc, char** argv, std::string_view vault)
{
    return runAnyKeeper(argc, argv, {.kind = CommandLine::Kind::Open, .vault = vault}, true);
}

} // namespace lockleaf::app

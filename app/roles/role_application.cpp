// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/application.h"

#include "app/roles/capture/capture_role.h"
#include "app/roles/driven/driver.h"
#include "app/roles/lockscreen/lock_screen_role.h"
#include "app/roles/process/role_start.h"
#include "app/roles/process/termination_signals.h"
#include "app/roles/session/session_role.h"
#include "app/roles/window/identity.h"
#include "ui/main/main_window.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme_manager.h"
#include "ui/vault/vault_session.h"

#include <QApplication>

#include <memory>
#include <unistd.h>

namespace lockleaf::app {

namespace {

/// Nothing for every role that is not a self-check's.
std::unique_ptr<Driver> driverOf(Role role, bool driven)
{
    if (!driven)
        return nullptr;
    Driver::Plan plan = sessionSteps;
    if (role == Role::LockScreen)
        plan = [](DriveOrder order, const std::vector<std::string>& fields, std::vector<std::string>&) {
            return lockScreenSteps(order, fields);
        };
    return std::make_unique<Driver>(driveDescriptor, std::move(plan));
}

} // namespace

int runRole(Role role, int argc, char** argv)
{
    const bool driven = argc > 2 && argv[2] == drivenArgument;
    startSecretRole(role, driven);
    if (role != Role::LockScreen)
        TerminationSignals::block(); // they have something to save
    // The desktop's portal speaks to no process that hides its memory, so file dialogs are Qt's own.
    QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    QApplication application(argc, argv);
    presentAsLockleaf();
    QGuiApplication::setQuitOnLastWindowClosed(false);
    ui::ThemeManager::instance().install(application);
    QGuiApplication::setWindowIcon(ui::icons::application());
    const std::unique_ptr<Driver> driver = driverOf(role, driven);
    if (role == Role::LockScreen) {
        const LockScreenRole lockScreen{channelDescriptor, keyPipeDescriptor};
        _exit(QApplication::exec());
    }
    if (role == Role::Capture) {
        const CaptureRole capture{channelDescriptor};
        // No destructors, as at every end of a role: the kernel takes everything at once.
        QObject::connect(&capture, &CaptureRole::finished, [] { _exit(0); });
        _exit(QApplication::exec());
    }
    const SessionRole session{channelDescriptor, keyPipeDescriptor};
    _exit(QApplication::exec());
}

} // namespace lockleaf::app

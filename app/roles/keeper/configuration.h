// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/messages/messages.h"

#include <QString>

#include <string>

namespace lockleaf::app {

/// What is remembered outside the vault, readable by anybody: nothing here may be secret.
struct Configuration
{
    std::string vaultPath; ///< The vault last opened; empty: none yet.
    AppearanceChoice appearance = AppearanceChoice::System;
    /// What the desktop wished for last: the first window is painted before the desktop has answered.
    bool systemDark = false;
    bool trayIcon = false;     ///< Whether an icon is wanted in the system tray.
    WindowPlacement placement; ///< Of the window when it was last locked; never minimised or active.
};

/// Reads and writes lockleaf/lockleaf.conf in the user's configuration folder. The keeper alone writes it.
class ConfigurationFile
{
public:
    /// `path` of the file; its folder is made when it is first written.
    explicit ConfigurationFile(QString path);
    /// $XDG_CONFIG_HOME/lockleaf/lockleaf.conf.
    [[nodiscard]] static QString standardPath();

    /// What stands there; the defaults where the file is missing or a value makes no sense.
    [[nodiscard]] Configuration read() const;
    /// False where it could not be written; Lockleaf works without it.
    bool write(const Configuration& configuration) const;

private:
    QString m_path;
};

} // namespace lockleaf::app

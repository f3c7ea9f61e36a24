// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileDialog>

namespace lockleaf::ui {

/// Puts back where user settings are kept, once a FileChooser has gone.
class SettingsDetour
{
public:
    SettingsDetour() = default;
    ~SettingsDetour();
    SettingsDetour(const SettingsDetour&) = delete;
    SettingsDetour& operator=(const SettingsDetour&) = delete;

    /// From now on user settings are written nowhere.
    void begin();

private:
    bool m_active = false;
};

/// Qt's own file dialog, without its memory: it writes no history of folders and no last folder to the
/// person's settings, which would name vaults and what was exported. Open it with open(), never exec().
class FileChooser : private SettingsDetour, public QFileDialog
{
public:
    FileChooser(QWidget* parent, const QString& caption, const QString& folder);
    ~FileChooser() override;
};

} // namespace lockleaf::ui

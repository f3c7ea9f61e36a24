// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/file_chooser.h"

#include <QSettings>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

SettingsDetour::~SettingsDetour()
{
    if (m_active)
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope,
                           QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation));
}

void SettingsDetour::begin()
{
    m_active = true;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, u"/dev/null"_s);
}

FileChooser::FileChooser(QWidget* parent, const QString& caption, const QString& folder)
    : QFileDialog(parent, caption, folder)
{
    setOption(QFileDialog::DontUseNativeDialog);
    setAttribute(Qt::WA_DeleteOnClose);
    setHistory({});
}

FileChooser::~FileChooser()
{
    // QFileDialog writes its memory in its destructor, which runs after this body and before ~SettingsDetour.
    begin();
}

} // namespace lockleaf::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/file_chooser.h"

#include "ui/theme/icons.h"
#include "ui/theme/typography.h"

#include <QAbstractFileIconProvider>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

constexpr QSize FileChooserFirstSize(780, 520);

/// Our drawings for files and folders. It looks into no file: Qt's own provider may open them to guess a
/// type.
class DrawnFileIcons : public QAbstractFileIconProvider
{
public:
    [[nodiscard]] QIcon icon(IconType type) const override
    {
        return icons::themed(type == File ? Icon::File : Icon::Folder);
    }
    [[nodiscard]] QIcon icon(const QFileInfo& info) const override
    {
        return icons::themed(info.isDir() ? Icon::Folder : Icon::File);
    }
};

QAbstractFileIconProvider* drawnFileIcons()
{
    static DrawnFileIcons provider; // the dialog does not own it
    return &provider;
}

} // namespace

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
    resize(typography::scaled(FileChooserFirstSize.width()),
           typography::scaled(FileChooserFirstSize.height()));
    setIconProvider(drawnFileIcons());
    setHistory({});
}

FileChooser::~FileChooser()
{
    // QFileDialog writes its memory in its destructor, which runs after this body and before ~SettingsDetour.
    begin();
}

} // namespace lockleaf::ui

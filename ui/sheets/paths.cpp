// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/paths.h"

#include "ui/widgets/file_chooser.h"

#include <QDir>
#include <QFileInfo>
#include <QLineEdit>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

QString shownPath(const QString& path)
{
    const QString home = QDir::homePath() + u'/';
    return path.startsWith(home) ? path.mid(home.size()) : path;
}

QString typedPath(const QString& typed)
{
    const QString path = typed.startsWith(u"~/"_s) ? typed.mid(2) : typed;
    return QDir::isAbsolutePath(path) ? path : QDir(QDir::homePath()).filePath(path);
}

QString proposedPath(const QString& stem, const QString& ending)
{
    QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    if (!QFileInfo(folder).isDir())
        folder = QDir::homePath();
    QString path = QDir(folder).filePath(stem + ending);
    for (int number = 2; QFileInfo::exists(path); ++number)
        path = QDir(folder).filePath(u"%1 (%2)%3"_s.arg(stem).arg(number).arg(ending));
    return path;
}

void choosePath(const PathChoice& choice, QLineEdit& field, QWidget* owner)
{
    const QString typed = field.text().trimmed();
    const QFileInfo at(typed.isEmpty() ? QDir::homePath() : typedPath(typed));
    auto* chooser = new FileChooser(
        owner->window(), choice.caption,
        at.isDir() && choice.kind != PathChoice::Kind::SaveNew ? at.absoluteFilePath() : at.absolutePath());
    switch (choice.kind) {
    case PathChoice::Kind::OpenFile:
        chooser->setFileMode(QFileDialog::ExistingFile);
        break;
    case PathChoice::Kind::OpenFolder:
        chooser->setFileMode(QFileDialog::Directory);
        chooser->setOption(QFileDialog::ShowDirsOnly);
        break;
    case PathChoice::Kind::SaveNew:
        chooser->setAcceptMode(QFileDialog::AcceptSave);
        chooser->setOption(QFileDialog::DontConfirmOverwrite); // nothing is ever written over a file
        chooser->selectFile(at.fileName());
        break;
    }
    if (!choice.filter.isEmpty())
        chooser->setNameFilter(choice.filter);
    QObject::connect(owner, &QObject::destroyed, chooser, &QObject::deleteLater);
    QObject::connect(chooser, &QFileDialog::fileSelected, &field,
                     [&field](const QString& path) { field.setText(shownPath(path)); });
    chooser->open();
}

} // namespace lockleaf::ui

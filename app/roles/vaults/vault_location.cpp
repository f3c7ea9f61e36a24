// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/vaults/vault_location.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

namespace lockleaf::app {

using namespace Qt::StringLiterals;

QString toQString(const std::filesystem::path& path)
{
    return QFile::decodeName(QByteArray::fromStdString(path.string()));
}

std::filesystem::path toPath(const QString& path)
{
    return QFile::encodeName(path).toStdString();
}

QString vaultName(const std::filesystem::path& vault)
{
    return toQString(vault.stem());
}

std::filesystem::path vaultPath(const QString& name, const QString& folder)
{
    return toPath(folder) / toPath(name + u".lockleaf"_s);
}

QString suggestedFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation) + u"/Lockleaf"_s;
}

QString freeVaultName(const QString& name, const QString& folder)
{
    constexpr int mostTried = 100; // then the person finds one
    QString free = name;
    for (int number = 2; number <= mostTried && QFileInfo::exists(toQString(vaultPath(free, folder)));
         ++number)
        free = u"%1 %2"_s.arg(name).arg(number);
    return free;
}

std::filesystem::path stateFolder()
{
    // Qt knows this folder only from 6.7 on.
    const QString named = qEnvironmentVariable("XDG_STATE_HOME");
    const QString base = QDir::isAbsolutePath(named) ? named : QDir::homePath() + u"/.local/state"_s;
    return toPath(base + u"/lockleaf"_s);
}

} // namespace lockleaf::app

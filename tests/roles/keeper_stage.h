// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/keeper/keeper.h"
#include "tests/roles/fake_roles.h"
#include "tests/support/test_environment.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

#include <csignal>
#include <filesystem>
#include <memory>
#include <string_view>
#include <sys/stat.h>

namespace lockleaf::test {

using namespace lockleaf::app;
using namespace Qt::StringLiterals;

/// One keeper with its roles, in a folder of its own.
struct KeeperStage
{
    TemporaryFolder folder;
    QString log = QString::fromStdString((folder / "log").string());
    QString configuration = QString::fromStdString((folder / "lockleaf.conf").string());
    Keeper keeper;
    QSignalSpy finished{&keeper, &Keeper::finished};

    /// Nothing is printed unless the test names a program.
    explicit KeeperStage(const QStringList& scenario, KeeperDeadlines deadlines = {},
                         std::vector<std::string> printPrograms = {})
        : keeper{RoleLauncher{}, ConfigurationFile{configuration}, deadlines, std::move(printPrograms)}
    {
        setScenario(scenario, log);
        keeper.start(std::nullopt, {});
    }

    [[nodiscard]] QStringList lines() const
    {
        QFile file(log);
        if (!file.open(QIODevice::ReadOnly))
            return {};
        return QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
    }
    /// The place of the first line that begins like that at or after `from`; -1 for none.
    [[nodiscard]] qsizetype find(const QString& beginning, qsizetype from = 0) const
    {
        const QStringList all = lines();
        for (qsizetype i = std::max<qsizetype>(from, 0); i < all.size(); ++i) {
            if (all[i].startsWith(beginning))
                return i;
        }
        return -1;
    }
    [[nodiscard]] bool heard(const QString& beginning) const { return find(beginning) >= 0; }
    [[nodiscard]] qsizetype count(const QString& beginning) const
    {
        const QStringList all = lines();
        return std::count_if(all.begin(), all.end(),
                             [&](const QString& line) { return line.startsWith(beginning); });
    }
};

/// Pipes that this process holds: the keeper must hold neither end of a key pipe.
inline int openPipes()
{
    int pipes = 0;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
        struct stat info{};
        const int descriptor = std::stoi(entry.path().filename().string());
        if (descriptor > STDERR_FILENO && fstat(descriptor, &info) == 0 && S_ISFIFO(info.st_mode))
            ++pipes;
    }
    return pipes;
}

inline bool processExists(const QString& line)
{
    const QString mark = u"pid="_s;
    const QString number = line.mid(line.indexOf(mark) + mark.size()).section(u' ', 0, 0);
    return ::kill(number.toInt(), 0) == 0;
}

} // namespace lockleaf::test

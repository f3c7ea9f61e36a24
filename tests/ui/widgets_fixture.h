// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme_manager.h"

#include <QAccessible>
#include <QApplication>
#include <QTemporaryDir>
#include <QTest>

namespace lockleaf::test {

inline QString accessibleName(QWidget& widget)
{
    return QAccessible::queryAccessibleInterface(&widget)->text(QAccessible::Name);
}

/// Runs `Test` with the program's own look and with settings of its own; for main().
template <class Test>
int runWithTheme(int argc, char** argv)
{
    QTemporaryDir settings;
    qputenv("XDG_CONFIG_HOME", settings.path().toLocal8Bit());
    QApplication application(argc, argv);
    ui::ThemeManager::instance().install(application);
    Test test;
    return QTest::qExec(&test, argc, argv);
}

} // namespace lockleaf::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What nearly every test of the window parses, as tests/precompiled.h.
#include "tests/precompiled.h"
#include "tests/ui/window_fixture.h"

#include <QApplication>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QTextBlock>
#include <QTimer>

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/icons.h"

#include <QListWidget>

namespace lockleaf::ui {

/// The list of pages at the side of the settings.
class SettingsPages : public QListWidget
{
    Q_OBJECT

public:
    explicit SettingsPages(QWidget* parent = nullptr);
    void addPage(Icon icon, const QString& name);
};

} // namespace lockleaf::ui

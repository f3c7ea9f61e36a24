// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/clipboard_setting.h"

#include "ui/sheets/setting_group.h"
#include "ui/theme/counted.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/drop_down.h"
#include "ui/widgets/label.h"

#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace lockleaf::ui {

namespace {

/// In seconds; 0 is not before a lock.
constexpr std::array ClearChoices{10, 30, 60, 120, 300, 0};

QString clearChoice(int seconds)
{
    if (seconds == 0)
        return ClipboardSetting::tr("When locking");
    if (seconds > 60 && seconds % 60 == 0)
        return counted(seconds / 60, ClipboardSetting::tr("After 1 minute"),
                       ClipboardSetting::tr("After %1 minutes"));
    return counted(seconds, ClipboardSetting::tr("After 1 second"), ClipboardSetting::tr("After %1 seconds"));
}

} // namespace

ClipboardSetting::ClipboardSetting(int seconds, QWidget* parent) : QWidget(parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::Space2);
    column->addWidget(new Label(tr("Clipboard"), TextRole::FieldLabel, Token::TextSecondary, this));

    auto* choice = new DropDown(tr("Clear copied text"));
    std::vector<int> choices(ClearChoices.begin(), ClearChoices.end());
    if (std::ranges::find(choices, seconds) == choices.end())
        choices.insert(choices.begin(), seconds); // set by other means: shown as it is
    for (const int each : choices)
        choice->addItem(clearChoice(each), each);
    choice->setCurrentIndex(choice->findData(seconds));
    auto* group = new SettingGroup(this);
    group->addRow(
        tr("Clear copied text"),
        tr("Only what was copied or selected here, and only if it is still there. At a lock always."),
        choice);
    column->addWidget(group);

    auto* limits =
        new Label(tr("It is marked as secret for clipboard managers. One that ignores the mark keeps "
                     "its own copy, and what was pasted stays where it is. On Wayland a desktop may "
                     "let it be cleared only while this window is in front."),
                  TextRole::Caption, Token::TextSecondary, this);
    limits->setWordWrap(true);
    column->addWidget(limits);
    connect(choice, &QComboBox::activated, this,
            [this, choice] { Q_EMIT secondsChosen(choice->currentData().toInt()); });
}

} // namespace lockleaf::ui

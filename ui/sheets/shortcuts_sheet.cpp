// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/shortcuts_sheet.h"

#include "ui/main/window_actions.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/label.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace lockleaf::ui {

namespace {

constexpr int ShortcutsSheetCardWidth = 760;
constexpr int ShortcutsSheetCardHeight = 560;
constexpr int Columns = 2;

QWidget* makeGroup(const WindowActions::Group& group)
{
    auto* box = new QWidget;
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, metrics::Space4);
    grid->setHorizontalSpacing(metrics::Space4);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(0, 1);
    grid->addWidget(new Label(group.name, TextRole::FieldLabel, Token::TextSecondary), 0, 0, 1, 2);
    int row = 1;
    for (const QAction* action : group.actions) {
        if (action->shortcut().isEmpty())
            continue;
        auto* name = new Label(action->text(), TextRole::Body, Token::Text);
        auto* keys = new Label(action->shortcut().toString(QKeySequence::NativeText), TextRole::Help,
                               Token::TextSecondary);
        name->setAccessibleName(action->text() + u' ' + keys->text());
        grid->addWidget(name, row, 0);
        grid->addWidget(keys, row, 1, Qt::AlignRight);
        ++row;
    }
    return box;
}

QWidget* makeEditingGroup()
{
    auto* box = new QWidget;
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, metrics::Space4);
    grid->setHorizontalSpacing(metrics::Space4);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(0, 1);
    const QString title = ShortcutsSheet::tr("In the text");
    grid->addWidget(new Label(title, TextRole::FieldLabel, Token::TextSecondary), 0, 0, 1, 2);
    const std::pair<QString, QString> lines[] = {
        {ShortcutsSheet::tr("Tick or untick a task"),
         QKeySequence(Qt::CTRL | Qt::Key_Return).toString(QKeySequence::NativeText)},
        {ShortcutsSheet::tr("Deeper or higher in a list"), ShortcutsSheet::tr("Tab, Shift+Tab")},
        {ShortcutsSheet::tr("Leave the text"),
         QKeySequence(Qt::CTRL | Qt::Key_Tab).toString(QKeySequence::NativeText)},
    };
    int row = 1;
    for (const auto& [name, keys] : lines) {
        grid->addWidget(new Label(name, TextRole::Body, Token::Text), row, 0);
        grid->addWidget(new Label(keys, TextRole::Help, Token::TextSecondary), row, 1, Qt::AlignRight);
        ++row;
    }
    return box;
}

} // namespace

ShortcutsSheet::ShortcutsSheet(const WindowActions& actions, QWidget* anyWidget)
    : Sheet(tr("Keyboard shortcuts"), anyWidget)
{
    setCardWidth(ShortcutsSheetCardWidth);
    setCardHeight(ShortcutsSheetCardHeight);
    auto* page = new QWidget;
    page->setAutoFillBackground(false);
    auto* columns = new QHBoxLayout(page);
    columns->setContentsMargins(0, 0, metrics::Space3, 0);
    columns->setSpacing(metrics::Space8);
    QVBoxLayout* sides[Columns];
    for (QVBoxLayout*& side : sides) {
        side = new QVBoxLayout;
        side->setSpacing(0);
        columns->addLayout(side, 1);
    }
    // The formats, the longest group, and what belongs to them fill one side.
    for (const WindowActions::Group& group : actions.groups())
        sides[group.actions.size() > 9 ? 1 : 0]->addWidget(makeGroup(group));
    sides[1]->addWidget(makeEditingGroup());
    for (QVBoxLayout* side : sides)
        side->addStretch(1);

    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setAutoFillBackground(false);
    scroll->setAccessibleName(tr("Keyboard shortcuts"));
    scroll->setWidget(page);
    page->setAutoFillBackground(false);
    contentLayout()->addWidget(scroll, 1);
    setInitialFocus(scroll);
}

} // namespace lockleaf::ui

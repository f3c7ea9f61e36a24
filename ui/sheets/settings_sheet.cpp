// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/settings_sheet.h"

#include "ui/sheets/clipboard_setting.h"
#include "ui/sheets/form_area.h"
#include "ui/sheets/lock_group.h"
#include "ui/sheets/memory_notice.h"
#include "ui/sheets/setting_group.h"
#include "ui/sheets/settings_pages.h"
#include "ui/theme/counted.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/drop_down.h"
#include "ui/widgets/label.h"
#include "ui/widgets/segmented_control.h"
#include "ui/widgets/toggle.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace lockleaf::ui {

namespace {

constexpr int SettingsSheetCardWidth = 880;
constexpr int CardHeight = 520;
constexpr int PagesWidth = 217;
constexpr std::array TrashChoices{30, 0}; ///< Of "Empty Trash", in days; 0 is never.

/// The side with the pages: its own column, with a line after it.
class PagesColumn : public QWidget
{
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter(this).fillRect(isRightToLeft() ? 0 : width() - 1, 1, 1, height() - 2,
                                currentTheme().color(Token::Line));
    }
};

} // namespace

SettingsSheet::SettingsSheet(const VaultSettings& settings, const LockSignals& known, Appearance appearance,
                             QWidget* anyWidget)
    : Sheet({}, anyWidget), m_pages(new SettingsPages), m_stack(new QStackedWidget)
{
    setAccessibleName(tr("Settings"));
    setCardWidth(SettingsSheetCardWidth);
    setCardHeight(CardHeight);
    setCardPadding(0);

    auto* side = new PagesColumn;
    side->setFixedWidth(PagesWidth);
    auto* sideColumn = new QVBoxLayout(side);
    sideColumn->setContentsMargins(10, metrics::Space6, 11, metrics::Space3);
    sideColumn->setSpacing(metrics::Space3);
    auto* title = new Label(tr("Settings"), TextRole::SheetSubtitle, Token::Text, side);
    title->setIndent(12);
    sideColumn->addWidget(title);
    sideColumn->addWidget(m_pages, 1);

    auto* content = new QWidget;
    auto* contentColumn = new QVBoxLayout(content);
    contentColumn->setContentsMargins(metrics::SheetPadding, metrics::Space6, metrics::SheetPadding,
                                      metrics::Space6);
    contentColumn->addWidget(m_stack, 1);
    contentColumn->addWidget(
        new Label(tr("Changes apply at once."), TextRole::Caption, Token::TextSecondary));

    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(side);
    row->addWidget(content, 1);
    contentLayout()->addLayout(row);

    m_pages->addPage(Icon::Brush, tr("Appearance"));
    addPage(tr("Appearance"), makeAppearance(appearance));
    m_pages->addPage(Icon::Shield, tr("Security"));
    addPage(tr("Security"), makeSecurity(settings, known));
    m_pages->addPage(Icon::Note, tr("Notes"));
    addPage(tr("Notes"), makeNotes(settings));
    connect(m_pages, &QListWidget::currentRowChanged, m_stack, &QStackedWidget::setCurrentIndex);
    m_pages->setCurrentRow(1);
    setInitialFocus(m_pages);
}

void SettingsSheet::addBackups(QWidget* page)
{
    m_pages->addPage(Icon::Upload, tr("Backups"));
    addPage(tr("Backups"), page);
}

void SettingsSheet::addTray(const TrayState& tray)
{
    auto* group = new SettingGroup;
    auto* toggle = new Toggle(tr("Show an icon in the system tray"));
    toggle->setChecked(tray.wanted);
    group->addRow(tr("Show an icon in the system tray"),
                  tray.available
                      ? tr("It says whether the vault is locked; its menu writes a note, also while it is. "
                           "Closing the window still ends Lockleaf.")
                      : tr("This desktop has no system tray, so it has no effect here."),
                  toggle);
    const int end = m_appearanceColumn->count() - 1; // before the room that is left
    m_appearanceColumn->insertSpacing(end, metrics::Space2);
    m_appearanceColumn->insertWidget(end + 1,
                                     new Label(tr("Desktop"), TextRole::FieldLabel, Token::TextSecondary));
    m_appearanceColumn->insertWidget(end + 2, group);
    connect(toggle, &QCheckBox::toggled, this, &SettingsSheet::trayChosen);
}

void SettingsSheet::addPage(const QString& title, QWidget* content)
{
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::Space2);
    auto* head = new QHBoxLayout;
    head->addWidget(new Label(title, TextRole::SheetSubtitle, Token::Text), 1);
    auto* closeButton = new IconButton(Icon::Close, tr("Close"));
    connect(closeButton, &QPushButton::clicked, this, &Sheet::reject);
    head->addWidget(closeButton);
    column->addLayout(head);
    column->addWidget(content, 1);
    m_stack->addWidget(page);
}

QWidget* SettingsSheet::makeSecurity(const VaultSettings& settings, const LockSignals& known)
{
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::Space2);
    column->addWidget(new Label(tr("Locking"), TextRole::FieldLabel, Token::TextSecondary, page));

    auto* group = new LockGroup(settings, known, page);
    connect(group, &LockGroup::idleSecondsChosen, this, &SettingsSheet::idleSecondsChosen);
    connect(group, &LockGroup::warningChosen, this, &SettingsSheet::warningChosen);
    connect(group, &LockGroup::triggersChosen, this, &SettingsSheet::lockTriggersChosen);
    column->addWidget(group);
    column->addSpacing(metrics::Space2);
    auto* clipboard = new ClipboardSetting(static_cast<int>(settings.clearCopiedSeconds));
    connect(clipboard, &ClipboardSetting::secondsChosen, this, &SettingsSheet::clearCopiedChosen);
    column->addWidget(clipboard);
    column->addSpacing(metrics::Space2);
    column->addWidget(new Label(tr("Keys"), TextRole::FieldLabel, Token::TextSecondary, page));
    auto* keys = new SettingGroup(page);
    auto* ways = new Button(tr("Show…"));
    keys->addRow(tr("Ways in"), tr("Password, key file and recovery kit: what opens this vault."), ways);
    connect(ways, &QPushButton::clicked, this, [this] {
        closeSheet();
        Q_EMIT waysRequested();
    });
    auto* changeKeys = new Button(tr("Change…"));
    keys->addRow(tr("Change the keys"),
                 tr("For when an old copy of the file and its password may be in other hands."), changeKeys);
    column->addWidget(keys);
    if (const QString words = memoryNotice(swapState(), lockedPool().state()); !words.isEmpty()) {
        auto* memory = new Label(words, TextRole::Caption, Token::TextSecondary, page);
        memory->setWordWrap(true);
        column->addWidget(memory);
    }
    column->addStretch(1);

    connect(changeKeys, &QPushButton::clicked, this, [this] {
        closeSheet();
        Q_EMIT keyChangeRequested();
    });
    return new FormArea(page);
}

QWidget* SettingsSheet::makeNotes(const VaultSettings& settings)
{
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::Space2);
    column->addWidget(new Label(tr("Trash"), TextRole::FieldLabel, Token::TextSecondary, page));
    auto* group = new SettingGroup(page);
    auto* days = new DropDown(tr("Empty Trash"));
    std::vector<int> choices(TrashChoices.begin(), TrashChoices.end());
    const int chosen = static_cast<int>(settings.trashDays);
    if (std::ranges::find(choices, chosen) == choices.end())
        choices.insert(choices.begin(), chosen); // set by other means: shown as it is
    for (const int choice : choices)
        days->addItem(choice == 0 ? tr("Never") : counted(choice, tr("After 1 day"), tr("After %1 days")),
                      choice);
    days->setCurrentIndex(days->findData(chosen));
    group->addRow(tr("Empty Trash"), tr("A note that was in the Trash for so long is deleted for good."),
                  days);
    column->addWidget(group);
    column->addStretch(1);
    connect(days, &QComboBox::activated, this,
            [this, days] { Q_EMIT trashDaysChosen(days->currentData().toInt()); });
    return page;
}

QWidget* SettingsSheet::makeAppearance(Appearance appearance)
{
    constexpr std::array order{Appearance::System, Appearance::Light, Appearance::Dark};
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::Space2);
    column->addWidget(new Label(tr("Colours"), TextRole::FieldLabel, Token::TextSecondary, page));
    auto* group = new SettingGroup(page);
    auto* choice = new SegmentedControl(tr("Appearance"), {tr("System"), tr("Light"), tr("Dark")});
    choice->setCurrentIndex(static_cast<int>(std::ranges::find(order, appearance) - order.begin()));
    group->addRow(tr("Appearance"), tr("System follows what your desktop is set to."), choice);
    column->addWidget(group);
    column->addStretch(1);
    m_appearanceColumn = column;
    connect(choice, &SegmentedControl::chosen, this,
            [this, order](int index) { Q_EMIT appearanceChosen(order[static_cast<std::size_t>(index)]); });
    return page;
}

} // namespace lockleaf::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/backup_page.h"

#include "ui/main/error_words.h"
#include "ui/sheets/backup_words.h"
#include "ui/sheets/paths.h"
#include "ui/sheets/setting_group.h"
#include "ui/theme/counted.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/drop_down.h"
#include "ui/widgets/file_chooser.h"
#include "ui/widgets/label.h"
#include "ui/widgets/progress_bar.h"
#include "ui/widgets/toggle.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace lockleaf::ui {

namespace {

constexpr int BackupBarRange = 1000;
constexpr std::array BackupChoices{30, 60, 240, 1440}; ///< Minutes between two.

QString intervalWords(int minutes)
{
    if (minutes % 1440 == 0)
        return counted(minutes / 1440, BackupPage::tr("Every day"), BackupPage::tr("Every %1 days"));
    if (minutes % 60 == 0)
        return counted(minutes / 60, BackupPage::tr("Every hour"), BackupPage::tr("Every %1 hours"));
    return counted(minutes, BackupPage::tr("Every minute"), BackupPage::tr("Every %1 minutes"));
}

} // namespace

BackupPage::BackupPage(BackupSchedule& schedule, const VaultSettings& settings, QWidget* parent)
    : QWidget(parent), m_schedule(schedule)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::Space2);
    column->addWidget(makeStatus());
    auto* show = new LinkButton(tr("Show backups…"));
    column->addWidget(show, 0, Qt::AlignLeading);
    connect(show, &QPushButton::clicked, this, &BackupPage::listRequested);
    column->addWidget(new Label(tr("By itself"), TextRole::FieldLabel, Token::TextSecondary));
    column->addWidget(makeChoices(settings));
    column->addStretch(1);
    connect(&m_schedule, &BackupSchedule::changed, this, &BackupPage::refresh);
    connect(&m_schedule, &BackupSchedule::progressed, this, [this](qulonglong done, qulonglong total) {
        if (total == 0)
            return;
        m_bar->setRange(0, BackupBarRange);
        m_bar->setValue(static_cast<int>(std::min(done, total) * BackupBarRange / total));
    });
    refresh();
    m_schedule.refresh();
}

QWidget* BackupPage::makeStatus()
{
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, metrics::Space2);
    column->setSpacing(metrics::Space2);
    m_status = new Label({}, TextRole::Body, Token::Text);
    m_status->setWordWrap(true);
    m_now = new Button(tr("Back up now"));
    auto* row = new QHBoxLayout;
    row->setSpacing(metrics::Space3);
    row->addWidget(m_status, 1);
    row->addWidget(m_now);
    column->addLayout(row);
    m_bar = new ProgressBar(tr("Backing up"));
    column->addWidget(m_bar);
    m_shrink = new Label({}, TextRole::Help, Token::Warn);
    m_shrink->setWordWrap(true);
    m_right = new Button(tr("This is right"));
    auto* shrinkRow = new QHBoxLayout;
    shrinkRow->setSpacing(metrics::Space3);
    shrinkRow->addWidget(m_shrink, 1);
    shrinkRow->addWidget(m_right);
    column->addLayout(shrinkRow);
    connect(m_now, &QPushButton::clicked, this, [this] {
        if (m_schedule.isRunning())
            m_schedule.cancel();
        else
            m_schedule.backUpNow();
    });
    connect(m_right, &QPushButton::clicked, &m_schedule, &BackupSchedule::acceptShrink);
    return box;
}

QWidget* BackupPage::makeChoices(const VaultSettings& settings)
{
    auto* group = new SettingGroup;
    auto* on = new Toggle(tr("Back up by itself"));
    on->setChecked(settings.backups);
    group->addRow(
        tr("Back up by itself"),
        tr("In quiet moments, and only when something has changed. Every backup is read again before "
           "it counts."),
        on);
    auto* often = new DropDown(tr("How often"));
    std::vector<int> choices(BackupChoices.begin(), BackupChoices.end());
    const auto chosen = static_cast<int>(settings.backupMinutes);
    if (std::ranges::find(choices, chosen) == choices.end())
        choices.insert(choices.begin(), chosen); // set by other means: shown as it is
    for (const int minutes : choices)
        often->addItem(intervalWords(minutes), minutes);
    often->setCurrentIndex(often->findData(chosen));
    often->setEnabled(settings.backups);
    group->addRow(tr("How often"), tr("At most. Older ones make room: hourly for a day, then daily, weekly."),
                  often);
    auto* choose = new Button(tr("Choose…"));
    group->addRow(tr("Where"), tr("Another disk also helps when this one fails."), choose);
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::Space2);
    column->addWidget(group);
    m_place = new Label({}, TextRole::Help, Token::TextSecondary);
    m_place->setWordWrap(true);
    column->addWidget(m_place);
    auto* beside = new LinkButton(tr("Beside the vault"));
    column->addWidget(beside, 0, Qt::AlignLeading);
    connect(on, &QCheckBox::toggled, this, [this, often](bool checked) {
        often->setEnabled(checked);
        Q_EMIT backupsChosen(checked);
    });
    connect(often, &QComboBox::activated, this,
            [this, often] { Q_EMIT minutesChosen(often->currentData().toInt()); });
    connect(choose, &QPushButton::clicked, this, &BackupPage::chooseFolder);
    connect(beside, &QPushButton::clicked, this, [this] {
        Q_EMIT folderChosen({});
        m_schedule.refresh();
    });
    return box;
}

void BackupPage::chooseFolder()
{
    const QString now = QString::fromStdString(m_schedule.folder().parent_path().string());
    auto* chooser = new FileChooser(this, tr("Where backups go"), now);
    chooser->setFileMode(QFileDialog::Directory);
    chooser->setOption(QFileDialog::ShowDirsOnly);
    connect(chooser, &QFileDialog::fileSelected, this, [this](const QString& folder) {
        Q_EMIT folderChosen(folder);
        m_schedule.refresh();
    });
    chooser->open();
}

QString BackupPage::statusSentence() const
{
    if (m_schedule.isRunning())
        return tr("Backing up…");
    QString sentence;
    if (const auto& failure = m_schedule.failure())
        sentence = tr("The last backup was not made: %1.").arg(shortReason(*failure)) + QLatin1Char(' ');
    if (!m_schedule.listing())
        return sentence;
    if (const auto& made = m_schedule.listing()->lastProven)
        return sentence + tr("Last proven backup: %1").arg(backupTime(*made));
    return sentence + tr("No backup yet");
}

void BackupPage::refresh()
{
    const bool running = m_schedule.isRunning();
    m_status->setText(statusSentence());
    m_status->setToken(m_schedule.failure() && !running ? Token::Danger : Token::Text);
    m_now->setText(running ? tr("Cancel") : m_schedule.failure() ? tr("Retry") : tr("Back up now"));
    if (!running || !m_bar->isVisibleTo(this))
        m_bar->setRange(0, 0);
    m_bar->setVisible(running);
    const bool shrank = m_schedule.listing() && m_schedule.listing()->shrink.shrank;
    if (shrank) {
        const ShrinkNotice& shrink = m_schedule.listing()->shrink;
        m_shrink->setText(tr("The vault has shrunk suddenly: %1 notes before, %2 now. The backups of before "
                             "are kept until you say that this is right.")
                              .arg(shrink.notesBefore)
                              .arg(shrink.notesNow));
    }
    m_shrink->setVisible(shrank);
    m_right->setVisible(shrank);
    m_place->setText(
        tr("Backups go to %1").arg(shownPath(QString::fromStdString(m_schedule.folder().string()))));
}

} // namespace lockleaf::ui

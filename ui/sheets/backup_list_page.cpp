// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/backup_list_page.h"

#include "ui/sheets/backup_words.h"
#include "ui/sheets/row_list.h"
#include "ui/theme/counted.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace lockleaf::ui {

BackupListPage::BackupListPage(QWidget* parent) : QWidget(parent)
{
    m_pages = new QStackedLayout(this);
    m_pages->addWidget(new QWidget); // until they have been read
    m_pages->addWidget(makeList());
    m_pages->addWidget(makeEmpty());
}

QWidget* BackupListPage::makeList()
{
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::Space2);
    auto* words = new Label(tr("Each is a whole copy of the vault at its time. Looking into one changes "
                               "nothing."),
                            TextRole::Help, Token::TextSecondary);
    words->setWordWrap(true);
    m_list = new RowList(m_rows, tr("Backups"));
    m_remark = new Label({}, TextRole::Help, Token::TextSecondary);
    m_remark->setWordWrap(true);
    m_sum = new Label({}, TextRole::Caption, Token::TextSecondary);
    m_sum->setWordWrap(true);
    column->addWidget(words);
    column->addWidget(m_list, 1);
    column->addWidget(m_remark);
    column->addWidget(m_sum);
    connect(m_list, &RowList::choiceChanged, this, &BackupListPage::handleChoice);
    connect(m_list, &RowList::taken, this, &BackupListPage::taken);
    return page;
}

QWidget* BackupListPage::makeEmpty()
{
    auto* empty = new QWidget;
    auto* column = new QVBoxLayout(empty);
    column->setSpacing(metrics::Space3);
    auto* title = new Label(tr("No backups yet"), TextRole::SheetSubtitle, Token::Text);
    auto* words = new Label(tr("Lockleaf makes them in quiet moments, and reads each one again before it "
                               "counts."),
                            TextRole::Body, Token::TextSecondary);
    title->setAlignment(Qt::AlignHCenter);
    words->setAlignment(Qt::AlignHCenter);
    words->setWordWrap(true);
    m_backUp = new Button(tr("Back up now"));
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(m_backUp);
    row->addStretch(1);
    column->addStretch(2);
    column->addWidget(title);
    column->addWidget(words);
    column->addLayout(row);
    column->addStretch(3);
    connect(m_backUp, &QPushButton::clicked, this, &BackupListPage::backUpRequested);
    return empty;
}

void BackupListPage::setListing(const BackupListing& listing)
{
    const Generation* const before = chosen();
    const std::string name = before ? before->name : std::string();
    m_generations = listing.generations;
    const QDateTime now = QDateTime::currentDateTime();
    std::vector<RowModel::Row> rows;
    for (const Generation& generation : m_generations) {
        const bool bad =
            generation.state == GenerationState::Damaged || generation.state == GenerationState::Missing;
        rows.push_back({backupMoment(generation, now), backupDetails(generation), bad});
    }
    const std::size_t count = rows.size();
    m_rows.setRows(std::move(rows), count);
    QString sum = tr("%1, %2 in all")
                      .arg(counted(static_cast<qint64>(count), tr("1 backup"), tr("%1 backups")),
                           QLocale().formattedDataSize(static_cast<qint64>(listing.bytes), 1,
                                                       QLocale::DataSizeSIFormat));
    if (listing.catalogueLost)
        sum = tr("The list of proven backups is missing or damaged: “Prove now” makes a backup count again.");
    m_sum->setText(sum);
    m_pages->setCurrentIndex(m_generations.empty() ? 2 : 1);
    if (m_generations.empty()) {
        Q_EMIT choiceChanged();
        return;
    }
    const auto same = std::ranges::find(m_generations, name, &Generation::name);
    m_list->choose(same == m_generations.end() ? 0 : static_cast<int>(same - m_generations.begin()));
}

const Generation* BackupListPage::chosen() const
{
    const int row = m_list->currentIndex().row();
    return row < 0 || row >= static_cast<int>(m_generations.size())
               ? nullptr
               : &m_generations[static_cast<std::size_t>(row)];
}

bool BackupListPage::isNewestProven(const Generation& generation) const
{
    const auto newest = std::ranges::find(m_generations, GenerationState::Proven, &Generation::state);
    return newest != m_generations.end() && newest->name == generation.name;
}

void BackupListPage::focusList()
{
    if (isEmpty())
        m_backUp->setFocus(Qt::OtherFocusReason);
    else
        m_list->setFocus(Qt::OtherFocusReason);
}

void BackupListPage::handleChoice()
{
    const Generation* const generation = chosen();
    m_remark->setText(generation ? backupRemark(*generation) : QString());
    m_remark->setVisible(!m_remark->text().isEmpty());
    Q_EMIT choiceChanged();
}

} // namespace lockleaf::ui

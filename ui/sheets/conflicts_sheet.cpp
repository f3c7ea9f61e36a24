// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/conflicts_sheet.h"

#include "ui/models/note_dates.h"
#include "ui/sheets/version_text.h"
#include "ui/theme/counted.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/label.h"
#include "ui/widgets/pick_list.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

constexpr int ConflictsCardWidth = 1040;
constexpr int ConflictsCardHeight = 700;
constexpr int ConflictsListHeight = 132;
constexpr int ConflictsBesideFrom = 720;
constexpr int ConflictsBesideBelow = 620; ///< There one over the other would leave no line of either.
constexpr int ConflictsListLeast = 64;

} // namespace

/// The two texts, and where both stand.
struct ConflictsSheet::Compared
{
    std::shared_ptr<const VersionComparison> comparison;
    Timestamp firstEdited = 0;
    Timestamp secondEdited = 0;
    bool bothLive = true;
};

ConflictsSheet::ConflictsSheet(VaultSession& session, Pairs pairs, QWidget* anyWidget)
    : Sheet(tr("Changed in both places"), anyWidget), m_session(session), m_pairs(std::move(pairs))
{
    setCardWidth(ConflictsCardWidth);
    setCardHeight(ConflictsCardHeight);
    contentLayout()->setSpacing(metrics::Space3);
    auto* words =
        new Label(tr("Each of these notes was changed here and there, so both texts were kept as two "
                     "notes. You may leave it so, or keep one; the other goes to the Trash."),
                  TextRole::Help, Token::TextSecondary);
    words->setWordWrap(true);
    m_list = new PickList(m_rows, tr("Notes that stand twice"));
    m_list->setMostHeight(ConflictsListHeight);
    m_list->setFocusPolicy(Qt::StrongFocus);
    m_list->setMinimumHeight(ConflictsListLeast);
    auto* both = new QWidget;
    m_columns = new QBoxLayout(QBoxLayout::LeftToRight, both);
    m_columns->setContentsMargins(0, 0, 0, 0);
    m_columns->setSpacing(metrics::Space4);
    m_columns->addWidget(makeColumn(m_first, tr("The note"), tr("Keep this one")), 1);
    m_columns->addWidget(makeColumn(m_second, tr("The second note"), tr("Keep that one")), 1);
    m_first.text->setSide(VersionText::Side::Before);
    m_second.text->setSide(VersionText::Side::After);
    m_legend =
        new Label(tr("Marked: what only this one of the two says."), TextRole::Caption, Token::TextSecondary);
    m_both = new Button(tr("Keep both"), Button::Kind::Primary);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(metrics::Space3);
    foot->addWidget(m_legend, 1);
    foot->addWidget(m_both);
    contentLayout()->addWidget(words);
    contentLayout()->addWidget(m_list);
    contentLayout()->addWidget(both, 1);
    contentLayout()->addLayout(foot);
    setInitialFocus(m_both);
    connect(m_list, &PickList::currentRowChanged, this, &ConflictsSheet::showCurrent);
    connect(m_first.keep, &QPushButton::clicked, this, [this] { keepOnly(true); });
    connect(m_second.keep, &QPushButton::clicked, this, [this] { keepOnly(false); });
    connect(m_both, &QPushButton::clicked, this, [this] {
        if (!m_settled.contains(current()))
            settle(tr("Both kept"));
        goOn();
    });
    readTitles();
}

ConflictsSheet::~ConflictsSheet() = default;

QWidget* ConflictsSheet::makeColumn(Column& column, const QString& name, const QString& keepWords)
{
    auto* widget = new QWidget;
    auto* layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::Space2);
    auto* head = new QHBoxLayout;
    head->setSpacing(metrics::Space2);
    head->addWidget(new Label(name, TextRole::BodyStrong, Token::Text));
    column.moment = new Label({}, TextRole::Help, Token::TextSecondary);
    head->addWidget(column.moment, 1);
    column.text = new VersionText;
    column.text->setAccessibleName(name);
    column.keep = new Button(keepWords);
    auto* foot = new QHBoxLayout;
    foot->addWidget(column.keep);
    foot->addStretch(1);
    layout->addLayout(head);
    layout->addWidget(column.text, 1);
    layout->addLayout(foot);
    return widget;
}

void ConflictsSheet::readTitles()
{
    std::vector<RecordId> firsts;
    for (const auto& [first, second] : m_pairs)
        firsts.push_back(first);
    auto read = [firsts](Vault& vault) { return vault.summaries(firsts); };
    m_session.ask(this, std::move(read), [this](const Result<std::vector<NoteSummary>>& summaries) {
        if (summaries)
            takeTitles(*summaries);
        else
            Q_EMIT failed(summaries.error());
    });
}

void ConflictsSheet::takeTitles(const std::vector<NoteSummary>& summaries)
{
    std::map<RecordId, QString> titles;
    for (const NoteSummary& summary : summaries)
        titles.emplace(summary.id, QString::fromStdString(summary.title));
    std::vector<PickRow> rows;
    for (const auto& [first, second] : m_pairs) {
        PickRow row;
        row.kind = PickRow::Kind::Note;
        row.id = first;
        row.text = titles.contains(first) && !titles[first].isEmpty() ? titles[first] : tr("Untitled");
        rows.push_back(std::move(row));
    }
    m_rows.setRows(std::move(rows));
    m_list->goToFirst();
}

int ConflictsSheet::current() const
{
    return m_list->currentIndex().isValid() ? m_list->currentIndex().row() : -1;
}

void ConflictsSheet::showCurrent()
{
    const int row = current();
    if (row < 0 || row == m_wanted)
        return;
    m_wanted = row;
    for (const Column* column : {&m_first, &m_second}) {
        column->text->showComparison(nullptr);
        column->moment->setText({});
        column->keep->setEnabled(false);
    }
    m_both->setText(row + 1 < static_cast<int>(m_pairs.size()) ? tr("Keep both, next")
                                                               : tr("Keep both, close"));
    const auto [first, second] = m_pairs[static_cast<std::size_t>(row)];
    auto read = [first, second](Vault& vault) -> Result<std::shared_ptr<const Compared>> {
        auto compared = std::make_shared<Compared>();
        auto both = std::make_shared<VersionComparison>();
        LOCKLEAF_TRY(Note one, vault.note(first));
        LOCKLEAF_TRY(both->now, vault.note(second));
        compared->firstEdited = one.modified;
        compared->secondEdited = both->now.modified;
        compared->bothLive = !one.trashed && !both->now.trashed;
        both->version.body = std::move(one.body);
        both->pieces = diffTexts(both->version.body.text(), both->now.body.text());
        compared->comparison = std::move(both);
        return std::shared_ptr<const Compared>(std::move(compared));
    };
    m_session.ask(this, std::move(read),
                  [this, row](const Result<std::shared_ptr<const Compared>>& compared) {
                      if (row != m_wanted)
                          return; // the person has gone on
                      if (compared)
                          takeCompared(*compared);
                      else
                          Q_EMIT failed(compared.error());
                  });
}

void ConflictsSheet::takeCompared(const std::shared_ptr<const Compared>& compared)
{
    const QDateTime now = QDateTime::currentDateTime();
    m_first.moment->setText(note_dates::editedSentence(compared->firstEdited, now));
    m_second.moment->setText(note_dates::editedSentence(compared->secondEdited, now));
    for (const Column* column : {&m_first, &m_second}) {
        column->text->showComparison(compared->comparison);
        column->keep->setEnabled(compared->bothLive && !m_settled.contains(m_wanted));
    }
}

/// Writes beside the row what was decided.
void ConflictsSheet::settle(const QString& words)
{
    const int row = current();
    if (row < 0)
        return;
    std::vector<PickRow> rows = m_rows.rows();
    rows[static_cast<std::size_t>(row)].detail = words;
    m_rows.setRows(std::move(rows));
    m_list->setCurrentIndex(m_rows.index(row));
}

void ConflictsSheet::keepOnly(bool first)
{
    const int row = current();
    if (row < 0 || !m_settled.insert(row).second)
        return;
    const auto [one, other] = m_pairs[static_cast<std::size_t>(row)];
    m_first.keep->setEnabled(false);
    m_second.keep->setEnabled(false);
    settle(first ? tr("The first kept") : tr("The second kept"));
    Q_EMIT trashRequested(first ? other : one);
    m_both->setFocus();
    if (row + 1 < static_cast<int>(m_pairs.size()))
        goOn();
    else
        m_both->setText(tr("Close"));
}

void ConflictsSheet::goOn()
{
    const int next = current() + 1;
    if (next < static_cast<int>(m_pairs.size()))
        m_list->setCurrentIndex(m_rows.index(next));
    else
        closeSheet();
}

void ConflictsSheet::resizeEvent(QResizeEvent* event)
{
    Sheet::resizeEvent(event);
    const bool beside = width() >= ConflictsBesideFrom || height() < ConflictsBesideBelow;
    m_columns->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

} // namespace lockleaf::ui

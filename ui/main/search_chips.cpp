// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/search_chips.h"

#include "ui/models/sidebar_model.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/line_layout.h"

#include <QActionGroup>
#include <QHBoxLayout>
#include <QMenu>

#include <algorithm>
#include <ranges>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

constexpr std::size_t MostChoices = 12; ///< In a menu; the others are found by typing.
constexpr int WidestChipText = metrics::ListMinimum / 2;
constexpr int WidestChoice = metrics::ListMinimum;

/// Filled with `value`, or dashed with `none` where there is none.
void showValue(Chip& chip, const QString& value, const QString& none, const QString& spoken)
{
    const QString text = value.isEmpty() ? none : value;
    chip.setKind(value.isEmpty() ? Chip::Kind::Dashed : Chip::Kind::Filled);
    chip.setText(QFontMetrics(chip.font()).elidedText(text, Qt::ElideRight, WidestChipText));
    chip.setAccessibleName(value.isEmpty() ? none : spoken);
    chip.updateGeometry();
}

void openBelow(QMenu& menu, const QWidget& widget)
{
    menu.popup(widget.mapToGlobal(QPoint(0, widget.height() + 2)));
}

QAction* addChoice(QMenu& menu, const QString& words, bool chosen)
{
    QString text = QFontMetrics(menu.font()).elidedText(words, Qt::ElideRight, WidestChoice);
    QAction* action = menu.addAction(text.replace(u'&', u"&&"_s)); // which would be a key
    action->setCheckable(true);
    action->setChecked(chosen);
    return action;
}

} // namespace

SearchChips::SearchChips(QWidget* parent)
    : QWidget(parent), m_notebook(new Chip(tr("All notebooks"), Chip::Kind::Filled, this)),
      m_everywhere(new Chip(tr("All notebooks"), Chip::Kind::Dashed, this)),
      m_here(new Chip({}, Chip::Kind::Dashed, this)),
      m_tag(new Chip(tr("Any tag"), Chip::Kind::Dashed, this)),
      m_date(new Chip(tr("Any date"), Chip::Kind::Dashed, this)),
      m_sort(new IconButton(Icon::Sort, tr("Sort"), this))
{
    makeLayout();
    connect(m_notebook, &QPushButton::clicked, this, &SearchChips::openNotebookMenu);
    connect(m_everywhere, &QPushButton::clicked, this, [this] { Q_EMIT widenRequested(true); });
    connect(m_here, &QPushButton::clicked, this, [this] { Q_EMIT widenRequested(false); });
    connect(m_tag, &QPushButton::clicked, this, &SearchChips::openTagMenu);
    connect(m_date, &QPushButton::clicked, this, &SearchChips::openDateMenu);
    connect(m_sort, &QPushButton::clicked, this, &SearchChips::openSortMenu);
    setRanked(false);
}

void SearchChips::makeLayout()
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::Space4, 0, metrics::Space3, 0);
    row->setSpacing(metrics::Space2);
    auto* lines = new QWidget(this);
    auto* chips = new LineLayout(lines, metrics::Space2);
    for (Chip* chip : {m_notebook, m_everywhere, m_here, m_tag, m_date})
        chips->addWidget(chip);
    for (Chip* chip : {m_everywhere, m_here}) {
        chip->setCheckable(true);
        chip->setAutoExclusive(true);
    }
    for (Chip* chip : {m_notebook, m_tag, m_date})
        chip->setAccessibleDescription(tr("Opens a menu"));
    row->addWidget(lines, 1);
    row->addWidget(m_sort, 0, Qt::AlignTop);
}

void SearchChips::setScope(const QString& name, bool everything, bool widened)
{
    m_notebook->setVisible(everything);
    m_everywhere->setVisible(!everything);
    m_here->setVisible(!everything);
    m_here->setText(QFontMetrics(m_here->font()).elidedText(name, Qt::ElideRight, WidestChipText));
    m_here->setAccessibleName(name);
    m_here->updateGeometry();
    (widened ? m_everywhere : m_here)->setChecked(true);
}

void SearchChips::setQuery(const QString& query)
{
    m_query = query;
    refreshNotebook();
    refreshTag();
    refreshDate();
}

QString SearchChips::partsOf(QueryFacet facet) const
{
    return QString::fromStdString(facetOf(m_query.toStdString(), facet));
}

void SearchChips::refreshNotebook()
{
    const auto parsed = parseSearchQuery(partsOf(QueryFacet::Notebook).toStdString(), 0);
    QStringList names;
    if (parsed)
        for (const SearchName& notebook : parsed->notebooks)
            names << QString::fromStdString(notebook.name);
    if (parsed && parsed->trash)
        names << tr("Trash");
    const QString shown = names.isEmpty() ? tr("All notebooks") : names.join(u' ');
    showValue(*m_notebook, shown, {}, tr("Notebook: %1").arg(shown));
}

void SearchChips::refreshTag()
{
    QStringList names;
    if (const auto parsed = parseSearchQuery(partsOf(QueryFacet::Tag).toStdString(), 0))
        for (const SearchName& tag : parsed->tags)
            names << u'#' + QString::fromStdString(tag.name);
    showValue(*m_tag, names.join(u' '), tr("Any tag"), tr("Tag: %1").arg(names.join(u' ')));
}

void SearchChips::refreshDate()
{
    QString shown = partsOf(QueryFacet::Date);
    for (const Period& period : periods(QDate::currentDate()))
        if (period.part == shown)
            shown = period.name;
    showValue(*m_date, shown, tr("Any date"), tr("Date: %1").arg(shown));
}

void SearchChips::setRanked(bool ranked)
{
    m_ranked = ranked;
    m_sort->setName(ranked ? tr("Sorted by best match") : tr("Sorted by title hits, then last edit"));
}

void SearchChips::choose(QueryFacet facet, const QString& part)
{
    Q_EMIT queryChosen(QString::fromStdString(withFacet(m_query.toStdString(), facet, part.toStdString())));
}

QStringList SearchChips::tagsByUse() const
{
    std::vector<const TagCount*> tags;
    if (m_model)
        for (const TagCount& tag : m_model->content().tags)
            if (tag.notesBelow > 0)
                tags.push_back(&tag);
    std::ranges::stable_sort(tags, std::ranges::greater{}, &TagCount::notesBelow);
    QStringList names;
    for (const TagCount* tag : tags)
        names << QString::fromStdString(tag->name);
    return names;
}

void SearchChips::chooseTag(const QString& tag)
{
    choose(QueryFacet::Tag, QString::fromStdString(namePart("tag", tag.toStdString())));
}

/// As queries have it.
QString SearchChips::pathOf(RecordId notebook) const
{
    return m_model ? m_model->pathOf(notebook).replace(u" / "_s, u"/"_s) : QString();
}

void SearchChips::chooseNotebook(RecordId notebook)
{
    const QString path = pathOf(notebook);
    choose(QueryFacet::Notebook,
           path.isEmpty() ? QString() : QString::fromStdString(namePart("in", path.toStdString())));
}

/// The days of a period end with today, and it begins after a day.
std::vector<SearchChips::Period> SearchChips::periods(const QDate& today)
{
    const auto after = [](const QDate& day) { return u"after:"_s + day.toString(Qt::ISODate); };
    return {{tr("Today"), u"edited:today"_s},
            {tr("Past 7 days"), after(today.addDays(-7))},
            {tr("Past 30 days"), after(today.addDays(-30))},
            {tr("Past year"), after(today.addYears(-1))}};
}

QMenu* SearchChips::makeMenu(const QString& name)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(name);
    return menu;
}

void SearchChips::openNotebookMenu()
{
    QMenu* menu = makeMenu(tr("Notebook"));
    const QString chosen = partsOf(QueryFacet::Notebook);
    connect(addChoice(*menu, tr("All notebooks"), chosen.isEmpty()), &QAction::triggered, this,
            [this] { choose(QueryFacet::Notebook, {}); });
    menu->addSeparator();
    std::vector<std::pair<QString, RecordId>> paths;
    if (m_model)
        for (const Notebook& notebook : m_model->content().notebooks)
            paths.emplace_back(pathOf(notebook.id), notebook.id);
    std::ranges::sort(paths,
                      [](const auto& a, const auto& b) { return a.first.localeAwareCompare(b.first) < 0; });
    for (const auto& [path, id] : paths | std::views::take(MostChoices)) {
        const bool is = chosen == QString::fromStdString(namePart("in", path.toStdString()));
        connect(addChoice(*menu, path, is), &QAction::triggered, this,
                [this, id = id] { chooseNotebook(id); });
    }
    if (paths.size() > MostChoices)
        connect(menu->addAction(tr("More notebooks…")), &QAction::triggered, this,
                &SearchChips::moreNotebooksRequested);
    openBelow(*menu, *m_notebook);
}

void SearchChips::openTagMenu()
{
    QMenu* menu = makeMenu(tr("Tag"));
    const QString chosen = partsOf(QueryFacet::Tag);
    connect(addChoice(*menu, tr("Any tag"), chosen.isEmpty()), &QAction::triggered, this,
            [this] { choose(QueryFacet::Tag, {}); });
    menu->addSeparator();
    const QStringList tags = tagsByUse();
    for (const QString& tag : tags | std::views::take(MostChoices)) {
        const bool is = chosen == QString::fromStdString(namePart("tag", tag.toStdString()));
        connect(addChoice(*menu, u'#' + tag, is), &QAction::triggered, this, [this, tag] { chooseTag(tag); });
    }
    if (static_cast<std::size_t>(tags.size()) > MostChoices)
        connect(menu->addAction(tr("More tags…")), &QAction::triggered, this,
                &SearchChips::moreTagsRequested);
    openBelow(*menu, *m_tag);
}

void SearchChips::openDateMenu()
{
    QMenu* menu = makeMenu(tr("Date"));
    const QString chosen = partsOf(QueryFacet::Date);
    connect(addChoice(*menu, tr("Any time"), chosen.isEmpty()), &QAction::triggered, this,
            [this] { choose(QueryFacet::Date, {}); });
    menu->addSeparator();
    for (const Period& period : periods(QDate::currentDate()))
        connect(addChoice(*menu, period.name, chosen == period.part), &QAction::triggered, this,
                [this, part = period.part] { choose(QueryFacet::Date, part); });
    openBelow(*menu, *m_date);
}

void SearchChips::openSortMenu()
{
    QMenu* menu = makeMenu(tr("Sort"));
    auto* orders = new QActionGroup(menu);
    for (const bool ranked : {false, true}) {
        QAction* action =
            addChoice(*menu, ranked ? tr("Best match first") : tr("Title hits first, then last edit"),
                      ranked == m_ranked);
        orders->addAction(action);
        connect(action, &QAction::triggered, this, [this, ranked] { Q_EMIT rankingChosen(ranked); });
    }
    openBelow(*menu, *m_sort);
}

} // namespace lockleaf::ui

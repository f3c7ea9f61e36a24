// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "core/base/bytes.h"
#include "core/vault/search_query.h"

#include <QDate>
#include <QWidget>

class QMenu;

namespace lockleaf::ui {

class Chip;
class IconButton;
class SidebarModel;

/// The row under the count of what was found: where to search, for which tag and of which time, and in which
/// order hits are shown. What is typed in the field is all there is: chips show what stands there, and what
/// is chosen with them is put there as words. Chips that have no room in a line go to the next.
class SearchChips : public QWidget
{
    Q_OBJECT

public:
    explicit SearchChips(QWidget* parent = nullptr);

    /// The notebooks and tags to choose from; `model` must outlive this.
    void setModel(const SidebarModel& model) { m_model = &model; }
    /// The list that is searched; `everything`: there is nothing beyond it. `widened`: all notebooks are
    /// searched instead.
    void setScope(const QString& name, bool everything, bool widened);
    /// What is typed.
    void setQuery(const QString& query);
    /// In which order hits are shown.
    void setRanked(bool ranked);
    /// The tags to choose from, those of most notes first.
    [[nodiscard]] QStringList tagsByUse() const;
    /// As if it were chosen in the menu of the chip.
    void chooseTag(const QString& tag);
    /// The null id: all notebooks.
    void chooseNotebook(RecordId notebook);

Q_SIGNALS:
    /// Another query is to stand in the field.
    void queryChosen(const QString& query);
    void moreTagsRequested();
    void moreNotebooksRequested();
    void widenRequested(bool widened);
    void rankingChosen(bool ranked);

private:
    /// A time and the words of a query for it.
    struct Period
    {
        QString name;
        QString part;
    };

    void makeLayout();
    void refreshNotebook();
    void refreshTag();
    void refreshDate();
    [[nodiscard]] QString pathOf(RecordId notebook) const;
    [[nodiscard]] QString partsOf(QueryFacet facet) const;
    void choose(QueryFacet facet, const QString& part);
    [[nodiscard]] static std::vector<Period> periods(const QDate& today);
    [[nodiscard]] QMenu* makeMenu(const QString& name);
    void openNotebookMenu();
    void openTagMenu();
    void openDateMenu();
    void openSortMenu();

    const SidebarModel* m_model = nullptr;
    Chip* m_notebook;   ///< Where there is nothing beyond the list.
    Chip* m_everywhere; ///< Else these two.
    Chip* m_here;
    Chip* m_tag;
    Chip* m_date;
    IconButton* m_sort;
    QString m_query;
    bool m_ranked = false;
};

} // namespace lockleaf::ui

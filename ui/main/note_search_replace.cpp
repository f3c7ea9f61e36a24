// SPDX-License-Identifier: GPL-3.0-or-later
// The part of NoteSearch that replaces what was found.
#include "ui/editor/note_editor.h"
#include "ui/main/find_bar.h"
#include "ui/main/note_search.h"
#include "ui/theme/counted.h"

#include <QScopedValueRollback>

#include <utility>

namespace lockleaf::ui {

FindJob NoteSearch::replacingJob()
{
    FindJob made = job();
    const QString typed = m_bar.replacement();
    made.replacement =
        made.query.expression ? ReplacementText::withGroups(typed) : ReplacementText::literal(typed);
    // What a group holds was in the text before.
    made.replacement->changeLiterals([this](const QString& text) { return m_editor.fitForText(text); });
    return made;
}

void NoteSearch::replaceOne()
{
    if (!isWritable() || !m_terms.empty() || hitCount() == 0 || m_runner.isRunning())
        return;
    m_editor.commitComposing();
    const int present = m_editor.hits().present();
    if (present < 0 || m_editor.hits().at(present) != m_editor.selected()) {
        step(true); // one sees first what will be replaced
        return;
    }
    FindJob one = replacingJob();
    if (!one.query.expression) {
        replaceHit(present, one.replacement->text());
        return;
    }
    one.onlyAt = m_editor.hits().at(present).start;
    m_runner.run(std::move(one), [this](FindResult result) {
        // No change of the text came in between, it would have ended this.
        const int index = result.hits.empty() ? -1 : m_editor.hits().indexOf(result.hits.front());
        if (index >= 0 && !result.replacements.empty())
            replaceHit(index, result.replacements.front());
    });
}

void NoteSearch::replaceHit(int index, const QString& text)
{
    const TextRange hit = m_editor.hits().at(index);
    std::vector<TextRange> left;
    for (int i = 0; i < m_editor.hits().count(); ++i) {
        TextRange other = m_editor.hits().at(i);
        if (i > index)
            other.start += static_cast<int>(text.size()) - hit.length;
        if (i != index)
            left.push_back(other);
    }
    {
        const QScopedValueRollback replacing(m_replacing, true);
        m_editor.replaceRanges({hit}, {text});
    }
    m_editor.setHits(std::move(left));
    const int count = hitCount();
    m_replaced = count == 0 ? tr("Replaced") : QString();
    if (count > 0)
        goTo(index < count ? index : 0);
    else
        m_editor.showRange({hit.start + static_cast<int>(text.size()), 0});
    sayWhere();
}

void NoteSearch::replaceAll()
{
    if (!isWritable() || !m_terms.empty() || hitCount() == 0)
        return;
    m_editor.commitComposing();
    m_searchSoon.stop();
    m_runner.cancel();
    FindJob all = replacingJob();
    if (isShort() && !all.query.expression) {
        handleAllReplaced(find(all));
        return;
    }
    m_slow.start();
    m_runner.run(std::move(all), [this](const FindResult& result) { handleAllReplaced(result); });
}

void NoteSearch::handleAllReplaced(const FindResult& result)
{
    m_slow.stop();
    m_end = result.end;
    m_problem = result.problem;
    if (m_end != FindEnd::Complete && m_end != FindEnd::TooMany) {
        sayWhere();
        return;
    }
    m_editor.setHits({});
    {
        const QScopedValueRollback replacing(m_replacing, true);
        m_editor.replaceRanges(result.hits, result.replacements);
    }
    m_replaced = counted(static_cast<qint64>(result.hits.size()), tr("1 replaced"), tr("%1 replaced"));
    m_shown = {};
    search();
    sayWhere();
}

} // namespace lockleaf::ui

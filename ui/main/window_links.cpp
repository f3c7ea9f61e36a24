// SPDX-License-Identifier: GPL-3.0-or-later
// The part of WindowParts that has to do with links between notes.
#include "ui/main/backlinks_view.h"
#include "ui/main/editor_pane.h"
#include "ui/main/window_parts.h"
#include "ui/widgets/sheet.h"

namespace lockleaf::ui {

void WindowParts::connectLinks()
{
    BacklinksView& view = m_editorPane->backlinks();
    connect(&m_backlinks, &BacklinkFeed::read, &view, &BacklinksView::showNotes);
    connect(&view, &BacklinksView::chosen, &m_navigator, &Navigator::goTo);
    // Not earlier: the first one reads the catalogue of all notes, and the list should not wait for it.
    connect(&m_upkeep, &SearchUpkeep::prepared, &m_backlinks, &BacklinkFeed::start);
    connect(&m_upkeep, &SearchUpkeep::indexCompleted, &m_backlinks, &BacklinkFeed::refresh);
    connect(&m_upkeep, &SearchUpkeep::indexCompleted, &m_linkRenamer, &LinkRenamer::settleAll);
    connect(&m_linkRenamer, &LinkRenamer::progressWanted, this, &WindowParts::openIfNone);
    connect(&m_linkRenamer, &LinkRenamer::said, this, &WindowParts::say);
    connect(&m_linkRenamer, &LinkRenamer::failed, this,
            [this](const Error& error) { report(Attempt::UpdateLinks, error); });
}

} // namespace lockleaf::ui

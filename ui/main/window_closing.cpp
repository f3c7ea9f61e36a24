// SPDX-License-Identifier: GPL-3.0-or-later
// The part of WindowParts that hides everything and saves the rest before the vault is closed.
#include "ui/editor/note_editor.h"
#include "ui/main/editor_pane.h"
#include "ui/main/inner_drag.h"
#include "ui/main/list_pane.h"
#include "ui/main/pane_layout.h"
#include "ui/main/sidebar.h"
#include "ui/main/window_parts.h"
#include "ui/widgets/countdown_pill.h"
#include "ui/widgets/sheet.h"
#include "ui/widgets/toast.h"

namespace lockleaf::ui {

void WindowParts::hideContent()
{
    m_editorPane->editor().commitComposing(); // while it is in focus
    m_completer.close();
    for (InnerDrag* drag : m_drags)
        drag->cancel();
    m_toast->dismiss();
    m_toastAction = nullptr;
    m_restoring.clear();
    m_pill->hide();
    if (m_sheet) {
        m_sheet->closeSheet();
        delete m_sheet;
    }
    m_panes->hide();
    m_listPane->forget();
    m_backlinks.stop();
    m_linkRenamer.stop();
}

void WindowParts::close(std::function<void(bool)> done)
{
    m_closing = true;
    m_health.stop();
    if (m_checkRounds.hasStarted())
        m_settings.checkRound = m_checkRounds.round();
    m_checkRounds.stop();
    m_fileWatch.stop();
    m_surroundings.stop();
    m_arrivals.stop();
    m_backups.stop();
    m_navigator.stopLoading();
    m_selectionActions.stop();
    m_thinning.stop();
    m_upkeep.stop();
    m_fileUpkeep.stop();
    m_memoryUpkeep.stop();
    stopOrganising();
    m_files.stop();
    notePlace();
    m_desk.settle([this, done = std::move(done)](bool allSaved) mutable {
        m_linkRenamer.finish();
        m_settings.openNote = m_desk.openId(); // a note that was new has its id now
        m_desk.clear();
        m_navigator.clear();
        m_editorPane->forget();
        m_pictures.forget();
        m_list.clear();
        m_place = {};
        m_sidebar->list().showContent({});
        m_sidebar->list().showChosen({});
        m_notebooks.clear();
        m_session.keepEditedNotes(this, [](const Result<void>&) {
            // The texts themselves are saved; a version too few is no reason to hold up a lock.
        });
        m_session.saveSettings(m_settings, this, [done = std::move(done), allSaved](const Result<void>&) {
            done(allSaved); // where one was reading is no loss worth a warning
        });
    });
}

std::vector<UnsavedText> WindowParts::unsavedTexts() const
{
    std::vector<UnsavedText> texts;
    for (const auto& [note, body] : m_desk.unsaved())
        texts.push_back({note.id, note.notebook, note.tags, body, note.modified});
    return texts;
}

} // namespace lockleaf::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/driven/driver.h"
#include "app/roles/driven/hands.h"
#include "app/roles/driven/sheet_steps.h"
#include "ui/editor/note_editor.h"
#include "ui/main/list_pane.h"
#include "ui/main/note_tag_row.h"
#include "ui/main/save_status.h"
#include "ui/main/search_field.h"
#include "ui/reader/note_reader.h"
#include "ui/widgets/label.h"
#include "ui/widgets/sheet.h"

#include <QDropEvent>
#include <QKeySequence>
#include <QMimeData>
#include <QUrl>

namespace lockleaf::app {

namespace {

ui::NoteEditor* editor()
{
    return visibleWidget<ui::NoteEditor>();
}

QWidget* editorWidget()
{
    return editor();
}

DriveStep trigger(const char* name, const QKeySequence& keys)
{
    return {name, [keys] { return triggerAction(keys); }};
}

/// Sheets that the window opened by itself, as the reminder of a recovery kit, are left by Escape.
DriveStep closingSheets()
{
    return {"closing what lies over the window", [] {
                auto* const sheet = visibleWidget<ui::Sheet>();
                if (sheet != nullptr)
                    sheet->reject();
                return sheet == nullptr && editor() != nullptr;
            }};
}

bool isSaved()
{
    const auto* const status = visibleWidget<ui::SaveStatus>();
    if (status == nullptr)
        return false;
    for (const ui::Label* label : status->findChildren<ui::Label*>()) {
        if (label->text() == ui::SaveStatus::tr("Saved and encrypted"))
            return true;
    }
    return false;
}

DriveSteps writeSteps(const QString& text)
{
    return {closingSheets(),
            trigger("asking for a new note", Qt::CTRL | Qt::Key_N),
            {"the new note", [] { return editor() != nullptr && editor()->isBlank(); }},
            {"typing the note", typing(editorWidget, text)},
            {"saving the note", isSaved}};
}

DriveSteps appendSteps(const QString& text)
{
    return {closingSheets(),
            {"the open note",
             [] {
                 if (editor() == nullptr || editor()->isBlank())
                     return false;
                 editor()->setFocus();
                 pressKey(*editor(), Qt::Key_End, Qt::ControlModifier);
                 return true;
             }},
            {"typing into the note", typing(editorWidget, text)},
            {"saving the note", isSaved}};
}

DriveSteps tagSteps(const QString& tag)
{
    DriveSteps steps{closingSheets(), {"the button for a tag", [] {
                                           auto* const row = visibleWidget<ui::NoteTagRow>();
                                           if (row != nullptr)
                                               Q_EMIT row->addRequested();
                                           return row != nullptr;
                                       }}};
    steps.push_back({"typing the tag", typing(tagField, tag)});
    steps.push_back({"choosing the tag", [] { return pressEnterIn(tagField()); }});
    steps.push_back({"the tag", [] { return visibleWidget<ui::Sheet>() == nullptr; }});
    return steps;
}

void dropOn(QWidget& target, const QString& file)
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(file)});
    const QPoint place = target.rect().center();
    QDragEnterEvent enter(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&target, &enter);
    QDragMoveEvent move(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&target, &move);
    QDropEvent drop(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&target, &drop);
}

DriveSteps attachSteps(const QString& file)
{
    const QString name = file.section(u'/', -1);
    return {closingSheets(),
            {"dropping a file",
             [file] {
                 if (editor() == nullptr)
                     return false;
                 dropOn(*editor()->viewport(), file);
                 return true;
             }},
            {"attaching the file",
             [name] { return editor() != nullptr && editor()->toPlainText().contains(name); }},
            {"saving the note", isSaved}};
}

QWidget* searchField()
{
    return visibleWidget<ui::SearchField>();
}

DriveSteps searchSteps(const QString& word)
{
    const auto leave = [] {
        auto* const pane = visibleWidget<ui::ListPane>();
        if (pane == nullptr || !pane->isSearching())
            return pane != nullptr;
        pressKey(pane->searchField(), Qt::Key_Escape);
        return false;
    };
    return {closingSheets(),
            trigger("going to the search", Qt::CTRL | Qt::Key_K),
            {"typing into the search", typing(searchField, word)},
            {"what the search found",
             [] {
                 auto* const pane = visibleWidget<ui::ListPane>();
                 return pane != nullptr && pane->isSearching() && pane->shownView().model()->rowCount() > 0;
             }},
            {"leaving the search", leave}};
}

DriveSteps readSteps()
{
    return {closingSheets(),
            trigger("going to read mode", Qt::CTRL | Qt::Key_E),
            {"read mode",
             [] {
                 const auto* const reader = visibleWidget<ui::NoteReader>();
                 return reader != nullptr && !reader->document()->isEmpty();
             }},
            trigger("leaving read mode", Qt::CTRL | Qt::Key_E),
            {"the editor", [] { return editor() != nullptr; }}};
}

DriveSteps copySteps()
{
    return {closingSheets(), {"copying the text", [] {
                                  if (editor() == nullptr)
                                      return false;
                                  pressKey(*editor(), Qt::Key_A, Qt::ControlModifier);
                                  pressKey(*editor(), Qt::Key_C, Qt::ControlModifier);
                                  return true;
                              }}};
}

DriveSteps stepsWith(DriveOrder order, const QString& first, const QString& second)
{
    switch (order) {
    case DriveOrder::Write:
        return writeSteps(first);
    case DriveOrder::Append:
        return appendSteps(first);
    case DriveOrder::Tag:
        return tagSteps(first);
    case DriveOrder::Attach:
        return attachSteps(first);
    case DriveOrder::Search:
        return searchSteps(first);
    case DriveOrder::GoTo:
        return {closingSheets(),
                trigger("going to the switcher", Qt::CTRL | Qt::Key_O),
                {"typing into the switcher", typing(switcherField, first)},
                {"what the switcher found", hasSwitcherRows},
                closingSheets()};
    case DriveOrder::Read:
        return readSteps();
    case DriveOrder::Copy:
        return copySteps();
    case DriveOrder::Version:
        return {closingSheets(), trigger("keeping a version", Qt::CTRL | Qt::Key_S)};
    case DriveOrder::Sheet:
        return {closingSheets(),
                trigger("asking for the settings", Qt::CTRL | Qt::Key_Comma),
                {"the settings", [] { return visibleWidget<ui::Sheet>() != nullptr; }}};
    case DriveOrder::Export: {
        DriveSteps steps = exportSteps(first, second);
        steps.push_front(trigger("asking for the export", Qt::CTRL | Qt::SHIFT | Qt::Key_E));
        steps.push_front(closingSheets());
        return steps;
    }
    case DriveOrder::Import: {
        DriveSteps steps = importSteps(first);
        steps.push_front(trigger("asking for the import", Qt::CTRL | Qt::SHIFT | Qt::Key_I));
        steps.push_front(closingSheets());
        return steps;
    }
    case DriveOrder::Lock:
        return {trigger("locking", Qt::CTRL | Qt::Key_L)};
    case DriveOrder::Unlock:
    case DriveOrder::Glyphs:
        break;
    }
    return {};
}

} // namespace

DriveSteps sessionSteps(DriveOrder order, const std::vector<std::string>& fields,
                        std::vector<std::string>& answer)
{
    if (order == DriveOrder::Glyphs) {
        answer = glyphNumbers(fields);
        return {};
    }
    const auto field = [&fields](std::size_t index) {
        return index < fields.size() ? QString::fromStdString(fields[index]) : QString();
    };
    return stepsWith(order, field(0), field(1));
}

} // namespace lockleaf::app

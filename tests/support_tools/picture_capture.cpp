// SPDX-License-Identifier: GPL-3.0-or-later
// The window in which a note is written while its vault is locked, in each of its states.
#include "tests/support_tools/picture_tools.h"
#include "ui/capture/capture_field.h"
#include "ui/capture/capture_window.h"
#include "ui/sheets/settings_sheet.h"
#include "ui/sheets/tray_state.h"

#include <QListWidget>
#include <QTest>

namespace lockleaf::test {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype limit = 4000; ///< Small, so that its counter shows.

const QString note =
    u"Call the plumber\n\nThe tap in the kitchen drips since Tuesday. Ask what a new one costs, and "
    u"whether Saturday is possible.\n\n- before the guests come\n- the old one stays in the cellar"_s;

void show(ui::CaptureWindow& window, const QString& name)
{
    auto* field = window.findChild<ui::CaptureField*>();
    window.setReady();
    field->setPlainText(name == u"capture-long"_s ? note + QString(3900, u'x') : note);
    field->moveCursor(QTextCursor::End);
    if (name == u"capture-refused"_s) {
        field->clear();
        window.refuse(
            u"The key that would seal the note is not the one that was seen when this vault was "
            "unlocked here last, so nothing is written. Unlock the vault: then it is clear whether its "
            "keys were changed or somebody exchanged this one."_s);
    } else if (name == u"capture-problem"_s) {
        window.showProblem(
            u"The disk is full, so the note was not kept. Your text is still here: make room, and "
            "keep it again."_s);
    } else if (name == u"capture-ask"_s) {
        window.leave();
    } else if (name == u"capture-kept"_s) {
        window.showKept();
    }
}

} // namespace

void takeCapture(const PictureRequest& request, const QStringList& names)
{
    for (const QString& name : {u"capture"_s, u"capture-long"_s, u"capture-refused"_s, u"capture-problem"_s,
                                u"capture-ask"_s, u"capture-kept"_s}) {
        if (!names.contains(name))
            continue;
        ui::CaptureWindow window(u"Personal"_s, limit);
        showWindow(window, request);
        show(window, name);
        QTest::qWait(100);
        savePicture(window, request, name);
    }
}

void takeTraySetting(const PictureRequest& request, const QStringList& names)
{
    for (const QString& name : {u"tray"_s, u"tray-none"_s}) {
        if (!names.contains(name))
            continue;
        FilledWindow filled(request);
        filled.window.setTray({name == u"tray"_s, name == u"tray"_s});
        actionOf(filled.window, u"Ctrl+,"_s)->trigger();
        QTest::qWait(200);
        filled.window.findChild<ui::SettingsSheet*>()->findChild<QListWidget*>()->setCurrentRow(0);
        QTest::qWait(100);
        savePicture(filled.window, request, name);
    }
}

} // namespace lockleaf::test

// SPDX-License-Identifier: GPL-3.0-or-later
// Shows the real windows over a real vault and takes pictures of them, for eyes and for the acceptance test.
// Usage: window_pictures FOLDER light|dark WIDTH HEIGHT NAME…   (QT_SCALE_FACTOR=2 for twice the pixels)
// For each NAME it writes FOLDER/NAME.png and, beside it, NAME.clipped: one line for each text that is cut.
#include "core/crypto/secret_key.h"
#include "core/vault/vault.h"
#include "tests/support_tools/picture_tools.h"
#include "ui/editor/note_editor.h"
#include "ui/lockscreen/lock_window.h"
#include "ui/main/backlinks_view.h"
#include "ui/main/main_window.h"
#include "ui/main/note_list_view.h"
#include "ui/main/selection_page.h"
#include "ui/main/sidebar_list.h"
#include "ui/models/list_rows.h"
#include "ui/reader/note_reader.h"
#include "ui/theme/theme_manager.h"
#include "ui/vault/vault_session.h"
#include "ui/widgets/password_field.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QDateTime>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QMouseEvent>
#include <QScrollBar>
#include <QTest>
#include <QTextStream>

#include <optional>
#include <tuple>

using namespace Qt::StringLiterals;

namespace {

using namespace lockleaf;
using test::FilledWindow;
using Request = test::PictureRequest;

/// The bar over the text: with hits, with an expression that is none, with the line to replace with.
void takeFind(QWidget& window, const Request& request, const QStringList& names)
{
    const std::tuple<QString, QString, QString> views[] = {{u"find"_s, u"Ctrl+F"_s, u"the"_s},
                                                           {u"no-match"_s, u"Ctrl+F"_s, u"zebra"_s},
                                                           {u"replace"_s, u"Ctrl+H"_s, u"[0-9"_s}};
    for (const auto& [name, keys, text] : views) {
        if (!names.contains(name))
            continue;
        test::actionOf(window, keys)->trigger();
        auto* field = qobject_cast<QLineEdit*>(window.focusWidget());
        if (!field)
            qFatal("no field to type into");
        for (auto* toggle : window.findChildren<QAbstractButton*>())
            if (toggle->accessibleName() == u"Regular expression"_s && name == u"replace"_s)
                toggle->setChecked(true);
        field->setText(text);
        if (name == u"find"_s)
            QTest::keyClick(field, Qt::Key_Return);
        QTest::qWait(100);
        test::savePicture(window, request, name);
        QTest::keyClick(field, Qt::Key_Escape);
        QTest::qWait(50);
    }
}

/// What a search finds, with the hits marked in the open note; and nothing found.
void takeSearch(const Request& request, const QStringList& names)
{
    FilledWindow filled(request);
    QWidget& window = filled.window;
    const std::pair<QString, QString> views[] = {{u"search"_s, u"lisbon flat"_s},
                                                 {u"search-empty"_s, u"zebra crossing"_s}};
    for (const auto& [name, text] : views) {
        if (!names.contains(name))
            continue;
        test::actionOf(window, u"Ctrl+K"_s)->trigger();
        auto* field = qobject_cast<QLineEdit*>(window.focusWidget());
        if (!field)
            qFatal("no field to type into");
        field->setText(text);
        QTest::qWait(200);
        if (name == u"search"_s) {
            QTest::keyClick(field, Qt::Key_Down);
            QTest::qWait(200);
            test::actionOf(window, u"Ctrl+K"_s)->trigger();
            field->end(false);
        }
        test::savePicture(window, request, name);
        QTest::keyClick(field, Qt::Key_Escape);
        QTest::keyClick(field, Qt::Key_Escape);
        QTest::qWait(50);
    }
}

/// The sidebar's menus and sheets, and the trash.
void takeOrganising(ui::MainWindow& window, const Request& request, const QStringList& names)
{
    if (!names.contains(u"organising"_s))
        return;
    auto* sidebar = window.findChild<ui::SidebarList*>();
    const auto at = [&](const QString& name) {
        for (int row = 0; row < sidebar->model()->rowCount(); ++row)
            if (sidebar->model()->index(row, 0).data().toString() == name)
                return sidebar->visualRect(sidebar->model()->index(row, 0)).center();
        return QPoint();
    };
    test::actionOf(window, u"Ctrl+Shift+N"_s)->trigger();
    QTest::keyClicks(window.focusWidget(), u"Home"_s);
    QTest::keyClick(window.focusWidget(), Qt::Key_Return);
    QTest::qWait(200);
    test::savePicture(window, request, u"new-notebook"_s);
    QTest::keyClick(window.focusWidget(), Qt::Key_Escape);
    auto* list = window.findChild<ui::NoteListView*>();
    for (const int row : {4, 3}) {
        list->goTo(list->model()->index(row, 0));
        QTest::qWait(200);
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Delete);
        QTest::qWait(300);
    }
    QTest::mouseClick(sidebar->viewport(), Qt::LeftButton, {}, at(u"Trash"_s));
    QTest::qWait(300);
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, QPoint(60, 60));
    QTest::qWait(300);
    test::savePicture(window, request, u"trash"_s);
    for (QAction* candidate : window.actions())
        if (candidate->text() == u"Empty Trash…"_s)
            candidate->trigger();
    QTest::qWait(300);
    test::savePicture(window, request, u"empty-trash"_s);
    QTest::keyClick(window.focusWidget(), Qt::Key_Escape);
    QTest::mouseClick(sidebar->viewport(), Qt::LeftButton, {}, at(u"All notes"_s));
    QTest::qWait(300);
    const QPoint from = list->visualRect(list->model()->index(1, 0)).center();
    const QPoint to = list->viewport()->mapFromGlobal(sidebar->viewport()->mapToGlobal(at(u"Recipes"_s)));
    QTest::mousePress(list->viewport(), Qt::LeftButton, {}, from);
    for (const QPoint& point : {from + QPoint(30, 0), to}) {
        QMouseEvent move(QEvent::MouseMove, point, list->viewport()->mapToGlobal(point), Qt::NoButton,
                         Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(list->viewport(), &move);
    }
    test::savePicture(window, request, u"drag"_s);
    QTest::keyClick(&window, Qt::Key_Escape);
}

/// Everything that a text can have, to be read.
void takeReading(FilledWindow& filled, const Request& request)
{
    const char* const text =
        "Cost of the *flat*\n\nA footnote[^1], a break<br>within a line, `code`, ~~gone~~, **both *at* "
        "once**.\n"
        "Lines as they were typed, <https://example.org/a?b=c> and [a link](https://example.org).\n\n"
        "| What | Days | Cost |\n|:--|:-:|--:|\n| Train | 2 | 180.00 |\n| Flat in Gra\u00e7a | 5 | 420.50 "
        "|\n\n"
        "1. First\n2. Second\n   - [x] done in it\n   - [ ] open in it\n\n"
        "> A quote\n>\n> > within another, and a list:\n> > - one\n\n"
        "### Pictures\n\n![The bay](https://example.org/bay.jpg)\n\n![[tickets.png]]\n\n***\n\n"
        "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd, from right to left\n\n"
        "- \u05e9\u05dc\u05d5\u05dd\n\n```sh\nls -l | grep a\n```\n\n[^1]: Its text, *styled*.\n";
    filled.editor->selectAll();
    filled.editor->insertPlainText(QString::fromUtf8(text));
    for (const QString& name : {u"read-all"_s, u"read-end"_s}) {
        test::actionOf(filled.window, u"Ctrl+E"_s)->trigger();
        QTest::qWait(400);
        if (name == u"read-end"_s)
            filled.window.findChild<ui::NoteReader*>()->verticalScrollBar()->setValue(100'000);
        test::savePicture(filled.window, request, name);
        test::actionOf(filled.window, u"Ctrl+E"_s)->trigger();
    }
    filled.editor->undo();
}

void takeMain(const Request& request, const QStringList& names)
{
    FilledWindow filled(request);
    ui::MainWindow& window = filled.window;
    ui::NoteEditor* editor = filled.editor;
    if (names.contains(u"main"_s))
        test::savePicture(window, request, u"main"_s);
    if (names.contains(u"read"_s)) {
        test::actionOf(window, u"Ctrl+E"_s)->trigger();
        QTest::qWait(300);
        test::savePicture(window, request, u"read"_s);
        test::actionOf(window, u"Ctrl+E"_s)->trigger();
        takeReading(filled, request);
    }
    if (names.contains(u"countdown"_s)) {
        window.showCountdown(24);
        test::savePicture(window, request, u"countdown"_s);
        window.showCountdown(0);
    }
    takeFind(window, request, names);
    const std::pair<QString, QString> sheets[] = {{u"settings"_s, u"Ctrl+,"_s}, {u"shortcuts"_s, u"F1"_s}};
    for (const auto& [name, keys] : sheets) {
        if (!names.contains(name))
            continue;
        test::actionOf(window, keys)->trigger();
        QTest::qWait(100);
        test::savePicture(window, request, name);
        QTest::keyClick(window.focusWidget(), Qt::Key_Escape);
        QTest::qWait(50);
    }
    if (names.contains(u"switcher"_s)) {
        test::actionOf(window, u"Ctrl+O"_s)->trigger();
        QTest::keyClicks(window.focusWidget(), u"li"_s);
        QTest::qWait(100);
        test::savePicture(window, request, u"switcher"_s);
        QTest::keyClick(window.focusWidget(), Qt::Key_Escape);
    }
    if (names.contains(u"selection"_s)) {
        auto* list = window.findChild<ui::NoteListView*>();
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(list, Qt::Key_Down, Qt::ShiftModifier);
        test::savePicture(window, request, u"selection"_s);
        window.findChild<ui::SelectionPage*>()->moveRequested();
        QTest::qWait(200);
        test::savePicture(window, request, u"move"_s);
        QTest::keyClick(window.focusWidget(), Qt::Key_Escape);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, QPoint(60, 100));
        QTest::qWait(200);
    }
    if (names.contains(u"completion"_s)) {
        QTest::keyClicks(editor, u" [[Pack"_s);
        QTest::qWait(100);
        test::savePicture(window, request, u"completion"_s);
        QTest::keyClick(editor, Qt::Key_Escape);
    }
    if (names.contains(u"commands"_s)) {
        test::actionOf(window, u"Ctrl+Shift+P"_s)->trigger();
        QTest::qWait(100);
        test::savePicture(window, request, u"commands"_s);
        QTest::keyClick(window.focusWidget(), Qt::Key_Escape);
    }
    takeOrganising(window, request, names);
    if (names.contains(u"toast"_s)) {
        for (QAction* candidate : window.actions())
            if (candidate->text() == u"Move to Trash"_s)
                candidate->trigger();
        QTest::qWait(200);
        test::savePicture(window, request, u"toast"_s);
    }
}

/// The notes that link to the open one, and the keyboard among them.
void takeBacklinks(const Request& request)
{
    test::TemporaryFolder folder;
    auto vault = test::makePictureVault(folder / "Personal.lockleaf", true);
    const char* const links[] = {
        "Trains and nights\n\nThe night train, then two days of [[Lisbon in May|Lisbon]].\n",
        "Things to ask Rui before we leave, about the flat in Graça, its keys, the stove, the neighbours and "
        "where to leave the bags on the last morning\n\nFor [[Lisbon in May]].\n",
        "רשימה לטיול\n\n[[Lisbon in May#Where to eat]]\n"};
    Timestamp age = 200 * Timestamp{86'400'000};
    for (const char* body : links) {
        NewNote note;
        note.body = SecureBytes::copyOf(bytesOf(body));
        note.created = note.modified = systemClock().now() - age;
        age += Timestamp{86'400'000};
        if (!vault->addNote(std::move(note)))
            qFatal("fill");
    }
    ui::VaultSession session(std::move(vault));
    ui::MainWindow window(session, ui::ThemeManager::instance(), u"Personal"_s);
    test::showWindow(window, request);
    auto* view = window.findChild<ui::BacklinksView*>();
    if (!QTest::qWaitFor([&] { return view->isVisible(); }))
        qFatal("no backlinks");
    test::savePicture(window, request, u"backlinks"_s);
    auto* editor = window.findChild<ui::NoteEditor*>();
    editor->setFocus();
    QTest::keyClick(editor, Qt::Key_Tab, Qt::ControlModifier);
    QTest::keyClick(window.focusWidget(), Qt::Key_Down);
    test::savePicture(window, request, u"backlinks-keyboard"_s);
}

/// What comes and goes over the three panes, at once: the warning before a lock, the notes that a link can
/// lead to, and what has just been done.
void takeStates(const Request& request)
{
    FilledWindow filled(request);
    auto* list = filled.window.findChild<ui::NoteListView*>();
    const auto& rows = dynamic_cast<const ui::ListRows&>(*list->model());
    std::optional<RecordId> old;
    for (int row = 0; row < rows.rowCount(); ++row)
        if (rows.index(row).data().toString() == u"Old shopping list"_s)
            old = rows.idAt(row);
    if (!old)
        qFatal("no such note");
    Q_EMIT list->deleteRequested(*old);
    QTest::qWait(200);
    filled.editor->setFocus();
    QTest::keyClicks(filled.editor, u" [[Pack"_s);
    filled.window.showCountdown(24);
    QTest::qWait(700); // saved meanwhile, as the foot says
    test::savePicture(filled.window, request, u"states"_s);
}

void takeVersions(const Request& request)
{
    test::TemporaryFolder folder;
    test::StoryClock clock;
    ui::VaultSession session(test::makeVersionsVault(folder / "Personal.lockleaf", clock));
    ui::MainWindow window(session, ui::ThemeManager::instance(), u"Personal"_s);
    test::showWindow(window, request);
    QTest::qWait(200);
    for (QAction* candidate : window.actions())
        if (candidate->text() == u"Versions…"_s)
            candidate->trigger();
    QTest::qWait(200);
    test::savePicture(window, request, u"versions"_s);
}

void takeEmpty(const Request& request)
{
    test::TemporaryFolder folder;
    ui::VaultSession session(test::makePictureVault(folder / "Personal.lockleaf", false));
    ui::MainWindow window(session, ui::ThemeManager::instance(), u"Personal"_s);
    test::showWindow(window, request);
    QTest::qWait(200);
    test::savePicture(window, request, u"empty"_s);
}

void takeLock(const Request& request, const QStringList& names)
{
    ui::LockWindow window;
    window.showUnlockPage(u"Personal"_s, {});
    test::showWindow(window, request);
    if (names.contains(u"unlock"_s))
        test::savePicture(window, request, u"unlock"_s);
    if (names.contains(u"wrong"_s)) {
        window.findChild<ui::PasswordField*>()->setText(u"not this one"_s);
        window.showWrongPassword();
        test::savePicture(window, request, u"wrong"_s);
    }
    if (names.contains(u"create"_s)) {
        window.showCreatePage(u"Personal"_s, QDir::homePath() + u"/Documents/Lockleaf"_s);
        test::savePicture(window, request, u"create"_s);
    }
}

} // namespace

int main(int argc, char* argv[])
{
    QApplication application(argc, argv);
    QApplication::setCursorFlashTime(0); // the caret is in every picture
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 6 || !startCrypto()) {
        QTextStream(stderr) << "usage: window_pictures FOLDER light|dark WIDTH HEIGHT NAME...\n";
        return 2;
    }
    ui::ThemeManager& theme = ui::ThemeManager::instance();
    theme.install(application);
    theme.setAppearance(arguments[2] == u"dark"_s ? ui::Appearance::Dark : ui::Appearance::Light);
    theme.setReducedMotion(true);
    const Request request{QDir(arguments[1]), QSize(arguments[3].toInt(), arguments[4].toInt())};
    const QStringList names = arguments.mid(5);
    const QStringList ofMain{u"main"_s,       u"find"_s,      u"no-match"_s,   u"replace"_s,  u"settings"_s,
                             u"shortcuts"_s,  u"countdown"_s, u"toast"_s,      u"switcher"_s, u"commands"_s,
                             u"completion"_s, u"selection"_s, u"organising"_s, u"read"_s};
    const QStringList ofLock{u"unlock"_s, u"wrong"_s, u"create"_s};
    const auto any = [&](const QStringList& of) {
        return std::ranges::any_of(of, [&](const QString& name) { return names.contains(name); });
    };
    if (any(ofMain))
        takeMain(request, names);
    if (names.contains(u"search"_s) || names.contains(u"search-empty"_s))
        takeSearch(request, names);
    if (names.contains(u"states"_s))
        takeStates(request);
    if (names.contains(u"backlinks"_s))
        takeBacklinks(request);
    if (names.contains(u"versions"_s))
        takeVersions(request);
    if (names.contains(u"empty"_s))
        takeEmpty(request);
    if (any(ofLock))
        takeLock(request, names);
    test::takeImports(request, names);
    test::takeExports(request, names);
    test::takePlainExports(request, names);
    test::takePaper(request, names);
    test::takeFiles(request, names);
    test::takeAddress(request, names);
    test::takeRestore(request, names);
    test::takeRefused(request, names);
    test::takeMerge(request, names);
    test::takeBackups(request, names);
    test::takeVaultSheets(request, names);
    test::takeAsked(request, names);
    test::takeCapture(request, names);
    test::takeTraySetting(request, names);
    return 0;
}

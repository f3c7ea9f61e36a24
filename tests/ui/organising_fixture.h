// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/window_fixture.h"
#include "ui/main/sidebar_list.h"
#include "ui/widgets/sheet.h"
#include "ui/widgets/text_field.h"
#include "ui/widgets/toast.h"

#include <QLabel>
#include <QMenu>
#include <QPushButton>

#include <functional>
#include <set>

namespace lockleaf::test {

/// A vault with notes in two notebooks, for what the sidebar does.
struct OrganisedVault : VaultFixture
{
    RecordId work, meetings, home;
    RecordId plan, retro, bread, loose;

    OrganisedVault()
    {
        const auto vault = open();
        work = *vault->ensureNotebook("Work");
        meetings = *vault->ensureNotebook("Work/Meetings");
        home = *vault->ensureNotebook("Home");
        plan = put(*vault, "plan\n- [ ] doors #work/plan", work, 4);
        retro = put(*vault, "retro #work", meetings, 3);
        bread = put(*vault, "bread #Baking", home, 2);
        loose = put(*vault, "loose", {}, 1);
        if (!vault->setPinned(bread, true) || !vault->close())
            qFatal("organise");
    }
    static RecordId put(Vault& vault, std::string_view body, RecordId notebook, int minute)
    {
        NewNote note;
        note.body = SecureBytes::copyOf(bytesOf(body));
        note.notebook = notebook;
        note.created = note.modified = Timestamp{1'700'000'000'000} + minute * Timestamp{60'000};
        return *vault.addNote(std::move(note));
    }
};

/// The window over it, and what a person does at the sidebar.
struct OrganisedWindow : Stage, ShownWindow
{
    ui::SidebarList* sidebar = window.findChild<ui::SidebarList*>();

    /// `set` sets the stage before the window is there.
    explicit OrganisedWindow(const VaultFixture& fixture, const std::function<void(Stage&)>& set = {})
        : ShownWindow(staged(fixture, *this, set))
    {
    }
    static std::unique_ptr<Vault> staged(const VaultFixture& fixture, Stage& stage,
                                         const std::function<void(Stage&)>& set)
    {
        if (set)
            set(stage);
        return std::make_unique<StagedVault>(fixture.open(), stage);
    }
    /// "Work 1", each indented by two blanks for each level.
    [[nodiscard]] QStringList rows() const
    {
        QStringList rows;
        for (int i = 0; i < model().rowCount(); ++i) {
            const ui::SidebarModel::Row& row = model().row(i);
            const QString count = row.count > 0 ? u' ' + QString::number(row.count) : QString();
            rows << QString(qsizetype{2} * row.depth, u' ') + row.name + count;
        }
        return rows;
    }
    [[nodiscard]] const ui::SidebarModel& model() const
    {
        return *static_cast<ui::SidebarModel*>(sidebar->model());
    }
    [[nodiscard]] int rowNamed(const QString& name) const
    {
        for (int i = 0; i < model().rowCount(); ++i)
            if (model().row(i).name == name)
                return i;
        return -1;
    }
    [[nodiscard]] QPoint middleOf(int row) const { return sidebar->visualRect(model().index(row)).center(); }
    void choose(const QString& name)
    {
        QTest::mouseClick(sidebar->viewport(), Qt::LeftButton, {}, middleOf(rowNamed(name)));
    }
    [[nodiscard]] QStringList titles() const
    {
        QStringList titles;
        for (int row = 0; row < list->model()->rowCount(); ++row)
            titles << list->model()->index(row, 0).data().toString();
        return titles;
    }
    [[nodiscard]] ui::Toast* toast() const { return window.findChild<ui::Toast*>(); }
    /// The sheet that is open; null for none.
    [[nodiscard]] ui::Sheet* sheet() const
    {
        for (auto* sheet : window.findChildren<ui::Sheet*>())
            if (sheet->isOpen())
                return sheet;
        return nullptr;
    }
    [[nodiscard]] bool press(QWidget* within, const QString& words) const
    {
        if (!within)
            return false;
        for (auto* button : within->findChildren<QPushButton*>())
            if (button->text() == words && button->isVisible()) {
                button->click();
                return true;
            }
        return false;
    }
    [[nodiscard]] bool undo() const { return press(toast(), QStringLiteral("Undo")); }
    /// Opens the menu of a row by the keyboard and takes one of its entries: "Colour/Blue" goes deeper.
    [[nodiscard]] bool menu(const QString& name, const QString& path)
    {
        QContextMenuEvent event(QContextMenuEvent::Mouse, middleOf(rowNamed(name)),
                                sidebar->viewport()->mapToGlobal(middleOf(rowNamed(name))));
        QCoreApplication::sendEvent(sidebar->viewport(), &event);
        return takeFromMenu(path);
    }
    [[nodiscard]] bool takeFromMenu(const QString& path) const
    {
        QMenu* menu = nullptr;
        for (auto* candidate : window.findChildren<QMenu*>())
            if (candidate->isVisible())
                menu = candidate;
        QAction* taken = nullptr;
        for (const QString& words : path.split(u'/')) {
            if (taken)
                menu = taken->menu();
            taken = nullptr;
            for (QAction* action : menu ? menu->actions() : QList<QAction*>())
                if (action->text() == words && action->isEnabled())
                    taken = action;
            if (!taken)
                return false;
        }
        taken->trigger();
        for (auto* open : window.findChildren<QMenu*>())
            open->close();
        return true;
    }
    /// Types into the open sheet's field and presses Enter.
    void answer(const QString& text)
    {
        auto* field = sheet() ? sheet()->findChild<ui::TextField*>() : nullptr;
        QVERIFY(field);
        field->setText(text);
        QTest::keyClick(field, Qt::Key_Return);
    }
    /// Asks the vault on its own thread and waits for the answer.
    template <class Call>
    [[nodiscard]] auto ask(Call call)
    {
        using Value = typename std::invoke_result_t<Call&, Vault&>::value_type;
        std::optional<Value> value;
        session.ask(&window, std::move(call),
                    [&](Result<Value> answer) { value.emplace(std::move(*answer)); });
        if (!QTest::qWaitFor([&] { return value.has_value(); }))
            qFatal("no answer");
        return std::move(*value);
    }
    [[nodiscard]] NoteSummary summary(RecordId id)
    {
        return ask([id](Vault& vault) { return vault.summary(id); });
    }
    [[nodiscard]] bool inTrash(RecordId id) { return summary(id).trashed.has_value(); }
    [[nodiscard]] std::string path(RecordId notebook)
    {
        return ask([notebook](Vault& vault) { return vault.notebookPath(notebook); });
    }
    /// The paths of all notebooks.
    [[nodiscard]] std::set<std::string> paths()
    {
        const auto books = ask([](Vault& vault) { return vault.notebooks(); });
        std::set<std::string> paths;
        for (const Notebook& book : books)
            paths.insert(path(book.id));
        return paths;
    }
};

/// Both, with the window shown and read.
struct Organising : OrganisedVault, OrganisedWindow
{
    Organising() : OrganisedWindow(static_cast<const VaultFixture&>(*this))
    {
        if (!QTest::qWaitFor([this] { return rowNamed(QStringLiteral("work")) > 0 && titles().size() == 4; }))
            qFatal("the sidebar does not come");
    }
    [[nodiscard]] QString message() const { return toast()->message(); }
    [[nodiscard]] std::string bodyOf(RecordId id)
    {
        return ask([id](Vault& vault) -> Result<std::string> {
            LOCKLEAF_TRY(const Note note, vault.note(id));
            return std::string(note.body.text());
        });
    }
    [[nodiscard]] RecordId notebookOf(RecordId id) { return summary(id).notebook; }
    [[nodiscard]] std::uint64_t count(bool trash)
    {
        ListFilter filter;
        filter.trash = trash;
        return ask([filter](Vault& vault) { return vault.countNotes(filter); });
    }
    [[nodiscard]] int rowOf(const QString& title) const { return static_cast<int>(titles().indexOf(title)); }
    [[nodiscard]] QPoint noteAt(const QString& title) const
    {
        return list->visualRect(list->model()->index(rowOf(title), 0)).center();
    }
    void click(const QString& title, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::mouseClick(list->viewport(), Qt::LeftButton, modifiers, noteAt(title));
    }
    /// Drags from a place of one view to a row of the sidebar.
    void drag(QWidget* from, const QPoint& at, const QString& row,
              QEvent::Type press = QEvent::MouseButtonPress)
    {
        const QPoint to = from->mapFromGlobal(sidebar->viewport()->mapToGlobal(middleOf(rowNamed(row))));
        QMouseEvent down(press, at, from->mapToGlobal(at), Qt::LeftButton, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(from, &down);
        for (const QPoint& point : {at + QPoint(3, 0), at + QPoint(20, 0), to}) {
            QMouseEvent move(QEvent::MouseMove, point, from->mapToGlobal(point), Qt::NoButton, Qt::LeftButton,
                             Qt::NoModifier);
            QCoreApplication::sendEvent(from, &move);
        }
        QTest::mouseRelease(from, Qt::LeftButton, {}, to);
    }
    void dragNote(const QString& title, const QString& row) { drag(list->viewport(), noteAt(title), row); }
    void dragNotebook(const QString& name, const QString& row, QEvent::Type press = QEvent::MouseButtonPress)
    {
        drag(sidebar->viewport(), middleOf(rowNamed(name)), row, press);
    }
};

} // namespace lockleaf::test

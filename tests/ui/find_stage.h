// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/window_fixture.h"
#include "ui/editor/large_note_view.h"
#include "ui/main/editor_pane.h"
#include "ui/main/find_bar.h"

#include <QAbstractButton>
#include <QLabel>
#include <QLineEdit>

namespace lockleaf::test {

using namespace Qt::StringLiterals;

/// A window over one note that is open, and the parts of its bar.
struct FindStage
{
    static constexpr std::string_view lisbon = "# Lisbon in May\n\nThe flat in Lisbon. A **flat** roof, "
                                               "an [open flat](flat.md).\n\nlísbon\n";

    explicit FindStage(std::string_view body, QSize size = {1440, 900})
        : id(fixture.add(body)), shown(fixture.open(), size), bar(shown.window.findChild<ui::FindBar*>()),
          pane(shown.window.findChild<ui::EditorPane*>()), field(named<QLineEdit>(u"Find in note"_s)),
          with(named<QLineEdit>(u"Replace with"_s))
    {
        if (!QTest::qWaitFor([this] { return shown.editor->isVisible() || large()->isVisible(); }, 60'000))
            qFatal("no note opens");
        shown.editor->setFocus();
    }

    template <class Widget>
    [[nodiscard]] Widget* named(const QString& name) const
    {
        for (auto* widget : bar->findChildren<Widget*>())
            if (widget->accessibleName() == name)
                return widget;
        qFatal("no such widget");
    }
    [[nodiscard]] QAbstractButton* button(const QString& text) const
    {
        for (auto* widget : bar->findChildren<QAbstractButton*>())
            if (widget->text() == text)
                return widget;
        qFatal("no such button");
    }
    [[nodiscard]] ui::LargeNoteView* large() const { return shown.window.findChild<ui::LargeNoteView*>(); }
    [[nodiscard]] QString status() const { return bar->findChild<QLabel*>()->text(); }
    [[nodiscard]] QString selected() const { return shown.editor->textCursor().selectedText(); }
    [[nodiscard]] int caret() const { return shown.editor->textCursor().selectionStart(); }
    void find(const QString& text)
    {
        shown.trigger(u"Ctrl+F"_s);
        field->setText(text);
    }
    void findExpression(const QString& text)
    {
        find({});
        named<QAbstractButton>(u"Regular expression"_s)->setChecked(true);
        field->setText(text);
    }
    void replaceWith(const QString& text)
    {
        shown.trigger(u"Ctrl+H"_s);
        with->setText(text);
    }

    VaultFixture fixture;
    RecordId id;
    ShownWindow shown;
    ui::FindBar* bar;
    ui::EditorPane* pane;
    QLineEdit* field;
    QLineEdit* with;
};

} // namespace lockleaf::test

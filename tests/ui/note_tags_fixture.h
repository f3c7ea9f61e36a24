// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/organising_fixture.h"
#include "ui/main/note_tag_row.h"
#include "ui/widgets/chip.h"

namespace lockleaf::test {

/// Notes with and without tags, one of them with more than there is room for.
struct TaggedNotes : VaultFixture
{
    RecordId trip, plain, many;

    TaggedNotes()
    {
        const auto vault = open();
        std::string lines;
        for (int i = 0; i < 80; ++i)
            lines += "line\n";
        trip = put(*vault, "trip #inline\n" + lines, {"travel/portugal", "Trips"}, 9);
        plain = put(*vault, "plain\n" + lines, {}, 8);
        std::vector<std::string> tags;
        for (int i = 0; i < 20; ++i)
            tags.push_back("tag-number-" + std::to_string(i));
        many = put(*vault, "many\n", std::move(tags), 7);
        if (!vault->close())
            qFatal("tagged");
    }
    static RecordId put(Vault& vault, std::string_view body, std::vector<std::string> tags, int minute)
    {
        NewNote note;
        note.body = SecureBytes::copyOf(bytesOf(body));
        note.created = note.modified = Timestamp{1'700'000'000'000} + minute * Timestamp{60'000};
        note.tags = std::move(tags);
        return *vault.addNote(std::move(note));
    }
};

/// The window over them, with the first one open.
struct TagsWindow : TaggedNotes, OrganisedWindow
{
    ui::NoteTagRow* row = window.findChild<ui::NoteTagRow*>();

    explicit TagsWindow(const std::function<void(Stage&)>& set = {})
        : OrganisedWindow(static_cast<const VaultFixture&>(*this), set)
    {
        if (!QTest::qWaitFor([this] { return titles().size() == 3; }) ||
            !openNote(QStringLiteral("trip #inline")))
            qFatal("the notes do not come");
    }
    [[nodiscard]] bool openNote(const QString& title)
    {
        const int at = static_cast<int>(titles().indexOf(title));
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                          list->visualRect(list->model()->index(at, 0)).center());
        const QString first = title.section(u' ', 0, 0);
        return QTest::qWaitFor([&] { return text().startsWith(first); });
    }
    /// Those in sight, from first to last.
    [[nodiscard]] QList<ui::Chip*> chips() const
    {
        QList<ui::Chip*> seen;
        for (auto* chip : row->findChildren<ui::Chip*>())
            if (chip->isVisible())
                seen << chip;
        const bool right = row->layoutDirection() == Qt::RightToLeft;
        std::ranges::sort(seen, [right](const ui::Chip* a, const ui::Chip* b) {
            return right ? a->x() > b->x() : a->x() < b->x();
        });
        return seen;
    }
    [[nodiscard]] QStringList shown() const
    {
        QStringList words;
        for (const ui::Chip* chip : chips())
            words << chip->text();
        return words;
    }
    [[nodiscard]] ui::Chip* chip(const QString& name) const
    {
        for (ui::Chip* chip : chips())
            if (chip->accessibleName() == name)
                return chip;
        return nullptr;
    }
    [[nodiscard]] std::vector<std::string> tagsOf(RecordId id)
    {
        return ask([id](Vault& vault) -> Result<std::vector<std::string>> {
            LOCKLEAF_TRY(const Note note, vault.note(id));
            return note.tags;
        });
    }
    [[nodiscard]] std::string bodyOf(RecordId id)
    {
        return ask([id](Vault& vault) -> Result<std::string> { return body(vault, id); });
    }
    [[nodiscard]] bool chipMenu(ui::Chip* chip, const QString& path) const
    {
        QContextMenuEvent event(QContextMenuEvent::Keyboard, chip->rect().center(),
                                chip->mapToGlobal(chip->rect().center()));
        QCoreApplication::sendEvent(chip, &event);
        return takeFromMenu(path);
    }
    void putCaret(int position)
    {
        editor->setFocus();
        QTextCursor cursor = editor->textCursor();
        cursor.setPosition(position);
        editor->setTextCursor(cursor);
    }
};

} // namespace lockleaf::test

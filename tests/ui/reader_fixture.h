// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/window_fixture.h"

#include "ui/main/editor_pane.h"
#include "ui/reader/note_reader.h"

#include <QHash>
#include <QTextCursor>
#include <QUrl>

namespace lockleaf::test {

/// Pictures that are there, or come when they are told to.
class FakePictures : public ui::PictureSource
{
public:
    [[nodiscard]] ui::Picture picture(const QString& target, int width) override
    {
        asked << target;
        widths << width;
        return known.value(target);
    }
    void put(const QString& target, QSize size, QColor color)
    {
        ui::Picture picture;
        picture.state = ui::Picture::State::There;
        picture.image = QImage(size, QImage::Format_RGB32);
        picture.image.fill(color);
        picture.size = size;
        picture.name = target;
        known.insert(target, picture);
        Q_EMIT changed();
    }

    QHash<QString, ui::Picture> known;
    QStringList asked;
    QList<int> widths;
};

struct Reading : ShownWindow
{
    explicit Reading(std::unique_ptr<Vault> vault)
        : ShownWindow(std::move(vault)), pane(window.findChild<ui::EditorPane*>()), reader(pane->reader()),
          completed(&reader, &ui::NoteReader::completed)
    {
    }
    [[nodiscard]] bool read()
    {
        if (!QTest::qWaitFor([&] { return editor->isVisible() || reader.isVisible(); }))
            return false;
        if (!pane->isReading())
            trigger(QStringLiteral("Ctrl+E"));
        return shown();
    }
    [[nodiscard]] bool shown()
    {
        return QTest::qWaitFor([&] { return reader.isWhole() && !reader.toPlainText().isEmpty(); });
    }
    /// Follows the first link whose words are these.
    void follow(const QString& words)
    {
        const QTextCursor found = reader.document()->find(words);
        if (found.isNull())
            qFatal("no such words");
        QTextCursor inside(reader.document());
        inside.setPosition(found.selectionStart() + 1);
        Q_EMIT reader.anchorClicked(QUrl(inside.charFormat().anchorHref()));
    }

    ui::EditorPane* pane;
    ui::NoteReader& reader;
    QSignalSpy completed;
};

inline RecordId addWith(const VaultFixture& fixture, std::string_view body, std::vector<LinkTarget> targets,
                        int minute)
{
    const auto vault = fixture.open();
    NewNote note;
    note.body = SecureBytes::copyOf(bytesOf(body));
    note.targets = std::move(targets);
    note.created = note.modified = Timestamp{1'700'000'000'000} + minute * Timestamp{60'000};
    const RecordId id = *vault->addNote(std::move(note));
    if (!vault->close())
        qFatal("close");
    return id;
}

} // namespace lockleaf::test

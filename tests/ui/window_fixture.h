// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"
#include "core/crypto/secret_key.h"
#include "core/vault/vault.h"
#include "tests/support/staged_vault.h"
#include "tests/support/test_environment.h"
#include "ui/editor/note_editor.h"
#include "ui/main/main_window.h"
#include "ui/main/note_list_view.h"
#include "ui/theme/theme_manager.h"
#include "ui/vault/vault_session.h"

#include <QAction>
#include <QInputMethodEvent>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

namespace lockleaf::test {

/// A vault in a folder of its own, opened as often as needed.
struct VaultFixture
{
    TemporaryFolder folder;
    std::filesystem::path file = folder / "Test.lockleaf";

    VaultFixture()
    {
        if (!startCrypto())
            qFatal("the cryptography of this computer does not hold");
        Vault::CreateOptions cheap;
        cheap.cost = KeyDerivationCost::cheapForTests();
        if (!Vault::create(file, passphrase(), cheap))
            qFatal("create");
    }
    [[nodiscard]] static Passphrase passphrase() { return *Passphrase::fromTyped(bytesOf("correct horse")); }
    [[nodiscard]] std::unique_ptr<Vault> open(const std::filesystem::path& stateFolder = {}) const
    {
        auto key = Vault::unlock(file, passphrase());
        Vault::OpenOptions options;
        options.stateFolder = stateFolder;
        auto vault = Vault::open(file, std::move(*key), options);
        if (!vault)
            qFatal("open: %s", describe(vault.error()).c_str());
        return std::move(*vault);
    }
    [[nodiscard]] ui::VaultOrigin origin() const { return {file, Vault::info(file)->vaultId}; }
    /// A note edited at minute `minute`, so that the order of the list is known.
    RecordId add(std::string_view body, int minute = 0) const
    {
        const auto vault = open();
        NewNote note;
        note.body = SecureBytes::copyOf(bytesOf(body));
        note.created = note.modified = Timestamp{1'700'000'000'000} + minute * Timestamp{60'000};
        const RecordId id = *vault->addNote(std::move(note));
        if (!vault->close())
            qFatal("close");
        return id;
    }
    [[nodiscard]] static std::string body(Vault& vault, RecordId id)
    {
        return std::string(vault.note(id)->body.text());
    }
    [[nodiscard]] static bool isTrashed(Vault& vault, RecordId id)
    {
        return vault.note(id)->trashed.has_value();
    }
    /// The bodies of all notes outside the trash, sorted.
    [[nodiscard]] static std::vector<std::string> bodies(Vault& vault)
    {
        std::vector<std::string> all;
        const auto ids = vault.allNoteIds(false);
        for (const RecordId& id : *ids)
            all.push_back(body(vault, id));
        std::ranges::sort(all);
        return all;
    }
};

/// The main window over a vault.
struct ShownWindow
{
    ui::VaultSession session;
    ui::MainWindow window;
    ui::NoteEditor* editor;
    ui::NoteListView* list;
    QSignalSpy painted;

    explicit ShownWindow(std::unique_ptr<Vault> vault, QSize size = {1440, 900}, ui::VaultOrigin origin = {})
        : session(std::move(vault), std::move(origin)),
          window(session, ui::ThemeManager::instance(), QStringLiteral("Test")),
          editor(window.findChild<ui::NoteEditor*>()), list(window.findChild<ui::NoteListView*>()),
          painted(&window, &ui::MainWindow::firstListPainted)
    {
        window.resize(size);
        window.show();
        window.activateWindow();
    }
    [[nodiscard]] bool lock()
    {
        bool told = false;
        bool saved = false;
        window.prepareToLock([&](bool allSaved) {
            told = true;
            saved = allSaved;
        });
        return QTest::qWaitFor([&] { return told; }) && saved;
    }
    void trigger(const QString& keys)
    {
        for (QAction* action : window.actions())
            if (action->shortcuts().contains(QKeySequence(keys)))
                action->trigger();
    }
    void triggerNamed(const QString& text)
    {
        for (QAction* action : window.actions())
            if (action->text() == text)
                action->trigger();
    }
    /// As an input method that commits `text` and goes on with `next`.
    void compose(const QString& text, const QString& next)
    {
        QInputMethodEvent event(next, {});
        event.setCommitString(text);
        QCoreApplication::sendEvent(editor, &event);
    }
    [[nodiscard]] QString text() const { return editor->toPlainText(); }
};

} // namespace lockleaf::test

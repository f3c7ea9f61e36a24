// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "tests/support/test_environment.h"
#include "tests/support_tools/picture_vaults.h"
#include "ui/editor/note_editor.h"
#include "ui/main/main_window.h"
#include "ui/theme/theme_manager.h"
#include "ui/vault/vault_session.h"

#include <QAction>
#include <QDir>
#include <QSize>
#include <QStringList>

namespace lockleaf::test {

/// Where pictures go, and the size of the window in them.
struct PictureRequest
{
    QDir folder;
    QSize size;
};

/// Writes NAME.png and NAME.clipped.
void savePicture(QWidget& window, const PictureRequest& request, const QString& name);
void showWindow(QWidget& window, const PictureRequest& request);
/// The action of these keys. Ends the program where there is none, as do the next two.
QAction* actionOf(QWidget& window, const QString& shortcut);
QAction* actionNamed(QWidget& window, const QString& words);
/// Waits until `there` holds.
void waitUntil(const std::function<bool()>& there, const char* what);

/// A window of its own over the notes of the pictures, so that one picture does not change the next.
struct FilledWindow
{
    explicit FilledWindow(const PictureRequest& request);

    TemporaryFolder folder;
    std::filesystem::path file = folder / "Personal.lockleaf";
    ui::VaultSession session{makePictureVault(file, true), {file, Vault::info(file)->vaultId}};
    ui::MainWindow window{session, ui::ThemeManager::instance(), QStringLiteral("Personal")};
    ui::NoteEditor* editor = window.findChild<ui::NoteEditor*>();
};

/// The sheets of the files of a note, and of an address that a link leads to, those of `names`.
void takeFiles(const PictureRequest& request, const QStringList& names);
void takeAddress(const PictureRequest& request, const QStringList& names);
/// The sheets by which notes come and go, those of `names`.
void takeImports(const PictureRequest& request, const QStringList& names);
void takeExports(const PictureRequest& request, const QStringList& names);
void takePlainExports(const PictureRequest& request, const QStringList& names);
void takePaper(const PictureRequest& request, const QStringList& names);
void takeRestore(const PictureRequest& request, const QStringList& names);
void takeRefused(const PictureRequest& request, const QStringList& names);
void takeMerge(const PictureRequest& request, const QStringList& names);
/// The window in which a note is written while the vault is locked, and the switch of the tray's icon.
void takeCapture(const PictureRequest& request, const QStringList& names);
void takeTraySetting(const PictureRequest& request, const QStringList& names);
/// The sheet of backups, those of `names`.
void takeBackups(const PictureRequest& request, const QStringList& names);
/// The sheets about the vault's file, those of `names`.
void takeVaultSheets(const PictureRequest& request, const QStringList& names);
/// The ways in, the recovery kit, and what is told after an unlock, those of `names`.
void takeAsked(const PictureRequest& request, const QStringList& names);

} // namespace lockleaf::test

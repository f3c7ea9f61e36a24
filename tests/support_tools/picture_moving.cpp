// SPDX-License-Identifier: GPL-3.0-or-later
// The sheets by which notes come and go: import, export, restore, merge, each with preview and report.
#include "core/archive/export_archive.h"
#include "tests/archive/odd_archive.h"
#include "tests/support_tools/picture_hands.h"
#include "tests/support_tools/picture_tools.h"
#include "ui/main/note_list_view.h"
#include "ui/models/list_rows.h"
#include "ui/sheets/conflicts_sheet.h"
#include "ui/sheets/export_sheet.h"
#include "ui/sheets/import_sheet.h"
#include "ui/sheets/merge_sheet.h"
#include "ui/sheets/restore_sheet.h"
#include "ui/widgets/password_field.h"
#include "ui/widgets/radio_card.h"

#include <QAbstractButton>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace lockleaf::test {

namespace {

constexpr std::string_view PicturePassword = "pictures";
constexpr std::string_view ArchivePassword = "correct horse battery staple anvil";

Passphrase passphraseOf(std::string_view text)
{
    return *Passphrase::fromTyped(bytesOf(text));
}

void writeFile(const QTemporaryDir& folder, const QString& name, const QByteArray& content)
{
    QFile file(folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("a file to import");
}

const QByteArray evernoteExport = R"(<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE en-export SYSTEM "http://xml.evernote.com/pub/evernote-export3.dtd">
<en-export export-date="20240102T030405Z" application="Evernote" version="10">
<note><title>Garden in spring</title><content><![CDATA[<?xml version="1.0"?><en-note><h1>Beds</h1>
<div><en-todo checked="true"/>Beans</div><div><en-todo/>Leeks</div></en-note>]]></content>
<created>20230401T100000Z</created><tag>garden</tag><tag>spring</tag>
<note-attributes><latitude>48.1</latitude><longitude>11.5</longitude></note-attributes></note>
<note><title>Safe</title><content><![CDATA[<en-note><div>Code:
<en-crypt cipher="AES" length="128">RU5DMA==</en-crypt></div></en-note>]]></content></note>
<note><title>Broken</title><content><![CDATA[<en-note><div>half</note]]></content></note>
</en-export>
)";

/// Copies of the vault of the pictures that grew apart, and an archive of one of them.
struct ApartVaults
{
    TemporaryFolder folder;
    std::filesystem::path mine = folder / "Personal.lockleaf";
    std::filesystem::path copy = folder / "From the laptop.lockleaf";
    std::filesystem::path archive = folder / "Personal 2026-05-09.tar.age";

    ApartVaults()
    {
        auto vault = makePictureVault(mine, true);
        if (!vault->close())
            qFatal("close");
        vault.reset();
        std::filesystem::copy_file(mine, copy);
        change(copy, "the laptop", {"Tide tables\n\nHigh water at Cascais, 9 May: 04:12 and 16:40.\n"}, true);
        change(mine, "the desk", {}, false);
    }
    static std::unique_ptr<Vault> open(const std::filesystem::path& file)
    {
        auto key = Vault::unlock(file, passphraseOf(PicturePassword));
        auto vault = Vault::open(file, std::move(*key), {});
        if (!vault)
            qFatal("open: %s", describe(vault.error()).c_str());
        return std::move(*vault);
    }
    void change(const std::filesystem::path& file, const std::string& where,
                const std::vector<std::string>& added, bool writeArchive) const
    {
        auto vault = open(file);
        for (const char* title : {"Team retro", "House: who to call"}) {
            const auto id = vault->findNote(title);
            if (!id)
                qFatal("no such note");
            const std::string body = std::string(vault->note(*id)->body.text()) + "\nSeen last at " + where +
                                     ", with one line more.\n";
            if (!vault->saveBody(*id, bytesOf(body)))
                qFatal("save");
        }
        for (const std::string& body : added) {
            NewNote note;
            note.body = SecureBytes::copyOf(bytesOf(body));
            note.created = note.modified = systemClock().now();
            if (!vault->addNote(std::move(note)))
                qFatal("add");
        }
        if (writeArchive)
            exportTo(*vault);
        if (!vault->close())
            qFatal("close");
    }
    void exportTo(Vault& vault) const
    {
        ExportReport report;
        NoProgress silent;
        auto seal = ArchiveSeal::forPassphrase(passphraseOf(ArchivePassword), 10);
        const auto job = makeExportJob(vault, archive, std::move(*seal), report);
        if (!runToEnd(*job, {}, silent))
            qFatal("export");
    }
};

/// The window over one of them.
struct ApartWindow
{
    explicit ApartWindow(const PictureRequest& request) { showWindow(window, request); }

    ApartVaults vaults;
    ui::VaultSession session{ApartVaults::open(vaults.mine),
                             {vaults.mine, Vault::info(vaults.mine)->vaultId}};
    ui::MainWindow window{session, ui::ThemeManager::instance(), u"Personal"_s};
};

void typePassword(const SheetHands& hands, const QString& field, std::string_view text)
{
    hands.type(field, QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
}

} // namespace

void takeImports(const PictureRequest& request, const QStringList& names)
{
    if (!wantsAny(names, {u"import"_s, u"import-file"_s}))
        return;
    FilledWindow filled(request);
    ui::MainWindow& window = filled.window;
    const QTemporaryDir tree;
    for (int i = 1; i <= 12; ++i)
        writeFile(tree, u"note %1.md"_s.arg(i),
                  "# Note " + QByteArray::number(i) + "\n\n![](p.png) [gone](gone.md)");
    writeFile(tree, u"p.png"_s, "picture");
    writeFile(tree, u"old.md"_s, "\xff");
    const QTemporaryDir other;
    writeFile(other, u"Evernote.enex"_s, evernoteExport);
    const std::pair<QString, QString> sources[] = {{u"import"_s, tree.path()},
                                                   {u"import-file"_s, other.filePath(u"Evernote.enex"_s)}};
    for (const auto& [name, path] : sources) {
        if (!names.contains(name))
            continue;
        actionOf(window, u"Ctrl+Shift+I"_s)->trigger();
        const SheetHands hands{*window.findChild<ui::ImportSheet*>()};
        hands.type(u"Folder or file"_s, path);
        hands.hear(u"notes"_s);
        savePicture(window, request, name);
        hands.press(u"Import"_s);
        waitUntil([&] { return hands.button(u"Close"_s) != nullptr; }, "the report");
        savePicture(window, request, name + u"-report"_s);
        hands.press(u"Close"_s);
        QTest::qWait(100);
    }
}

SheetHands openExport(ui::MainWindow& window)
{
    actionOf(window, u"Ctrl+Shift+E"_s)->trigger();
    QTest::qWait(150);
    return SheetHands{*window.findChild<ui::ExportSheet*>()};
}

void closeExport(const ui::MainWindow& window)
{
    window.findChild<ui::ExportSheet*>()->closeSheet();
    QTest::qWait(50);
}

void takeExports(const PictureRequest& request, const QStringList& names)
{
    if (!wantsAny(names, {u"export"_s, u"export-suggest"_s, u"export-people"_s}))
        return;
    FilledWindow filled(request);
    ui::MainWindow& window = filled.window;
    if (names.contains(u"export"_s)) {
        const SheetHands hands = openExport(window);
        typePassword(hands, u"Archive password"_s, ArchivePassword);
        typePassword(hands, u"Type it again"_s, ArchivePassword);
        savePicture(window, request, u"export"_s);
        closeExport(window);
    }
    if (names.contains(u"export-suggest"_s)) {
        openExport(window).press(u"Suggest a passphrase"_s);
        savePicture(window, request, u"export-suggest"_s);
        closeExport(window);
    }
    if (names.contains(u"export-people"_s)) {
        const SheetHands hands = openExport(window);
        hands.press(u"People's age keys"_s);
        hands.sheet.findChild<QPlainTextEdit*>()->setPlainText(
            QString::fromStdString(age::Identity::generate().recipient().text()) + u"\nage1notakey"_s);
        savePicture(window, request, u"export-people"_s);
        closeExport(window);
    }
}

void takePlainExports(const PictureRequest& request, const QStringList& names)
{
    if (!wantsAny(names, {u"export-plain"_s, u"export-plain-wrong"_s, u"export-pdf"_s}))
        return;
    FilledWindow filled(request);
    ui::MainWindow& window = filled.window;
    if (names.contains(u"export-pdf"_s)) {
        openExport(window).press(u"PDF files"_s);
        savePicture(window, request, u"export-pdf"_s);
        closeExport(window);
    }
    if (!wantsAny(names, {u"export-plain"_s, u"export-plain-wrong"_s}))
        return;
    const SheetHands hands = openExport(window);
    hands.press(u"Markdown folder"_s);
    if (names.contains(u"export-plain"_s))
        savePicture(window, request, u"export-plain"_s);
    if (names.contains(u"export-plain-wrong"_s)) {
        typePassword(hands, u"Your vault's password"_s, "not this one");
        hands.press(u"Export, not encrypted"_s);
        hands.hear(u"That password doesn't open"_s);
        savePicture(window, request, u"export-plain-wrong"_s);
    }
    closeExport(window);
}

void takeRestore(const PictureRequest& request, const QStringList& names)
{
    if (!wantsAny(names, {u"restore"_s, u"restore-wrong"_s, u"restore-preview"_s, u"restore-report"_s}))
        return;
    ApartWindow apart(request);
    ui::MainWindow& window = apart.window;
    actionNamed(window, u"Restore from archive…"_s)->trigger();
    const SheetHands hands{*window.findChild<ui::RestoreSheet*>()};
    hands.type(u"Archive"_s, QString::fromStdString(apart.vaults.archive.string()));
    typePassword(hands, u"Password of the archive"_s, "not this one");
    if (names.contains(u"restore"_s))
        savePicture(window, request, u"restore"_s);
    if (names.contains(u"restore-wrong"_s)) {
        hands.press(u"Look inside"_s);
        hands.hear(u"That password doesn't open"_s);
        savePicture(window, request, u"restore-wrong"_s);
    }
    typePassword(hands, u"Password of the archive"_s, ArchivePassword);
    hands.press(u"Look inside"_s);
    waitUntil([&] { return hands.button(u"Restore"_s) != nullptr; }, "the preview");
    if (names.contains(u"restore-preview"_s))
        savePicture(window, request, u"restore-preview"_s);
    hands.press(u"Restore"_s);
    waitUntil([&] { return hands.button(u"Close"_s) != nullptr; }, "the report");
    if (names.contains(u"restore-report"_s))
        savePicture(window, request, u"restore-report"_s);
}

/// An archive with what cannot come: the preview and the report name it.
void takeRefused(const PictureRequest& request, const QStringList& names)
{
    if (!wantsAny(names, {u"restore-refused"_s, u"restore-refused-report"_s}))
        return;
    FilledWindow filled(request);
    OddArchive odd;
    odd.addAs("notes/a.md", "text", 4, std::string(64, 'a'), OddArchive::note("Soup of the day"));
    odd.add("notes/b.md", "\xff", OddArchive::note("Bread", "98020304010203040102030401020304"));
    odd.add("attachments/c", "file", OddArchive::file("oven/left.png"));
    odd.add("notes/d.md", "# Dough", OddArchive::note("Dough", "99020304010203040102030401020304"));
    const auto file = filled.folder / "Kitchen.tar.age";
    odd.writeTo(file);
    actionNamed(filled.window, u"Restore from archive…"_s)->trigger();
    const SheetHands hands{*filled.window.findChild<ui::RestoreSheet*>()};
    hands.type(u"Archive"_s, QString::fromStdString(file.string()));
    typePassword(hands, u"Password of the archive"_s, "open sesame");
    hands.press(u"Look inside"_s);
    waitUntil([&] { return hands.button(u"Restore"_s) != nullptr; }, "the preview");
    if (names.contains(u"restore-refused"_s))
        savePicture(filled.window, request, u"restore-refused"_s);
    hands.press(u"Restore"_s);
    waitUntil([&] { return hands.button(u"Close"_s) != nullptr; }, "the report");
    if (names.contains(u"restore-refused-report"_s))
        savePicture(filled.window, request, u"restore-refused-report"_s);
}

void takeMerge(const PictureRequest& request, const QStringList& names)
{
    if (!wantsAny(names, {u"merge"_s, u"merge-preview"_s, u"merge-report"_s, u"merge-conflicts"_s}))
        return;
    ApartWindow apart(request);
    ui::MainWindow& window = apart.window;
    actionNamed(window, u"Merge a copy…"_s)->trigger();
    const SheetHands hands{*window.findChild<ui::MergeSheet*>()};
    hands.type(u"The copy"_s, QString::fromStdString(apart.vaults.copy.string()));
    typePassword(hands, u"Password of the copy"_s, PicturePassword);
    if (names.contains(u"merge"_s))
        savePicture(window, request, u"merge"_s);
    hands.press(u"Look inside"_s);
    waitUntil([&] { return hands.button(u"Merge"_s) != nullptr; }, "the preview");
    if (names.contains(u"merge-preview"_s))
        savePicture(window, request, u"merge-preview"_s);
    hands.press(u"Merge"_s);
    waitUntil([&] { return hands.button(u"Compare…"_s) != nullptr; }, "the report");
    if (names.contains(u"merge-report"_s))
        savePicture(window, request, u"merge-report"_s);
    hands.press(u"Compare…"_s);
    waitUntil([&] { return window.findChild<ui::ConflictsSheet*>() != nullptr; }, "the conflicts");
    QTest::qWait(400);
    if (names.contains(u"merge-conflicts"_s))
        savePicture(window, request, u"merge-conflicts"_s);
}

} // namespace lockleaf::test

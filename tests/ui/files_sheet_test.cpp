// SPDX-License-Identifier: GPL-3.0-or-later
// The files of a note: shown, copied out, taken out of the note and brought back.
#include "tests/ui/window_fixture.h"

#include "tests/support/byte_ends.h"
#include "tests/support/pictures.h"
#include "ui/sheets/file_preview.h"
#include "ui/sheets/files_sheet.h"
#include "ui/sheets/notice.h"
#include "ui/widgets/label.h"
#include "ui/widgets/pick_list.h"
#include "ui/widgets/toast.h"

#include <QFile>
#include <QPushButton>

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::ShownWindow;
using test::VaultFixture;
namespace pictures = test::pictures;

namespace {

void attach(Vault& vault, RecordId note, const std::string& name, const std::string& content)
{
    AttachReport report;
    NoProgress progress;
    const auto job =
        vault.makeAttachJob(note, name, std::make_unique<test::StepSource>(bytesOf(content), 65536), report);
    if (!job || !runToEnd(**job, {}, progress))
        qFatal("attach");
}

/// A note "Papers" with four files, another note with one of them, and the sheet of the first one.
struct FilesStage
{
    VaultFixture fixture;
    RecordId other = fixture.add("Other note", 1);
    RecordId id = fixture.add("Papers", 5);
    std::optional<ShownWindow> shown;
    ui::FilesSheet* sheet = nullptr;

    bool hasFiles;

    explicit FilesStage(bool withFiles = true) : hasFiles(withFiles)
    {
        if (withFiles) {
            const auto vault = fixture.open();
            attach(*vault, other, "same.txt", "first line\nsecond line\n");
            attach(*vault, id, "a-picture.png", pictures::png().toStdString());
            attach(*vault, id, "b-text.txt", "first line\nsecond line\n");
            attach(*vault, id, "c-data.bin", std::string("\0\1\2\3", 4));
            attach(*vault, id, "d-long.txt", std::string(700'000, 'x'));
            if (!vault->close())
                qFatal("close");
        }
        shown.emplace(fixture.open());
        if (!QTest::qWaitFor([&] { return shown->text() == u"Papers"_s; }))
            qFatal("the note did not open");
    }
    void open()
    {
        shown->triggerNamed(u"Files in this note…"_s);
        sheet = shown->window.findChild<ui::FilesSheet*>();
        QVERIFY(sheet);
        QVERIFY(QTest::qWaitFor(
            [&] { return hasFiles ? list().current() != nullptr : says(u"No files yet"_s); }));
    }
    [[nodiscard]] ui::PickList& list() const { return *sheet->findChild<ui::PickList*>(); }
    [[nodiscard]] ui::FilePreview& preview() const { return *sheet->findChild<ui::FilePreview*>(); }
    void choose(int row) const { list().setCurrentIndex(list().model()->index(row, 0)); }
    [[nodiscard]] QPushButton* button(const QString& words) const
    {
        for (QPushButton* button : shown->window.findChildren<QPushButton*>())
            if ((button->text() == words || button->accessibleName() == words) && button->isVisible())
                return button;
        return nullptr;
    }
    [[nodiscard]] bool says(const QString& words) const
    {
        return std::ranges::any_of(shown->window.findChildren<QLabel*>(), [&](const QLabel* label) {
            return label->isVisible() && label->text().contains(words);
        });
    }
    [[nodiscard]] QString path(const std::string& name) const
    {
        return QString::fromStdString((fixture.folder / name).string());
    }
    /// As a choice of the file dialog.
    void save(const QString& path) const { sheet->saveCopy(path); }
};

} // namespace

class FilesSheetTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void filesAreListedAndShown();
    void usesAreNamedAndLeadThere();
    void copyIsSaved();
    void copyNeverReplacesAFile();
    void takenOutAndBroughtBack();
    void noFilesYet();
    void lockClosesIt();
};

void FilesSheetTest::filesAreListedAndShown()
{
    FilesStage stage;
    stage.open();
    QVERIFY(QTest::qWaitFor([&] { return stage.list().model()->rowCount() == 4; }));
    QCOMPARE(stage.list().current()->text, u"a-picture.png"_s);
    QVERIFY(QTest::qWaitFor([&] { return stage.preview().isPictureShown(); }));
    QTest::keyClick(&stage.list(), Qt::Key_Down);
    QVERIFY(QTest::qWaitFor([&] { return stage.preview().text() == u"first line\nsecond line\n"_s; }));
    QTest::keyClick(&stage.list(), Qt::Key_Down);
    QVERIFY(QTest::qWaitFor([&] { return stage.preview().sentence().contains(u"isn’t shown here"_s); }));
    stage.choose(3);
    QVERIFY(QTest::qWaitFor([&] { return stage.preview().text().startsWith(u"xxx"_s); }));
    QVERIFY(stage.preview().text().size() < 300'000);
    QVERIFY(stage.preview().text().contains(u"only the beginning"_s));
    stage.choose(0);
    QVERIFY(stage.preview().text().isEmpty());
}

void FilesSheetTest::usesAreNamedAndLeadThere()
{
    FilesStage stage;
    stage.open();
    QVERIFY(QTest::qWaitFor([&] { return stage.says(u"In this note only"_s); }));
    stage.choose(1);
    QVERIFY(QTest::qWaitFor([&] { return stage.button(u"Go to “Other note”"_s) != nullptr; }));
    QVERIFY(stage.says(u"Also in 1 other note"_s));
    stage.button(u"Go to “Other note”"_s)->click();
    QVERIFY(QTest::qWaitFor([&] { return stage.shown->text() == u"Other note"_s; }));
}

void FilesSheetTest::copyIsSaved()
{
    FilesStage stage;
    stage.open();
    stage.choose(3);
    QVERIFY(stage.says(u"not encrypted"_s)); // before anything is written
    const QString path = stage.path("out.txt");
    stage.save(path);
    QVERIFY(
        QTest::qWaitFor([&] { return stage.says(u"Saved as “out.txt”. This copy is not encrypted."_s); }));
    QFile copy(path);
    QVERIFY(copy.open(QIODevice::ReadOnly));
    QCOMPARE(copy.readAll(), QByteArray(700'000, 'x'));
    QCOMPARE(copy.permissions() & (QFile::ReadOther | QFile::ReadGroup), QFile::Permissions{});
}

void FilesSheetTest::copyNeverReplacesAFile()
{
    FilesStage stage;
    stage.open();
    const QString path = stage.path("there.png");
    QFile there(path);
    QVERIFY(there.open(QIODevice::WriteOnly));
    there.write("mine");
    there.close();
    stage.save(path);
    QVERIFY(QTest::qWaitFor([&] { return stage.says(u"exists already"_s); }));
    QVERIFY(there.open(QIODevice::ReadOnly));
    QCOMPARE(there.readAll(), QByteArray("mine"));
    QVERIFY(stage.button(u"Save a copy…"_s)->isEnabled());
}

void FilesSheetTest::takenOutAndBroughtBack()
{
    FilesStage stage;
    stage.open();
    stage.choose(2);
    stage.button(u"Take out of the note"_s)->click();
    QVERIFY(QTest::qWaitFor([&] { return stage.list().model()->rowCount() == 3; }));
    QVERIFY(stage.says(u"“c-data.bin” was taken out of the note"_s));
    stage.sheet->reject();
    QVERIFY(QTest::qWaitFor([&] { return stage.button(u"Undo"_s) != nullptr; }));
    stage.button(u"Undo"_s)->click();
    stage.open();
    QVERIFY(QTest::qWaitFor([&] { return stage.list().model()->rowCount() == 4; }));
}

void FilesSheetTest::noFilesYet()
{
    FilesStage stage(false);
    stage.open();
    QVERIFY(stage.says(u"No files yet"_s));
    QVERIFY(stage.button(u"Attach files…"_s));
    QVERIFY(!stage.button(u"Save a copy…"_s));
    QVERIFY(!stage.button(u"Take out of the note"_s));
}

void FilesSheetTest::lockClosesIt()
{
    FilesStage stage;
    stage.open();
    stage.choose(1);
    QVERIFY(QTest::qWaitFor([&] { return !stage.preview().text().isEmpty(); }));
    QPointer<ui::FilesSheet> sheet = stage.sheet;
    QVERIFY(stage.shown->lock());
    QVERIFY(!sheet || !sheet->isVisible());
    QVERIFY(!sheet || stage.preview().text().isEmpty());
}

QTEST_MAIN(FilesSheetTest)
#include "files_sheet_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked again, the ways in, the recovery kit, and what is told after an unlock.
#include "core/vault/failed_attempts.h"
#include "tests/support_tools/picture_hands.h"
#include "tests/support_tools/picture_tools.h"
#include "ui/lockscreen/lock_window.h"
#include "ui/main/unlock_line.h"
#include "ui/sheets/ways_sheet.h"
#include "ui/widgets/way_links.h"

#include <QApplication>
#include <QMenu>
#include <QPainter>
#include <QPixmap>
#include <QTest>

using namespace Qt::StringLiterals;

namespace lockleaf::test {

namespace {

RecoveryCode pictureCode()
{
    return *RecoveryCode::fromTyped(bytesOf("0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXTX"));
}

/// The vault of the pictures with all three ways in, unlocked before and with two failed attempts since.
struct AskedVault
{
    TemporaryFolder folder;
    std::filesystem::path file = folder / "Personal.lockleaf";
    std::filesystem::path state = folder / "state";

    explicit AskedVault(int failed)
    {
        const auto vault = makePictureVault(file, true);
        const auto cheap = KeyDerivationCost::cheapForTests();
        const auto both =
            PreparedWay::of(WayIn::passwordAndKeyFile(*Passphrase::fromTyped(bytesOf("pictures")),
                                                      *KeyFile::make(folder / "stick.key")),
                            cheap);
        const auto kit = PreparedWay::of(WayIn::recoveryCode(pictureCode()), cheap);
        auto settings = vault->settings();
        settings->lastUnlocked = systemClock().now() - Timestamp{26} * 3'600'000;
        settings->lastExported = systemClock().now() - Timestamp{9} * 24 * 3'600'000;
        const VaultId id = Vault::info(file)->vaultId;
        for (int i = 0; i < failed; ++i)
            if (!noteFailedAttempt(state, id, systemClock().now() - 3'600'000))
                qFatal("attempts");
        if (!vault->changeWays({WayChange::What::Add, &*both}) ||
            !vault->changeWays({WayChange::What::Add, &*kit}) || !vault->saveSettings(*settings) ||
            !vault->close())
            qFatal("ways");
    }
    [[nodiscard]] std::unique_ptr<Vault> open() const
    {
        auto key = Vault::unlock(file, *Passphrase::fromTyped(bytesOf("pictures")));
        return std::move(*Vault::open(file, std::move(*key), {}));
    }
};

struct AskedWindow : AskedVault
{
    ui::VaultSession session{open(), {file, Vault::info(file)->vaultId, state}};
    ui::MainWindow window{session, ui::ThemeManager::instance(), u"Personal"_s};

    AskedWindow(const PictureRequest& request, int failed) : AskedVault(failed)
    {
        showWindow(window, request);
        QTest::qWait(400);
    }
};

/// The window with its open menu on it, which is a window of its own.
void savePictureWithMenu(QWidget& window, const PictureRequest& request, const QString& name)
{
    savePicture(window, request, name);
    QWidget* const menu = QApplication::activePopupWidget();
    if (menu == nullptr)
        qFatal("no menu");
    const QString file = request.folder.filePath(name + u".png"_s);
    QPixmap picture(file);
    const qreal scale = window.devicePixelRatioF();
    QPainter painter(&picture);
    const QPixmap shown = menu->grab();
    painter.drawPixmap(QRectF(QPointF(window.mapFromGlobal(menu->pos())) * scale, QSizeF(shown.size())),
                       shown, QRectF(shown.rect()));
    painter.end();
    if (!picture.save(file))
        qFatal("cannot write a picture");
    menu->close();
}

void takeFacts(const PictureRequest& request, const QStringList& names)
{
    if (names.contains(u"facts"_s)) {
        AskedWindow asked(request, 0);
        actionNamed(asked.window, u"Since the last unlock…"_s)->trigger();
        savePictureWithMenu(asked.window, request, u"facts"_s);
    }
    if (names.contains(u"facts-failed"_s)) {
        AskedWindow asked(request, 2);
        savePicture(asked.window, request, u"facts-failed"_s);
    }
}

void takeWays(const PictureRequest& request, const QStringList& names)
{
    AskedWindow asked(request, 0);
    auto* sheet = new ui::WaysSheet(asked.session, u"Personal"_s, &asked.window);
    sheet->openSheet();
    const SheetHands hands{*sheet};
    waitUntil([&] { return hands.button(u"Key file…"_s) != nullptr; }, "the ways in");
    if (names.contains(u"ways"_s))
        savePicture(asked.window, request, u"ways"_s);
    hands.type(u"Your vault's password"_s, u"not this one"_s);
    sheet->findChild<ui::WayLinks*>()->setKeyFile(
        QString::fromStdString((asked.folder / "stick.key").string()));
    hands.press(u"Continue"_s);
    hands.hear(u"either may be the wrong one"_s);
    if (names.contains(u"ways-wrong"_s))
        savePicture(asked.window, request, u"ways-wrong"_s);
    hands.press(u"Use recovery kit"_s);
    hands.type(u"Recovery code"_s, u"0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXTX"_s);
    if (names.contains(u"ways-code"_s))
        savePicture(asked.window, request, u"ways-code"_s);
    hands.press(u"Continue"_s);
    waitUntil([&] { return hands.button(u"Renew the recovery kit…"_s) != nullptr; }, "the list");
    if (names.contains(u"ways-list"_s))
        savePicture(asked.window, request, u"ways-list"_s);
    hands.press(u"Renew the recovery kit…"_s);
    hands.press(u"Print…"_s);
    if (names.contains(u"ways-kit"_s))
        savePicture(asked.window, request, u"ways-kit"_s);
}

} // namespace

void takeAsked(const PictureRequest& request, const QStringList& names)
{
    takeFacts(request, names);
    if (wantsAny(names, {u"ways"_s, u"ways-wrong"_s, u"ways-code"_s, u"ways-list"_s, u"ways-kit"_s}))
        takeWays(request, names);
    if (names.contains(u"kit"_s)) {
        ui::LockWindow window;
        window.showKitPage(pictureCode(), u"Personal"_s);
        showWindow(window, request);
        savePicture(window, request, u"kit"_s);
    }
}

} // namespace lockleaf::test

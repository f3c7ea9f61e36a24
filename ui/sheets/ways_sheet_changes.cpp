// SPDX-License-Identifier: GPL-3.0-or-later
// The part of WaysSheet that adds, replaces and removes ways in, and prints a kit.
#include "ui/lockscreen/kit_form.h"
#include "ui/sheets/new_password_fields.h"
#include "ui/sheets/notice.h"
#include "ui/sheets/ways_sheet.h"
#include "ui/widgets/file_chooser.h"

#include <QDir>
#include <QFile>

namespace lockleaf::ui {

namespace {

std::filesystem::path chosenPath(const QString& path)
{
    return std::filesystem::path(QFile::encodeName(path).toStdString());
}

} // namespace

void WaysSheet::beginKit()
{
    m_kit->begin(RecoveryCode::random(), m_vaultName);
    setStage(Stage::Kit);
}

void WaysSheet::chooseKeyFileToAdd()
{
    auto* chooser =
        new FileChooser(this, tr("Choose any file, or name a new one, which is then made"), QDir::homePath());
    chooser->setFileMode(QFileDialog::AnyFile);
    connect(chooser, &QFileDialog::fileSelected, this, &WaysSheet::addKeyFile);
    chooser->open();
}

void WaysSheet::addKeyFile(const QString& path)
{
    const std::filesystem::path file = chosenPath(path);
    apply(
        [file, proved = m_proved]() -> Result<WayIn> {
            auto read = KeyFile::read(file);
            if (!read && read.error().code == ErrorCode::FileNotFound)
                read = KeyFile::make(file);
            if (!read)
                return fail(ErrorCode::KeyFileNotUsable, describe(read.error()));
            auto way = proved->way.withKeyFile(std::move(*read));
            if (!way)
                return fail(ErrorCode::InvalidArgument, "a recovery code");
            return std::move(*way);
        },
        WayChange::What::Add, false,
        tr("The key file opens this vault together with the password. Remove “Password” to need both."));
}

void WaysSheet::changePassword()
{
    const std::shared_ptr<Passphrase> chosen = m_new->take();
    if (!chosen)
        return;
    apply(
        [chosen, proved = m_proved]() -> Result<WayIn> { return proved->way.withPassword(chosen->clone()); },
        WayChange::What::Replace, true,
        tr("The password was changed. Copies made earlier still open with the old one."));
}

void WaysSheet::removeWay(std::size_t index)
{
    setWorking(true, tr("Removing it…"));
    change(nullptr, {WayChange::What::Remove, nullptr, {}, index},
           tr("It opens this vault no more. Copies and backups made earlier still open by it."));
}

void WaysSheet::apply(std::function<Result<WayIn>()> make, WayChange::What what, bool replacesOpener,
                      const QString& done)
{
    setWorking(true, tr("Deriving the key…"));
    WayChange how{what, nullptr};
    if (replacesOpener)
        how.of = m_proved->openedBy;
    using Ready = Result<std::shared_ptr<const PreparedWay>>;
    m_work.run(
        [make = std::move(make), cost = m_cost]() -> Ready {
            LOCKLEAF_TRY(const WayIn way, make());
            LOCKLEAF_TRY(PreparedWay ready, PreparedWay::of(way, cost));
            return std::make_shared<const PreparedWay>(std::move(ready));
        },
        [this, how, done](const Ready& ready) {
            if (!ready) {
                refuse(ready.error());
                return;
            }
            change(*ready, how, done);
        });
}

void WaysSheet::change(std::shared_ptr<const PreparedWay> ready, WayChange how, const QString& done)
{
    setClosable(false); // what has begun ends within moments, and then says so
    m_session.ask(
        this,
        [ready = std::move(ready), how](Vault& vault) mutable -> Result<std::vector<KeySlotInfo>> {
            how.way = ready.get();
            LOCKLEAF_CHECK(vault.changeWays(how));
            return vault.waysIn();
        },
        [this, done](const Result<std::vector<KeySlotInfo>>& found) {
            setClosable(true);
            if (!found) {
                refuse(found.error());
                return;
            }
            setStage(Stage::List);
            showSlots(*found);
            m_notice->show();
            m_notice->showPromise(done);
        });
}

void WaysSheet::startPrinting(const std::shared_ptr<PrintPipe>& pipe)
{
    m_kit->startPrinting(pipe);
}

void WaysSheet::showPrintOutcome(PrintOutcome outcome)
{
    m_kit->showPrintOutcome(outcome);
}

void WaysSheet::refuse(const Error& error)
{
    setWorking(false);
    QString sentence = QString::fromUtf8(plainEnglish(error.code).data());
    if (error.code == ErrorCode::InvalidArgument)
        sentence = tr("A key file goes with a password. Come back with the password instead of the code.");
    m_notice->show();
    m_notice->showProblem(sentence);
}

} // namespace lockleaf::ui

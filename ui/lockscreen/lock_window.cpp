// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lockscreen/lock_window.h"

#include "ui/lockscreen/create_page.h"
#include "ui/lockscreen/keyboard_state.h"
#include "ui/lockscreen/kit_page.h"
#include "ui/lockscreen/unlock_page.h"
#include "ui/theme/icons.h"
#include "ui/widgets/file_chooser.h"

#include <QDir>
#include <QEvent>
#include <QFileInfo>
#include <QStackedLayout>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

constexpr QSize SmallestSize(420, 480);
constexpr QSize FirstSize(1180, 760);

/// The folder itself, or the nearest one above it that exists.
QString existingFolder(const QString& folder)
{
    QDir walk(folder);
    while (!walk.exists() && walk.path().contains(u'/') && !walk.isRoot())
        walk.setPath(QFileInfo(walk.path()).path());
    return walk.exists() ? walk.path() : QDir::homePath();
}

} // namespace

LockWindow::LockWindow(QWidget* parent)
    : QWidget(parent), m_keyboard(KeyboardState::create()), m_pages(new QStackedLayout(this)),
      m_unlock(new UnlockPage(m_keyboard.get(), this)), m_create(new CreatePage(this)),
      m_kit(new KitPage(this))
{
    setWindowTitle(u"Lockleaf"_s);
    setWindowIcon(icons::application());
    setMinimumSize(SmallestSize);
    resize(FirstSize);
    m_pages->setContentsMargins(0, 0, 0, 0);
    m_pages->addWidget(m_unlock);
    m_pages->addWidget(m_create);
    m_pages->addWidget(m_kit);
    connect(m_kit, &KitPage::confirmed, this, &LockWindow::kitConfirmed);
    connect(m_kit, &KitPage::postponed, this, &LockWindow::kitPostponed);
    connect(m_kit, &KitPage::printRequested, this, &LockWindow::printRequested);
    connect(m_kit, &KitPage::printWritten, this, &LockWindow::printWritten);
    connect(m_kit, &KitPage::printCancelled, this, &LockWindow::printCancelled);
    connect(m_unlock, &UnlockPage::submitted, this, &LockWindow::unlockSubmitted);
    connect(m_unlock, &UnlockPage::lookAgainRequested, this, &LockWindow::lookAgainRequested);
    connect(m_unlock, &UnlockPage::cancelled, this, &LockWindow::unlockCancelled);
    connect(m_unlock, &UnlockPage::otherVaultRequested, this, &LockWindow::chooseVault);
    connect(m_unlock, &UnlockPage::backupRequested, this, &LockWindow::backupRequested);
    connect(m_unlock, &UnlockPage::newVaultRequested, this, &LockWindow::newVaultRequested);
    connect(m_create, &CreatePage::backRequested, this, &LockWindow::backRequested);
    connect(m_create, &CreatePage::submitted, this,
            [this] { Q_EMIT createSubmitted(m_create->vaultName(), m_create->folder()); });
    connect(m_create, &CreatePage::folderChangeRequested, this, &LockWindow::chooseFolder);
    connect(m_create, &CreatePage::openVaultRequested, this, &LockWindow::chooseVault);
}

LockWindow::~LockWindow()
{
    // The page listens to m_keyboard, which would go before it otherwise.
    delete m_unlock;
}

void LockWindow::showCreatePage(const QString& suggestedName, const QString& folder, bool canGoBack)
{
    m_unlock->wipe();
    m_vaultFolder = folder;
    m_create->reset(suggestedName, folder);
    m_create->setBackOffered(canGoBack);
    m_pages->setCurrentWidget(m_create);
    m_create->focusField();
}

void LockWindow::showKitPage(RecoveryCode code, const QString& vaultName)
{
    m_create->wipe();
    m_kit->begin(std::move(code), vaultName);
    m_pages->setCurrentWidget(m_kit);
    m_kit->focusField();
}

const RecoveryCode& LockWindow::kitCode() const
{
    return m_kit->code();
}

void LockWindow::showUnlockPage(const QString& vaultName, const LockNotice& notice)
{
    m_create->wipe();
    m_kit->wipe();
    m_unlock->reset(vaultName, notice);
    m_pages->setCurrentWidget(m_unlock);
    m_unlock->focusField();
}

void LockWindow::setNotice(const LockNotice& notice)
{
    m_unlock->setNotice(notice);
}

void LockWindow::setWorking(bool working)
{
    if (isSavingKit())
        m_kit->setWorking(working);
    else if (isCreating())
        m_create->setWorking(working);
    else
        m_unlock->setWorking(working);
}

void LockWindow::showWrongPassword()
{
    m_unlock->showWrongPassword();
}

void LockWindow::showWrong(const QString& sentence)
{
    m_unlock->showWrong(sentence);
}

void LockWindow::offerWays(bool recoveryCode, bool keyFile)
{
    m_unlock->ways().offer(recoveryCode, keyFile);
}

void LockWindow::showPause(int seconds)
{
    m_unlock->showPause(seconds);
}

void LockWindow::showError(const QString& sentence)
{
    if (isSavingKit())
        m_kit->showError(sentence);
    else if (isCreating())
        m_create->showError(sentence);
    else
        m_unlock->showError(sentence);
}

void LockWindow::offerBackup(const QString& sentence)
{
    if (!isCreating())
        m_unlock->offerBackup(sentence);
}

void LockWindow::showMissing(const QString& vaultName, const QString& path)
{
    if (isCreating())
        return;
    m_vaultFolder = QFileInfo(path).path();
    const QString home = QDir::homePath() + u'/';
    m_unlock->showMissing(vaultName, path.startsWith(home) ? u"~/"_s + path.mid(home.size()) : path);
}

Result<Passphrase> LockWindow::takePassphrase() const
{
    return isCreating() ? m_create->passphrase() : m_unlock->passphrase();
}

Result<MakeWay> LockWindow::takeWay() const
{
    return m_unlock->ways().takeWay();
}

void LockWindow::startPrinting(const std::shared_ptr<PrintPipe>& pipe)
{
    m_kit->startPrinting(pipe);
}

void LockWindow::showPrintOutcome(PrintOutcome outcome)
{
    m_kit->showPrintOutcome(outcome);
}

void LockWindow::wipePasswords()
{
    m_kit->wipe();
    m_unlock->wipe();
    m_create->wipe();
}

bool LockWindow::event(QEvent* event)
{
    // A window that was shown without activation has no focus widget until somebody comes to it.
    if (event->type() == QEvent::WindowActivate && focusWidget() == nullptr) {
        if (isSavingKit())
            m_kit->focusField();
        else if (isCreating())
            m_create->focusField();
        else
            m_unlock->focusField();
    }
    return QWidget::event(event);
}

void LockWindow::chooseFolder()
{
    auto* chooser = new FileChooser(this, tr("Where to keep the vault"), existingFolder(m_create->folder()));
    chooser->setFileMode(QFileDialog::Directory);
    chooser->setOption(QFileDialog::ShowDirsOnly);
    connect(chooser, &QFileDialog::fileSelected, this,
            [this](const QString& folder) { m_create->setFolder(QDir::cleanPath(folder)); });
    chooser->open();
}

void LockWindow::chooseVault()
{
    auto* chooser = new FileChooser(this, tr("Open a vault"), existingFolder(m_vaultFolder));
    chooser->setFileMode(QFileDialog::ExistingFile);
    chooser->setNameFilters({tr("Lockleaf vaults (*.lockleaf)"), tr("All files (*)")});
    connect(chooser, &QFileDialog::fileSelected, this, &LockWindow::otherVaultChosen);
    chooser->open();
}

bool LockWindow::isSavingKit() const
{
    return m_pages->currentWidget() == m_kit;
}

bool LockWindow::isCreating() const
{
    return m_pages->currentWidget() == m_create;
}

} // namespace lockleaf::ui

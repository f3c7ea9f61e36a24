// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/main_window.h"

#include "ui/vault/vault_session.h"

#include <QCloseEvent>
#include <QPainter>

namespace lockleaf::ui {

struct MainWindow::Private
{
    VaultSession& session;
    ThemeManager& theme;
    QString vaultName;
    bool blanked = false;
};

MainWindow::MainWindow(VaultSession& session, ThemeManager& theme, QString vaultName)
    : d(new Private{session, theme, std::move(vaultName)})
{
    setWindowTitle(QStringLiteral("Lockleaf"));
}

MainWindow::~MainWindow() = default;

void MainWindow::blank()
{
    d->blanked = true;
    update();
}

void MainWindow::prepareToLock(std::function<void(bool allSaved)> done)
{
    blank();
    // Whatever was queued before has been answered when this answer comes.
    d->session.settings(this, [done = std::move(done)](const Result<VaultSettings>& settings) {
        done(settings.has_value());
    });
}

void MainWindow::showCountdown(int) {}

void MainWindow::setAppearance(Appearance) {}

void MainWindow::closeEvent(QCloseEvent* event)
{
    event->ignore();
    Q_EMIT quitRequested();
}

void MainWindow::paintEvent(QPaintEvent*) {}

} // namespace lockleaf::ui

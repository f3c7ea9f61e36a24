// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/main_window.h"

#include "ui/main/window_parts.h"
#include "ui/theme/icons.h"

#include <QApplication>
#include <QCloseEvent>
#include <QMenu>
#include <QPainter>
#include <QVBoxLayout>

namespace lockleaf::ui {

namespace {

constexpr QSize MainWindowFirstSize{1440, 900};
constexpr QSize MainWindowSmallestSize{480, 400};

/// Covers everything in one plain colour.
class Cover : public QWidget
{
public:
    explicit Cover(QWidget* window) : QWidget(window) { hide(); }

protected:
    void paintEvent(QPaintEvent* event) override
    {
        QPainter(this).fillRect(event->rect(), currentTheme().color(Token::Side));
    }
};

} // namespace

struct MainWindow::Private
{
    Private(MainWindow& window, VaultSession& session, ThemeManager& theme, const QString& vaultName)
        : cover(new Cover(&window)), parts(window, session, theme, vaultName)
    {
    }

    QWidget* cover;
    WindowParts parts;
    bool blanked = false;
    bool locking = false;
    std::vector<std::function<void(bool)>> waiting; ///< For the end of prepareToLock().
    std::optional<bool> saved;
};

MainWindow::MainWindow(VaultSession& session, ThemeManager& theme, const QString& vaultName)
{
    setWindowTitle(QStringLiteral("Lockleaf"));
    setWindowIcon(icons::application());
    setMinimumSize(MainWindowSmallestSize);
    resize(MainWindowFirstSize);
    d = std::make_unique<Private>(*this, session, theme, vaultName);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(d->parts.panes());
    connect(&d->parts, &WindowParts::lockRequested, this, &MainWindow::lockRequested);
    connect(&d->parts, &WindowParts::keysChanged, this, &MainWindow::keysChanged);
    connect(&d->parts, &WindowParts::quitRequested, this, &MainWindow::quitRequested);
    connect(&d->parts, &WindowParts::activityNoticed, this, &MainWindow::activityNoticed);
    connect(&d->parts, &WindowParts::firstListPainted, this, &MainWindow::firstListPainted);
    connect(&d->parts, &WindowParts::idleSecondsChanged, this, &MainWindow::idleSecondsChanged);
    connect(&d->parts, &WindowParts::warnBeforeLockingChanged, this, &MainWindow::warnBeforeLockingChanged);
    connect(&d->parts, &WindowParts::lockTriggersChanged, this, &MainWindow::lockTriggersChanged);
    connect(&d->parts, &WindowParts::appearanceChanged, this, &MainWindow::appearanceChanged);
    connect(&d->parts, &WindowParts::trayChosen, this, &MainWindow::trayChosen);
    connect(&d->parts, &WindowParts::addressChosen, this, &MainWindow::addressChosen);
    connect(&d->parts, &WindowParts::printRequested, this, &MainWindow::printRequested);
    connect(&d->parts, &WindowParts::printWritten, this, &MainWindow::printWritten);
    connect(&d->parts, &WindowParts::printCancelled, this, &MainWindow::printCancelled);
    d->parts.start();
}

MainWindow::~MainWindow() = default;

void MainWindow::showAddressOutcome(bool opened)
{
    d->parts.showAddressOutcome(opened);
}

void MainWindow::startPrinting(const std::shared_ptr<PrintPipe>& pipe)
{
    d->parts.startPrinting(pipe);
}

void MainWindow::showPrintOutcome(PrintOutcome outcome)
{
    d->parts.showPrintOutcome(outcome);
}

void MainWindow::blank()
{
    if (std::exchange(d->blanked, true))
        return;
    while (QWidget* popup = QApplication::activePopupWidget())
        popup->close();
    d->cover->setGeometry(rect());
    d->cover->show();
    d->cover->raise();
    d->parts.hideContent();
    d->cover->repaint(); // now, not when the event loop finds the time
    // A chooser of files with a proposed name, a tooltip, what is being dragged.
    for (QWidget* other : QApplication::topLevelWidgets()) {
        if (other != this)
            other->hide();
    }
}

std::vector<UnsavedText> MainWindow::unsavedTexts() const
{
    return d->parts.unsavedTexts();
}

void MainWindow::prepareToLock(std::function<void(bool allSaved)> done)
{
    if (d->saved) {
        done(*d->saved);
        return;
    }
    d->waiting.push_back(std::move(done));
    if (std::exchange(d->locking, true))
        return;
    blank();
    d->parts.takeBackCopied();
    d->parts.close([this](bool allSaved) {
        d->saved = allSaved;
        for (const auto& waiting : std::exchange(d->waiting, {}))
            waiting(allSaved);
    });
}

void MainWindow::showCountdown(int secondsLeft)
{
    if (!d->blanked)
        d->parts.showCountdown(secondsLeft);
}

void MainWindow::setLockSignals(const LockSignals& known)
{
    d->parts.setLockSignals(known);
}

void MainWindow::setTray(const TrayState& tray)
{
    d->parts.setTray(tray);
}

void MainWindow::startNote()
{
    d->parts.startNoteFromOutside();
}

void MainWindow::takeInbox()
{
    d->parts.takeArrivals();
}

void MainWindow::setAppearance(Appearance appearance)
{
    d->parts.setAppearance(appearance);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    event->ignore();
    Q_EMIT quitRequested();
}

void MainWindow::paintEvent(QPaintEvent* event)
{
    QPainter(this).fillRect(event->rect(), currentTheme().color(Token::Side));
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    d->cover->setGeometry(rect());
    d->parts.placeOverlays();
}

} // namespace lockleaf::ui

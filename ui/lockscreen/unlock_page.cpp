// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lockscreen/unlock_page.h"

#include "ui/lockscreen/keyboard_state.h"
#include "ui/lockscreen/leaf_art.h"
#include "ui/lockscreen/lock_card.h"
#include "ui/lockscreen/notice_row.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/label.h"
#include "ui/widgets/password_field.h"
#include "ui/widgets/progress_bar.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace lockleaf::ui {

namespace {

constexpr int BarDelayMilliseconds = 300;
constexpr int FooterMargin = 26;
constexpr int FooterBottom = 18;
constexpr int KeyboardIcon = 15;
constexpr int KeyboardTextLeft = 24;
constexpr qreal UnlockPageDesignWidth = 1440;
constexpr qreal UnlockPageDesignHeight = 900;

} // namespace

UnlockPage::UnlockPage(KeyboardState* keyboard, QWidget* parent)
    : QWidget(parent), m_keyboard(keyboard), m_card(new LockCard(this)),
      m_title(new Label({}, TextRole::CardTitle, Token::Text, m_card)),
      m_reason(new Label({}, TextRole::Body, Token::TextSecondary, m_card)),
      m_edits(new Label({}, TextRole::Body, Token::TextSecondary, m_card)),
      m_fieldLabel(new Label(tr("Master password"), TextRole::FieldLabel, Token::Text, m_card)),
      m_field(new PasswordField(tr("Master password"), m_card)), m_error(new NoticeRow(m_card)),
      m_capsLock(new NoticeRow(m_card)), m_unlock(new Button(tr("Unlock"), Button::Kind::Primary, m_card)),
      m_backupBox(new QWidget(m_card)), m_backup(new Button(tr("Open this backup"))),
      m_bar(new ProgressBar(tr("Unlocking"), m_card)),
      m_otherVault(new LinkButton(tr("Open another vault…"), m_card)),
      m_newVault(new LinkButton(tr("Create a new vault…"), m_card)),
      m_ways(new WayLinks(*m_field, *m_fieldLabel, tr("Master password"), Qt::AlignHCenter, m_card)),
      m_links(new QBoxLayout(QBoxLayout::LeftToRight)),
      m_layoutName(new Label({}, TextRole::Caption, Token::TextSecondary, this)),
      m_footer(
          new Label(tr("Your notes stay on this computer."), TextRole::Caption, Token::TextSecondary, this))
{
    buildCard();
    auto* footer = new QHBoxLayout;
    footer->setContentsMargins(FooterMargin + typography::scaled(KeyboardTextLeft), 0, FooterMargin,
                               FooterBottom);
    footer->addWidget(m_layoutName);
    footer->addStretch();
    footer->addWidget(m_footer);
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->addStretch(1);
    page->addWidget(m_card, 0, Qt::AlignHCenter);
    page->addStretch(1);
    page->addLayout(footer);

    m_barDelay.setSingleShot(true);
    m_barDelay.setInterval(BarDelayMilliseconds);
    connect(&m_barDelay, &QTimer::timeout, m_bar, &QWidget::show);
    m_pauseClock.setInterval(1000);
    connect(&m_pauseClock, &QTimer::timeout, this, &UnlockPage::handlePauseTick);
    connect(m_field, &QLineEdit::returnPressed, this, &UnlockPage::submit);
    connect(m_field, &QLineEdit::textEdited, this, [this] { m_field->setError(false); });
    connect(m_unlock, &QPushButton::clicked, this, &UnlockPage::submit);
    connect(m_otherVault, &QPushButton::clicked, this, &UnlockPage::otherVaultRequested);
    connect(m_newVault, &QPushButton::clicked, this, &UnlockPage::newVaultRequested);
    connect(m_backup, &QPushButton::clicked, this, &UnlockPage::backupRequested);
    connect(m_ways, &WayLinks::changed, this, [this] {
        m_error->clearNotice();
        refresh();
    });
    if (m_keyboard != nullptr)
        connect(m_keyboard, &KeyboardState::changed, this, &UnlockPage::refreshKeyboard);
    refreshKeyboard();
}

void UnlockPage::buildCard()
{
    m_title->setAlignment(Qt::AlignCenter);
    m_title->setWordWrap(true);
    for (Label* sentence : {m_reason, m_edits}) {
        sentence->setAlignment(Qt::AlignCenter);
        sentence->setWordWrap(true);
    }
    m_fieldLabel->setBuddy(m_field);
    m_unlock->setBaseHeight(metrics::FieldHeight);
    m_capsLock->setStrong(true);
    m_bar->setRange(0, 0);

    auto* column = new QVBoxLayout(m_card);
    column->setContentsMargins(LockCard::contentMargins());
    column->setSpacing(0);
    column->addSpacing(LockCard::logoRoom());
    column->addWidget(m_title);
    column->addSpacing(6);
    column->addWidget(m_reason);
    column->addWidget(m_edits);
    column->addSpacing(metrics::Space6 + 2);
    auto* form = new QVBoxLayout;
    form->setContentsMargins(LockCard::formInset(), 0, LockCard::formInset(), 0);
    form->setSpacing(0);
    column->addLayout(form);
    form->addWidget(m_fieldLabel);
    form->addSpacing(5);
    form->addWidget(m_field);
    m_error->setTopGap(metrics::Space2);
    m_capsLock->setTopGap(metrics::Space2 - 2);
    form->addWidget(m_error);
    form->addWidget(m_capsLock);
    form->addSpacing(metrics::Space4 + 2);
    form->addWidget(m_unlock);
    buildBackupBox();
    form->addWidget(m_backupBox);
    form->addSpacing(6);
    QSizePolicy kept = m_bar->sizePolicy();
    kept.setRetainSizeWhenHidden(true); // the card must not jump after 300 ms
    m_bar->setSizePolicy(kept);
    form->addWidget(m_bar);
    form->addSpacing(7);
    form->addWidget(m_ways);
    form->addLayout(m_links);
    m_links->setAlignment(Qt::AlignHCenter);
    m_links->addWidget(m_otherVault, 0, Qt::AlignHCenter);
    m_links->addWidget(m_newVault, 0, Qt::AlignHCenter);
    m_bar->hide();
}

void UnlockPage::buildBackupBox()
{
    m_backup->setBaseHeight(metrics::FieldHeight);
    auto* apart = new QVBoxLayout(m_backupBox); // the gap above it comes and goes with it
    apart->setContentsMargins(0, metrics::Space2, 0, 0);
    apart->addWidget(m_backup);
    m_backupBox->hide();
}

// Beside each other, or, where the window is narrow or the text large, one below the other.
void UnlockPage::placeLinks()
{
    const int room = m_card->sizeHint().width() - 2 * LockCard::formInset() -
                     LockCard::contentMargins().left() - LockCard::contentMargins().right();
    const int wanted = m_otherVault->sizeHint().width() + metrics::Space4 + m_newVault->sizeHint().width();
    const bool beside = wanted <= room;
    m_links->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_links->setSpacing(beside ? metrics::Space4 : metrics::Space1);
}

void UnlockPage::reset(const QString& vaultName, const LockNotice& notice)
{
    m_working = false;
    m_missing = false;
    m_offersBackup = false;
    m_pauseSeconds = 0;
    m_pauseClock.stop();
    m_ways->reset();
    wipe();
    m_title->setText(tr("%1 is locked").arg(vaultName));
    setNotice(notice);
    refresh();
}

void UnlockPage::setNotice(const LockNotice& notice)
{
    m_notice = notice;
    m_reason->setText(reasonSentence(notice));
    m_reason->setVisible(!m_reason->text().isEmpty());
    m_edits->setText(editsSentence(notice));
    const bool bad = notice.edits == LockNotice::Edits::LastSecondsMayBeMissing || !notice.unsaved.isEmpty();
    m_edits->setToken(bad ? Token::Warn : Token::TextSecondary);
    // One calm line: what was lost is said at once, that nothing was lost only when somebody stumbles.
    m_edits->setVisible(bad || (m_reason->isHidden() && !m_edits->text().isEmpty()));
    m_card->setAccessibleName(m_title->text());
    m_card->setAccessibleDescription(QStringList{m_reason->text(), m_edits->text()}.join(u' '));
}

void UnlockPage::setWorking(bool working)
{
    m_working = working;
    if (working) {
        m_offersBackup = false;
        m_error->clearNotice();
        m_field->setError(false);
    }
    refresh();
    if (working)
        setFocus(); // Esc must reach us while the field is disabled
    else
        focusField();
}

void UnlockPage::showWrongPassword()
{
    showWrong(tr("That password doesn't open this vault. Check the keyboard layout and try again."));
}

void UnlockPage::showWrong(const QString& sentence)
{
    m_working = false;
    m_error->setNotice(Icon::Warning, sentence, Token::Danger, Token::Danger, true);
    m_field->setError(true, sentence);
    if (m_notice.edits == LockNotice::Edits::AllSaved && m_notice.unsaved.isEmpty()) {
        m_reason->hide();
        m_edits->show();
    }
    refresh();
    focusField();
    m_field->selectAll();
}

void UnlockPage::showPause(int seconds)
{
    m_pauseSeconds = qMax(0, seconds);
    if (isPausing())
        m_pauseClock.start();
    else
        m_pauseClock.stop();
    refresh();
}

void UnlockPage::showError(const QString& sentence)
{
    m_working = false;
    m_offersBackup = false;
    m_error->setNotice(Icon::Warning, sentence, Token::Danger, Token::Danger, true);
    refresh();
    focusField();
}

void UnlockPage::offerBackup(const QString& sentence)
{
    showError(sentence);
    m_offersBackup = true;
    refresh();
}

void UnlockPage::showMissing(const QString& vaultName, const QString& place)
{
    m_working = false;
    m_missing = true;
    wipe();
    m_field->setError(false);
    m_error->setNotice(Icon::Warning,
                       tr("Not found: “%1” is not at %2. Is its disk connected?").arg(vaultName, place),
                       Token::Danger, Token::Danger, true);
    refresh();
    focusField();
}

void UnlockPage::focusField()
{
    (m_missing ? static_cast<QWidget*>(m_unlock) : m_field)->setFocus(Qt::OtherFocusReason);
}

Result<Passphrase> UnlockPage::passphrase() const
{
    return m_field->passphrase();
}

void UnlockPage::wipe()
{
    m_field->wipe();
}

void UnlockPage::refresh()
{
    m_field->setEnabled(!m_working);
    m_field->setVisible(!m_missing);
    m_fieldLabel->setVisible(!m_missing);
    m_unlock->setEnabled(!m_working && (m_missing || !isPausing()));
    m_backupBox->setVisible(m_offersBackup && !m_working);
    m_otherVault->setText(m_missing ? tr("Locate…") : tr("Open another vault…"));
    m_otherVault->setEnabled(!m_working);
    m_newVault->setEnabled(!m_working);
    m_ways->setVisible(m_ways->offersAny() && !m_missing);
    m_ways->setEnabled(!m_working);
    m_unlock->setText(m_missing     ? tr("Retry")
                      : m_working   ? tr("Unlocking…")
                      : isPausing() ? tr("Try again in %1 s").arg(m_pauseSeconds)
                                    : tr("Unlock"));
    if (m_working) {
        m_barDelay.start();
    } else {
        m_barDelay.stop();
        m_bar->hide();
    }
    refreshKeyboard();
}

void UnlockPage::submit()
{
    if (m_missing && !m_working) {
        Q_EMIT lookAgainRequested();
        return;
    }
    if (m_working || isPausing())
        return;
    if (m_field->isEmpty()) {
        focusField();
        return;
    }
    m_field->setRevealed(m_ways->usesRecoveryCode());
    Q_EMIT submitted();
}

void UnlockPage::refreshKeyboard()
{
    const bool capsLock = m_keyboard != nullptr && m_keyboard->isCapsLockOn();
    m_capsLock->setNotice(Icon::CapsLock, capsLock ? tr("Caps Lock is on") : QString(), Token::Warn,
                          Token::Warn, capsLock && m_capsLock->isHidden());
    const QString layout = m_keyboard != nullptr ? m_keyboard->layoutName() : QString();
    m_layoutName->setText(layout);
    m_layoutName->setAccessibleName(layout.isEmpty() ? QString() : tr("Keyboard layout: %1").arg(layout));
    update();
}

void UnlockPage::handlePauseTick()
{
    m_pauseSeconds -= 1;
    if (!isPausing())
        m_pauseClock.stop();
    refresh();
}

void UnlockPage::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Escape || !m_working) {
        QWidget::keyPressEvent(event);
        return;
    }
    setWorking(false);
    Q_EMIT cancelled();
}

void UnlockPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    placeLinks();
    m_card->updateGeometry(); // its width follows ours
}

void UnlockPage::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = currentTheme();
    painter.fillRect(rect(), theme.color(Token::Side));
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const qreal scale =
        qBound(0.6, qMin(width() / UnlockPageDesignWidth, height() / UnlockPageDesignHeight), 1.6);
    const qreal across = leaf_art::VisibleWidth * scale;
    if (!theme.isHighContrast())
        leaf_art::paint(painter, QPointF(mirrored ? across : width() - across, height()), scale,
                        theme.color(Token::Leaf), theme.color(Token::LeafVein), mirrored);
    LockCard::paintShadow(painter, m_card->geometry());
    if (!m_layoutName->text().isEmpty()) {
        const QRect label = m_layoutName->geometry();
        const int size = typography::scaled(KeyboardIcon);
        const int left = typography::scaled(KeyboardTextLeft);
        const int x = mirrored ? label.right() + left - size : label.x() - left;
        icons::paint(painter, QRect(x, label.y(), size, label.height()), Icon::Keyboard,
                     theme.color(Token::TextSecondary), size);
    }
}

} // namespace lockleaf::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/capture/capture_window.h"

#include "ui/capture/capture_field.h"
#include "ui/lockscreen/notice_row.h"
#include "ui/sheets/ask_sheet.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/theme/typography.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/control_painter.h"
#include "ui/widgets/label.h"

#include <QApplication>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QShortcut>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

constexpr QSize CaptureFirstSize{560, 480};
constexpr QSize CaptureSmallestSize{320, 360};
/// How long the word that it was kept stands there.
constexpr int FarewellMilliseconds = 1500;
/// The counter shows from this part of the limit on.
constexpr double CounterFrom = 0.8;

} // namespace

CaptureWindow::CaptureWindow(const QString& vaultName, qsizetype limit)
    : m_field(new CaptureField(limit, this)), m_about(new Label({}, TextRole::Help, Token::TextSecondary)),
      m_notice(new NoticeRow), m_counter(new Label({}, TextRole::Caption, Token::TextSecondary)),
      m_cancel(new Button(tr("Cancel"))), m_keep(new Button(tr("Keep"), Button::Kind::Primary))
{
    setWindowTitle(u"Lockleaf"_s);
    setWindowIcon(icons::application());
    setMinimumSize(CaptureSmallestSize);
    resize(CaptureFirstSize);
    arrange(vaultName);
    m_farewell.setSingleShot(true);
    m_farewell.setInterval(FarewellMilliseconds);
    connect(&m_farewell, &QTimer::timeout, this, &CaptureWindow::finished);
    connect(m_field, &QPlainTextEdit::textChanged, this, &CaptureWindow::handleTextChanged);
    connect(m_field, &CaptureField::pasteRefused, this, [this] {
        m_notice->setNotice(Icon::Warning,
                            tr("That is too long to be added: while the vault is locked a note has at most "
                               "%1. Nothing of it was taken.")
                                .arg(QLocale().formattedDataSize(m_field->limit(), 0)),
                            Token::Danger, Token::Danger, true);
    });
    connect(m_keep, &QPushButton::clicked, this, &CaptureWindow::keep);
    connect(m_cancel, &QPushButton::clicked, this, &CaptureWindow::leave);
    for (const auto key : {Qt::CTRL | Qt::Key_Return, Qt::CTRL | Qt::Key_Enter})
        connect(new QShortcut(QKeySequence(key), this), &QShortcut::activated, this, &CaptureWindow::keep);
    connect(new QShortcut(QKeySequence(Qt::Key_Escape), this), &QShortcut::activated, this,
            &CaptureWindow::leave);
    connect(qApp, &QApplication::focusChanged, this, qOverload<>(&QWidget::update));
    connect(&ThemeManager::instance(), &ThemeManager::themeChanged, this, qOverload<>(&QWidget::update));
    setState(State::Waiting);
    m_field->setFocus();
}

void CaptureWindow::arrange(const QString& vaultName)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::Space6, metrics::Space6, metrics::Space6, metrics::Space4);
    column->setSpacing(metrics::Space2);
    auto* title = new Label(tr("Write a note"), TextRole::SheetTitle, Token::Text);
    title->setBuddy(m_field);
    column->addWidget(title);
    if (!vaultName.isEmpty()) {
        auto* vault = new ElidedLabel({}, TextRole::Help, Token::TextSecondary);
        vault->setFullText(tr("For the vault “%1”").arg(vaultName));
        column->addWidget(vault);
    }
    column->addSpacing(metrics::Space1);
    m_field->setAccessibleName(tr("Text of the note"));
    m_field->setPlaceholderText(tr("The first line is the title."));
    column->addWidget(m_field, 1);
    column->addWidget(m_notice);
    m_about->setWordWrap(true);
    m_about->setText(tr("What you keep is sealed and can be read only after unlocking. The note then carries "
                        "a tag that says that its origin is not proven, since nobody had to unlock to write "
                        "it."));
    m_field->setAccessibleDescription(m_about->text());
    column->addWidget(m_about);
    column->addSpacing(metrics::Space1);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(metrics::Space3);
    foot->addWidget(m_counter, 1);
    foot->addWidget(m_cancel);
    foot->addWidget(m_keep);
    m_keep->setToolTip(
        tr("Keep (%1)").arg(QKeySequence(Qt::CTRL | Qt::Key_Return).toString(QKeySequence::NativeText)));
    column->addLayout(foot);
    setTabOrder(m_field, m_cancel);
    setTabOrder(m_cancel, m_keep);
}

void CaptureWindow::setState(State state)
{
    m_state = state;
    m_field->setReadOnly(state == State::Keeping || state == State::Kept ||
                         (state == State::Refused && isBlank()));
    m_keep->setText(state == State::Keeping ? tr("Keeping…") : tr("Keep"));
    m_keep->setVisible(state != State::Kept && !(state == State::Refused && isBlank()));
    m_cancel->setText(state == State::Kept || (state == State::Refused && isBlank()) ? tr("Close")
                                                                                     : tr("Cancel"));
    refreshCounter();
}

void CaptureWindow::setReady()
{
    if (m_state == State::Waiting || m_state == State::Refused) {
        m_notice->clearNotice();
        m_about->show();
        setState(State::Ready);
    }
}

void CaptureWindow::refuse(const QString& sentence)
{
    setState(State::Refused);
    m_about->setVisible(!isBlank());
    m_field->setPlaceholderText({});
    // The focus stays in the field: who types on must not press a button.
    m_notice->setNotice(Icon::Warning, sentence, Token::Danger, Token::Danger, true);
}

void CaptureWindow::showProblem(const QString& sentence)
{
    if (m_state == State::Keeping)
        setState(State::Ready);
    m_notice->setNotice(Icon::Warning, sentence, Token::Danger, Token::Danger, true);
    m_field->setFocus();
}

void CaptureWindow::showKept()
{
    if (m_question)
        m_question->closeSheet();
    m_field->clear();
    m_field->setPlaceholderText({});
    setState(State::Kept);
    m_about->hide();
    m_notice->setNotice(Icon::Check, tr("Kept. The note comes into the vault when that is unlocked."),
                        Token::AccentText, Token::Text, true);
    m_cancel->setFocus();
    m_farewell.start();
}

void CaptureWindow::showAbandoned()
{
    setState(State::Refused);
    m_notice->setNotice(Icon::Warning,
                        tr("Lockleaf has ended, so this text can no longer be kept. Copy it, and paste it "
                           "elsewhere before you close this window."),
                        Token::Danger, Token::Danger, true);
}

void CaptureWindow::keep()
{
    if (m_state != State::Ready || isAsking() || m_field->isBlank() || m_field->isOverLimit())
        return;
    m_notice->clearNotice();
    setState(State::Keeping);
    Q_EMIT keepRequested();
}

void CaptureWindow::leave()
{
    if (m_state == State::Kept || (isBlank() && m_state != State::Keeping)) {
        m_farewell.stop();
        Q_EMIT finished();
        return;
    }
    if (isAsking())
        return; // its own keys answer it
    const QString sentence =
        isKeeping() ? tr("The text is just being written, and it is not known yet whether it was kept.")
                    : tr("The text is not kept anywhere.");
    m_question = new AskSheet(tr("Throw it away?"), sentence, tr("Throw away"), this);
    connect(m_question, &Sheet::closed, m_question, &QObject::deleteLater);
    connect(m_question, &AskSheet::accepted, this, &CaptureWindow::finished);
    m_question->openSheet();
}

bool CaptureWindow::isAsking() const
{
    return m_question && m_question->isOpen();
}

bool CaptureWindow::isBlank() const
{
    return m_field->isBlank();
}

bool CaptureWindow::isOverLimit() const
{
    return m_field->isOverLimit();
}

SecureBytes CaptureWindow::text() const
{
    QByteArray utf8 = m_field->utf8();
    SecureBytes text = SecureBytes::copyOf(
        {reinterpret_cast<const std::uint8_t*>(utf8.constData()), static_cast<std::size_t>(utf8.size())});
    utf8.fill('\0');
    return text;
}

void CaptureWindow::handleTextChanged()
{
    if (m_state == State::Ready)
        m_notice->clearNotice();
    refreshCounter();
}

void CaptureWindow::refreshCounter()
{
    const qsizetype size = m_field->size();
    const bool over = size > m_field->limit();
    m_keep->setEnabled(m_state == State::Ready && !over && !isBlank());
    const QLocale locale;
    if (over)
        m_counter->setText(tr("%1 too long").arg(locale.formattedDataSize(size - m_field->limit(), 1)));
    else if (static_cast<double>(size) > CounterFrom * static_cast<double>(m_field->limit()))
        m_counter->setText(tr("%1 left").arg(locale.formattedDataSize(m_field->limit() - size, 1)));
    else
        m_counter->setText({});
    m_counter->setToken(over ? Token::Danger : Token::TextSecondary);
}

bool CaptureWindow::event(QEvent* event)
{
    // As the lock screen: a window that was shown without activation has no focus widget.
    if (event->type() == QEvent::WindowActivate && focusWidget() == nullptr)
        m_field->setFocus();
    return QWidget::event(event);
}

void CaptureWindow::closeEvent(QCloseEvent* event)
{
    event->ignore(); // whoever runs it ends it
    leave();
}

void CaptureWindow::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme& theme = currentTheme();
    painter.fillRect(event->rect(), theme.color(Token::Side));
    const bool focused = m_field->hasFocus();
    control_painter::frame(painter, m_field->geometry().adjusted(-2, -2, 2, 2),
                           theme.color(focused ? Token::Accent : Token::LineStrong),
                           focused ? metrics::RingWidth : 1, metrics::RadiusControl,
                           theme.color(Token::Field));
}

} // namespace lockleaf::ui

// SPDX-License-Identifier: GPL-3.0-or-later
// What the field is, how it looks, and what it tells; password_field_input.cpp has keys and pointer.
#include "ui/widgets/password_field.h"

#include "ui/widgets/buttons.h"

#include <QGuiApplication>
#include <QPainter>
#include <QSignalBlocker>
#include <QStyle>
#include <QStyleHints>
#include <QStyleOptionFrame>

namespace lockleaf::ui {

namespace {

constexpr int EyeInset = 1;
constexpr int EyeDrawing = 16;
/// Hidden characters stand a little apart, so that they can be counted.
constexpr qreal HiddenSpacing = 2.6;
/// Between frame and text, as QLineEdit has it.
constexpr int PasswordTextMargin = 2;

constexpr Qt::InputMethodHints SecretHints =
    Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase;

/// A string that nobody else holds is overwritten where it stands.
void wipeString(const QString& text)
{
    if (!text.isEmpty() && text.isDetached())
        lockleaf::wipe(const_cast<QChar*>(text.constData()),
                       static_cast<std::size_t>(text.size()) * sizeof(QChar));
}

} // namespace

PasswordField::PasswordField(const QString& accessibleName, QWidget* parent)
    : TextField(accessibleName, parent), m_eye(new IconButton(Icon::Eye, tr("Show password"), this))
{
    // First of all that listen: a text that reached the line edit in some other way is taken out of it.
    connect(this, &QLineEdit::textChanged, this, &PasswordField::takeFromBase);
    m_eye->setDrawingSize(EyeDrawing);
    m_eye->setCheckable(true);
    m_eye->setToken(Token::TextTertiary);
    m_eye->setCheckedToken(Token::TextTertiary);
    m_eye->setCursor(Qt::ArrowCursor);
    connect(m_eye, &QPushButton::toggled, this, &PasswordField::setRevealed);
    setDragEnabled(false);
    setAcceptDrops(false);
    setMaxLength(static_cast<int>(PasswordText::longest));
    setEchoMode(QLineEdit::Password); // for screen readers, shown or hidden
    applyEchoMode();
}

PasswordField::~PasswordField()
{
    const QSignalBlocker quiet(this); // whoever listens may be half gone
    wipe();
}

Result<Passphrase> PasswordField::passphrase() const
{
    return Passphrase::fromTyped(typedBytes().view());
}

Result<Passphrase> PasswordField::takePassphrase()
{
    Result<Passphrase> taken = passphrase();
    wipe();
    return taken;
}

bool PasswordField::sameAs(const PasswordField& other) const
{
    return m_text.view() == other.m_text.view();
}

void PasswordField::setText(const QString& text)
{
    const bool emptied = m_text.wipe();
    const bool filled = m_text.insert(text);
    m_compose.reset();
    if (emptied || filled)
        Q_EMIT textChanged(QString());
    update();
}

void PasswordField::takeFromBase(const QString& text)
{
    if (text.isEmpty())
        return; // our own word that something changed
    const QString own(text.constData(), text.size());
    QLineEdit::setText(QString()); // and its history with it; clear() would enter the text there
    setText(own);
    wipeString(own);
}

void PasswordField::wipe()
{
    m_compose.reset();
    clear();
    setRevealed(false);
}

void PasswordField::clear()
{
    const bool changed = m_text.wipe();
    if (changed)
        Q_EMIT textChanged(QString());
    update();
}

void PasswordField::selectAll()
{
    m_text.select(0, m_text.size());
    update();
}

int PasswordField::selectionLength() const
{
    return static_cast<int>(m_text.selectionEnd() - m_text.selectionStart());
}

void PasswordField::setRevealed(bool revealed)
{
    m_eye->setChecked(revealed);
    m_eye->setDrawing(revealed ? Icon::EyeOff : Icon::Eye);
    m_eye->setName(revealed ? tr("Hide password") : tr("Show password"));
    if (m_revealed == revealed)
        return;
    m_revealed = revealed;
    applyEchoMode();
}

void PasswordField::applyEchoMode()
{
    QFont spaced;
    spaced.setLetterSpacing(QFont::AbsoluteSpacing, m_revealed ? 0 : HiddenSpacing);
    setFont(spaced); // all but the spacing still comes from the application's font
    setInputMethodHints(SecretHints);
    m_scroll = 0;
    update();
}

QWidget* PasswordField::revealButton() const
{
    return m_eye;
}

QVariant PasswordField::inputMethodQuery(Qt::InputMethodQuery query) const
{
    switch (query) {
    case Qt::ImEnabled: // asked before a key is handed to an input method
        return false;
    case Qt::ImHints:
        return static_cast<int>(SecretHints.toInt());
    case Qt::ImCursorRectangle: { // for magnifiers
        const QRect rect = lineRect();
        const PasswordLine line(m_text, look());
        return QRectF(rect.left() + line.caretX() - m_scroll, rect.top(), 1, rect.height()).toRect();
    }
    default:
        return {};
    }
}

PasswordLine::Look PasswordField::look() const
{
    const int dot = style()->styleHint(QStyle::SH_LineEdit_PasswordCharacter, nullptr, this);
    return {font(), m_revealed ? QChar() : QChar(static_cast<char16_t>(dot)), layoutDirection()};
}

QRect PasswordField::lineRect() const
{
    QStyleOptionFrame panel;
    initStyleOption(&panel);
    const QRect rect = style()
                           ->subElementRect(QStyle::SE_LineEditContents, &panel, this)
                           .marginsRemoved(textMargins())
                           .adjusted(PasswordTextMargin, 0, -PasswordTextMargin, 0);
    const int height = fontMetrics().height();
    return {rect.left(), rect.top() + (rect.height() - height + 1) / 2, rect.width(), height};
}

qreal PasswordField::scrollFor(const PasswordLine& line, int room) const
{
    const qreal wide = line.width();
    if (wide <= room)
        return isRightToLeft() ? wide - room : 0;
    const qreal caret = line.caretX();
    const qreal kept = std::clamp(m_scroll, qreal{0}, wide - room);
    return std::clamp(kept, std::max(caret - room + 1, qreal{0}), std::max(caret, qreal{0}));
}

qsizetype PasswordField::positionAt(const QPoint& point) const
{
    const PasswordLine line(m_text, look());
    return line.positionAt(point.x() - lineRect().left() + m_scroll);
}

void PasswordField::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    QStyleOptionFrame panel;
    initStyleOption(&panel);
    style()->drawPrimitive(QStyle::PE_PanelLineEdit, &panel, &painter, this);
    const QRect rect = lineRect();
    painter.setClipRect(rect.adjusted(-PasswordTextMargin, 0, PasswordTextMargin, 0));
    if (m_text.isEmpty() && !placeholderText().isEmpty())
        paintPlaceholder(painter, rect);
    painter.setPen(panel.palette.text().color());
    const PasswordLine line(m_text, look());
    m_scroll = scrollFor(line, rect.width());
    const int caret =
        m_caretShown && hasFocus() ? style()->pixelMetric(QStyle::PM_TextCursorWidth, &panel, this) : 0;
    line.paint(painter, QPointF(rect.left() - m_scroll, rect.top()), panel.palette, caret);
}

void PasswordField::paintPlaceholder(QPainter& painter, const QRect& rect) const
{
    painter.setPen(palette().placeholderText().color());
    const Qt::Alignment side = QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter);
    painter.drawText(rect, static_cast<int>(side.toInt()),
                     fontMetrics().elidedText(placeholderText(), Qt::ElideRight, rect.width()));
}

void PasswordField::resizeEvent(QResizeEvent* event)
{
    TextField::resizeEvent(event);
    placeEye();
}

void PasswordField::changeEvent(QEvent* event)
{
    TextField::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange)
        placeEye();
}

void PasswordField::placeEye()
{
    const QSize size = m_eye->sizeHint();
    const QRect place(width() - size.width() - EyeInset, (height() - size.height()) / 2, size.width(),
                      size.height());
    m_eye->setGeometry(QStyle::visualRect(layoutDirection(), rect(), place));
    const int room = size.width() + EyeInset;
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    setTextMargins(mirrored ? room : TextInset, 0, mirrored ? TextInset : room, 0);
}

} // namespace lockleaf::ui

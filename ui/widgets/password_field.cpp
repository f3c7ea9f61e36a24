// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/password_field.h"

#include "ui/widgets/buttons.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QSignalBlocker>
#include <QStringEncoder>
#include <QStyle>

#include <cstdint>

namespace lockleaf::ui {

namespace {

constexpr int EyeInset = 1;
constexpr int EyeDrawing = 16;
/// Hidden characters stand a little apart, so that they can be counted.
constexpr qreal HiddenSpacing = 2.6;

/// A password that was cut without a word would be another one, so the field takes more than a password may
/// have, and the check says so. Composing makes at most one character of two bytes out of three: what fills
/// the field is always too long.
constexpr int LongestTyped = 3 * static_cast<int>(Passphrase::maximumSize) + 1;

constexpr Qt::InputMethodHints SecretHints =
    Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase;

/// Whether the key would carry text out of the field or bring old text back.
bool isForbidden(const QKeyEvent& key)
{
    return key.matches(QKeySequence::Copy) || key.matches(QKeySequence::Cut) ||
           key.matches(QKeySequence::Undo) || key.matches(QKeySequence::Redo);
}

} // namespace

PasswordField::PasswordField(const QString& accessibleName, QWidget* parent)
    : TextField(accessibleName, parent), m_eye(new IconButton(Icon::Eye, tr("Show password"), this))
{
    m_eye->setDrawingSize(EyeDrawing);
    m_eye->setCheckable(true);
    m_eye->setToken(Token::TextTertiary);
    m_eye->setCheckedToken(Token::TextTertiary);
    m_eye->setCursor(Qt::ArrowCursor);
    connect(m_eye, &QPushButton::toggled, this, &PasswordField::setRevealed);
    setDragEnabled(false);
    setAcceptDrops(false);
    setMaxLength(LongestTyped);
    applyEchoMode();
}

PasswordField::~PasswordField()
{
    const QSignalBlocker quiet(this); // whoever listens may be half gone
    wipe();
}

SecureBytes PasswordField::typedBytes() const
{
    const QString typed = text(); // shares the control's own string
    auto encoder = QStringEncoder(QStringEncoder::Utf8, QStringEncoder::Flag::Stateless);
    SecureBytes bytes(static_cast<std::size_t>(encoder.requiredSpace(typed.size())));
    // The block may be aliased as char; the encoder writes at most what it asked for.
    char* const begin = reinterpret_cast<char*>(bytes.data());
    const char* const end = encoder.appendToBuffer(begin, typed);
    bytes.truncate(static_cast<std::size_t>(end - begin));
    return bytes;
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
    return text() == other.text();
}

void PasswordField::wipe()
{
    {
        // text() shares the control's buffer, so writing through it reaches the original. Strings without a
        // header of their own are program constants and not writable.
        QString typed = text();
        if (typed.data_ptr().d_ptr() != nullptr)
            lockleaf::wipe(const_cast<QChar*>(typed.constData()),
                           static_cast<std::size_t>(typed.size()) * sizeof(QChar));
    }
    clear();
    setRevealed(false);
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
    const int caret = cursorPosition();
    setEchoMode(m_revealed ? QLineEdit::Normal : QLineEdit::Password);
    setCursorPosition(caret);
    QFont spaced;
    spaced.setLetterSpacing(QFont::AbsoluteSpacing, m_revealed ? 0 : HiddenSpacing);
    setFont(spaced); // all but the spacing still comes from the application's font
    // setEchoMode() has its own idea of the hints, and takes them all back for shown text.
    setInputMethodHints(SecretHints);
}

QWidget* PasswordField::revealButton() const
{
    return m_eye;
}

QVariant PasswordField::inputMethodQuery(Qt::InputMethodQuery query) const
{
    switch (query) {
    case Qt::ImSurroundingText:
    case Qt::ImCurrentSelection:
    case Qt::ImTextBeforeCursor:
    case Qt::ImTextAfterCursor:
        return QString();
    case Qt::ImCursorPosition:
    case Qt::ImAnchorPosition:
    case Qt::ImAbsolutePosition:
        return 0;
    case Qt::ImHints:
        return static_cast<int>(SecretHints.toInt());
    default:
        return TextField::inputMethodQuery(query);
    }
}

bool PasswordField::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && isForbidden(*static_cast<QKeyEvent*>(event))) {
        event->accept(); // keep it from a menu's Copy or Undo as well; keyPressEvent drops it
        return true;
    }
    return TextField::event(event);
}

void PasswordField::keyPressEvent(QKeyEvent* event)
{
    if (isForbidden(*event)) {
        event->accept();
        return;
    }
    TextField::keyPressEvent(event);
}

void PasswordField::mouseReleaseEvent(QMouseEvent* event)
{
    // The base class copies a selection to the X11 primary selection here, and pastes from it.
    if (event->button() == Qt::MiddleButton)
        TextField::mouseReleaseEvent(event);
    else
        event->accept();
}

void PasswordField::contextMenuEvent(QContextMenuEvent* event)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Paste"), this, &QLineEdit::paste)->setEnabled(!isReadOnly() && isEnabled());
    menu->popup(event->globalPos());
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

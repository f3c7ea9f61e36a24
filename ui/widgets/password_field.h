// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/passphrase.h"
#include "ui/widgets/compose_keys.h"
#include "ui/widgets/password_line.h"
#include "ui/widgets/password_text.h"
#include "ui/widgets/text_field.h"

#include <QBasicTimer>
#include <QElapsedTimer>

namespace lockleaf::ui {

class IconButton;

/// A field for a password, hidden or, by its eye button, shown. Compose and dead keys work in both states. It
/// takes no part in input methods: those are other processes, which would be handed each key. Screen readers
/// are given no text. Nothing leaves the field by clipboard, primary selection, drag or undo.
///
/// It looks like any TextField, but the text is its own: in locked memory (password_text.h), and the line
/// edit below stays empty. So its signals come without a text, and what hands out a line edit's text is not
/// there. While it is hidden, Qt is handed a row of dots. While it is shown, painting hands the text to Qt
/// for as long as that takes; freed memory then holds it until it is used again or wiped by the program's
/// `free`. Each key itself passes through Qt, and what is pasted is the clipboard's.
class PasswordField : public TextField
{
    Q_OBJECT

public:
    explicit PasswordField(const QString& accessibleName = {}, QWidget* parent = nullptr);
    ~PasswordField() override;

    /// What was typed, normalised. The field keeps its text; call wipe() when it is not needed any more.
    /// Errors: PasswordEmpty, PasswordTooLong, PasswordNotText.
    [[nodiscard]] Result<Passphrase> passphrase() const;
    /// passphrase(), then wipe().
    [[nodiscard]] Result<Passphrase> takePassphrase();
    /// Octets of what was typed, not normalised, for a strength estimate.
    [[nodiscard]] SecureBytes typedBytes() const { return m_text.utf8(); }
    [[nodiscard]] bool isEmpty() const { return m_text.isEmpty(); }
    /// Whether both hold the same characters.
    [[nodiscard]] bool sameAs(const PasswordField& other) const;

    /// Puts a text in that is known elsewhere already, as a suggested one is.
    void setText(const QString& text);
    /// Overwrites the text in place, empties the field and hides it again.
    void wipe();

    [[nodiscard]] bool isRevealed() const { return m_revealed; }
    void setRevealed(bool revealed);
    /// The eye, for the tab order of a page.
    [[nodiscard]] QWidget* revealButton() const;

    [[nodiscard]] QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;

    // In the place of the line edit's own, which knows no text.
    void selectAll();
    void paste();
    void clear();
    [[nodiscard]] int selectionLength() const;
    [[nodiscard]] int cursorPosition() const { return static_cast<int>(m_text.caret()); }
    [[nodiscard]] EchoMode echoMode() const { return m_revealed ? Normal : Password; }
    QString text() const = delete;
    QString displayText() const = delete;
    QString selectedText() const = delete;

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void inputMethodEvent(QInputMethodEvent* event) override; ///< Takes nothing.
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void timerEvent(QTimerEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void applyEchoMode();
    void placeEye();
    void takeFromBase(const QString& text);
    void noteEdit(bool changed);
    void showCaret();
    bool moveByKey(const QKeyEvent& key);
    bool editByKey(const QKeyEvent& key);
    bool composeByKey(const QKeyEvent& key);
    void move(qsizetype position, bool select);
    [[nodiscard]] qsizetype stepFrom(qsizetype position, bool forward, bool word) const;
    [[nodiscard]] PasswordLine::Look look() const;
    [[nodiscard]] QRect lineRect() const;
    [[nodiscard]] qreal scrollFor(const PasswordLine& line, int room) const;
    [[nodiscard]] qsizetype positionAt(const QPoint& point) const;
    void paintPlaceholder(QPainter& painter, const QRect& rect) const;

    IconButton* m_eye;
    bool m_revealed = false;
    PasswordText m_text;
    ComposeKeys m_compose;
    QBasicTimer m_blink;
    bool m_caretShown = false;
    mutable qreal m_scroll = 0; ///< Of a text that is wider than the field; as it was painted last.
    QElapsedTimer m_sinceDoubleClick;
};

} // namespace lockleaf::ui

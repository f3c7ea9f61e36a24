// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/passphrase.h"
#include "ui/widgets/text_field.h"

namespace lockleaf::ui {

class IconButton;

/// A field for a password, hidden or, by its eye button, shown. Compose and dead keys work in both states;
/// input methods are told that the text is secret and are given none of it. Nothing leaves the field by
/// clipboard, primary selection, drag or undo.
///
/// Qt keeps what is typed in ordinary strings, and a wipe reaches only the ones that are still in use. What
/// makes locking certain is that the process which owns this field ends.
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
    [[nodiscard]] SecureBytes typedBytes() const;
    /// Whether both hold the same characters.
    [[nodiscard]] bool sameAs(const PasswordField& other) const;

    /// Overwrites the text in place, empties the field and hides it again.
    void wipe();

    [[nodiscard]] bool isRevealed() const { return m_revealed; }
    void setRevealed(bool revealed);
    /// The eye, for the tab order of a page.
    [[nodiscard]] QWidget* revealButton() const;

    [[nodiscard]] QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void applyEchoMode();
    void placeEye();

    IconButton* m_eye;
    bool m_revealed = false;
};

} // namespace lockleaf::ui

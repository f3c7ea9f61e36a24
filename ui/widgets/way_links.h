// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"
#include "core/crypto/way_in.h"

#include <QWidget>

#include <functional>

class QBoxLayout;

namespace lockleaf::ui {

class Label;
class LinkButton;
class PasswordField;

/// Makes a way in of what was typed. It reads the key file, so it is called off the GUI thread; it owns the
/// secret, so it is to be let go there as well. Errors: KeyFileNotUsable.
using MakeWay = std::function<Result<WayIn>()>;

/// The two words below a field for a password that make it take another way in: “Key file…”, which goes with
/// the password, and “Use recovery kit”, which takes its place. On the lock screen, and wherever somebody is
/// asked again. Takes no room while neither is offered.
class WayLinks : public QWidget
{
    Q_OBJECT

public:
    /// `field` and its `label` say which way they take; both must outlive it. `name` is the field's
    /// accessible name while it takes the password.
    WayLinks(PasswordField& field, Label& label, QString name, Qt::Alignment alignment,
             QWidget* parent = nullptr);

    /// Which of these there are besides the password.
    void offer(bool recoveryCode, bool keyFile);
    /// The password alone, and nothing else is offered; what was typed goes.
    void reset();
    /// The path that goes with the password; empty: none.
    void setKeyFile(const QString& path);
    [[nodiscard]] const QString& keyFile() const { return m_keyFile; }
    [[nodiscard]] bool usesRecoveryCode() const { return m_usesCode; }
    /// Takes the recovery code from now on, or the password again; what was typed goes.
    void useCode(bool code);
    [[nodiscard]] bool offersAny() const { return m_hasCode || m_hasKeyFile; }
    /// What was typed. Errors, before anything slow: of Passphrase and RecoveryCode.
    [[nodiscard]] Result<MakeWay> takeWay() const;

Q_SIGNALS:
    /// The person chose another way: what was said of the last try holds no more.
    void changed();

private:
    void chooseKeyFile();
    void refresh();

    PasswordField& m_field;
    Label& m_label;
    const QString m_name;
    const QString m_labelText;
    LinkButton* m_keyFileLink;
    LinkButton* m_codeLink;
    bool m_hasCode = false;
    bool m_hasKeyFile = false;
    bool m_usesCode = false;
    QString m_keyFile;
};

} // namespace lockleaf::ui

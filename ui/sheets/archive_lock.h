// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "core/archive/age_x25519.h"
#include "core/crypto/passphrase.h"

#include <QWidget>

#include <optional>
#include <vector>

class QPlainTextEdit;

namespace lockleaf::ui {

class Label;
class LinkButton;
class PassphraseSuggestion;
class PasswordField;
class SegmentedControl;
class StrengthMeter;
class TextField;

/// What an archive is to be opened by: a new password, typed twice, or the age keys of people.
class ArchiveLock : public QWidget
{
    Q_OBJECT

public:
    explicit ArchiveLock(QWidget* parent = nullptr);
    ~ArchiveLock() override;

    /// One of the two.
    struct Chosen
    {
        std::optional<Passphrase> passphrase;
        std::vector<age::Recipient> recipients;
    };
    /// Nothing where something is missing or wrong: that is outlined, has the focus, and refused() said why.
    [[nodiscard]] std::optional<Chosen> chosen();
    /// Whether a password, or a part of one, stands there.
    [[nodiscard]] bool isTyped() const;
    [[nodiscard]] QWidget* firstField() const;
    /// Forgets passwords and a suggestion.
    void wipe();

Q_SIGNALS:
    void edited();
    void refused(const QString& sentence);
    void returnPressed();

private:
    QWidget* makePasswords();
    QWidget* makePeople();
    void showKind();
    void judgePassword();
    void checkRepeat();
    void suggest();
    void useSuggestion();
    void judgeRecipients();
    void refreshLook();
    std::nullopt_t refuse(TextField* field, const QString& sentence);
    [[nodiscard]] std::optional<Chosen> chosenPassword();
    [[nodiscard]] std::optional<Chosen> chosenPeople();
    [[nodiscard]] bool isForPeople() const;

    SegmentedControl* m_kind;
    QWidget* m_passwords = nullptr;
    QWidget* m_people = nullptr;
    PasswordField* m_password = nullptr;
    PasswordField* m_repeat = nullptr;
    StrengthMeter* m_meter = nullptr;
    LinkButton* m_suggest = nullptr;
    PassphraseSuggestion* m_suggestion = nullptr;
    QPlainTextEdit* m_keys = nullptr;
    Label* m_keysNotice = nullptr;
    bool m_strongEnough = false;
};

} // namespace lockleaf::ui

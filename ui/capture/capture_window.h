// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/crypto/secure_bytes.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

namespace lockleaf::ui {

class AskSheet;
class Button;
class CaptureField;
class Label;
class NoticeRow;

/// A small window in which a note is written while its vault is locked. Presentation only: it seals and
/// writes nothing; whoever shows it listens to its signals and tells it how things went. Its title is
/// "Lockleaf" and names neither vault nor note. GUI thread only.
class CaptureWindow : public QWidget
{
    Q_OBJECT

public:
    /// `limit`: the most octets that a note may have. `vaultName` may be empty where there is no vault.
    CaptureWindow(const QString& vaultName, qsizetype limit);

    /// The vault can take a note. Until then, and after refuse(), keeping is off.
    void setReady();
    /// Nothing can be kept, for the reason in `sentence`; without a text nothing can be written either.
    void refuse(const QString& sentence);
    /// What was to be kept was not. The text stays; it can be tried again.
    void showProblem(const QString& sentence);
    /// It is durable: says so, and emits finished() a moment later, or at a key.
    void showKept();
    /// Whoever would keep it has gone: says so. The text stays, to be copied.
    void showAbandoned();

    /// As Esc does: closes where nothing was written, else asks.
    void leave();
    [[nodiscard]] bool isBlank() const;
    [[nodiscard]] bool isOverLimit() const;
    [[nodiscard]] bool isKeeping() const { return m_state == State::Keeping; }
    /// What is to be kept: UTF-8 without NUL.
    [[nodiscard]] SecureBytes text() const;

public Q_SLOTS:
    /// As the button: emits keepRequested() where there is something that can be kept.
    void keep();

Q_SIGNALS:
    /// text() is to be kept; showKept() or showProblem() is to follow.
    void keepRequested();
    /// The note was kept, or thrown away, or nothing was written: the window is to go.
    void finished();

protected:
    bool event(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    enum class State { Waiting, Ready, Keeping, Refused, Kept };

    [[nodiscard]] bool isAsking() const;
    void arrange(const QString& vaultName);
    void setState(State state);
    void handleTextChanged();
    void refreshCounter();

    CaptureField* m_field;
    Label* m_about;
    NoticeRow* m_notice;
    Label* m_counter;
    Button* m_cancel;
    Button* m_keep;
    QPointer<AskSheet> m_question;
    QTimer m_farewell;
    State m_state = State::Waiting;
};

} // namespace lockleaf::ui

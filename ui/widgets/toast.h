// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QTimer>
#include <QWidget>

namespace lockleaf::ui {

class Label;
class LinkButton;

/// A sentence at the foot of a window, with one action ("Undo"), that goes by itself after 8 seconds; the
/// pointer over it or the focus in it stops the clock. A screen reader hears it as an alert.
/// A new message takes the place of the one that is shown. When it goes, the focus returns to where it was.
class Toast : public QWidget
{
    Q_OBJECT

public:
    /// A hidden overlay in `host`, near whose lower edge it stays.
    explicit Toast(QWidget* host);

    /// Shows `message`. With no `action` there is only the sentence.
    void present(const QString& message, const QString& action = {});
    /// Takes it away, as when the window locks. Emits dismissed().
    void dismiss();
    /// Distance from the host's lower edge, in logical pixels.
    void setBottomMargin(int margin);
    /// Stands over the middle of `pane`, a child of the host that must outlive it; while that is hidden, over
    /// the middle of the host.
    void setPane(QWidget* pane);
    /// Stands above `floor`, in the host, as long as that is in sight.
    void setFloor(QWidget* floor);

    [[nodiscard]] QString message() const;

Q_SIGNALS:
    /// The person took the action. dismissed() follows.
    void actionTriggered();
    /// It has gone, by the clock, by the action or by dismiss().
    void dismissed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] int middle() const;
    [[nodiscard]] int foot() const;
    void place();
    void handleFocusChanged(QWidget* old, QWidget* now);
    void pauseOrResume();

    Label* m_message;
    LinkButton* m_action;
    QTimer m_clock;
    QPointer<QWidget> m_pane;
    QPointer<QWidget> m_floor;
    QPointer<QWidget> m_returnFocus;
    int m_bottomMargin;
    int m_leftMilliseconds = 0;
    bool m_hovered = false;
    bool m_focused = false;
};

} // namespace lockleaf::ui

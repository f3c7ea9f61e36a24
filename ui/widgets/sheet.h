// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QList>
#include <QPointer>
#include <QWidget>

class QVBoxLayout;

namespace lockleaf::ui {

class IconButton;
class Label;

/// A dialog inside its window: a veil over everything and a card in the middle. It runs no event loop of its
/// own, so locking can take it away at any moment. The focus stays inside while it is open and returns to
/// where it was; Esc and a click on the veil close it; shortcuts of the window behind do not fire, apart from
/// the passed ones.
class Sheet : public QWidget
{
    Q_OBJECT

public:
    /// A closed sheet in the window of `anyWidget`. `title` is shown unless empty and is the accessible name.
    Sheet(const QString& title, QWidget* anyWidget);
    ~Sheet() override;

    /// Where the content goes: inside the card's padding, below the title.
    [[nodiscard]] QVBoxLayout* contentLayout() const { return m_content; }
    /// The card, for a sheet that lays it out by itself.
    [[nodiscard]] QWidget* card() const { return m_card; }

    /// Width of the card, in logical pixels; less where the window is narrower. Default 620.
    void setCardWidth(int width);
    /// Fixed height; 0 (the default) takes what the content needs.
    void setCardHeight(int height);
    /// Distance of the card from the window's upper edge; -1 (the default) centres it.
    void setCardTop(int top);
    /// Padding of the card; metrics::SheetPadding unless set.
    void setCardPadding(int padding);
    /// Whether Esc, the close button and the veil close it: false while work runs that must not be left.
    void setClosable(bool closable);
    /// Whether a click on the veil closes it, as it does at first: false once such a stray click would cost
    /// the person something.
    void setVeilCloses(bool closes) { m_veilCloses = closes; }
    /// Shortcuts of the window that still work while the sheet is open. Default: Ctrl+L and Ctrl+Q.
    void setPassedShortcuts(const QList<QKeySequence>& keys);
    /// The widget that gets the focus at openSheet(). Default: the first one in the tab order. The sheet
    /// itself may have it, for one that opens while somebody types: there only Escape and Tab do anything.
    void setInitialFocus(QWidget* widget);
    void setTitle(const QString& title);

    void openSheet();
    [[nodiscard]] bool isOpen() const { return !isHidden(); }

public Q_SLOTS:
    /// Closes it if it is closable; emits rejected() and closed(). What Esc and the close button do.
    virtual void reject();
    /// Closes it in any case; emits closed().
    void closeSheet();

Q_SIGNALS:
    /// The person left by Esc, the close button or the veil.
    void rejected();
    void closed();

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void placeCard();
    void handleFocusChanged(QWidget* old, QWidget* now);
    [[nodiscard]] QWidget* firstFocus() const;
    /// Where the focus goes that was taken out of it.
    [[nodiscard]] QWidget* returnPlace();
    [[nodiscard]] bool isPassed(const QKeyEvent& key) const;

    QWidget* m_card;
    Label* m_title;
    IconButton* m_close;
    QVBoxLayout* m_cardLayout;
    QVBoxLayout* m_content;
    QPointer<QWidget> m_returnFocus;
    QPointer<QWidget> m_initialFocus;
    QPointer<QWidget> m_lastFocus;
    QList<QKeySequence> m_passed;
    int m_cardWidth;
    int m_cardHeight = 0;
    int m_cardTop = -1;
    bool m_closable = true;
    bool m_veilCloses = true;
};

} // namespace lockleaf::ui

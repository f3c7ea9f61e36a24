// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/find_bar.h"

#include "ui/editor/note_finder.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/label.h"
#include "ui/widgets/text_field.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QScopedValueRollback>
#include <QStyle>

#include <algorithm>
#include <utility>

namespace lockleaf::ui {

namespace {

constexpr int FindDrawingRoom = 38;
constexpr int FindDrawingLeft = 13;

QString keysOf(const QKeySequence& sequence)
{
    return sequence.toString(QKeySequence::NativeText);
}

} // namespace

/// The field with the magnifier.
class FindBar::FindField : public TextField
{
public:
    explicit FindField(QWidget* parent) : TextField(tr("Find in note"), parent)
    {
        setPlaceholderText(tr("Find in note"));
        setBaseHeight(metrics::ButtonHeight);
        makeRoom();
    }

protected:
    void changeEvent(QEvent* event) override
    {
        TextField::changeEvent(event);
        if (event->type() == QEvent::LayoutDirectionChange || event->type() == QEvent::FontChange)
            makeRoom();
    }
    void paintEvent(QPaintEvent* event) override
    {
        TextField::paintEvent(event);
        QPainter painter(this);
        const int size = typography::scaled(metrics::IconSmall);
        const QRect place(FindDrawingLeft, 0, size, height());
        icons::paint(painter, QStyle::visualRect(layoutDirection(), rect(), place), Icon::Search,
                     currentTheme().color(Token::TextSecondary), size);
    }

private:
    void makeRoom()
    {
        const int room = FindDrawingRoom + typography::scaled(metrics::IconSmall) - metrics::IconSmall;
        isRightToLeft() ? setTextMargins(TextInset, 0, room, 0) : setTextMargins(room, 0, TextInset, 0);
    }
};

FindBar::FindBar(QWidget* parent)
    : Surface(Token::List, parent), m_field(new FindField(this)),
      m_status(new Label({}, TextRole::Help, Token::TextSecondary, this)),
      m_previous(new IconButton(Icon::ChevronUp, tr("Previous match"), this)),
      m_next(new IconButton(Icon::ChevronDown, tr("Next match"), this)),
      m_matchCase(makeToggle(static_cast<int>(Icon::MatchCase), tr("Match case and accents"))),
      m_wholeWords(makeToggle(static_cast<int>(Icon::WholeWord), tr("Whole words"))),
      m_expression(makeToggle(static_cast<int>(Icon::Regex), tr("Regular expression"))),
      m_close(new IconButton(Icon::Close, tr("Close"), this)),
      m_with(new TextField(tr("Replace with"), this)),
      m_replace(new Button(tr("Replace"), Button::Kind::Secondary, this)),
      m_replaceAll(new Button(tr("Replace all"), Button::Kind::Secondary, this))
{
    setAccessibleName(tr("Find in note"));
    m_previous->setName(tr("Previous match"), keysOf(Qt::SHIFT | Qt::Key_F3));
    m_next->setName(tr("Next match"), keysOf(Qt::Key_F3));
    m_close->setName(tr("Close"), keysOf(Qt::Key_Escape));
    m_with->setPlaceholderText(tr("Replace with"));
    m_with->setBaseHeight(metrics::ButtonHeight);
    m_with->hide();
    m_replace->hide();
    m_replaceAll->hide();
    connectParts();
    QWidget* last = m_field;
    for (QWidget* next :
         std::initializer_list<QWidget*>{m_with, m_previous, m_next, m_matchCase, m_wholeWords, m_expression,
                                         m_replace, m_replaceAll, m_close}) {
        setTabOrder(last, next);
        last = next;
    }
    setFocusProxy(m_field);
    setPossible(false, false);
}

FindBar::~FindBar() = default;

IconButton* FindBar::makeToggle(int icon, const QString& name)
{
    auto* toggle = new IconButton(static_cast<Icon>(icon), name, this);
    toggle->setCheckable(true);
    toggle->setFramedWhenChecked(true);
    connect(toggle, &QPushButton::toggled, this, &FindBar::queryChanged);
    return toggle;
}

void FindBar::connectParts()
{
    m_field->installEventFilter(this);
    m_with->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &FindBar::handleTyped);
    connect(m_previous, &QPushButton::clicked, this, &FindBar::previousRequested);
    connect(m_next, &QPushButton::clicked, this, &FindBar::nextRequested);
    connect(m_replace, &QPushButton::clicked, this, &FindBar::replaceRequested);
    connect(m_replaceAll, &QPushButton::clicked, this, &FindBar::replaceAllRequested);
    connect(m_close, &QPushButton::clicked, this, &FindBar::closeRequested);
}

FindQuery FindBar::query() const
{
    FindQuery query;
    query.text = m_field->text();
    query.matchCase = m_matchCase->isChecked();
    query.wholeWords = m_wholeWords->isChecked();
    query.expression = m_expression->isChecked();
    return query;
}

void FindBar::setSearchText(const QString& text)
{
    if (!text.isEmpty())
        m_field->setText(text);
    m_field->selectAll();
}

void FindBar::handleTyped()
{
    if (m_quiet)
        return;
    setShowsWords(false);
    Q_EMIT queryChanged();
}

void FindBar::setQuietly(const QString& text)
{
    const QScopedValueRollback quiet(m_quiet, true);
    m_field->setText(text);
    m_field->setCursorPosition(0);
}

void FindBar::setShowsWords(bool shows)
{
    if (std::exchange(m_showsWords, shows) == shows)
        return;
    if (!shows)
        m_typed.clear();
    for (IconButton* option : {m_matchCase, m_wholeWords, m_expression})
        option->setVisible(!shows);
    arrange();
}

void FindBar::showWords(const QString& words)
{
    if (!m_showsWords)
        m_typed = m_field->text();
    setShowsWords(true);
    if (m_field->text() != words)
        setQuietly(words);
}

void FindBar::endWords()
{
    if (!m_showsWords)
        return;
    setQuietly(m_typed);
    setShowsWords(false);
}

QString FindBar::replacement() const
{
    return m_with->text();
}

void FindBar::setReplacing(bool replacing)
{
    m_replacing = replacing;
    m_with->setVisible(replacing);
    m_replace->setVisible(replacing);
    m_replaceAll->setVisible(replacing);
    arrange();
}

void FindBar::focusField()
{
    m_field->setFocus();
    m_field->selectAll();
}

void FindBar::forget()
{
    m_field->setText({}); // unlike clear() this ends what can be undone
    m_with->setText({});
    setShowsWords(false);
    setStatus({});
    setFieldError(false);
    setPossible(false, false);
}

void FindBar::setStatus(const QString& words, Tone tone)
{
    m_status->setToken(tone == Tone::Alarm ? Token::Danger : Token::TextSecondary);
    if (words == m_status->text())
        return;
    m_status->setText(words);
    arrange();
    if (!words.isEmpty() && isVisible()) {
        QAccessibleEvent told(m_status, QAccessible::Alert);
        QAccessible::updateAccessibility(&told);
    }
}

void FindBar::setFieldError(bool error)
{
    m_field->setError(error, m_status->text());
}

void FindBar::setPossible(bool steps, bool replacing)
{
    m_previous->setEnabled(steps);
    m_next->setEnabled(steps);
    m_replace->setEnabled(replacing);
    m_replaceAll->setEnabled(replacing);
}

void FindBar::paintEvent(QPaintEvent* event)
{
    Surface::paintEvent(event);
    const QColor line = currentTheme().color(Token::Line);
    QPainter painter(this);
    painter.fillRect(0, 0, width(), 1, line);
    painter.fillRect(0, height() - 1, width(), 1, line);
}

void FindBar::resizeEvent(QResizeEvent* event)
{
    Surface::resizeEvent(event);
    arrange();
}

void FindBar::changeEvent(QEvent* event)
{
    Surface::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange || event->type() == QEvent::ApplicationFontChange ||
        event->type() == QEvent::FontChange)
        arrange();
}

void FindBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && event->modifiers() == Qt::NoModifier)
        Q_EMIT closeRequested();
    else
        Surface::keyPressEvent(event);
}

bool FindBar::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return Surface::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const Qt::KeyboardModifiers modifiers = key->modifiers() & ~Qt::KeypadModifier;
    const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (!enter || (modifiers & ~Qt::ShiftModifier))
        return Surface::eventFilter(watched, event);
    if (modifiers == Qt::ShiftModifier)
        Q_EMIT previousRequested();
    else if (watched == m_with)
        Q_EMIT replaceRequested();
    else
        Q_EMIT nextRequested();
    return true;
}

} // namespace lockleaf::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/save_status.h"

#include "ui/main/error_words.h"
#include "ui/theme/counted.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/label.h"

#include <QAccessible>
#include <QHBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

constexpr int WordsPerMinute = 220;
constexpr int SaveStatusSideInset = 20;

} // namespace

/// The check or the warning before the words.
class SaveStatus::Drawing : public QWidget
{
public:
    explicit Drawing(QWidget* parent) : QWidget(parent)
    {
        setFixedSize(metrics::IconMedium, metrics::IconMedium);
    }

    void show(Icon icon, Token token)
    {
        m_icon = icon;
        m_token = token;
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        icons::paint(painter, rect(), m_icon, currentTheme().color(m_token), metrics::IconSmall);
    }

private:
    Icon m_icon = Icon::Check;
    Token m_token = Token::Accent;
};

SaveStatus::SaveStatus(QWidget* parent)
    : Surface(Token::Paper, parent), m_drawing(new Drawing(this)),
      m_text(new Label({}, TextRole::Caption, Token::TextSecondary, this)),
      m_retry(new LinkButton(tr("Retry"), this)),
      m_counts(new Label({}, TextRole::Caption, Token::TextSecondary, this))
{
    setTopLine(true);
    setFixedHeight(metrics::StatusHeight);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(SaveStatusSideInset - 1, 1, SaveStatusSideInset, 0);
    row->setSpacing(6);
    row->addWidget(m_drawing);
    row->addWidget(m_text);
    row->addWidget(m_retry);
    row->addStretch(1);
    row->addWidget(m_counts);
    connect(m_retry, &QPushButton::clicked, this, &SaveStatus::retryRequested);
    showNothing();
}

void SaveStatus::show(const QString& text, bool failed, bool check)
{
    m_drawing->show(failed ? Icon::Warning : Icon::Check, failed ? Token::Danger : Token::Accent);
    m_drawing->setVisible(failed || check);
    m_text->setToken(failed ? Token::Danger : Token::TextSecondary);
    m_text->setText(text);
    m_retry->setVisible(failed);
}

void SaveStatus::showNothing()
{
    show({}, false, false);
}

void SaveStatus::showPromise()
{
    show(tr("Everything you type is saved and encrypted"), false, true);
}

void SaveStatus::showSaving()
{
    show(tr("Saving…"), false, false);
}

void SaveStatus::showSaved()
{
    show(tr("Saved and encrypted"), false, true);
}

void SaveStatus::showWord(const QString& word)
{
    show(word, false, true);
    QAccessibleEvent alert(m_text, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void SaveStatus::showTooLarge()
{
    show(tr("Too large to edit here; lockleaf-cli edit changes it."), false, false);
}

void SaveStatus::showFailed(const Error& error)
{
    show(tr("Not saved: %1.").arg(shortReason(error)), true, true);
}

void SaveStatus::setCounts(int words, int tasksDone, int tasksAll)
{
    QStringList parts{counted(words, tr("1 word"), tr("%1 words"))};
    if (words > 0)
        parts << tr("%1 min").arg(std::max(1, (words + WordsPerMinute / 2) / WordsPerMinute));
    if (tasksAll > 0)
        parts << tr("%1 of %2 tasks").arg(tasksDone).arg(tasksAll);
    m_counts->setText(parts.join(u"    "_s));
}

void SaveStatus::clearCounts()
{
    m_counts->setText({});
}

} // namespace lockleaf::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace lockleaf::ui {

class Label;

/// A few random words on a tinted ground, with "Use it" and "Another".
class PassphraseSuggestion : public QWidget
{
    Q_OBJECT

public:
    explicit PassphraseSuggestion(QWidget* parent = nullptr);

    void showWords(const QString& words);
    /// Hides the words and forgets them.
    void dismiss();
    [[nodiscard]] QString words() const;

Q_SIGNALS:
    void accepted();
    void anotherRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Label* m_words;
};

} // namespace lockleaf::ui

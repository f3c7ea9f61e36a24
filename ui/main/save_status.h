// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "ui/main/surface.h"

namespace lockleaf::ui {

class Label;
class LinkButton;

/// The foot of the editor: whether what is written is safe on one side, how much it is on the other.
class SaveStatus : public Surface
{
    Q_OBJECT

public:
    explicit SaveStatus(QWidget* parent = nullptr);

    void showNothing();
    /// For an empty note that was not written into yet.
    void showPromise();
    void showSaving();
    void showSaved();
    /// A passing word in the place of these, with a check before it; a screen reader hears it.
    void showWord(const QString& word);
    /// For a note that can only be read here.
    void showTooLarge();
    /// Stays until something else is shown.
    void showFailed(const Error& error);

    /// Words, minutes of reading, tasks; none for an empty note but "0 words".
    void setCounts(int words, int tasksDone, int tasksAll);
    void clearCounts();

Q_SIGNALS:
    void retryRequested();

private:
    class Drawing;
    void show(const QString& text, bool failed, bool check);

    Drawing* m_drawing;
    Label* m_text;
    LinkButton* m_retry;
    Label* m_counts;
};

} // namespace lockleaf::ui

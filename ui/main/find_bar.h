// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/main/surface.h"

#include <vector>

namespace lockleaf::ui {

class Button;
class IconButton;
class Label;
class TextField;
struct FindQuery;

/// The bar over a note in which one types what to find and what to put in its place. It knows nothing of
/// texts: NoteSearch listens to it and tells it what to say.
///
/// What has no room beside the field goes to lines below it; its height follows its width.
class FindBar : public Surface
{
    Q_OBJECT

public:
    explicit FindBar(QWidget* parent = nullptr);
    ~FindBar() override;

    /// What is asked for now.
    [[nodiscard]] FindQuery query() const;
    /// Puts `text` into the field, selected; an empty one leaves what is there.
    void setSearchText(const QString& text);
    /// Shows the words of a search in the list, of which each is found for itself, in the place of what is
    /// typed here, and without options. That comes back with endWords(); typing ends it as well.
    void showWords(const QString& words);
    void endWords();
    [[nodiscard]] QString replacement() const;
    /// Shows or hides the line to replace with.
    void setReplacing(bool replacing);
    [[nodiscard]] bool isReplacing() const { return m_replacing; }
    void focusField();
    /// Empties the fields and their histories.
    void forget();

    enum class Tone { Calm, Alarm };
    /// "2 of 5", "No match". Told to screen readers as well.
    void setStatus(const QString& words, Tone tone = Tone::Calm);
    /// Outlines the field whose expression is none.
    void setFieldError(bool error);
    /// Whether there is something to go to, and whether it can be replaced.
    void setPossible(bool steps, bool replacing);
    /// As QWidget's; it comes at the height that it needs in its parent's width.
    void setVisible(bool visible) override;

Q_SIGNALS:
    /// Another text or option.
    void queryChanged();
    void nextRequested();
    void previousRequested();
    void replaceRequested();
    void replaceAllRequested();
    void closeRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    class Flow;
    class FindField;

    IconButton* makeToggle(int icon, const QString& name);
    void connectParts();
    void handleTyped();
    void setQuietly(const QString& text);
    void setShowsWords(bool shows);
    void arrange();
    [[nodiscard]] int arrangeFinding(int top);
    [[nodiscard]] int arrangeReplacing(int top);

    TextField* m_field;
    Label* m_status;
    IconButton* m_previous;
    IconButton* m_next;
    IconButton* m_matchCase;
    IconButton* m_wholeWords;
    IconButton* m_expression;
    IconButton* m_close;
    TextField* m_with;
    Button* m_replace;
    Button* m_replaceAll;
    QString m_typed; ///< What stood in the field before the words of a search.
    bool m_showsWords = false;
    bool m_quiet = false;
    bool m_replacing = false;
    bool m_arranging = false;
};

} // namespace lockleaf::ui

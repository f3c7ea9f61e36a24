// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace lockleaf::ui {

class Label;

/// Over a note that is in the trash: that it is there, and the way back.
class TrashBar : public QWidget
{
    Q_OBJECT

public:
    explicit TrashBar(QWidget* parent = nullptr);

Q_SIGNALS:
    void restoreRequested();
    void deleteRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
};

/// Over the list of the trash: how long notes stay there, and emptying it.
class TrashHead : public QWidget
{
    Q_OBJECT

public:
    explicit TrashHead(QWidget* parent = nullptr);
    /// After how many days notes are deleted for good; 0: never.
    void setDays(int days);

Q_SIGNALS:
    void emptyRequested();

private:
    Label* m_words;
};

} // namespace lockleaf::ui

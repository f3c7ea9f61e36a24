// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/text_field.h"

namespace lockleaf::ui {

class IconButton;

/// The field over the list in which one types what to search for. While it is empty it shows the keys that
/// lead to it, else a button that empties it.
class SearchField : public TextField
{
    Q_OBJECT

public:
    explicit SearchField(QWidget* parent = nullptr);

    /// The keys shown in the empty field.
    void setKeyHint(const QString& keys);
    /// Empties it, with what could be undone.
    void forget() { setText({}); }

Q_SIGNALS:
    /// Down or Enter: on to what was found.
    void listWanted();
    /// Escape in the empty field: back to where one came from.
    void leaveWanted();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void arrange();
    [[nodiscard]] QRect hintRect() const;

    IconButton* m_clear;
    QString m_keys;
};

} // namespace lockleaf::ui

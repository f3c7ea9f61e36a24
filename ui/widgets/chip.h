// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

namespace lockleaf::ui {

/// A pill with a word: a tag, or a filter. Filled ones stand for what is set, dashed ones for what could be.
/// The click area is 28 px high, the pill 23.
class Chip : public QPushButton
{
    Q_OBJECT

public:
    enum class Kind { Filled, Dashed };

    explicit Chip(const QString& text, Kind kind = Kind::Filled, QWidget* parent = nullptr);

    void setKind(Kind kind);
    /// Delete or Backspace on the focused chip emits removeRequested().
    void setRemovable(bool removable);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void removeRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    Kind m_kind;
    bool m_removable = false;
};

} // namespace lockleaf::ui

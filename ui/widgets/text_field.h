// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

namespace lockleaf::ui {

/// A line of text in a form: 42 px high, accent ring while it has the focus, red outline after an error.
class TextField : public QLineEdit
{
    Q_OBJECT

public:
    /// `accessibleName` is what a screen reader says when no label has this field as its buddy.
    explicit TextField(const QString& accessibleName = {}, QWidget* parent = nullptr);

    /// Outlines the field. The words that explain it stand beside it and are the caller's; `description` is
    /// what a screen reader adds.
    void setError(bool error, const QString& description = {});
    [[nodiscard]] bool hasError() const { return m_error; }
    /// Lower limit of the height; text that needs more gets more.
    void setBaseHeight(int height);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    /// Distance of the text from the frame; with the style's own 2 px this makes 12.
    static constexpr int TextInset = 10;

Q_SIGNALS:
    /// The focus went elsewhere in this window: the moment to check what was typed.
    void left();

protected:
    void focusOutEvent(QFocusEvent* event) override;

private:
    int m_baseHeight;
    bool m_error = false;
};

} // namespace lockleaf::ui

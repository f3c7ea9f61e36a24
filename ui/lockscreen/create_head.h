// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace lockleaf::ui {

class LinkButton;

/// The line above the page that makes a vault: the ways to a vault that exists already.
class CreateHead : public QWidget
{
    Q_OBJECT

public:
    explicit CreateHead(QWidget* parent = nullptr);

    /// Whether a vault waits to be unlocked, so that one can go back to it. Not at first.
    void setBackOffered(bool offered);
    /// For the tab order of the page.
    [[nodiscard]] QWidget* openVault() const;
    [[nodiscard]] QWidget* back() const;

Q_SIGNALS:
    void openVaultRequested();
    void backRequested();

private:
    LinkButton* m_back;
    LinkButton* m_openVault;
};

} // namespace lockleaf::ui

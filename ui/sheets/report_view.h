// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "ui/vault/side_work.h"

#include <QWidget>

class QPlainTextEdit;

namespace lockleaf::ui {

class LinkButton;

/// A report to be read, copied and saved as a plain file; says that it holds titles.
class ReportView : public QWidget
{
    Q_OBJECT

public:
    explicit ReportView(QWidget* parent = nullptr);

    void setReport(const QString& text);
    /// Whether it leaves room for other things: a list beside sentences, and not all there is.
    void setLow(bool low);
    [[nodiscard]] QString report() const;
    /// Asks for a place, then writes there, never over a file.
    void save();
    /// Writes the report to `path` on a thread of its own; said() or failed() tells.
    void saveAs(const QString& path);

Q_SIGNALS:
    void said(const QString& sentence);
    void failed(const QString& sentence);

private:
    void copy();
    void refreshLook();

    QPlainTextEdit* m_text;
    LinkButton* m_copy;
    LinkButton* m_save;
    SideWork m_work;
};

} // namespace lockleaf::ui

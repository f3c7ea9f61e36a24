// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QPlainTextEdit>

namespace lockleaf::ui {

/// The plain text of a note that is being written, up to a limit in octets of UTF-8. What is pasted beyond it
/// is refused as a whole; what is typed beyond it stays, and overLimit() says so.
class CaptureField : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit CaptureField(qsizetype limit, QWidget* parent = nullptr);

    [[nodiscard]] qsizetype limit() const { return m_limit; }
    /// Octets of the text; exact from half of the limit on, below that an upper bound.
    [[nodiscard]] qsizetype size() const;
    [[nodiscard]] bool isOverLimit() const { return size() > m_limit; }
    /// Nothing that a person would miss: white space at most.
    [[nodiscard]] bool isBlank() const;
    /// As it is to be kept: UTF-8 without NUL.
    [[nodiscard]] QByteArray utf8() const;

Q_SIGNALS:
    /// What was pasted or dropped is too long, and nothing of it came.
    void pasteRefused();

protected:
    void insertFromMimeData(const QMimeData* source) override;
    bool canInsertFromMimeData(const QMimeData* source) const override;

private:
    qsizetype m_limit;
};

} // namespace lockleaf::ui

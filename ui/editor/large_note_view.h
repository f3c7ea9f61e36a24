// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"
#include "core/crypto/secure_bytes.h"
#include "ui/editor/find_target.h"

#include <QPlainTextEdit>
#include <QStringDecoder>
#include <QTimer>

#include <memory>

namespace lockleaf::ui {

/// Shows a note that is too large to be written in, as the plain text that it is. The text comes in piece by
/// piece from the event loop, so that the window answers however long it is.
class LargeNoteView : public QPlainTextEdit, public FindTarget
{
    Q_OBJECT

public:
    explicit LargeNoteView(QWidget* parent = nullptr);

    /// Shows `body` from its beginning on; null empties it. Giving the same one again changes nothing.
    void setBody(std::shared_ptr<const SecureBytes> body);

    [[nodiscard]] std::function<QString()> textReader() const override;
    [[nodiscard]] int rawLength() const override;
    [[nodiscard]] bool isWhole() const override { return !m_more.isActive(); }
    [[nodiscard]] int loads() const override { return m_loads; }
    [[nodiscard]] TextRange selected() const override;
    [[nodiscard]] QString selectedInLine() const override;
    void showRange(const TextRange& range) override;
    void setHits(std::vector<TextRange> hits) override;
    void setPresentHit(int index) override;
    [[nodiscard]] const HitMarks& hits() const override { return m_hits; }

Q_SIGNALS:
    /// Ctrl+Tab or Ctrl+Shift+Tab: the focus should go on.
    void leaveRequested(bool forward);
    /// All of the text is there.
    void completed();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    void handleMore();
    void refreshLook();
    void refreshHits();
    /// Breaks lines that would take seconds to lay out. What is stored is not touched. `lineLength` is that
    /// of the line that `text` goes on with, then that of the one it ends with.
    [[nodiscard]] static QString withShortLines(const QString& text, qsizetype& lineLength);

    std::shared_ptr<const SecureBytes> m_body;
    std::size_t m_shown = 0; ///< Bytes of it that are in the document.
    qsizetype m_lineLength = 0;
    QStringDecoder m_decoder;
    QTimer m_more;
    HitMarks m_hits;
    int m_loads = 0;
};

} // namespace lockleaf::ui

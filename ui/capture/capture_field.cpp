// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/capture/capture_field.h"

#include "ui/theme/metrics.h"

#include <QMimeData>
#include <QTextBlock>

#include <algorithm>

namespace lockleaf::ui {

namespace {

/// The most octets that one of Qt's characters has in UTF-8.
constexpr qsizetype OctetsOfCharacter = 3;

} // namespace

CaptureField::CaptureField(qsizetype limit, QWidget* parent) : QPlainTextEdit(parent), m_limit(limit)
{
    setTabChangesFocus(true);
    // Whoever shows it draws its frame and its ground.
    setFrameShape(NoFrame);
    viewport()->setAutoFillBackground(false);
    document()->setDocumentMargin(metrics::Space3);
}

qsizetype CaptureField::size() const
{
    const qsizetype bound = document()->characterCount() * OctetsOfCharacter;
    return bound <= m_limit / 2 ? bound : utf8().size();
}

bool CaptureField::isBlank() const
{
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        const QString text = block.text();
        if (std::ranges::any_of(text, [](QChar each) { return !each.isSpace() && !each.isNull(); }))
            return false;
    }
    return true;
}

QByteArray CaptureField::utf8() const
{
    QString text = toPlainText();
    text.remove(QChar::Null);
    return text.toUtf8();
}

bool CaptureField::canInsertFromMimeData(const QMimeData* source) const
{
    return source->hasText();
}

void CaptureField::insertFromMimeData(const QMimeData* source)
{
    const QString text = source->text();
    if (size() + text.toUtf8().size() > m_limit) {
        Q_EMIT pasteRefused();
        return;
    }
    insertPlainText(text);
    ensureCursorVisible();
}

} // namespace lockleaf::ui

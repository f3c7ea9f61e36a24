// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support_tools/picture_tools.h"

#include <QAbstractButton>
#include <QLabel>
#include <QPixmap>
#include <QTest>

using namespace Qt::StringLiterals;

namespace lockleaf::test {

namespace {

/// Texts that do not fit into the widget that shows them; elided ones say so themselves.
QStringList clippedTexts(const QWidget& window)
{
    QStringList clipped;
    for (const QLabel* label : window.findChildren<QLabel*>()) {
        if (!label->isVisible() || label->text().isEmpty() || label->inherits("lockleaf::ui::ElidedLabel"))
            continue;
        const int needed =
            label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
        const bool tooNarrow = !label->wordWrap() && label->sizeHint().width() > label->width() + 1;
        if (tooNarrow || needed > label->height() + 1)
            clipped << label->text();
    }
    for (const QAbstractButton* button : window.findChildren<QAbstractButton*>()) {
        if (!button->isVisible() || button->text().isEmpty())
            continue;
        const QSize least = button->hasHeightForWidth() ? QSize(0, button->heightForWidth(button->width()))
                                                        : button->minimumSizeHint();
        if (button->width() < least.width() || button->height() < least.height())
            clipped << button->text();
    }
    return clipped;
}

} // namespace

void savePicture(QWidget& window, const PictureRequest& request, const QString& name)
{
    QTest::qWait(120);
    const QPixmap picture = window.grab();
    if (!picture.save(request.folder.filePath(name + u".png"_s)))
        qFatal("cannot write a picture");
    QFile list(request.folder.filePath(name + u".clipped"_s));
    if (!list.open(QIODevice::WriteOnly))
        qFatal("cannot write a list");
    for (const QString& text : clippedTexts(window))
        list.write(text.toUtf8() + '\n');
}

void showWindow(QWidget& window, const PictureRequest& request)
{
    window.resize(request.size);
    window.show();
    window.activateWindow();
    if (!QTest::qWaitForWindowExposed(&window))
        qFatal("the window does not show");
    QTest::qWait(150);
}

QAction* actionOf(QWidget& window, const QString& shortcut)
{
    for (QAction* candidate : window.actions())
        if (candidate->shortcut() == QKeySequence(shortcut))
            return candidate;
    qFatal("no such action");
}

QAction* actionNamed(QWidget& window, const QString& words)
{
    for (QAction* candidate : window.actions())
        if (candidate->text() == words)
            return candidate;
    qFatal("no such action");
}

void waitUntil(const std::function<bool()>& there, const char* what)
{
    if (!QTest::qWaitFor(there, 20'000))
        qFatal("it does not come: %s", what);
}

FilledWindow::FilledWindow(const PictureRequest& request)
{
    showWindow(window, request);
    QTest::qWait(200);
    editor->setFocus();
}

} // namespace lockleaf::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lockscreen/recovery_kit.h"

#include "core/archive/new_file.h"
#include "ui/theme/typography.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QLocale>
#include <QPainter>
#include <QPdfWriter>

namespace lockleaf::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int KitDpi = 300;
constexpr double KitMargin = 25; // millimetres
constexpr std::size_t KitGroupsInRow = 4;

QString kitText(const char* text)
{
    return QCoreApplication::translate("lockleaf::RecoveryKit", text);
}

ByteView kitView(const QByteArray& bytes)
{
    return {reinterpret_cast<const std::uint8_t*>(bytes.constData()), static_cast<std::size_t>(bytes.size())};
}

/// Draws one paragraph below `top`, and returns where the next may begin.
double paragraph(QPainter& painter, const QFont& font, const QString& text, double top, double width)
{
    painter.setFont(font);
    const QRectF room(0, top, width, 10 * KitDpi);
    QRectF taken;
    painter.drawText(room, Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop, text, &taken);
    return taken.bottom() + QFontMetricsF(font, painter.device()).height() * 0.6;
}

double drawCode(QPainter& painter, const QFont& font, const RecoveryCode& code, double top, double width)
{
    painter.setFont(font);
    const double line = QFontMetricsF(font, painter.device()).height() * 1.5;
    for (std::size_t i = 0; i < RecoveryCode::groups; ++i) {
        const std::string_view group = textOf(code.group(i));
        const double left = width / 5 * static_cast<double>(i % KitGroupsInRow);
        const double at = top + line * static_cast<double>(i / KitGroupsInRow);
        painter.drawText(QRectF(left, at, width, line), Qt::AlignLeft | Qt::AlignVCenter,
                         QString::fromLatin1(group.data(), static_cast<qsizetype>(group.size())));
    }
    return top + 2 * line + line * 0.6;
}

void drawPage(QPainter& painter, const RecoveryKitPage& page, const RecoveryCode& code, double width)
{
    double top = paragraph(painter, page.title, kitText("Lockleaf recovery kit"), 0, width);
    top = paragraph(painter, page.body,
                    kitText("For the vault “%1”, made on %2.")
                        .arg(page.vaultName, QLocale().toString(page.made, QLocale::LongFormat)),
                    top, width);
    top = drawCode(painter, page.code, code, top, width);
    top = paragraph(
        painter, page.body,
        kitText("Whoever has this page and the vault's file can read the notes. Keep it away from the "
                "computer, as you would keep a key."),
        top, width);
    top = paragraph(
        painter, page.body,
        kitText("To use it: on the lock screen choose “Use recovery kit” and type the code. Capital and "
                "small letters are alike; there is no letter O, I, L or U in it. Then choose a new "
                "password in Settings, Security."),
        top, width);
    paragraph(
        painter, page.body,
        kitText("Print this page or copy it by hand, and delete the file: the code stands in it in plain."),
        top, width);
}

} // namespace

RecoveryKitPage RecoveryKitPage::of(const QString& vaultName, const QDate& made)
{
    const bool letter = QLocale().measurementSystem() == QLocale::ImperialUSSystem;
    return {vaultName,
            made,
            typography::font(TextRole::PageTitle),
            typography::font(TextRole::Body),
            typography::font(TextRole::Code),
            letter ? QPageSize::Letter : QPageSize::A4};
}

Result<QByteArray> recoveryKitPdf(const RecoveryKitPage& page, const RecoveryCode& code)
{
    QByteArray bytes;
    bytes.reserve(256 * 1024); // what grows leaves copies behind
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(KitDpi);
    writer.setPageSize(QPageSize(page.size));
    writer.setPageMargins(QMarginsF(KitMargin, KitMargin, KitMargin, KitMargin), QPageLayout::Millimeter);
    writer.setCreator(u"Lockleaf"_s); // and no title: properties of a file are seen by others
    QPainter painter(&writer);
    drawPage(painter, page, code, writer.pageLayout().paintRectPixels(KitDpi).width());
    if (!painter.end()) {
        wipe(bytes.data(), static_cast<std::size_t>(bytes.size()));
        return fail(ErrorCode::InputOutput, "the page");
    }
    return bytes;
}

Result<void> printRecoveryKit(const RecoveryKitPage& page, const RecoveryCode& code, const PrintPipe& pipe,
                              const std::stop_token& stop)
{
    LOCKLEAF_TRY(QByteArray bytes, recoveryKitPdf(page, code));
    const Result<void> written = pipe.write(kitView(bytes), stop);
    wipe(bytes.data(), static_cast<std::size_t>(bytes.size()));
    return written;
}

Result<void> saveRecoveryKit(const RecoveryKitPage& page, const RecoveryCode& code,
                             const std::filesystem::path& target)
{
    // First, so that a name that is taken costs nothing.
    LOCKLEAF_TRY(const std::unique_ptr<NewFile> file, NewFile::create(target));
    LOCKLEAF_TRY(QByteArray bytes, recoveryKitPdf(page, code));
    const Result<void> written = file->write(kitView(bytes));
    wipe(bytes.data(), static_cast<std::size_t>(bytes.size()));
    LOCKLEAF_CHECK(written);
    LOCKLEAF_CHECK(file->sync());
    return file->publish();
}

} // namespace lockleaf::ui

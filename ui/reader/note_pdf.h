// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/progress_sink.h"
#include "core/crypto/secure_bytes.h"
#include "ui/pictures/picture_source.h"
#include "ui/reader/reader_page.h"

#include <QByteArray>
#include <QFont>
#include <QHash>
#include <QPageSize>

namespace lockleaf::ui {

/// A note that is to be laid out for paper. A value: it is made on the GUI thread, then used on another.
struct PaperNote
{
    std::shared_ptr<const SecureBytes> body;
    std::vector<std::string> known;   ///< As for makeReaderPage().
    QHash<QString, Picture> pictures; ///< By their targets; those that are not there get words.
    ReaderStyle style;                ///< In light colours.
    QFont caption;                    ///< Of the numbers of the pages.
    QPageSize::PageSizeId size = QPageSize::A4;
};

/// The look of a note on paper.
[[nodiscard]] ReaderStyle paperStyle();
/// The paper that people of this locale use.
[[nodiscard]] QPageSize::PageSizeId paperSize();
/// Both, and the font of the numbers, for a note that is still to be put in. GUI thread.
[[nodiscard]] PaperNote paperLook();
/// A note beyond these is not laid out: it would take more than a minute or two.
[[nodiscard]] HtmlLimits paperLimits();
/// How wide pictures are asked for, in pixels.
constexpr int paperPicturePixels = 1400;

/// The targets of the pictures in a page that come from the vault.
[[nodiscard]] QStringList pictureTargets(const ReaderPage& page);
/// Gives the note a picture; where all of them would be more than 256 MiB, words in its place.
void addPicture(PaperNote& note, const QString& target, Picture picture);

/// The note as a PDF, with numbered pages. Addresses of the web are links in it; what else a link leads to is
/// text. Any thread of Qt's: a layout has timers. Tells of pages that are done. Errors: those of
/// makeReaderPage(), InputOutput.
[[nodiscard]] Result<QByteArray> makePdf(const PaperNote& note, const std::stop_token& stop,
                                         ProgressSink& progress);

} // namespace lockleaf::ui

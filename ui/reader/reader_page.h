// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/interchange/markdown_html.h"
#include "ui/reader/reader_style.h"

#include <QTextDocument>

#include <memory>
#include <vector>

namespace lockleaf::ui {

/// A document that asks nobody for anything: what it shows beside its text is drawn by ReaderPictures.
class ReaderDocument : public QTextDocument
{
    Q_OBJECT

protected:
    QVariant loadResource(int type, const QUrl& name) override;
};

/// A note that was made ready to be read.
struct ReaderPage
{
    std::unique_ptr<ReaderDocument> document;
    std::vector<HtmlTarget> targets; ///< What its links and pictures mean, by the numbers in their names.

    /// The target of the link or picture that a document names so; null for none.
    [[nodiscard]] const HtmlTarget* target(const QString& name) const;
    /// The text from `start` to `end`, with the words of a picture in its place.
    [[nodiscard]] QString plainText(int start, int end) const;
};

/// Above this many bytes, or with more in one paragraph, or more cells in its tables, a note is not shown in
/// Read mode: laying it out would hold up the window for more than a quarter of a second. With more headings,
/// items and links the document itself would take seconds to make.
constexpr std::size_t largestReadable = std::size_t{512} << 10;
constexpr std::size_t largestReadableParagraph = std::size_t{96} << 10;
constexpr std::size_t mostReadableItems = 4'000;
constexpr std::size_t mostReadableCells = 1'000;

/// These, as limits of makeReaderPage().
[[nodiscard]] HtmlLimits readerLimits();

/// The note as a document. `known`: the targets that the note has a meaning for, whatever their scheme.
/// Any thread; the document belongs to it. Errors: BodyTooLarge beyond a limit, Cancelled, OutOfMemory.
[[nodiscard]] Result<ReaderPage> makeReaderPage(std::string_view body, const std::vector<std::string>& known,
                                                const ReaderStyle& style, const std::stop_token& stop,
                                                const HtmlLimits& limits = readerLimits());

} // namespace lockleaf::ui

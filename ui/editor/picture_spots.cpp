// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/picture_spots.h"

#include "core/vault/note_markup.h"

#include <string_view>

namespace lockleaf::ui {

namespace {

bool isOfAnotherPlace(std::string_view target)
{
    const std::size_t colon = target.find(':');
    return target.starts_with("//") ||
           (colon != std::string_view::npos && target.find_first_of("/?#") > colon);
}

/// Collects pictures, and whether one of them is the whole line.
class PictureCollector final : public MarkupVisitor
{
public:
    explicit PictureCollector(std::string_view line) : m_line(line) {}

    void link(const WikiLink& link) override
    {
        if (!link.embed || link.target.empty())
            return;
        // With what stands behind a `#`, as the note's targets have it.
        const auto begin = static_cast<std::size_t>(link.target.data() - link.inner.data());
        const std::string_view rest = link.inner.substr(begin);
        add(rest.substr(0, rest.find_last_not_of(" \t") + 1), link.whole.size() == m_line.size());
    }
    void target(const InlineTarget& target) override
    {
        if (target.picture && !isOfAnotherPlace(target.written))
            add(target.written, isWhole(target.written));
    }
    std::vector<PictureSpot> spots;

private:
    /// Whether the line is `![words](target "title")` and nothing else.
    [[nodiscard]] bool isWhole(std::string_view written) const
    {
        if (!m_line.starts_with("![") || !m_line.ends_with(')'))
            return false;
        const auto begin = static_cast<std::size_t>(written.data() - m_line.data());
        const std::string_view before = m_line.substr(0, begin);
        const std::string_view behind = m_line.substr(begin + written.size());
        const std::size_t opens = before.rfind("](");
        return opens != std::string_view::npos && before.find(']') == opens &&
               behind.find("](") == std::string_view::npos && behind.find(')') == behind.size() - 1;
    }
    void add(std::string_view written, bool alone)
    {
        if (spots.size() < mostPicturesInLine)
            spots.push_back(
                {QString::fromUtf8(written.data(), static_cast<qsizetype>(written.size())), alone});
    }

    std::string_view m_line;
};

bool isNoText(const markdown::Line& line)
{
    return line.kind == markdown::LineKind::Fence || line.kind == markdown::LineKind::CodeLine ||
           line.kind == markdown::LineKind::FrontMatter;
}

} // namespace

std::vector<PictureSpot> picturesIn(QStringView line, const markdown::Line& looks)
{
    if (isNoText(looks) || line.size() > markdown::longestStyledLine ||
        !(line.contains(u"![") || line.contains(u"<img", Qt::CaseInsensitive)))
        return {};
    const QByteArray text = line.trimmed().toUtf8();
    const std::string_view view(text.data(), static_cast<std::size_t>(text.size()));
    PictureCollector collector(view);
    scanMarkup(view, collector);
    return std::move(collector.spots);
}

} // namespace lockleaf::ui

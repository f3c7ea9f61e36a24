// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/interchange/import_foreign.h"
#include "tests/vault/attachment_fixture.h"

#include <fstream>

namespace lockleaf::test {

/// A vault, and a file that is imported into it.
struct ForeignFixture : AttachmentFixture
{
    ForeignReport report;

    Result<void> import(std::string_view content, ForeignKind kind, ForeignImportOptions options = {},
                        std::size_t slices = SIZE_MAX)
    {
        const std::filesystem::path path = folder / "export";
        std::ofstream(path, std::ios::binary) << content;
        return importFile(path, kind, std::move(options), slices);
    }
    Result<void> importFile(const std::filesystem::path& path, ForeignKind kind,
                            ForeignImportOptions options = {}, std::size_t slices = SIZE_MAX)
    {
        report = {};
        NoProgress progress;
        LOCKLEAF_TRY(const auto job, makeForeignImportJob(*vault, path, kind, std::move(options), report));
        for (std::size_t i = 0; i < slices; ++i) {
            LOCKLEAF_TRY(const bool ended, job->runSlice(std::chrono::milliseconds{0}, progress));
            if (report.found != report.imported + report.skippedCount)
                return fail(ErrorCode::Internal, "the report does not add up");
            if (ended)
                return {};
        }
        return fail(ErrorCode::Cancelled);
    }
    /// The living note of this title; an empty one where there is none.
    Note titled(std::string_view title)
    {
        const auto id = vault->noteTitled(title, {});
        if (!id || !*id)
            return {};
        auto found = vault->note(**id);
        return found ? std::move(*found) : Note{};
    }
    std::string bodyTitled(std::string_view title) { return std::string(titled(title).body.text()); }
    std::string remarks() const
    {
        std::string all;
        for (const NotCarried& remark : report.notCarried)
            all += remark.item + ": " + remark.what + "\n";
        return all;
    }
    std::string reasons() const
    {
        std::string all;
        for (const SkippedNote& note : report.skipped)
            all += note.item + ": " + describe(note.reason) + "\n";
        return all;
    }
    std::uint64_t notes() { return vault->counts()->notes; }
    bool isWhole()
    {
        VerifyReport verified;
        NoProgress progress;
        const auto job = vault->makeVerifyJob(verified);
        return runToEnd(*job, {}, progress).has_value() && verified.problems.empty();
    }
};

/// Writes a tar by hand, so that it can be one that nobody should write.
class TarText
{
public:
    TarText& add(const std::string& path, std::string_view content, char type = '0',
                 std::string_view link = {})
    {
        header(path, content.size(), type, link);
        m_text += content;
        m_text.append((512 - content.size() % 512) % 512, '\0');
        return *this;
    }
    /// A header alone, which promises `size` octets.
    TarText& header(const std::string& path, std::uint64_t size, char type = '0', std::string_view link = {})
    {
        std::string block(512, '\0');
        block.replace(0, std::min<std::size_t>(path.size(), 100), path.substr(0, 100));
        block.replace(100, 8, std::string("0000600\0", 8));
        block.replace(108, 8, std::string("0000000\0", 8));
        block.replace(116, 8, std::string("0000000\0", 8));
        block.replace(124, 12, octal(size, 11));
        block.replace(136, 12, octal(0, 11));
        block[156] = type;
        block.replace(157, link.size(), link);
        block.replace(257, 8,
                      std::string("ustar\0"
                                  "00",
                                  8));
        block.replace(148, 8, 8, ' ');
        unsigned sum = 0;
        for (const char c : block)
            sum += static_cast<unsigned char>(c);
        block.replace(148, 8, octal(sum, 6) + " ");
        m_text += block;
        return *this;
    }
    [[nodiscard]] std::string open() const { return m_text; }
    [[nodiscard]] std::string text() const { return m_text + std::string(1024, '\0'); }

private:
    static std::string octal(std::uint64_t number, std::size_t digits)
    {
        std::string text(digits, '0');
        for (std::size_t i = digits; i-- > 0; number /= 8)
            text[i] = static_cast<char>('0' + number % 8);
        return text + '\0';
    }
    std::string m_text;
};

} // namespace lockleaf::test

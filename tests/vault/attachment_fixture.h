// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/vault/vault_fixture.h"

#include <random>

namespace lockleaf::test {

/// Gives octets in pieces of odd lengths, and may fail in the middle.
class PieceSource final : public ByteSource
{
public:
    explicit PieceSource(Bytes content, std::size_t piece = 7'777)
        : m_content(std::move(content)), m_piece(piece)
    {
    }
    void failAfter(std::size_t octets) { m_failAfter = octets; }
    Result<std::size_t> read(MutableByteView buffer) override
    {
        if (m_at >= m_failAfter)
            return fail(ErrorCode::InputOutput);
        const std::size_t count = std::min({buffer.size(), m_piece, m_content.size() - m_at});
        std::copy_n(m_content.begin() + static_cast<std::ptrdiff_t>(m_at), count, buffer.begin());
        m_at += count;
        return count;
    }

private:
    Bytes m_content;
    std::size_t m_piece;
    std::size_t m_at = 0;
    std::size_t m_failAfter = SIZE_MAX;
};

/// Octets that follow from the seed.
inline Bytes contentOf(std::size_t size, unsigned seed = 1)
{
    std::mt19937 random(seed);
    Bytes content(size);
    for (std::uint8_t& octet : content)
        octet = static_cast<std::uint8_t>(random());
    return content;
}

/// A vault with ways to attach in one go.
struct AttachmentFixture : VaultFixture
{
    Result<AttachReport> attach(RecordId note, const std::string& name, const Bytes& content)
    {
        AttachReport report;
        LOCKLEAF_TRY(const auto job,
                     vault->makeAttachJob(note, name, std::make_unique<PieceSource>(content), report));
        NoProgress progress;
        LOCKLEAF_CHECK(runToEnd(*job, {}, progress));
        return report;
    }
    Result<AttachReport> store(const std::string& name, const Bytes& content)
    {
        AttachReport report;
        LOCKLEAF_TRY(const auto job,
                     vault->makeStoreJob(name, std::make_unique<PieceSource>(content), report));
        NoProgress progress;
        LOCKLEAF_CHECK(runToEnd(*job, {}, progress));
        return report;
    }
    /// The whole content; nothing where a part cannot be read.
    std::optional<Bytes> read(RecordId id)
    {
        const auto attachment = vault->attachment(id);
        if (!attachment)
            return std::nullopt;
        Bytes content;
        for (std::uint64_t index = 0; index < chunksOf(attachment->size); ++index) {
            const auto chunk = vault->attachmentChunk(id, index);
            if (!chunk)
                return std::nullopt;
            content.insert(content.end(), chunk->view().begin(), chunk->view().end());
        }
        return content;
    }
    AttachmentTidyReport tidy(std::optional<Timestamp> unusedBefore = {})
    {
        AttachmentTidyReport report;
        NoProgress progress;
        const auto job = vault->makeAttachmentTidyJob(unusedBefore, report);
        if (const auto done = runToEnd(*job, {}, progress); !done)
            qFatal("tidy: %s", describe(done.error()).c_str());
        return report;
    }
    /// What is written for the attachments of a note.
    std::vector<std::string> written(RecordId note)
    {
        std::vector<std::string> targets;
        const auto files = vault->attachmentsOf(note);
        if (!files)
            return {describe(files.error())};
        for (const AttachedFile& attached : *files)
            targets.push_back(attached.written);
        return targets;
    }
};

} // namespace lockleaf::test

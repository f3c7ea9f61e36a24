// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/compare_file_job.h"

#include "core/vault/adoption_checks.h"

#include <algorithm>

namespace lockleaf {

namespace {

constexpr std::size_t comparedAtOnce = std::size_t{16} << 10;

} // namespace

CompareFileJob::CompareFileJob(const Attachment& attachment, std::unique_ptr<ByteSource> content)
    : m_left(attachment.size), m_expected(attachment.hash), m_content(std::move(content)),
      m_octets(comparedAtOnce)
{
}

Result<bool> CompareFileJob::runSlice(std::chrono::milliseconds budget, ProgressSink&)
{
    const auto end = std::chrono::steady_clock::now() + budget;
    do {
        const auto next =
            m_octets.span().first(static_cast<std::size_t>(std::min<std::uint64_t>(m_octets.size(), m_left)));
        std::size_t got = 0;
        if (!next.empty()) {
            LOCKLEAF_TRY(got, m_content->read(next));
        }
        m_hash.update(next.first(got));
        m_left -= got;
        const bool isOver = got == 0;
        if (isOver && (m_left != 0 || m_hash.finish() != m_expected))
            return fail(ErrorCode::Damaged, otherContent);
        if (isOver)
            return true;
    } while (std::chrono::steady_clock::now() < end);
    return false;
}

} // namespace lockleaf

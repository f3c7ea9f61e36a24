// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/byte_stream.h"
#include "core/base/sliced_job.h"
#include "core/crypto/keyed_hash.h"
#include "core/crypto/secure_bytes.h"
#include "core/vault/attachment.h"

#include <memory>

namespace lockleaf {

/// What a dry run does with the content of an attachment: it is compared with what is said of it, and goes
/// nowhere. Errors: Damaged, where it differs; those of the source.
class CompareFileJob final : public SlicedJob
{
public:
    CompareFileJob(const Attachment& attachment, std::unique_ptr<ByteSource> content);
    Result<bool> runSlice(std::chrono::milliseconds budget, ProgressSink& progress) override;

private:
    std::uint64_t m_left; ///< Octets.
    Hash256 m_expected;
    std::unique_ptr<ByteSource> m_content;
    SecureBytes m_octets;
    StreamHash256 m_hash;
};

} // namespace lockleaf

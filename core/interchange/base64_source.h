// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/interchange/import_file.h"

#include <QCryptographicHash>

#include <memory>
#include <string>

namespace lockleaf {

/// What became of a content that was decoded.
struct DecodedContent
{
    std::string md5;      ///< 32 digits, once all was read. Evernote's texts name files by it.
    bool damaged = false; ///< It was not base64.
    std::uint64_t size = 0;
};

/// Decodes the base64 between two places of a file, with line breaks wherever they are, a piece at a time.
class Base64Source final : public ByteSource
{
public:
    /// `outcome` is shared, since a job that stores the content takes this and destroys it.
    Base64Source(std::shared_ptr<const ImportFile> file, std::uint64_t begin, std::uint64_t end,
                 std::shared_ptr<DecodedContent> outcome);
    [[nodiscard]] Result<std::size_t> read(MutableByteView buffer) override;

private:
    [[nodiscard]] Result<void> refill();

    RangeSource m_source;
    std::shared_ptr<DecodedContent> m_outcome;
    QCryptographicHash m_hash{QCryptographicHash::Md5};
    Bytes m_raw;
    std::size_t m_at = 0;
    std::size_t m_filled = 0;
    std::uint32_t m_bits = 0;
    unsigned m_letters = 0; ///< Of the group that is being read.
    bool m_padded = false;  ///< `=` was met: nothing may follow.
    bool m_ended = false;
};

} // namespace lockleaf

// SPDX-License-Identifier: GPL-3.0-or-later
// The plaintexts of records (docs/vault-format.md, section 6.4). There is one spelling of each: what can be
// read is written again as the same octets.
#include "core/store/attachment_record.h"
#include "core/store/record.h"
#include "core/store/revision_record.h"

#include <algorithm>
#include <cstdlib>

using namespace lockleaf;

namespace {

void mustBeTheSame(const SecureBytes& written, ByteView read)
{
    if (!std::ranges::equal(written.view(), read))
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static BodyCodec codec;
    if (size == 0)
        return 0;
    const ByteView plain(data + 1, size - 1);
    switch (data[0] % 8) {
    case 0:
        if (const auto note = decodeNote(RecordId{}, plain, codec))
            static_cast<void>(encodeNote(*note, codec)); // may compress the body another way
        break;
    case 1:
        if (const auto notebook = decodeNotebook(RecordId{}, plain))
            mustBeTheSame(encodeNotebook(*notebook), plain);
        break;
    case 2:
        if (const auto settings = decodeSettings(plain))
            mustBeTheSame(encodeSettings(*settings), plain);
        break;
    case 3:
        if (const auto tombstone = decodeTombstone(plain))
            mustBeTheSame(encodeTombstone(*tombstone), plain);
        break;
    case 4:
        if (const auto revision = decodeRevision(RecordId{}, plain, codec))
            static_cast<void>(encodeRevision(*revision, codec)); // as a note
        break;
    case 5:
        if (const auto attachment = decodeAttachment(RecordId{}, plain))
            mustBeTheSame(encodeAttachment(*attachment), plain);
        break;
    case 6:
        if (const auto targets = decodeTargets(plain);
            targets && !std::ranges::equal(encodeTargets(*targets), plain))
            std::abort();
        break;
    default:
        if (const auto tags = decodeTags(plain); tags && !std::ranges::equal(encodeTags(*tags), plain))
            std::abort();
    }
    return 0;
}

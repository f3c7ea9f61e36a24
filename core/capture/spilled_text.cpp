// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/spilled_text.h"

#include "core/base/text.h"
#include "core/crypto/aead.h"
#include "core/store/record.h"
#include "core/vaultfile/layout.h"

#include <algorithm>
#include <sodium.h>
#include <string_view>

namespace lockleaf {

namespace {

enum SpillField : std::uint16_t {
    fieldNote = 1,
    fieldSpare = 2,
    fieldBase = 3,
    fieldWrittenAt = 4,
    fieldInNotebook = 5,
    fieldTagList = 6,
    fieldSpilledBody = 7,
};

// label 16 ‖ vault id 16 ‖ for each text: octets of its box u32 ‖ box.
constexpr std::string_view spillLabel = "lockleaf spill";
constexpr std::size_t spillHead = 32;
constexpr std::size_t lengthSize = 4;

Bytes headFor(const VaultId& vault)
{
    Bytes head(spillLabel.begin(), spillLabel.end());
    head.resize(16, 0);
    head.insert(head.end(), vault.bytes.begin(), vault.bytes.end());
    return head;
}

/// label 16 ‖ format u16 ‖ vault id 16 ‖ index u32: a text of another vault, or in another place, is none.
Bytes aadFor(const VaultId& vault, std::uint32_t index)
{
    Bytes aad(spillLabel.begin(), spillLabel.end());
    aad.resize(18, 0);
    storeLe16(aad.data() + 16, layout::format);
    aad.insert(aad.end(), vault.bytes.begin(), vault.bytes.end());
    aad.resize(aad.size() + 4);
    storeLe32(aad.data() + aad.size() - 4, index);
    return aad;
}

RecordId spareOf(const SpilledText& text)
{
    RecordId spare = text.spare;
    if (spare.isNull())
        randombytes_buf(spare.bytes.data(), spare.bytes.size());
    return spare;
}

SecureBytes encodeSpilled(const SpilledText& text)
{
    FieldWriter writer;
    if (!text.note.isNull())
        writer.bytes(fieldNote, text.note.view());
    writer.bytes(fieldSpare, spareOf(text).view());
    writer.u64(fieldBase, static_cast<std::uint64_t>(text.base));
    writer.u64(fieldWrittenAt, static_cast<std::uint64_t>(text.written));
    if (!text.notebook.isNull())
        writer.bytes(fieldInNotebook, text.notebook.view());
    if (!text.tags.empty())
        writer.bytes(fieldTagList, encodeTags(text.tags));
    writer.bytes(fieldSpilledBody, text.body.view());
    return writer.finish();
}

bool readTimestamp(const Field& field, Timestamp& into)
{
    const auto value = field.u64();
    into = static_cast<Timestamp>(value.value_or(0));
    return value.has_value();
}

bool readRecordId(const Field& field, RecordId& into)
{
    const auto id = field.id<RecordTag>();
    into = id.value_or(RecordId{});
    return id && !id->isNull();
}

bool readSpillField(const Field& field, SpilledText& text)
{
    switch (field.type) {
    case fieldNote:
        return readRecordId(field, text.note);
    case fieldSpare:
        return readRecordId(field, text.spare);
    case fieldBase:
        return readTimestamp(field, text.base);
    case fieldWrittenAt:
        return readTimestamp(field, text.written);
    case fieldInNotebook:
        return readRecordId(field, text.notebook);
    case fieldTagList: {
        auto tags = decodeTags(field.value);
        if (tags)
            text.tags = std::move(*tags);
        return tags.has_value();
    }
    case fieldSpilledBody:
        text.body = SecureBytes::copyOf(field.value);
        return field.value.size() <= largestBody && isStorableText(textOf(field.value));
    default:
        return true; // of a later version
    }
}

std::optional<SpilledText> decodeSpilled(ByteView plain)
{
    const auto fields = readFields(plain);
    if (!fields)
        return std::nullopt;
    SpilledText text;
    for (const Field& field : *fields)
        if (!readSpillField(field, text))
            return std::nullopt;
    return text.spare.isNull() ? std::nullopt : std::optional{std::move(text)};
}

} // namespace

Bytes sealSpill(const std::vector<SpilledText>& texts, const VaultId& vault,
                const SecretKey<SpillPurpose>& key)
{
    if (texts.empty())
        return {};
    Bytes file = headFor(vault);
    std::uint32_t index = 0;
    for (const SpilledText& text : texts) {
        const SecureBytes plain = encodeSpilled(text);
        const std::size_t boxSize = plain.size() + aead::overhead;
        if (file.size() + lengthSize + boxSize > largestSpill)
            continue; // a smaller one may have room
        // A fresh random nonce each, and the place in the associated data.
        const Bytes box = aead::sealBox(key, aadFor(vault, index++), plain.view());
        file.resize(file.size() + lengthSize);
        storeLe32(file.data() + file.size() - lengthSize, static_cast<std::uint32_t>(box.size()));
        file.insert(file.end(), box.begin(), box.end());
    }
    return file;
}

std::optional<VaultId> vaultOfSpill(ByteView file)
{
    if (file.size() < spillHead)
        return std::nullopt;
    VaultId vault;
    std::copy_n(file.begin() + 16, vault.bytes.size(), vault.bytes.begin());
    return std::ranges::equal(headFor(vault), file.first(spillHead)) ? std::optional{vault} : std::nullopt;
}

OpenedSpill openSpill(ByteView file, const VaultId& vault, const SecretKey<SpillPurpose>& key)
{
    OpenedSpill opened;
    if (vaultOfSpill(file) != vault || file.size() > largestSpill)
        return {{}, false};
    ByteView rest = file.subspan(spillHead);
    for (std::uint32_t index = 0; !rest.empty(); ++index) {
        const std::size_t size = rest.size() < lengthSize ? rest.size() : loadLe32(rest.data());
        if (rest.size() < lengthSize || size > rest.size() - lengthSize) {
            opened.whole = false; // cut short
            return opened;
        }
        const auto plain = aead::openBox(key, aadFor(vault, index), rest.subspan(lengthSize, size));
        auto text = plain ? decodeSpilled(plain->view()) : std::nullopt;
        if (text)
            opened.texts.push_back(std::move(*text));
        else
            opened.whole = false;
        rest = rest.subspan(lengthSize + size);
    }
    return opened;
}

} // namespace lockleaf

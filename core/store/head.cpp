// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/head.h"

#include "core/crypto/aead.h"
#include "core/store/record_seal.h"
#include "core/store/version_vector.h"

#include <algorithm>

namespace lockleaf {

namespace {

constexpr std::string_view headLabel{"lockleaf head\0\0\0", 16};
static_assert(headLabel.size() == 16);

enum HeadField : std::uint16_t {
    headEpoch = 1,
    headNotes,
    headTrashed,
    headNotebooks,
    headBodyBytes,
    headRecords,
    headGeneration,
    headFreshness,
    headList,
    headDevices,
    headRecentSums,
    headSearchRows,
    headRevisions = 32, ///< These three are there together, where there are versions at all.
    headRevisionBytes,
    headRevisionSum,
    headAttachments, ///< These four as well, where there are attachments.
    headAttachmentBytes,
    headAttachmentUses,
    headAttachmentSum,
};

constexpr unsigned allRequired = (1U << (headList + 1)) - 2; ///< One bit for each field that is always there.

/// label 16 ‖ format u16 ‖ vault id 16
std::array<std::uint8_t, 34> aadFor(const VaultId& vault)
{
    std::array<std::uint8_t, 34> aad{};
    std::memcpy(aad.data(), headLabel.data(), 16);
    storeLe16(aad.data() + 16, storeFormat);
    std::memcpy(aad.data() + 18, vault.bytes.data(), 16);
    return aad;
}

std::uint64_t* counterOf(Head& head, std::uint16_t type)
{
    switch (type) {
    case headEpoch:
        return &head.epoch;
    case headNotes:
        return &head.notes;
    case headTrashed:
        return &head.trashed;
    case headNotebooks:
        return &head.notebooks;
    case headBodyBytes:
        return &head.bodyBytes;
    case headRecords:
        return &head.records;
    case headGeneration:
        return &head.headerGeneration;
    case headSearchRows:
        return &head.searchRows;
    case headRevisions:
        return &head.revisions.number;
    case headRevisionBytes:
        return &head.revisions.stored;
    case headAttachments:
        return &head.attachments.number;
    case headAttachmentBytes:
        return &head.attachments.bytes;
    case headAttachmentUses:
        return &head.attachments.uses;
    default:
        return nullptr;
    }
}

bool readSum(const Field& field, MultisetHash& sum)
{
    Hash256 value{};
    if (field.value.size() != value.size())
        return false;
    std::copy(field.value.begin(), field.value.end(), value.begin());
    sum = MultisetHash(value);
    return true;
}

constexpr std::size_t recentSumSize = 34; ///< bucket u16 ‖ sum 32
constexpr std::uint16_t buckets = 4096;

bool readRecentSums(const Field& field, BucketSums& sums)
{
    if (field.value.empty() || field.value.size() % recentSumSize != 0 ||
        field.value.size() / recentSumSize > buckets)
        return false;
    for (std::size_t at = 0; at < field.value.size(); at += recentSumSize) {
        const ByteView entry = field.value.subspan(at, recentSumSize);
        const std::uint16_t bucket = loadLe16(entry.data());
        if (bucket >= buckets || (!sums.empty() && bucket <= sums.back().bucket))
            return false;
        Hash256 value{};
        std::copy(entry.begin() + 2, entry.end(), value.begin());
        sums.push_back({bucket, MultisetHash(value)});
    }
    return true;
}

Bytes encodeRecentSums(const BucketSums& sums)
{
    Bytes encoded;
    encoded.reserve(sums.size() * recentSumSize);
    for (const BucketSum& recent : sums) {
        std::array<std::uint8_t, 2> bucket{};
        storeLe16(bucket.data(), recent.bucket);
        const Hash256 value = recent.sum.value();
        encoded.insert(encoded.end(), bucket.begin(), bucket.end());
        encoded.insert(encoded.end(), value.begin(), value.end());
    }
    return encoded;
}

bool readDevices(const Field& field, Head& head)
{
    // The same shape and rules as a version vector: ascending ids, values above 0.
    auto decoded = VersionVector::decode(field.value);
    if (!decoded || decoded->counters().empty())
        return false;
    head.devices = decoded->counters();
    return true;
}

} // namespace

void Head::noteWriter(DeviceId device)
{
    devices[device] = epoch;
    while (devices.size() > mostDevices)
        devices.erase(std::min_element(devices.begin(), devices.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; }));
}

Bytes HeadSealer::seal(const Head& head) const
{
    FieldWriter writer(head.unknown);
    writer.u64(headEpoch, head.epoch);
    writer.u64(headNotes, head.notes);
    writer.u64(headTrashed, head.trashed);
    writer.u64(headNotebooks, head.notebooks);
    writer.u64(headBodyBytes, head.bodyBytes);
    writer.u64(headRecords, head.records);
    writer.u64(headGeneration, head.headerGeneration);
    writer.bytes(headFreshness, head.freshness.value());
    writer.bytes(headList, head.list.value());
    if (!head.devices.empty()) {
        Bytes devices;
        for (const auto& [device, epoch] : head.devices) {
            std::array<std::uint8_t, 8> encoded{};
            storeLe64(encoded.data(), epoch);
            devices.insert(devices.end(), device.bytes.begin(), device.bytes.end());
            devices.insert(devices.end(), encoded.begin(), encoded.end());
        }
        writer.bytes(headDevices, devices);
    }
    if (!head.recentSums.empty())
        writer.bytes(headRecentSums, encodeRecentSums(head.recentSums));
    if (head.searchRows > 0)
        writer.u64(headSearchRows, head.searchRows);
    if (head.revisions.number != 0) {
        writer.u64(headRevisions, head.revisions.number);
        writer.u64(headRevisionBytes, head.revisions.stored);
        writer.bytes(headRevisionSum, head.revisions.sum.value());
    }
    if (head.attachments.number != 0) {
        writer.u64(headAttachments, head.attachments.number);
        writer.u64(headAttachmentBytes, head.attachments.bytes);
        writer.u64(headAttachmentUses, head.attachments.uses);
        writer.bytes(headAttachmentSum, head.attachments.sum.value());
    }
    // A fresh random nonce at every change; the key seals nothing but heads of this vault.
    return aead::sealBox(m_key, aadFor(m_vaultId), writer.finish().view());
}

Result<Head> HeadSealer::open(ByteView sealed) const
{
    LOCKLEAF_TRY(const SecureBytes plain, aead::openBox(m_key, aadFor(m_vaultId), sealed));
    LOCKLEAF_TRY(const std::vector<Field> fields, readFields(plain.view()));
    Head head;
    unsigned seen = 0;
    unsigned ofRevisions = 0;
    unsigned ofAttachments = 0;
    for (const Field& field : fields) {
        bool valid = true;
        if (std::uint64_t* counter = counterOf(head, field.type)) {
            valid = field.u64().has_value() && (field.type != headSearchRows || *field.u64() > 0);
            *counter = field.u64().value_or(0);
        } else if (field.type == headFreshness)
            valid = readSum(field, head.freshness);
        else if (field.type == headList)
            valid = readSum(field, head.list);
        else if (field.type == headDevices)
            valid = readDevices(field, head);
        else if (field.type == headRecentSums)
            valid = readRecentSums(field, head.recentSums);
        else if (field.type == headRevisionSum)
            valid = readSum(field, head.revisions.sum);
        else if (field.type == headAttachmentSum)
            valid = readSum(field, head.attachments.sum);
        else
            head.unknown.push_back({field.type, SecureBytes::copyOf(field.value)});
        if (!valid)
            return fail(ErrorCode::Damaged, "head field");
        if (field.type <= headList)
            seen |= 1U << field.type;
        ofRevisions += field.type >= headRevisions && field.type <= headRevisionSum ? 1 : 0;
        ofAttachments += field.type >= headAttachments && field.type <= headAttachmentSum ? 1 : 0;
    }
    if ((seen & allRequired) != allRequired || ofRevisions != (head.revisions.number == 0 ? 0U : 3U) ||
        ofAttachments != (head.attachments.number == 0 ? 0U : 4U))
        return fail(ErrorCode::Damaged, "head incomplete");
    return head;
}

} // namespace lockleaf

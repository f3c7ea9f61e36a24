// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/slot_words.h"

#include "app/cli/output.h"
#include "core/archive/json_object.h"
#include "core/base/iso_time.h"

namespace lockleaf::app {

namespace {

std::string mebibytes(std::uint64_t bytes)
{
    return bytes % (1U << 20) == 0 ? grouped(bytes >> 20) + " MiB" : grouped(bytes) + " bytes";
}

const char* kindWords(KeySlotInfo::Kind kind)
{
    switch (kind) {
    case KeySlotInfo::Kind::Password:
        return "password";
    case KeySlotInfo::Kind::PasswordAndKeyFile:
        return "password and key file";
    case KeySlotInfo::Kind::RecoveryCode:
        return "recovery code";
    case KeySlotInfo::Kind::Other:
        break;
    }
    return "other";
}

SecureBytes slotJson(const KeySlotInfo& slot)
{
    JsonObject object;
    object.add("kind", kindWords(slot.kind));
    if (slot.kind != KeySlotInfo::Kind::Other) {
        object.add("created", isoTime(slot.created));
        object.add("memory", slot.cost.memoryBytes);
        object.add("passes", std::uint64_t{slot.cost.passes});
    }
    return object.finish();
}

} // namespace

std::string slotWords(const KeySlotInfo& slot)
{
    if (slot.kind == KeySlotInfo::Kind::Other)
        return "of a kind this version does not know";
    return std::string{kindWords(slot.kind)} + " since " + isoTime(slot.created).substr(0, 10) +
           ", Argon2id " + mebibytes(slot.cost.memoryBytes) + " × " + std::to_string(slot.cost.passes);
}

SecureBytes slotsJson(std::span<const KeySlotInfo> slots)
{
    SecureBytes list = SecureBytes::copyOf(bytesOf("["));
    for (const KeySlotInfo& slot : slots) {
        if (list.size() > 1)
            list.append(bytesOf(","));
        list.append(slotJson(slot).view());
    }
    list.append(bytesOf("]"));
    return list;
}

} // namespace lockleaf::app

// SPDX-License-Identifier: GPL-3.0-or-later
// The state blocks (docs/vault-format.md, section 3) of a file that somebody with a copy of its key wrote:
// any numbers in any of the two, whole or not. What is written after them is read again as it was written.
#include "core/vaultfile/associated_data.h"
#include "core/vaultfile/state_blocks.h"
#include "tests/fuzz/support/fuzz_input.h"
#include "tests/fuzz/support/memory_disk.h"

#include <cstdlib>

using namespace lockleaf;

namespace {

constexpr std::size_t plainSize = StateBlocks::blockSize - aead::overhead;

SyncedFile openIt(test::MemoryDisk& disk, FileAccess access)
{
    auto io = disk.open(FileSystem::anywhere, "/file", access);
    if (!io)
        std::abort();
    return SyncedFile(std::move(*io));
}

void must(const Result<void>& result)
{
    if (!result)
        std::abort();
}

bool areSame(const VaultState& one, const VaultState& other)
{
    return one.writes == other.writes && one.sequence == other.sequence && one.logId == other.logId &&
           one.requiredFrames == other.requiredFrames && one.logBegun == other.logBegun &&
           one.firstLostLog == other.firstLostLog && one.lastLostLog == other.lastLostLog;
}

void writeBlock(SyncedFile& file, const StateKey& key, std::size_t index, test::FuzzInput& input)
{
    const std::uint8_t kind = input.octet() % 4;
    if (kind == 0) // zeros
        return;
    if (kind == 1) { // whatever stands there
        must(file.writeAt(layout::stateOffsets[index], input.some(StateBlocks::blockSize)));
        return;
    }
    std::array<std::uint8_t, plainSize> plain{};
    input.take(plain);
    AssociatedData aad(layout::stateLabel);
    aad.u16(layout::format).bytes(layout::FileSalt{}).u32(static_cast<std::uint32_t>(index));
    Bytes sealed = aead::sealBox(key, aad.view(), plain);
    if (kind == 2)
        sealed[input.octet() % sealed.size()] ^= input.octet();
    must(file.writeAt(layout::stateOffsets[index], sealed));
}

/// What the log makes of them while the vault is open.
void change(StateBlocks& blocks, test::FuzzInput& input)
{
    while (!input.isEmpty()) {
        switch (input.octet() % 5) {
        case 0:
            must(blocks.beginLog());
            break;
        case 1:
            must(blocks.endLog());
            break;
        case 2:
            must(blocks.requireFrames(input.u32()));
            break;
        case 3:
            blocks.noteMissingLog();
            continue;
        default:
            must(blocks.bringUp());
            continue;
        }
        must(blocks.verify());
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const StateKey key = StateKey::copyOf(Bytes(keySize, 7));
    test::FuzzInput input(data, std::min<std::size_t>(size, 400)); // each change seals twice
    test::MemoryDisk disk;
    SyncedFile file = openIt(disk, FileAccess::CreateNew);
    for (std::size_t index = 0; index < 2; ++index)
        writeBlock(file, key, index, input);
    StateBlocks blocks(file, key, {});
    if (!blocks.load())
        return 0;
    must(blocks.bringUp());
    must(blocks.verify());
    change(blocks, input);
    static_cast<void>(blocks.current().lost(input.u32()));
    StateBlocks again(file, key, {});
    must(again.load());
    if (!areSame(again.current(), blocks.current()))
        std::abort();
    return 0;
}

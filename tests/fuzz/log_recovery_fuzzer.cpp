// SPDX-License-Identifier: GPL-3.0-or-later
// A log as it may lie beside a vault: of another state, cut off, with frames that nobody finished, that are
// of another place, or that somebody with a copy of the key made up. The vault is opened with it and used.
//
// The input: switches (1, below), frames that the file needs (1), frames in the mark (1), then what stands in
// the log, piece by piece: kind (1) and what belongs to it.
#include "core/vaultfile/associated_data.h"
#include "core/vaultfile/log_recovery.h"
#include "tests/fuzz/support/forged_log.h"
#include "tests/fuzz/support/fuzz_input.h"
#include "tests/fuzz/support/fuzzed_vault.h"

using namespace lockleaf;

namespace {

constexpr std::uint64_t sequence = 5;
constexpr std::size_t mostFrames = 24;

enum Switches : std::uint8_t {
    LogBegun = 1,
    AnotherId = 2,
    NoFirstHeader = 4,
    NoSecondHeader = 8,
    LaterLog = 16,
    EarlierLog = 32,
    HasMark = 64,
    RawBeginning = 128,
};

/// Both blocks say that the log of `sequence` belongs to the file.
void putState(Bytes& file, const test::FuzzedVault& vault, std::uint8_t switches, std::uint8_t required)
{
    std::array<std::uint8_t, StateBlocks::blockSize - aead::overhead> plain{};
    storeLe64(plain.data(), 9);
    storeLe64(plain.data() + 8, sequence);
    plain[16] = 1; // the log's id
    storeLe64(plain.data() + 32, required);
    plain[40] = switches & LogBegun;
    const StateKey key = deriveSubkey<StatePurpose>(vault.key().dataKey);
    for (std::size_t index = 0; index < 2; ++index) {
        AssociatedData aad(layout::stateLabel);
        aad.u16(layout::format).bytes(vault.salt()).u32(static_cast<std::uint32_t>(index));
        const Bytes sealed = aead::sealBox(key, aad.view(), plain);
        std::copy(sealed.begin(), sealed.end(),
                  file.begin() + static_cast<std::ptrdiff_t>(layout::stateOffsets[index]));
    }
}

/// A page of the vault with one piece of it changed.
Bytes pageFrom(const test::FuzzedVault& vault, std::size_t index, test::FuzzInput& input)
{
    Bytes page = vault.pages()[index];
    const std::size_t place = input.u16() % layout::pageContent;
    const ByteView octets = input.some(input.octet() % 32);
    std::copy_n(octets.begin(), std::min(octets.size(), layout::pageContent - place),
                page.begin() + static_cast<std::ptrdiff_t>(place));
    return page;
}

void addPiece(test::ForgedLog& log, const test::FuzzedVault& vault, test::FuzzInput& input)
{
    const auto pages = static_cast<std::uint32_t>(vault.pages().size());
    switch (input.octet() % 7) {
    case 0: // a frame as SQLite writes it, in the middle of a transaction
    case 1: {
        const std::uint32_t index = input.octet() % pages;
        log.addFrame(index + 1, 0, pageFrom(vault, index, input));
        break;
    }
    case 2: { // its last one
        const std::uint32_t index = input.octet() % pages;
        log.addFrame(index + 1, pages, pageFrom(vault, index, input));
        break;
    }
    case 3: { // of a page, and to a size, that nobody has
        const std::uint32_t page = input.u32();
        const std::uint32_t size = input.u32();
        log.addFrame(page, size, Bytes(layout::pageSize));
        break;
    }
    case 4: { // made up
        FrameHead head;
        input.take(head.sqlite);
        head.transactionStart = input.octet();
        log.addForged(head, Bytes(layout::pageSize, input.octet()));
        break;
    }
    case 5: { // the last frames once more, where they do not belong
        const std::size_t size = std::min<std::size_t>(log.content().size(), input.u16());
        const Bytes again(log.content().end() - static_cast<std::ptrdiff_t>(size), log.content().end());
        log.addOctets(again);
        break;
    }
    default:
        log.addOctets(input.some(input.octet()));
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    auto& vault = test::FuzzedVault::only();
    test::FuzzInput input(data, std::min<std::size_t>(size, 2048));
    const std::uint8_t switches = input.octet();
    putState(vault.freshFile(), vault, switches, input.octet());
    const std::uint8_t marked = input.octet();

    test::ForgedLog log(deriveSubkey<WalPurpose>(vault.key().dataKey), vault.salt());
    LogId id{};
    id[0] = (switches & AnotherId) != 0 ? 2 : 1;
    const std::uint64_t ofLog =
        sequence + ((switches & LaterLog) != 0 ? 1 : 0) - ((switches & EarlierLog) != 0 ? 1 : 0);
    if ((switches & RawBeginning) != 0)
        log.beginRaw(ofLog, id, input.some(layout::logHeaderSize));
    else
        log.begin(ofLog, id, 0x1234'5678);
    if ((switches & NoFirstHeader) == 0)
        log.putHeader(0);
    if ((switches & NoSecondHeader) == 0)
        log.putHeader(1);
    if ((switches & HasMark) != 0)
        log.putMark(marked);
    while (!input.isEmpty() && log.frames() < mostFrames)
        addPiece(log, vault, input);
    vault.putLog(std::move(log.content()));
    vault.use();
    return 0;
}

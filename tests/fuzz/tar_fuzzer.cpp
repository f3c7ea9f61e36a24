// SPDX-License-Identifier: GPL-3.0-or-later
// The tar within an archive, and what a restore makes of it: a dry run tells of no more than was there. The
// sums of the headers are put right first, or nothing that was changed would come behind them.
#include "core/archive/restore_archive.h"
#include "core/crypto/secret_key.h"
#include "tests/support/byte_ends.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>

using namespace lockleaf;

namespace {

constexpr std::size_t tarBlock = 512;
constexpr std::size_t sumAt = 148; // POSIX.1-2001, ustar: chksum, 8 octets; counted as blanks
constexpr std::size_t magicAt = 257;

void putSumsRight(Bytes& tar)
{
    for (std::size_t at = 0; at + tarBlock <= tar.size(); at += tarBlock) {
        std::uint8_t* const block = tar.data() + at;
        if (std::memcmp(block + magicAt, "ustar", 5) != 0)
            continue;
        std::memset(block + sumAt, ' ', 8);
        unsigned sum = 0;
        for (std::size_t i = 0; i < tarBlock; ++i)
            sum += block[i];
        char digits[8];
        std::snprintf(digits, sizeof digits, "%06o", sum);
        std::memcpy(block + sumAt, digits, 7);
    }
}

/// As the importers read one that may hold anything.
void readAny(const Bytes& tar)
{
    test::StepSource source(tar, 4096);
    TarReader reader(source);
    std::size_t entries = 0;
    while (true) {
        const auto entry = reader.nextTarEntry();
        if (!entry || !*entry)
            return;
        if (++entries > tar.size() / tarBlock) // each has a header
            std::abort();
        std::size_t octets = 0;
        while ((*entry)->plainFile) {
            const auto block = reader.nextBlock();
            if (!block || block->empty())
                break;
            octets += block->size();
            if (octets > tar.size())
                std::abort();
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const bool started = startCrypto();
    if (!started)
        std::abort();
    Bytes tar(data, data + size);
    putSumsRight(tar);
    readAny(tar);

    RestoreReport report;
    NoProgress progress;
    auto input = ArchiveInput::ofTar(std::make_unique<test::StepSource>(tar, 1000),
                                     std::make_unique<test::StepSource>(tar, 3000));
    const auto job = makeRestoreJob(nullptr, std::move(input), report, true);
    // Damage is told in the report; an error is what another version of Lockleaf may have written.
    if (const auto done = runToEnd(*job, {}, progress); !done && done.error().code == ErrorCode::Internal)
        std::abort();
    if (report.notes() > tar.size() / tarBlock)
        std::abort();
    return 0;
}

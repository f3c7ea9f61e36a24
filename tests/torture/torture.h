// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/vault.h"
#include "tests/support/test_environment.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

namespace lockleaf::test {

/// Ends the program with the reason where something that must work does not.
template <class T>
T demand(Result<T> result, const char* what)
{
    if (!result) {
        std::printf("%s: %s\n", what, describe(result.error()).c_str());
        std::exit(1);
    }
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

inline void require(bool holds, const std::string& what)
{
    if (holds)
        return;
    std::printf("%s\n", what.c_str());
    std::exit(1);
}

/// A vault with a cheap key derivation and a state folder of its own.
struct TortureVault
{
    TemporaryFolder folder;
    std::filesystem::path file = folder / "v.lockleaf";
    std::filesystem::path log = folder / "v.lockleaf-wal";
    std::filesystem::path state = folder / "state";
    UnlockedKey key = make();

    [[nodiscard]] static Passphrase passphrase()
    {
        return std::move(*Passphrase::fromTyped(bytesOf("torture")));
    }
    [[nodiscard]] UnlockedKey make() const
    {
        require(startCrypto(), "the cryptography of this computer does not hold");
        return demand(Vault::create(file, passphrase(), {KeyDerivationCost::cheapForTests()}), "create");
    }
    [[nodiscard]] Result<std::unique_ptr<Vault>> open() const
    {
        return Vault::open(file, UnlockedKey{key.vaultId, key.dataKey.clone()}, {state, nullptr});
    }
};

inline Result<RecordId> addNote(Vault& vault, const std::string& body)
{
    NewNote note;
    note.body = SecureBytes::copyOf(bytesOf(body));
    return vault.addNote(std::move(note));
}

/// What a verification found, empty where all is whole.
inline std::string problemsOf(Vault& vault)
{
    VerifyReport report;
    NoProgress progress;
    const auto job = vault.makeVerifyJob(report);
    if (auto done = runToEnd(*job, {}, progress); !done)
        return describe(done.error());
    return report.problems.empty() ? std::string{} : report.problems.front().text;
}

inline Bytes contentsOf(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

inline void writeContents(const std::filesystem::path& file, ByteView bytes)
{
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

} // namespace lockleaf::test

// SPDX-License-Identifier: GPL-3.0-or-later
// Damages the record of one note of a vault, for tests of what is left out: spoil_note VAULT PASSWORD_FILE ID
#include "core/crypto/secret_key.h"
#include "core/vault/vault.h"
#include "tests/support/sealed_tamper.h"

#include <cstdio>
#include <fstream>
#include <string>

using namespace lockleaf;

namespace {

Result<void> spoil(const std::string& vault, const std::string& password, const std::string& id)
{
    const auto note = RecordId::fromHex(id);
    if (!note)
        return fail(ErrorCode::InvalidArgument, "the id");
    LOCKLEAF_TRY(const Passphrase passphrase, Passphrase::fromTyped(bytesOf(password)));
    LOCKLEAF_TRY(const UnlockedKey key, Vault::unlock(vault, passphrase));
    return test::spoilNote(vault, key, *note);
}

} // namespace

int main(int count, char** values)
{
    std::string password;
    std::ifstream in(count == 4 ? values[2] : "");
    if (!std::getline(in, password) || !startCrypto()) {
        std::fputs("usage: spoil_note VAULT PASSWORD_FILE ID\n", stderr);
        return 2;
    }
    if (const auto done = spoil(values[1], password, values[3]); !done) {
        std::fprintf(stderr, "spoil_note: %s\n", describe(done.error()).c_str());
        return 1;
    }
    return 0;
}

// SPDX-License-Identifier: GPL-3.0-or-later
// Changes a vault and ends as if it were killed: the last changes stand in the log alone.
//   leave_log FILE NOTES [PASSWORD_FILE]      (else the password is "test password")
// Adds NOTES generated notes, changes every third of them, keeps a version of every fifth, and throws every
// seventh away for good.
#include "core/crypto/secret_key.h"
#include "tests/support_tools/fill_vault.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <unistd.h>

using namespace lockleaf;

namespace {

Result<void> changeSome(Vault& vault, const std::vector<RecordId>& before)
{
    LOCKLEAF_TRY(const std::vector<RecordId> all, vault.allNoteIds(false));
    for (std::size_t i = before.size(); i < all.size(); ++i) {
        if (i % 3 == 0) {
            LOCKLEAF_TRY(const Note note, vault.note(all[i]));
            LOCKLEAF_CHECK(vault.saveBody(all[i], bytesOf(std::string(note.body.text()) + "\nchanged\n")));
        }
        if (i % 5 == 0) {
            LOCKLEAF_CHECK(vault.keepRevision(all[i], RevisionReason::Asked));
        }
        if (i % 7 == 0) {
            LOCKLEAF_CHECK(vault.deleteForever(all[i]));
        }
    }
    return {};
}

Result<void> change(const std::string& file, std::uint64_t notes, const std::string& password)
{
    LOCKLEAF_TRY(const Passphrase passphrase, Passphrase::fromTyped(bytesOf(password)));
    LOCKLEAF_TRY(UnlockedKey key, Vault::unlock(file, passphrase));
    LOCKLEAF_TRY(const std::unique_ptr<Vault> vault, Vault::open(file, std::move(key), {}));
    LOCKLEAF_TRY(const std::vector<RecordId> before, vault->allNoteIds(false));
    LOCKLEAF_CHECK(test::fillVault(*vault, notes, 7));
    LOCKLEAF_CHECK(changeSome(*vault, before));
    std::printf("changed\n");
    std::fflush(stdout);
    _exit(0); // no destructor: what is in the log stays there
}

} // namespace

int main(int count, char** values)
{
    std::string password = "test password";
    if (count == 4) {
        std::ifstream in(values[3]);
        std::getline(in, password);
    } else if (count != 3) {
        std::fputs("usage: leave_log FILE NOTES [PASSWORD_FILE]\n", stderr);
        return 2;
    }
    if (!startCrypto())
        return 4;
    const auto done = change(values[1], std::strtoull(values[2], nullptr, 10), password);
    std::fprintf(stderr, "%s\n", describe(done.error()).c_str());
    return exitCode(done.error().code);
}

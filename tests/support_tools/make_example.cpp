// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the example vault of docs/vault-format.md, section 8: make_example FILE
// Its password is "café", typed with a combining accent. Some notes are in the file and some in the log
// alone, since it ends as if it were killed. tests/vectors/explain.py then says every value of it.
#include "core/crypto/secret_key.h"
#include "core/vault/vault.h"

#include <cstdio>
#include <string>
#include <unistd.h>

using namespace lockleaf;

namespace {

Result<RecordId> add(Vault& vault, std::string_view notebook, std::string_view body, std::string title = {},
                     std::vector<std::string> tags = {})
{
    NewNote note;
    if (!notebook.empty()) {
        LOCKLEAF_TRY(note.notebook, vault.ensureNotebook(notebook));
    }
    note.body = SecureBytes::copyOf(bytesOf(body));
    note.explicitTitle = std::move(title);
    note.tags = std::move(tags);
    return vault.addNote(std::move(note));
}

Result<void> fillFile(Vault& vault)
{
    LOCKLEAF_CHECK(add(vault, {}, {}, "Shopping list"));
    LOCKLEAF_CHECK(add(vault, "Travel", "# Packing\n\n- [x] tent\n- [ ] rope\n"));
    LOCKLEAF_TRY(const RecordId gone, add(vault, {}, "to be deleted"));
    return vault.deleteForever(gone);
}

Result<void> fillLog(Vault& vault)
{
    std::string bread = "# Bread\n\n";
    for (int i = 0; i < 300; ++i) // long enough to be compressed
        bread += "Knead the dough again. ";
    LOCKLEAF_CHECK(
        add(vault, "Kitchen/Recipes", "# Soup of the day\n\nLentils, #warm.\n", {}, {"quick", "warm"}));
    LOCKLEAF_CHECK(add(vault, "Kitchen/Recipes", bread + "\n"));
    LOCKLEAF_TRY(const RecordId old, add(vault, "Travel", "# Old plan\n"));
    return vault.moveToTrash(old);
}

Result<void> make(const char* file)
{
    LOCKLEAF_TRY(const Passphrase passphrase, Passphrase::fromTyped(bytesOf("cafe\xCC\x81")));
    LOCKLEAF_TRY(const UnlockedKey key,
                 Vault::create(file, passphrase, {KeyDerivationCost::cheapForTests()}));
    const auto opened = [&] { // with a device of its own, as any vault in use
        return Vault::open(file, {key.vaultId, key.dataKey.clone()}, {std::string{file} + ".state"});
    };
    LOCKLEAF_TRY(std::unique_ptr<Vault> vault, opened());
    LOCKLEAF_CHECK(fillFile(*vault));
    LOCKLEAF_CHECK(vault->close());
    LOCKLEAF_TRY(vault, opened());
    LOCKLEAF_CHECK(fillLog(*vault));
    std::fflush(stdout);
    _exit(0); // no destructor: what is in the log stays there
}

} // namespace

int main(int count, char** values)
{
    if (count != 2 || !startCrypto()) {
        std::fputs("usage: make_example FILE\n", stderr);
        return 2;
    }
    const auto made = make(values[1]);
    std::fprintf(stderr, "%s\n", describe(made.error()).c_str());
    return exitCode(made.error().code);
}

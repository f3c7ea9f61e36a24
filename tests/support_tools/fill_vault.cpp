// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support_tools/fill_vault.h"

#include "tests/support_tools/generated_notes.h"

#include <algorithm>
#include <string>

namespace lockleaf::test {

namespace {

Result<void> addOne(Vault& vault, const GeneratedNote& generated)
{
    NewNote note;
    note.body = SecureBytes::copyOf(bytesOf(generated.body));
    note.modified = generated.modified;
    if (generated.notebook != 0) {
        LOCKLEAF_TRY(note.notebook, vault.ensureNotebook("Notebook " + std::to_string(generated.notebook)));
    }
    LOCKLEAF_CHECK(vault.addNote(std::move(note)));
    return {};
}

} // namespace

Result<std::uint64_t> fillVault(Vault& vault, std::uint64_t count, std::uint64_t seed,
                                const std::function<void(std::uint64_t, std::string&)>& dress)
{
    constexpr std::uint64_t batch = 100;
    NoteGenerator generator(seed);
    std::uint64_t bytes = 0;
    for (std::uint64_t done = 0; done < count; done += batch) {
        const auto added = vault.inOneTransaction([&] {
            Result<void> outcome;
            for (std::uint64_t i = done; i < std::min(done + batch, count) && outcome; ++i) {
                GeneratedNote generated = generator.next();
                if (dress)
                    dress(i, generated.body);
                bytes += generated.body.size();
                outcome = addOne(vault, generated);
            }
            return outcome;
        });
        LOCKLEAF_CHECK(added);
    }
    return bytes;
}

} // namespace lockleaf::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support_tools/picture_vaults.h"

#include "core/crypto/secret_key.h"
#include "tests/support_tools/picture_notes.h"

#include <QtGlobal>

#include <string>

namespace lockleaf::test {

std::unique_ptr<Vault> makePictureVault(const std::filesystem::path& file, bool filled)
{
    const auto passphrase = Passphrase::fromTyped(bytesOf("pictures"));
    Vault::CreateOptions cheap;
    cheap.cost = KeyDerivationCost::cheapForTests();
    auto key = Vault::create(file, *passphrase, cheap);
    if (!key)
        qFatal("create: %s", describe(key.error()).c_str());
    auto vault = Vault::open(file, std::move(*key), {});
    if (!vault)
        qFatal("open: %s", describe(vault.error()).c_str());
    if (filled) {
        const auto lisbon = addPictureNotes(**vault, systemClock().now());
        if (!lisbon)
            qFatal("fill: %s", describe(lisbon.error()).c_str());
        VaultSettings settings;
        settings.openNote = *lisbon;
        // After "Graça", as in the picture.
        settings.caret = pictureCaret();
        if (!(*vault)->saveSettings(settings))
            qFatal("settings");
    }
    return std::move(*vault);
}

std::unique_ptr<Vault> makeVersionsVault(const std::filesystem::path& file, StoryClock& clock)
{
    const auto passphrase = Passphrase::fromTyped(bytesOf("pictures"));
    Vault::CreateOptions cheap;
    cheap.cost = KeyDerivationCost::cheapForTests();
    auto key = Vault::create(file, *passphrase, cheap);
    auto vault = Vault::open(file, std::move(*key), {{}, &clock});
    constexpr Timestamp hour = 3'600'000;
    clock.at = systemClock().now() - 75 * hour;
    std::string text = "# Packing list\n\nFor five days, with one bag each.\n\n";
    NewNote note;
    note.body = SecureBytes::copyOf(bytesOf(text));
    const RecordId id = *(*vault)->addNote(std::move(note));
    const char* const lines[] = {"- [ ] Passports and tickets\n", "- [ ] Chargers, two adapters\n",
                                 "- [ ] Rain jackets\n", "- [ ] The blue umbrella\n",
                                 "- [ ] Books for the train\n"};
    for (const char* line : lines) {
        clock.at += 11 * hour;
        text += line;
        if (!(*vault)->saveBody(id, bytesOf(text)))
            qFatal("save");
    }
    clock.at += 11 * hour;
    if (!(*vault)->keepRevision(id, RevisionReason::Asked))
        qFatal("keep");
    clock.at += hour;
    text.replace(text.find("five days"), 9, "six days");
    text.erase(text.find("- [ ] The blue umbrella\n"), 24);
    text += "- [ ] Sun cream\n";
    if (!(*vault)->saveBody(id, bytesOf(text)))
        qFatal("save");
    clock.at = systemClock().now();
    return std::move(*vault);
}

} // namespace lockleaf::test

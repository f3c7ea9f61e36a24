// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/vault.h"
#include "tests/support/test_environment.h"

#include <QTest>

namespace lockleaf::test {

/// A clock that stands still until it is told to go on.
class StandingClock final : public Clock
{
public:
    [[nodiscard]] Timestamp now() const override { return m_now; }
    void advance(Timestamp by) { m_now += by; }

private:
    Timestamp m_now = 1'700'000'000'000;
};

/// A vault of cheap key derivation in a temporary folder, opened and opened again.
struct VaultFixture
{
    TemporaryFolder folder;
    StandingClock clock;
    std::filesystem::path file = folder / "notes.lockleaf";
    std::filesystem::path state = folder / "state";
    UnlockedKey key = made();
    std::unique_ptr<Vault> vault;

    VaultFixture() { reopen(); }

    [[nodiscard]] static Passphrase passphrase() { return *Passphrase::fromTyped(bytesOf("correct horse")); }
    [[nodiscard]] UnlockedKey made() const
    {
        if (!startCrypto())
            qFatal("the cryptography of this computer does not hold");
        auto created = Vault::create(file, passphrase(), {KeyDerivationCost::cheapForTests()});
        if (!created)
            qFatal("create: %s", describe(created.error()).c_str());
        return std::move(*created);
    }
    [[nodiscard]] Result<std::unique_ptr<Vault>> open()
    {
        return Vault::open(file, UnlockedKey{key.vaultId, key.dataKey.clone()}, {state, &clock});
    }
    void reopen()
    {
        vault.reset();
        auto opened = open();
        if (!opened)
            qFatal("open: %s", describe(opened.error()).c_str());
        vault = std::move(*opened);
    }
    /// Closes cleanly.
    void close()
    {
        if (const auto closed = vault->close(); !closed)
            qFatal("close: %s", describe(closed.error()).c_str());
        vault.reset();
    }
    RecordId add(std::string_view body)
    {
        NewNote note;
        note.body = SecureBytes::copyOf(bytesOf(body));
        clock.advance(1000);
        const auto id = vault->addNote(std::move(note));
        if (!id)
            qFatal("add: %s", describe(id.error()).c_str());
        return *id;
    }
    [[nodiscard]] std::string bodyOf(RecordId id)
    {
        auto note = vault->note(id);
        return note ? std::string{note->body.text()} : "error: " + describe(note.error());
    }
    /// Titles of a list from the top.
    [[nodiscard]] std::vector<std::string> titles(const ListFilter& filter = {})
    {
        std::vector<std::string> titles;
        const auto rows = vault->listNotes(filter, 0, 1000);
        if (!rows)
            return {describe(rows.error())};
        for (const NoteSummary& row : *rows)
            titles.push_back(row.title);
        return titles;
    }
    [[nodiscard]] VerifyReport verify()
    {
        VerifyReport report;
        NoProgress progress;
        const auto job = vault->makeVerifyJob(report);
        if (const auto done = runToEnd(*job, {}, progress); !done)
            report.problems.push_back({done.error().code, "job: " + describe(done.error())});
        return report;
    }
    /// The first problem of a verification, empty for none.
    [[nodiscard]] std::string problems()
    {
        const VerifyReport report = verify();
        return report.problems.empty() ? std::string{} : report.problems.front().text;
    }
};

using Titles = std::vector<std::string>;

} // namespace lockleaf::test

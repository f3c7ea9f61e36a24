// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/torture/tamper_look.h"

#include "tests/torture/torture.h"

#include <algorithm>

namespace lockleaf::test {

namespace {

bool isError(const std::string& value)
{
    return value.starts_with("error");
}

/// Lists and searches follow from the records, and have checks of their own.
bool isDerived(const std::string& name)
{
    return name.starts_with("list ") || name.starts_with("search ");
}

/// What is not as it should be in what was read.
struct Comparison
{
    bool failed = false; ///< Something gave an error.
    std::string wrong;   ///< A text or the like that is not the present one, and nothing said so.
    std::string missing; ///< Something is not there, and nothing that was read said so.
    std::string derived; ///< A list or a search that says something else.
};

class TamperLook
{
public:
    TamperLook(const TamperStage& stage, const Pieces& tampered, KnownLooks& known)
        : m_stage(stage), m_disk(tampered.disk()), m_known(known)
    {
    }
    [[nodiscard]] Look look(bool thoroughly);

private:
    [[nodiscard]] Look lookWithOtherKeys(UnlockedKey key);
    [[nodiscard]] std::string untoldOfOtherKeys(Vault& vault) const;
    [[nodiscard]] bool mayBeEarlier(const std::string& name, const std::string& value) const;
    Comparison compare(const Contents& found) const;
    [[nodiscard]] std::string missingWithoutError(const std::string& name, const Contents& found) const;
    void readNotices(const Vault& vault);
    std::string goOn(std::unique_ptr<Vault> vault);
    Result<std::unique_ptr<Vault>> open()
    {
        return Vault::open(Course::file, m_stage.keyCopy(), {Course::state, nullptr});
    }

    [[nodiscard]] Look lookAtOpen(std::unique_ptr<Vault> vault, bool unlocks, bool thoroughly);
    [[nodiscard]] Hash256 asOpened(const Vault& vault) const;

    const TamperStage& m_stage;
    SimDisk m_disk;
    KnownLooks& m_known;
    bool m_repaired = false;
    bool m_warned = false; ///< By another notice.
    bool m_oldKeys = false;
    bool m_older = false; ///< The person is told that this may be an earlier state.
};

void TamperLook::readNotices(const Vault& vault)
{
    for (const OpenNotice notice : vault.notices()) {
        m_repaired = m_repaired || notice == OpenNotice::Repaired;
        m_warned = m_warned || (notice != OpenNotice::Repaired && notice != OpenNotice::LogSetAside);
        m_oldKeys = m_oldKeys || notice == OpenNotice::OldKeys;
        m_older = m_older || notice == OpenNotice::OlderThanWitness || notice == OpenNotice::ForkOfWitness ||
                  notice == OpenNotice::LogMissing || notice == OpenNotice::LateLogSetAside ||
                  notice == OpenNotice::NoWitness || notice == OpenNotice::NoStateFolder;
    }
}

/// Somebody who was told so may see what was once true, and nothing else.
bool TamperLook::mayBeEarlier(const std::string& name, const std::string& value) const
{
    const auto known = m_stage.earlier.find(name);
    return m_older && known != m_stage.earlier.end() && known->second.contains(value);
}

/// Where a list of all gives an error, what it would name is not lost silently.
std::string TamperLook::missingWithoutError(const std::string& name, const Contents& found) const
{
    const auto failed = [&](const std::string& list) {
        const auto entry = found.find(list);
        return entry != found.end() && isError(entry->second);
    };
    if (name.starts_with("note ") && !failed("notes"))
        return name;
    if (name.starts_with("version ")) {
        const std::string note = name.substr(name.find("of note ") + 3);
        return failed("versions of " + note) || failed(note) || failed("notes") ? "" : name;
    }
    if (name.starts_with("notebook ") && !failed("notebooks"))
        return name;
    if (name.starts_with("attachment ") && !failed("attachments"))
        return name;
    return {};
}

Comparison TamperLook::compare(const Contents& found) const
{
    Comparison all;
    for (const auto& [name, value] : found) {
        const auto expected = m_stage.truth.find(name);
        if (expected != m_stage.truth.end() && expected->second == value)
            continue;
        if (isError(value) || value.find("|error") != std::string::npos)
            all.failed = true;
        else if (isDerived(name))
            all.derived = name + " is " + value;
        else if (!mayBeEarlier(name, value))
            all.wrong = name + " is " + value;
    }
    for (const auto& [name, value] : m_stage.truth)
        if (!isDerived(name) && !found.contains(name))
            if (const std::string missing = missingWithoutError(name, found); !missing.empty())
                all.missing = missing;
    return all;
}

bool finds(std::unique_ptr<SlicedJob> job, const VerifyReport& report, bool repaired)
{
    NoProgress progress;
    if (!runToEnd(*job, {}, progress))
        return true;
    return std::ranges::any_of(report.problems, [repaired](const VerifyProblem& problem) {
        return !repaired || problem.text.find("damaged when the vault was opened") == std::string::npos;
    });
}

/// What is harmless must be so later, too.
std::string TamperLook::goOn(std::unique_ptr<Vault> vault)
{
    const Contents before = contentsOf(*vault);
    if (const auto closed = vault->close(); !closed)
        return "it cannot be closed: " + describe(closed.error());
    vault.reset();
    const auto again = open();
    if (!again)
        return "it cannot be opened again: " + describe(again.error());
    for (const OpenNotice notice : (*again)->notices())
        if (notice != OpenNotice::OlderThanWitness && notice != OpenNotice::HeaderRolledBack)
            return "a notice at the next opening: " + std::to_string(static_cast<int>(notice));
    return contentsOf(**again) == before ? "" : "it says something else at the next opening";
}

/// Of a vault that is theirs as a whole it is told that nobody here knows it, or that it has the keys of
/// before, and it shows nothing but what was once written with them.
std::string TamperLook::untoldOfOtherKeys(Vault& vault) const
{
    if (!m_older && !m_oldKeys)
        return "a vault of other keys, and nobody is told";
    for (const auto& [name, value] : contentsOf(vault)) {
        const auto known = m_stage.underOtherKeys.find(name);
        const bool was = known != m_stage.underOtherKeys.end() && known->second.contains(value);
        if (!was && !isError(value) && value.find("|error") == std::string::npos)
            return "other keys show what was never there: " + name + " is " + value;
    }
    return {};
}

/// The password opens a header of other keys: nothing of what they cannot open is shown.
Look TamperLook::lookWithOtherKeys(UnlockedKey key)
{
    const auto vault = Vault::open(Course::file, std::move(key), {Course::state, nullptr});
    if (!vault)
        return {Seen::AtOpening, {}};
    readNotices(**vault);
    return {Seen::ByNotice, untoldOfOtherKeys(**vault)};
}

/// All that what is read can depend on once a vault was opened: its files as the opening left them, and what
/// it noticed.
Hash256 TamperLook::asOpened(const Vault& vault) const
{
    StreamHash256 hash;
    const auto add = [&hash](ByteView part) {
        std::array<std::uint8_t, 8> size{};
        storeLe64(size.data(), part.size());
        hash.update(size);
        hash.update(part);
    };
    for (const OpenNotice notice : vault.notices())
        add(bytesOf(std::to_string(static_cast<int>(notice))));
    for (const auto& [path, content] : Pieces::of(m_disk.stateAfter(m_disk.log().size())).files) {
        add(bytesOf(path));
        add(content);
    }
    return hash.finish();
}

Look TamperLook::look(bool thoroughly)
{
    auto unlocked = Vault::unlock(Course::file, passphraseOf(m_stage.password));
    const bool unlocks = unlocked.has_value();
    if (unlocks && !std::ranges::equal(unlocked->dataKey.view(), m_stage.key.dataKey.view()))
        return lookWithOtherKeys(std::move(*unlocked));
    // A program that has the key already must not be led astray either.
    auto vault = open();
    if (!vault)
        return {Seen::AtOpening, {}};
    readNotices(**vault);
    if (!unlocks)
        return lookAtOpen(std::move(*vault), unlocks, thoroughly);
    const Hash256 opened = asOpened(**vault);
    const auto known = m_known.find(opened);
    if (known != m_known.end() && (known->second.thorough || !thoroughly))
        return known->second.look;
    const Look look = lookAtOpen(std::move(*vault), unlocks, thoroughly);
    m_known[opened] = {look, thoroughly};
    return look;
}

Look TamperLook::lookAtOpen(std::unique_ptr<Vault> vault, bool unlocks, bool thoroughly)
{
    const Comparison all = compare(everythingOf(*vault));
    if (!all.wrong.empty())
        return {Seen::Harmless, "a wrong text: " + all.wrong};
    VerifyReport lists;
    const bool background = finds(vault->makeListCheckJob(lists), lists, false);
    VerifyReport report;
    const bool verify = finds(vault->makeVerifyJob(report), report, m_repaired);
    const bool toldOfLoss = !unlocks || m_older || all.failed || background || verify;
    if (!toldOfLoss && !all.missing.empty())
        return {Seen::Harmless, "nobody notices a loss: " + all.missing};
    if (!toldOfLoss && !all.derived.empty())
        return {Seen::Harmless, "nobody notices: " + all.derived};
    if (!unlocks && !m_warned && Vault::unlock(Course::file, passphraseOf(m_stage.firstPassword)))
        return {Seen::Harmless, "an earlier password opens it, and nobody is told"};
    if (toldOfLoss || m_warned)
        return {!unlocks     ? Seen::AtOpening
                : m_warned   ? Seen::ByNotice
                : all.failed ? Seen::AtReading
                : background ? Seen::InBackground
                             : Seen::ByVerify,
                {}};
    const Seen seen = m_repaired ? Seen::Repaired : Seen::Harmless;
    return {seen, thoroughly ? goOn(std::move(vault)) : std::string{}};
}

} // namespace

Look lookAt(const TamperStage& stage, const Pieces& tampered, KnownLooks& known, bool thoroughly)
{
    return TamperLook(stage, tampered, known).look(thoroughly);
}

} // namespace lockleaf::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/selfcheck/check_story.h"

#include "core/vault/vault.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace lockleaf::app {

namespace {

constexpr std::uint32_t longIdleSeconds = 900;
constexpr std::uint32_t shortIdleSeconds = 5;
constexpr double startSeconds = 15;
constexpr double unlockSeconds = 30; // a key derivation on a slow computer
constexpr double lockSeconds = 5;    // promised is one

bool hasDisplay()
{
    for (const char* variable : {"WAYLAND_DISPLAY", "DISPLAY"}) {
        const char* const value = std::getenv(variable);
        if (value != nullptr && *value != '\0')
            return true;
    }
    return false;
}

std::unexpected<Error> problem(const std::string& sentence)
{
    return fail(ErrorCode::InputOutput, sentence);
}

ByteView bytesOfText(const std::string& text)
{
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

} // namespace

CheckStory::CheckStory(const Person& person, const TemporaryPlace& place, const Canary& canary)
    : m_person(person), m_place(place), m_canary(canary), m_vault(place.folder() / "Vault.lockleaf")
{
}

Result<void> CheckStory::begin()
{
    LOCKLEAF_CHECK(makeVault());
    if (hasDisplay() && start(false)) {
        m_onDisplay = true;
        return {};
    }
    // No display, or one that cannot be used from here.
    return start(true);
}

Result<void> CheckStory::makeVault()
{
    const AsPerson asPerson{m_person};
    LOCKLEAF_TRY(const Passphrase passphrase, Passphrase::fromTyped(bytesOfText(m_canary.password)));
    LOCKLEAF_TRY(m_key, Vault::create(m_vault, passphrase, {}));
    return setIdleSeconds(longIdleSeconds);
}

Result<void> CheckStory::setIdleSeconds(std::uint32_t seconds)
{
    const AsPerson asPerson{m_person};
    Vault::OpenOptions options;
    options.stateFolder = m_place.folder() / "state/lockleaf";
    LOCKLEAF_TRY(const std::unique_ptr<Vault> vault,
                 Vault::open(m_vault, UnlockedKey{m_key->vaultId, m_key->dataKey.clone()}, options));
    LOCKLEAF_TRY(VaultSettings settings, vault->settings());
    settings.idleSeconds = seconds;
    LOCKLEAF_CHECK(vault->saveSettings(settings));
    return vault->close();
}

Result<void> CheckStory::start(bool withoutDisplay)
{
    LOCKLEAF_TRY(m_program, CheckedProgram::start(m_person, {m_place.folder(), m_vault, withoutDisplay}));
    const auto lockScreen = m_program->awaitPart(CheckedProgram::Part::LockScreen, startSeconds);
    if (!lockScreen)
        return problem("Lockleaf did not start");
    m_lockScreen = *lockScreen;
    return {};
}

Result<void> CheckStory::unlock()
{
    LOCKLEAF_CHECK(
        m_program->order(CheckedProgram::Part::LockScreen, DriveOrder::Unlock, {m_canary.password}));
    const auto session = m_program->awaitPart(CheckedProgram::Part::Session, unlockSeconds);
    if (!session)
        return problem("the vault did not open");
    m_session = *session;
    if (!awaitEndOf(m_lockScreen, unlockSeconds))
        return problem("the lock screen did not end after the unlock");
    return {};
}

Result<void> CheckStory::order(DriveOrder order, const std::vector<std::string>& fields)
{
    LOCKLEAF_CHECK(m_program->order(CheckedProgram::Part::Session, order, fields));
    return {};
}

Result<void> CheckStory::makeGivenFiles()
{
    const AsPerson asPerson{m_person};
    const std::filesystem::path notes = m_place.givenFolder() / "notes";
    std::error_code failed;
    std::filesystem::create_directory(notes, failed);
    std::ofstream attached(m_place.givenFolder() / m_canary.fileName);
    attached << m_canary.file << '\n';
    std::ofstream imported(notes / (m_canary.importedTitle + ".md"));
    imported << "# " << m_canary.importedTitle << "\n\n" << m_canary.imported << '\n';
    attached.close();
    imported.close();
    if (failed || !attached || !imported)
        return problem("files for the check could not be written");
    return {};
}

void CheckStory::removeGivenFiles()
{
    const AsPerson asPerson{m_person};
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(m_place.givenFolder(), ignored))
        std::filesystem::remove_all(entry.path(), ignored);
}

Result<void> CheckStory::work()
{
    LOCKLEAF_CHECK(makeGivenFiles());
    const std::string word = m_canary.text.substr(0, m_canary.text.find(' '));
    LOCKLEAF_CHECK(order(DriveOrder::Write, {m_canary.title + "\n\n" + m_canary.text}));
    LOCKLEAF_CHECK(order(DriveOrder::Tag, {m_canary.tag}));
    LOCKLEAF_CHECK(order(DriveOrder::Attach, {(m_place.givenFolder() / m_canary.fileName).string()}));
    LOCKLEAF_CHECK(order(DriveOrder::Search, {word}));
    LOCKLEAF_CHECK(order(DriveOrder::GoTo, {m_canary.title}));
    LOCKLEAF_CHECK(order(DriveOrder::Read));
    LOCKLEAF_CHECK(order(DriveOrder::Copy));
    LOCKLEAF_CHECK(order(DriveOrder::Version));
    LOCKLEAF_CHECK(order(DriveOrder::Import, {(m_place.givenFolder() / "notes").string()}));
    LOCKLEAF_CHECK(
        order(DriveOrder::Export, {(m_place.folder() / "Notes.tar.age").string(), m_canary.archivePassword}));
    removeGivenFiles();
    return {};
}

Result<void> CheckStory::askForGlyphs()
{
    std::vector<std::string> words;
    for (const Needle& needle : m_canary.needles())
        words.emplace_back(needle.text.begin(), needle.text.end());
    LOCKLEAF_TRY(m_glyphs, m_program->order(CheckedProgram::Part::Session, DriveOrder::Glyphs, words));
    return {};
}

void CheckStory::addGlyphs(std::vector<Needle>& needles) const
{
    for (const std::string& line : m_glyphs) {
        std::istringstream stream(line);
        std::size_t index = 0;
        char mark = 0;
        if (!(stream >> index >> mark) || index >= needles.size())
            continue;
        std::vector<std::uint32_t> numbers;
        for (std::uint32_t number = 0; stream >> number; stream >> mark)
            numbers.push_back(number);
        if (numbers.size() == needles[index].text.size())
            needles[index].glyphs.push_back(std::move(numbers));
    }
}

Result<void> CheckStory::awaitLocked(double seconds)
{
    const auto lockScreen = m_program->awaitPart(CheckedProgram::Part::LockScreen, seconds);
    if (!lockScreen)
        return problem("it did not lock");
    m_lockScreen = *lockScreen;
    static_cast<void>(awaitEndOf(m_session, lockSeconds)); // where it stays, a row says so
    return {};
}

Result<void> CheckStory::lockByKey()
{
    if (!m_program->tell(CheckedProgram::Part::Session, DriveOrder::Lock))
        return problem("the session could not be told to lock");
    return awaitLocked(lockSeconds);
}

Result<void> CheckStory::unlockForIdling()
{
    LOCKLEAF_CHECK(setIdleSeconds(shortIdleSeconds));
    LOCKLEAF_CHECK(unlock());
    LOCKLEAF_CHECK(order(DriveOrder::Append, {" " + m_canary.later}));
    return order(DriveOrder::Sheet);
}

Result<void> CheckStory::awaitIdleLock()
{
    return awaitLocked(shortIdleSeconds + lockSeconds);
}

void CheckStory::end()
{
    if (m_program)
        m_program->end();
}

} // namespace lockleaf::app

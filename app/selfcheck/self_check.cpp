// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/selfcheck/self_check.h"

#include "app/selfcheck/after_lock.h"
#include "app/selfcheck/canary.h"
#include "app/selfcheck/changed_files.h"
#include "app/selfcheck/check_story.h"
#include "app/selfcheck/holder.h"
#include "app/selfcheck/interruption.h"
#include "app/selfcheck/temporary_place.h"
#include "core/crypto/secret_key.h"

#include <cstdio>
#include <fstream>

namespace lockleaf::app {

namespace {

constexpr int interruptedExit = 130; // as a shell tells of Ctrl+C
constexpr int notDone = 2;

void print(const std::string& text)
{
    std::fputs(text.c_str(), stdout);
    std::fflush(stdout);
}

void printIntroduction(const Person& person, const TemporaryPlace& place, bool onDisplay)
{
    std::string text =
        "Lockleaf makes a vault with invented words, works in it as you would, locks it, and looks for "
        "the words on this computer. It takes about half a minute. Your own vaults and settings are not "
        "touched.";
    std::string where = "In " + place.folder().string() + ", as " + person.name + "; its windows are " +
                        (onDisplay ? "on your display, and pay no attention to what you type."
                                   : "drawn into memory, as there is no display to use.");
    for (const std::string& paragraph : {text, where}) {
        for (const std::string& line : wrapped(paragraph, 80))
            print(line + '\n');
    }
}

/// A whole check: the story, and the rows that come of it.
class SelfCheck
{
public:
    SelfCheck(const Person& person, const TemporaryPlace& place)
        : m_person(person), m_place(place), m_since(timeOfFiles()), m_story(person, place, m_canary)
    {
    }

    [[nodiscard]] int run()
    {
        if (const auto done = tell(); !done)
            m_table.giveUp(done.error().detail.empty() ? describe(done.error()) : done.error().detail + ".");
        m_story.end();
        if (wasInterrupted()) {
            print("\nEnded. All that it made is removed.\n");
            return interruptedExit;
        }
        print("\n");
        for (const std::string& line : wrapped(m_table.summary(m_person.lookedAtByRoot), 80))
            print(line + '\n');
        return m_table.exitCode();
    }

private:
    Result<void> tell()
    {
        LOCKLEAF_CHECK(m_story.begin());
        printIntroduction(m_person, m_place, m_story.isOnDisplay());
        LOCKLEAF_CHECK(m_story.unlock());
        LOCKLEAF_CHECK(m_story.work());
        print(ReportTable::heading("While it is unlocked"));
        LOCKLEAF_CHECK(lookAtControls());
        LOCKLEAF_CHECK(m_story.lockByKey());
        print(ReportTable::heading("After it was locked"));
        look();
        LOCKLEAF_CHECK(m_story.unlockForIdling());
        LOCKLEAF_CHECK(m_story.awaitIdleLock());
        print(ReportTable::heading("After locking by idling"));
        look();
        return {};
    }

    void say(const Row& row)
    {
        if (wasInterrupted())
            return; // half a look says nothing
        m_table.add(row);
        print(ReportTable::lines(row));
    }

    Scanner makeScanner()
    {
        std::vector<Needle> needles = m_canary.needles();
        m_story.addGlyphs(needles);
        return Scanner{std::move(needles)};
    }

    void look()
    {
        Scanner scanner = makeScanner();
        const LookedScene scene{
            m_person,          m_place.folder(),     m_since, m_story.keeper(), m_story.lockScreen(),
            m_story.session(), m_story.isOnDisplay()};
        lookAfterLock(scene, scanner, [this](const Row& row) { say(row); });
    }

    Result<void> lookAtControls()
    {
        LOCKLEAF_CHECK(m_story.askForGlyphs());
        Scanner scanner = makeScanner();
        say(memoryRow("Control: the session's memory", m_story.session(), scanner, true));
        Row held{"Control: a process that holds one word", "could not be started", Outcome::Unproven, {}};
        if (const auto holder = Holder::start(m_canary.tag))
            held = memoryRow(held.what, holder->process(), scanner, true);
        say(held);
        say(plantedFileRow(scanner));
        return {};
    }

    Row plantedFileRow(Scanner& scanner) const
    {
        const AsPerson asPerson{m_person};
        const std::filesystem::path planted = m_place.folder() / "planted";
        std::ofstream(planted, std::ios::binary) << "before " << m_canary.title << " after";
        FileChoice choice;
        choice.folders = {m_place.folder()};
        choice.changedSince = m_since;
        choice.owner = m_person.uid;
        const FilesLooked files = lookAtFiles(choice, scanner);
        std::error_code ignored;
        std::filesystem::remove(planted, ignored);
        const bool found = files.looked.hits.contains("the title in " + planted.string());
        return {"Control: a file with the words in it", countedWords(files.looked.items, "1 file", "files"),
                found ? Outcome::Control : Outcome::Unproven, found ? "found, as it must be" : "NOT FOUND"};
    }

    const Person& m_person;
    const TemporaryPlace& m_place;
    const timespec m_since;
    const Canary m_canary = Canary::invent();
    CheckStory m_story;
    ReportTable m_table;
};

} // namespace

int runSelfCheck(const SelfCheckWish& wish)
{
    noteInterruptions();
    const auto person = personToCheck(wish.user);
    if (!person) {
        std::fprintf(stderr, "lockleaf: %s\n", person.error().detail.c_str());
        return notDone;
    }
    // Before anything is known: the warden is a fork of this process.
    const auto place = TemporaryPlace::make(*person);
    if (!place) {
        std::fprintf(stderr, "lockleaf: %s\n", describe(place.error()).c_str());
        return notDone;
    }
    if (wish.keep)
        (*place)->keep();
    if (!startCrypto()) {
        std::fputs("lockleaf: The cryptographic library of this computer gives wrong answers.\n", stderr);
        return notDone;
    }
    const int code = SelfCheck(*person, **place).run();
    if (wish.keep)
        print("The folder was kept: " + (*place)->folder().string() + '\n');
    return code;
}

} // namespace lockleaf::app

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/selfcheck/after_lock.h"

#include "app/selfcheck/canary.h"
#include "app/selfcheck/changed_files.h"
#include "app/selfcheck/journal.h"
#include "app/selfcheck/process_facts.h"
#include "app/selfcheck/window_titles.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace lockleaf::app {

namespace {

const char* const refusesWords = "refuses to be read, by you as by any other program";

std::vector<std::string> hitWords(const Looked& looked)
{
    constexpr std::size_t mostTold = 12;
    std::vector<std::string> lines;
    for (const std::string& hit : looked.hits) {
        if (lines.size() == mostTold) {
            lines.push_back("and " + std::to_string(looked.hits.size() - mostTold) + " more");
            break;
        }
        lines.push_back(hit);
    }
    return lines;
}

std::string withRemarks(std::string words, const Looked& looked)
{
    if (looked.unread > 0)
        words += ", " + std::to_string(looked.unread) + " unreadable";
    if (looked.cutShort)
        words += ", then time was up";
    return words;
}

std::filesystem::path folderNamed(const char* variable, const Person& person,
                                  const std::filesystem::path& otherwise)
{
    const char* const named = person.isSomebodyElse ? nullptr : std::getenv(variable);
    return named != nullptr && *named == '/' ? std::filesystem::path{named} : otherwise;
}

Row checkFolderRow(const LookedScene& scene, Scanner& scanner)
{
    FileChoice choice;
    choice.folders = {scene.folder};
    const FilesLooked files = lookAtFiles(choice, scanner);
    return rowOf("The check's folder: vault, log, state, archive",
                 withRemarks(countedWords(files.looked.items, "1 file", "files") + ", " +
                                 sizeWords(files.looked.bytes),
                             files.looked),
                 files.looked);
}

Row changedFilesRow(const LookedScene& scene, Scanner& scanner)
{
    FileChoice choice;
    const std::filesystem::path runtime = "/run/user/" + std::to_string(scene.person.uid);
    choice.folders = {
        scene.person.home, folderNamed("TMPDIR", scene.person, "/tmp"),          "/tmp", "/var/tmp",
        "/dev/shm",        folderNamed("XDG_RUNTIME_DIR", scene.person, runtime)};
    for (const char* variable : {"XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"})
        choice.folders.push_back(folderNamed(variable, scene.person, scene.person.home));
    choice.changedSince = scene.since;
    choice.owner = scene.person.uid;
    choice.without = {scene.folder};
    const FilesLooked files = lookAtFiles(choice, scanner);
    std::string words = std::to_string(files.looked.items) + " changed of " +
                        countedWords(files.seen, "1 file", "files") + ", " + sizeWords(files.looked.bytes);
    if (files.unopened > 0)
        words += ", " + countedWords(files.unopened, "1 closed folder", "closed folders");
    return rowOf("Your other files and their names", withRemarks(words, files.looked), files.looked);
}

Row printedRow(const LookedScene& scene, Scanner& scanner)
{
    Looked looked;
    scanner.lookAtFile(scene.folder / "printed", looked);
    return rowOf("What its programs printed", sizeWords(looked.bytes), looked);
}

Row journalRow(const LookedScene& scene, Scanner& scanner)
{
    const auto looked = lookAtJournal(scene.since, scanner);
    if (!looked)
        return {"The system's journal", "there is none here, or none to be read", Outcome::NotLooked,
                "not looked at"};
    return rowOf("The system's journal",
                 withRemarks(countedWords(looked->items, "1 line", "lines") + " since it began", *looked),
                 *looked);
}

/// There the folder of the vault must not be named either.
Row recentFilesRow(const LookedScene& scene)
{
    std::vector<Needle> needles{needleOf("the vault's folder", scene.folder.filename().string())};
    Scanner scanner{std::move(needles)};
    const std::filesystem::path& home = scene.person.home;
    const std::filesystem::path data = folderNamed("XDG_DATA_HOME", scene.person, home / ".local/share");
    FileChoice lists;
    lists.folders = {data / "recently-used.xbel", home / ".recently-used.xbel", data / "RecentDocuments",
                     data / "user-places.xbel",
                     folderNamed("XDG_CONFIG_HOME", scene.person, home / ".config") / "QtProject.conf"};
    FileChoice thumbnails;
    thumbnails.folders = {folderNamed("XDG_CACHE_HOME", scene.person, home / ".cache") / "thumbnails",
                          home / ".thumbnails"};
    thumbnails.changedSince = scene.since;
    const FilesLooked inLists = lookAtFiles(lists, scanner);
    const FilesLooked inThumbnails = lookAtFiles(thumbnails, scanner);
    Looked looked = inLists.looked;
    looked.add(inThumbnails.looked);
    return rowOf("Lists of recent files, thumbnails",
                 withRemarks(countedWords(inLists.looked.items, "1 list", "lists") + ", " +
                                 std::to_string(inThumbnails.looked.items) + " new of " +
                                 countedWords(inThumbnails.seen, "1 thumbnail", "thumbnails"),
                             looked),
                 looked);
}

Row commandLinesRow(const std::vector<pid_t>& processes, Scanner& scanner)
{
    Looked looked;
    std::size_t environments = 0;
    for (const pid_t process : processes) {
        if (const auto line = commandLineOf(process)) {
            ++looked.items;
            scanner.lookAtText(*line, "a command line", looked);
        }
        if (const auto environment = environmentOf(process)) {
            ++environments;
            scanner.lookAtText(*environment, "an environment", looked);
        }
    }
    return rowOf("Command lines and environments",
                 countedWords(looked.items, "1 command line", "command lines") + ", " +
                     countedWords(environments, "1 environment", "environments"),
                 looked);
}

Row windowTitlesRow(const std::vector<pid_t>& processes, Scanner& scanner)
{
    const std::string what = "Window titles";
    const auto texts = windowTextsOf(processes);
    if (!texts || texts->empty())
        return {what, "this desktop shows them to no program", Outcome::NotLooked, "not looked at"};
    Looked looked;
    for (const std::string& text : *texts)
        scanner.lookAtText(text, "a window's title", looked);
    return rowOf(what, countedWords(texts->size(), "1 property", "properties") + " of its windows", looked);
}

Row filterRow(const std::vector<pid_t>& processes)
{
    std::size_t without = 0;
    for (const pid_t process : processes) {
        if (statusField(process, "Seccomp") != "2" || statusField(process, "NoNewPrivs") != "1")
            ++without;
    }
    return {"Filter against network sockets", countedWords(processes.size(), "1 process", "processes"),
            without == 0 ? Outcome::Clean : Outcome::Found,
            without == 0 ? "in force in each"
                         : "FOUND: " + countedWords(without, "1 process", "processes") + " without it"};
}

void saySockets(const std::vector<pid_t>& processes, const SayRow& say)
{
    SocketsOf all;
    std::size_t read = 0;
    for (const pid_t process : processes) {
        if (const auto sockets = socketsOf(process)) {
            ++read;
            all.local += sockets->local;
            all.foreign += sockets->foreign;
        }
    }
    const std::size_t closed = processes.size() - read;
    if (read > 0) {
        say({"Network sockets",
             countedWords(read, "1 process", "processes") + " with " +
                 countedWords(all.local, "1 local socket", "local sockets"),
             all.foreign == 0 ? Outcome::Clean : Outcome::Found,
             all.foreign == 0 ? "none" : "FOUND: " + countedWords(all.foreign, "1 socket", "sockets")});
    }
    if (closed > 0)
        say({"Network sockets of the others", countedWords(closed, "1 process ", "processes ") + refusesWords,
             Outcome::NotLooked, "not looked at"});
}

/// Of the lock screen: the keeper holds nothing, and portals speak to no process that is closed.
Row coreFilesRow(const LookedScene& scene, const std::vector<pid_t>& processes)
{
    std::size_t allowed = 0;
    for (const pid_t process : processes)
        allowed += forbidsCoreFiles(process) == true ? 0U : 1U;
    const auto closed = isClosedToItsOwner(scene.lockScreen);
    const bool clean = allowed == 0 && closed != false;
    return {"Core dumps", countedWords(processes.size(), "1 process", "processes"),
            clean ? Outcome::Clean : Outcome::Found,
            clean ? (closed ? "impossible" : "none: their limit is 0") : "FOUND: one can be made"};
}

Row sessionRow(const LookedScene& scene)
{
    const bool running = isRunning(scene.session);
    return {"The process that had the notes", "process " + std::to_string(scene.session),
            running ? Outcome::Found : Outcome::Clean, running ? "FOUND: still running" : "has ended"};
}

} // namespace

Row rowOf(std::string what, std::string lookedWords, const Looked& looked)
{
    const bool clean = looked.hits.empty();
    return {std::move(what), std::move(lookedWords), clean ? Outcome::Clean : Outcome::Found,
            !clean            ? "FOUND"
            : looked.cutShort ? "nothing as far as it came"
                              : "nothing",
            hitWords(looked)};
}

Row memoryRow(const std::string& what, pid_t process, Scanner& scanner, bool control)
{
    Looked looked;
    if (!scanner.lookAtMemory(process, "memory", looked))
        return {what, refusesWords, Outcome::NotLooked, "not looked at"};
    if (!control)
        return rowOf(what, sizeWords(looked.bytes), looked);
    const bool found = !looked.hits.empty();
    return {what, sizeWords(looked.bytes), found ? Outcome::Control : Outcome::Unproven,
            found ? "found, as it must be" : "NOT FOUND"};
}

void lookAfterLock(const LookedScene& scene, Scanner& scanner, const SayRow& say)
{
    std::vector<pid_t> processes = processAndBelow(scene.keeper);
    std::erase_if(processes, [](pid_t process) { return !isRunning(process); });
    say(sessionRow(scene));
    say(memoryRow("The keeper's memory", scene.keeper, scanner, false));
    say(memoryRow("The lock screen's memory", scene.lockScreen, scanner, false));
    say(checkFolderRow(scene, scanner));
    say(changedFilesRow(scene, scanner));
    say(recentFilesRow(scene));
    say(printedRow(scene, scanner));
    say(journalRow(scene, scanner));
    say(commandLinesRow(processes, scanner));
    if (scene.onDisplay)
        say(windowTitlesRow(processes, scanner));
    say(filterRow(processes));
    saySockets(processes, say);
    say(coreFilesRow(scene, processes));
}

} // namespace lockleaf::app

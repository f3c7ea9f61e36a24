// SPDX-License-Identifier: GPL-3.0-or-later
// Kills processes that do something to a vault on a real file system, at a call of the system or at any
// moment, and looks at what they leave. Usage: course_kills [KILLS [SEED [WORKLOAD]]]
//        course_kills --only WORKLOAD:SEED   repeats what a failure names, as far as it is no matter of time
#include "tests/torture/aftermath.h"
#include "tests/torture/calling.h"
#include "tests/torture/real_disk.h"
#include "tests/torture/torture.h"
#include "tests/torture/workloads.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <thread>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

using Microseconds = std::chrono::microseconds;

constexpr std::uint64_t courseSeed = 7;

/// What the notes of a course begin with, and what only a leak leaves in a file.
constexpr std::string_view plaintext = "# Text ";

/// How one process is to end.
struct Plan
{
    RealDisk::End end;
    std::optional<Microseconds> after; ///< Killed from outside once so much time has passed.
};

/// How one process ended.
struct Ending
{
    bool killed = false;
    std::size_t acknowledged = 0; ///< The last step that it told of.
    std::size_t calls = 0;        ///< Where it came to its end.
    std::vector<std::size_t> namingCalls;
    Microseconds took{0};
};

/// A course on a simulated disk, which says what must be there, and how one on a real disk goes.
struct Model
{
    const Workload* workload = nullptr;
    std::unique_ptr<Course> course;
    std::size_t calls = 0;
    std::vector<std::size_t> namingCalls; ///< Those that gave a name or took one away.
    Microseconds took{0};
};

/// What a process tells, in one write each.
struct Message
{
    std::size_t step = 0;
    std::size_t calls = 0;  ///< At its end.
    std::size_t naming = 0; ///< One of the calls that gave or took a name.
};

[[noreturn]] void work(const Workload& workload, const std::filesystem::path& root, RealDisk::End end,
                       int pipe)
{
    const std::filesystem::path own = root / "tmp";
    std::filesystem::create_directories(own);
    setenv("TMPDIR", own.c_str(), 1);
    const auto tell = [pipe](const Message& message) {
        if (write(pipe, &message, sizeof message) != ssize_t{sizeof message})
            _exit(2);
    };
    RealDisk* disk = nullptr;
    Course course(std::string{workload.name}, courseSeed, workload.begin, [&](const DiskState& first) {
        auto real = std::make_unique<RealDisk>(root, end);
        real->lay(first);
        disk = real.get();
        return real;
    });
    course.doNotLook();
    tell({course.steps.size() - 1, 0, 0});
    course.onAcknowledged = [&](std::size_t step) { tell({step, 0, 0}); };
    try {
        workload.run(course);
    } catch (const StepFailed& failed) {
        std::fprintf(stderr, "%s: %s\n", failed.step.c_str(), describe(failed.error).c_str());
        _exit(2);
    }
    course.letGo();
    for (const std::size_t call : disk->namingCalls())
        tell({course.steps.size() - 1, disk->calls(), call});
    tell({course.steps.size() - 1, disk->calls(), 0});
    _exit(0);
}

/// Runs the course in a process of its own.
Ending run(const Workload& workload, const std::filesystem::path& root, const Plan& plan)
{
    int ends[2];
    require(pipe(ends) == 0, "pipe");
    const pid_t child = fork();
    require(child >= 0, "fork");
    if (child == 0) {
        close(ends[0]);
        work(workload, root, plan.end, ends[1]);
    }
    close(ends[1]);
    Ending ending;
    std::chrono::steady_clock::time_point begun{};
    std::thread killer;
    Message message;
    while (read(ends[0], &message, sizeof message) == ssize_t{sizeof message}) {
        ending.acknowledged = message.step;
        ending.calls = message.calls;
        if (message.naming != 0)
            ending.namingCalls.push_back(message.naming);
        if (begun != std::chrono::steady_clock::time_point{})
            continue;
        begun = std::chrono::steady_clock::now();
        if (plan.after)
            killer = std::thread([&plan, begun, child] {
                std::this_thread::sleep_until(begun + *plan.after);
                kill(child, SIGKILL);
            });
    }
    ending.took = std::chrono::duration_cast<Microseconds>(std::chrono::steady_clock::now() - begun);
    close(ends[0]);
    if (killer.joinable())
        killer.join(); // before its number is free for another process
    int status = 0;
    waitpid(child, &status, 0);
    require(WIFSIGNALED(status) || WEXITSTATUS(status) == 0,
            std::string{workload.name} + " failed by itself");
    ending.killed = WIFSIGNALED(status);
    return ending;
}

/// What was left in the folders besides the vault: nothing of it may be readable without a key.
std::string lookForLeftovers(const std::filesystem::path& root, Tally& tally)
{
    for (const std::string& folder : Course::folders)
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root.string() + folder)) {
            if (!entry.is_regular_file())
                continue;
            if (entry.path().filename().string().starts_with('.'))
                ++tally["temporary file left"];
            const Bytes content = contentsOf(entry.path());
            if (std::ranges::search(content, plaintext).begin() != content.end())
                return entry.path().filename().string() + " holds plaintext";
        }
    return {};
}

std::string inspect(const Model& model, const std::filesystem::path& root, const Ending& ending,
                    std::uint64_t seed, Tally& tally)
{
    if (std::string wrong = lookForLeftovers(root, tally); !wrong.empty())
        return wrong;
    const RealDisk disk(root, {});
    return aftermathOfKill(*model.course, ending.acknowledged, seed, tally);
}

Model modelOf(const Workload& workload)
{
    Model model;
    model.workload = &workload;
    // On a thread of its own no nonces are left from before, as in a process that was just made.
    std::thread([&] { model.course = courseOf(workload, courseSeed); }).join();
    const TemporaryFolder root;
    const Ending whole = run(workload, root.path(), {});
    require(!whole.killed && whole.calls > 0, "a course on a real disk did not come to its end");
    Tally ignored;
    const std::string wrong = inspect(model, root.path(), whole, 1, ignored);
    require(wrong.empty(), std::string{workload.name} + " without a kill: " + wrong);
    model.calls = whole.calls;
    model.namingCalls = whole.namingCalls;
    model.took = whole.took;
    return model;
}

/// Two of three at a call, where all is known of the moment; the others at any time of the work. Names are
/// given and taken by few calls, and much hangs on them: each other one there.
Plan planOf(const Model& model, std::mt19937_64& random)
{
    if (random() % 3 != 0) {
        const std::size_t anywhere = 1 + random() % model.calls;
        const std::vector<std::size_t>& names = model.namingCalls;
        const std::size_t call =
            random() % 2 == 0 || names.empty() ? anywhere : names[random() % names.size()];
        return {{call, static_cast<RealDisk::When>(random() % 3)}, {}};
    }
    const auto span = static_cast<std::uint64_t>(std::max<Microseconds::rep>(1, model.took.count()));
    return {{}, Microseconds(random() % span)};
}

/// One process; false: it had ended before it could be killed.
bool killOne(const Model& model, std::uint64_t seed, Tally& tally, bool& wrong)
{
    std::mt19937_64 random(seed * 0x9E3779B97F4A7C15U);
    const Plan plan = planOf(model, random);
    const TemporaryFolder root;
    const Ending ending = run(*model.workload, root.path(), plan);
    if (!ending.killed)
        return false;
    ++tally[plan.after ? "at a moment" : "at a call"];
    const std::string found = inspect(model, root.path(), ending, seed, tally);
    if (found.empty())
        return true;
    wrong = true;
    std::printf("WRONG: %s\n    repeat: course_kills --only %s:%llu\n", found.c_str(),
                std::string{model.workload->name}.c_str(), static_cast<unsigned long long>(seed));
    return true;
}

struct Total
{
    std::uint64_t kills = 0;
    std::uint64_t tries = 0;
    std::uint64_t failures = 0;
    Tally tally;
};

/// `seed`: of the first one.
void killMany(const Workload& workload, std::uint64_t kills, std::uint64_t seed, Total& total)
{
    const auto began = std::chrono::steady_clock::now();
    const Model model = modelOf(workload);
    Tally tally;
    std::uint64_t here = 0;
    for (std::uint64_t tried = 0; here < kills; ++tried) {
        require(tried < 4 * kills + 20, "most processes end before they are killed");
        bool wrong = false;
        if (killOne(model, seed + tried, tally, wrong))
            ++here;
        if (wrong)
            ++total.failures;
        ++total.tries;
    }
    total.kills += here;
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    std::printf("%-12s %5llu kills, %zu calls, %6.1f s", std::string{workload.name}.c_str(),
                static_cast<unsigned long long>(here), model.calls, took.count());
    for (const auto& [what, times] : tally) {
        std::printf("  %s %llu", what.c_str(), static_cast<unsigned long long>(times));
        total.tally[what] += times;
    }
    std::printf("\n");
}

int repeatOne(const std::vector<std::string>& which)
{
    require(which.size() == 2, "WORKLOAD:SEED");
    for (const Workload& workload : workloads()) {
        if (which[0] != workload.name)
            continue;
        Tally tally;
        bool wrong = false;
        const bool killed = killOne(modelOf(workload), std::stoull(which[1]), tally, wrong);
        std::printf("%s\n", !killed ? "it ended before it was killed" : wrong ? "as said" : "nothing wrong");
        return wrong ? 1 : 0;
    }
    std::printf("no such workload: %s\n", which[0].c_str());
    return 2;
}

} // namespace

int main(int argc, char** argv)
{
    const Calling calling = calledWith(argc, argv, 200);
    if (calling.only)
        return repeatOne(*calling.only);
    std::uint64_t shares = 0;
    for (const Workload& workload : workloads())
        shares += calling.covers(workload.name) ? workload.share : 0;
    require(shares > 0, "there is nothing to do");
    Total total;
    std::uint64_t first = calling.seed * 1'000'000;
    for (const Workload& workload : workloads()) {
        first += 20'000;
        if (calling.covers(workload.name))
            killMany(workload, std::max<std::uint64_t>(1, calling.count * workload.share / shares), first,
                     total);
    }
    const auto times = [&](const char* what) { return static_cast<unsigned long long>(total.tally[what]); };
    std::printf(
        "%llu processes killed (%llu at a call, %llu at a moment) of %llu, %llu of them while something "
        "was under way that had to be there as a whole or not: %llu times something was lost, half done "
        "or damaged\n",
        static_cast<unsigned long long>(total.kills), times("at a call"), times("at a moment"),
        static_cast<unsigned long long>(total.tries), times("done") + times("not done") + times("in part"),
        static_cast<unsigned long long>(total.failures));
    return total.failures == 0 ? 0 : 1;
}

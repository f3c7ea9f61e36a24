// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/torture/fault_run.h"

#include "tests/support/allocation_counter.h"
#include "tests/torture/torture.h"

#include <cerrno>

namespace lockleaf::test {

namespace {

/// What may be found after a run that ended somewhere.
struct Expected
{
    Contents before;
    Contents after;
    bool inParts = false;
    std::vector<RecordId> saved; ///< Notes that were acknowledged after the mishap.
};

class MishapRun
{
public:
    MishapRun(const Reference& reference, const Mishap& mishap, Tally& tally)
        : m_reference(reference), m_mishap(mishap), m_tally(tally),
          m_course(std::string{reference.workload->name}, reference.seed, reference.workload->begin)
    {
    }
    std::string run();
    /// The call that failed and the step that it made fail, for who looks into it.
    [[nodiscard]] std::string whereItWas() const;

private:
    void arm();
    std::string judgeError(const StepFailed& failed);
    std::string useOn(Expected& expected);
    std::string compare(Vault& vault, const Expected& expected);
    std::string reopen(Expected& expected, const char* when);
    std::string lookAtFiles(bool ended);
    [[nodiscard]] bool mayOpen(std::size_t password) const;
    Expected expected() const;
    [[nodiscard]] bool mustWork() const
    {
        return m_mishap.kind == Mishap::Kind::Short || m_mishap.problem == EINTR;
    }

    const Reference& m_reference;
    const Mishap& m_mishap;
    Tally& m_tally;
    Course m_course;
    std::size_t m_calls = 0;
    std::optional<DiskCall> m_hit;
    std::optional<StepFailed> m_failed;
    std::size_t m_savedAt = 0; ///< Operations of the disk when the save of a new opening was acknowledged.
};

void MishapRun::arm()
{
    m_course.doNotLook();
    if (m_mishap.kind == Mishap::Kind::Allocation) {
        allocationCounter.count = 0;
        allocationCounter.failAt = m_mishap.call;
        return;
    }
    m_course.disk().onCall = [this](const DiskCall& call) -> DiskFault {
        if (!m_course.isWorking() || ++m_calls != m_mishap.call)
            return {};
        m_hit = call;
        if (m_mishap.kind == Mishap::Kind::Short)
            return {.isShort = true};
        return {.problem = m_mishap.problem, .forgets = m_calls % 2 == 0};
    };
}

std::string MishapRun::whereItWas() const
{
    std::string where =
        m_failed ? " (step: " + m_failed->step + ", " + describe(m_failed->error) : " (no step failed";
    if (m_hit)
        where += "; call of kind " + std::to_string(static_cast<int>(m_hit->kind)) + " on " + m_hit->path;
    return where + ")";
}

/// Of a run that failed: the step that did. Of another one: its end.
Expected MishapRun::expected() const
{
    const std::vector<Step>& steps = m_reference.course->steps;
    const std::size_t next = m_course.steps.size();
    if (!m_failed || next >= steps.size())
        return {steps.back().after, steps.back().after, false, {}};
    return {steps[next - 1].after, steps[next].after, steps[next].inParts, {}};
}

std::string MishapRun::judgeError(const StepFailed& failed)
{
    ++m_tally[failed.error.code == ErrorCode::DiskFull                  ? "disk full"
              : failed.error.code == ErrorCode::InputOutput             ? "input/output"
              : failed.error.code == ErrorCode::PasswordChangeUncertain ? "password uncertain"
              : failed.error.code == ErrorCode::ReadOnly                ? "cannot open"
                                                                        : "another error"];
    if (m_mishap.kind == Mishap::Kind::Allocation && failed.error.code == ErrorCode::OutOfMemory)
        ++m_tally["of these: out of memory"];
    const std::string said = failed.step + ": " + describe(failed.error);
    if (failed.error.code == ErrorCode::Internal || failed.error.code == ErrorCode::Damaged ||
        failed.error.code == ErrorCode::OlderThanLog)
        return "an error that misleads: " + said;
    // A sync that was interrupted is not repeated: nobody knows what the system has forgotten by then.
    const bool sync =
        m_hit && (m_hit->kind == DiskCall::Kind::Sync || m_hit->kind == DiskCall::Kind::SyncFolder);
    const bool transfer =
        m_hit && (m_hit->kind == DiskCall::Kind::Read || m_hit->kind == DiskCall::Kind::Write ||
                  m_hit->kind == DiskCall::Kind::Truncate);
    if (mustWork() && transfer && !sync)
        return "an interruption was taken for an error: " + said;
    return {};
}

std::string MishapRun::compare(Vault& vault, const Expected& expected)
{
    Contents found = contentsOf(vault);
    for (const RecordId& id : expected.saved) {
        const auto note = found.find("note " + id.toHex());
        if (note == found.end() || note->second.starts_with("error"))
            return "a note that was saved after the mishap is not there";
        found.erase(note);
    }
    return difference(withoutIds(found), withoutIds(expected.before), withoutIds(expected.after),
                      expected.inParts);
}

/// The vault that met the mishap is still open.
std::string MishapRun::useOn(Expected& expected)
{
    if (!m_course.isOpen())
        return {};
    const Expected live{
        expected.before, expected.inParts ? expected.after : expected.before, expected.inParts, {}};
    if (std::string wrong = compare(m_course.vault(), live); !wrong.empty())
        return "in the open vault: " + wrong;
    auto saved = addNote(m_course.vault(), "saved after the mishap");
    ++m_tally[saved ? "goes on" : "must be opened anew"];
    if (saved)
        expected.saved.push_back(*saved);
    else if (saved.error().code == ErrorCode::Internal)
        return "the next save: " + describe(saved.error());
    // After a failed sync a file is not written to any more: nobody knows what is on the disk.
    const bool sync = m_failed && m_hit && m_hit->kind == DiskCall::Kind::Sync;
    if (sync && m_hit->path == Course::file + "-wal" && saved)
        return "the log is written to after a failed sync";
    if (sync && m_hit->path == Course::file && saved && m_course.vault().checkpoint())
        return "the vault file is written to after a failed sync";
    return {};
}

std::string MishapRun::lookAtFiles(bool ended)
{
    for (const PublishedFile& file : m_reference.course->files) {
        const SharedBytes content = m_course.disk().contentAt(file.path);
        const bool acknowledged =
            ended || std::any_of(m_course.files.begin(), m_course.files.end(),
                                 [&](const auto& own) { return own.path == file.path; });
        if (acknowledged && content == nullptr && file.mayGoFrom == SIZE_MAX)
            return file.path + " is not there";
    }
    for (const auto& [path, inode] : m_course.disk().stateAfter(m_course.disk().log().size()).entriesNow())
        if (path.find(".part") != std::string::npos || path.ends_with(".new"))
            ++m_tally["left-over file"];
    return {};
}

/// A change that failed has left the old password, save where it says that nobody knows.
bool MishapRun::mayOpen(std::size_t password) const
{
    const std::vector<Step>& steps = m_reference.course->steps;
    const std::size_t next = m_course.steps.size();
    if (!m_failed || next >= steps.size())
        return password == steps.back().password;
    return password == steps[next - 1].password ||
           (password == steps[next].password &&
            (m_failed->error.code == ErrorCode::PasswordChangeUncertain || m_failed->step == "change keys"));
}

std::string MishapRun::reopen(Expected& expected, const char* when)
{
    const auto said = [when](const std::string& what) { return std::string{when} + ": " + what; };
    if (m_course.disk().contentAt(Course::file) == nullptr)
        return expected.before.empty() ? "" : said("the vault is gone");
    Result<UnlockedKey> key = fail(ErrorCode::WrongPassword);
    for (std::size_t i = 0; i < m_reference.course->passwords.size(); ++i) {
        auto opened = Vault::unlock(Course::file, passphraseOf(m_reference.course->passwords[i]));
        if (opened && !mayOpen(i))
            return said("password " + std::to_string(i) + " opens, and should not");
        if (opened)
            key = std::move(opened);
    }
    if (!key)
        return said("no password opens: " + describe(key.error()));
    auto vault = Vault::open(Course::file, std::move(*key), {Course::state, nullptr});
    if (!vault)
        return said("open: " + describe(vault.error()));
    bool repaired = false;
    for (const OpenNotice notice : (*vault)->notices()) {
        repaired = repaired || notice == OpenNotice::Repaired;
        if (notice == OpenNotice::OlderThanWitness || notice == OpenNotice::ForkOfWitness ||
            notice == OpenNotice::OldKeys || notice == OpenNotice::HeaderRolledBack ||
            notice == OpenNotice::LateLogSetAside || notice == OpenNotice::NoStateFolder)
            return said("a notice that should not be: " + std::to_string(static_cast<int>(notice)));
    }
    if (std::string wrong = compare(**vault, expected); !wrong.empty())
        return said(wrong);
    if (std::string wrong = verified(**vault, repaired); !wrong.empty())
        return said(wrong);
    auto saved = addNote(**vault, "saved after an opening");
    if (!saved)
        return said("a save: " + describe(saved.error()));
    expected.saved.push_back(*saved);
    m_savedAt = m_course.disk().log().size(); // closing would bring all of it into the file
    return {};
}

std::string MishapRun::run()
{
    arm();
    try {
        m_reference.workload->run(m_course);
    } catch (const StepFailed& failed) {
        m_failed = failed;
    } catch (const std::exception& thrown) {
        return std::string{"an exception left the library: "} + thrown.what();
    }
    const bool outOfMemory =
        allocationCounter.failAt != 0 && allocationCounter.count >= allocationCounter.failAt;
    allocationCounter.failAt = 0;
    if (!m_hit && !outOfMemory)
        return {}; // another course, where something earlier was not needed
    ++m_tally[m_failed ? "failed" : "went on"];
    if (m_failed) {
        if (std::string wrong = judgeError(*m_failed); !wrong.empty())
            return wrong;
    }
    m_course.disk().onCall = {};
    Expected expected = this->expected();
    if (std::string wrong = useOn(expected); !wrong.empty())
        return wrong;
    m_course.letGo();
    if (m_course.disk().openFiles() != 0 || m_course.disk().openFolders() != 0)
        return "a file was left open";
    if (std::string wrong = lookAtFiles(!m_failed); !wrong.empty())
        return wrong;
    const DiskState then = m_course.disk().stateAfter(m_course.disk().log().size());
    const Expected before = expected;
    if (std::string wrong = reopen(expected, "reopened"); !wrong.empty())
        return wrong;
    // The power fails: after what the next program did, or without it.
    std::mt19937_64 random(m_mishap.call);
    const DiskState later = m_course.disk().stateAfter(m_savedAt);
    m_course.startOn(later.afterPowerCut(random));
    if (std::string wrong = reopen(expected, "reopened, and a power cut"); !wrong.empty())
        return wrong;
    expected = before;
    m_course.startOn(then.afterPowerCut(random));
    return reopen(expected, "after a power cut");
}

} // namespace

Reference referenceOf(const Workload& workload, std::uint64_t seed)
{
    Reference reference{&workload, seed, nullptr, {}, 0};
    reference.course = std::make_unique<Course>(std::string{workload.name}, seed, workload.begin);
    Course& course = *reference.course;
    course.disk().onCall = [&](const DiskCall& call) {
        if (course.isWorking())
            reference.calls.push_back(call.kind);
        return DiskFault{};
    };
    allocationCounter.count = 0;
    runWorkload(workload, course);
    reference.allocations = allocationCounter.count;
    return reference;
}

std::string mishap(const Reference& reference, const Mishap& what, Tally& tally)
{
    MishapRun run(reference, what, tally);
    const std::string wrong = run.run();
    return wrong.empty() ? wrong : wrong + run.whereItWas();
}

} // namespace lockleaf::test

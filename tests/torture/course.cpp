// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/torture/course.h"

#include "core/vault/key_change.h"
#include "tests/support/allocation_counter.h"
#include "tests/support/byte_ends.h"
#include "tests/torture/seeded_random.h"
#include "tests/torture/torture.h"

namespace lockleaf::test {

namespace {

class Working
{
public:
    explicit Working(bool& flag) : m_flag(flag) { m_flag = allocationCounter.counting = true; }
    ~Working() { m_flag = allocationCounter.counting = false; }
    Working(const Working&) = delete;
    Working& operator=(const Working&) = delete;

private:
    bool& m_flag;
};

} // namespace

Passphrase passphraseOf(const std::string& password)
{
    return std::move(*Passphrase::fromTyped(bytesOf(password)));
}

SharedBytes contentInUse(const std::string& path)
{
    const auto file = fileSystem().open(FileSystem::anywhere, path, FileAccess::Read);
    if (!file)
        return nullptr;
    auto content = std::make_shared<Bytes>(static_cast<std::size_t>((*file)->size()));
    require(readFully(**file, 0, *content) == static_cast<std::int64_t>(content->size()), "reading " + path);
    return content;
}

Course::Course(const std::string& givenName, std::uint64_t seed, Begin how, const Ground& ground)
    : name(givenName), first(folders), m_random(seed)
{
    seedRandomness(seed);
    begin(how, ground);
}

void Course::settleOn(const Ground& ground)
{
    m_disk.reset();
    if (ground)
        m_ground = ground(first);
    else
        m_disk = std::make_unique<SimDisk>(first);
}

void Course::begin(Begin how, const Ground& ground)
{
    if (how == Begin::WithNothing) {
        settleOn(ground);
        steps.push_back({.name = "nothing"});
        return;
    }
    m_disk = std::make_unique<SimDisk>(first);
    m_key = demand(Vault::create(file, passphraseOf(passwords[0]), {KeyDerivationCost::cheapForTests()}),
                   "create");
    open();
    add("the first note"); // the witness remembers only what was changed here
    demand(m_vault->close(), "close");
    m_vault.reset();
    first = m_disk->stateAfter(m_disk->log().size());
    first.settle();
    settleOn(ground);
    steps.clear();
    steps.push_back({.name = "a new vault", .witnessed = true});
    m_vault = demand(Vault::open(file, keyCopy(), {state, &m_clock}), "open");
    steps.front().after = contentsOf(*m_vault);
    m_vault.reset();
    open();
}

void Course::step(const std::string& what, const std::function<Result<void>()>& work)
{
    Step done{.name = what, .begun = operations()};
    {
        const Working working(m_working);
        if (auto outcome = work(); !outcome)
            throw StepFailed{what, std::move(outcome).error()};
    }
    done.acknowledged = operations();
    if (m_vault && m_looks)
        done.after = contentsOf(*m_vault);
    else if (!steps.empty())
        done.after = steps.back().after;
    done.witnessed = !steps.empty() && steps.back().witnessed;
    done.password = steps.empty() ? 0 : steps.back().password;
    steps.push_back(std::move(done));
    if (onAcknowledged)
        onAcknowledged(steps.size() - 1);
}

void Course::stepThrough(const std::string& what, SlicedJob& job)
{
    NoProgress progress;
    for (bool finished = false; !finished;) {
        step(what, [&]() -> Result<void> {
            LOCKLEAF_TRY(finished, job.runSlice(std::chrono::milliseconds{0}, progress));
            return {};
        });
        wasInParts();
    }
}

void Course::changePassword(const std::string& password)
{
    passwords.push_back(password);
    const Passphrase passphrase = passphraseOf(password);
    step("password", [&] { return m_vault->changePassword(passphrase, KeyDerivationCost::cheapForTests()); });
    steps.back().password = passwords.size() - 1;
}

void Course::changeKeys(const std::string& password, const std::function<void()>& meanwhile)
{
    passwords.push_back(password);
    const Passphrase passphrase = passphraseOf(password);
    const std::filesystem::path path = file;
    UnlockedKey newKey;
    step("prepare keys", [&]() -> Result<void> {
        LOCKLEAF_TRY(newKey, prepareKeyChange(path, m_key.vaultId, WayIn::password(passphrase.clone()),
                                              KeyDerivationCost::cheapForTests(), {}));
        return {};
    });
    KeyChangeReport report;
    KeyChangeOptions options;
    options.stateFolder = state;
    options.clock = &m_clock;
    UnlockedKey given{newKey.vaultId, newKey.dataKey.clone()};
    auto job = makeKeyChangeJob(*m_vault, path, std::move(given), std::move(options), report);
    NoProgress progress;
    bool finished = false;
    const auto slice = [&]() -> Result<void> {
        LOCKLEAF_TRY(finished, job->runSlice(std::chrono::minutes{1}, progress));
        return {};
    };
    step("change keys", slice);
    meanwhile();
    while (!finished)
        step("change keys", slice);
    steps.back().password = passwords.size() - 1;
    job.reset();
    m_key = std::move(newKey);
    close();
    open();
}

void Course::attach(const RecordId& note, const std::string& fileName, std::size_t size, std::string* written)
{
    Bytes content(size);
    for (std::size_t at = 0; at + sizeof(std::uint64_t) <= size; at += sizeof(std::uint64_t))
        storeLe64(content.data() + at, m_random());
    AttachReport report;
    const auto job =
        demand(m_vault->makeAttachJob(note, fileName, std::make_unique<StepSource>(content, 65'536), report),
               "attach");
    stepThrough("attach", *job);
    if (written != nullptr)
        *written = report.written;
}

void Course::published(const std::string& path, const std::string& identity)
{
    files.push_back({path, steps.back().acknowledged, contentInUse(path), identity});
    require(files.back().content != nullptr, name + ": " + path + " is not there");
}

void Course::tookAway(const std::string& path)
{
    for (PublishedFile& one : files)
        if (one.path == path)
            one.mayGoFrom = steps.back().begun;
}

void Course::create()
{
    const Passphrase passphrase = passphraseOf(passwords[0]);
    const std::filesystem::path path = file;
    step("create", [&]() -> Result<void> {
        LOCKLEAF_TRY(m_key, Vault::create(path, passphrase, {KeyDerivationCost::cheapForTests()}));
        return {};
    });
    steps.back().after = {{"vault", "there"}, {"settings", "300"}};
}

void Course::open()
{
    UnlockedKey key = keyCopy();
    const Vault::OpenOptions options{state, &m_clock};
    const std::filesystem::path path = file;
    step("open", [&]() -> Result<void> {
        LOCKLEAF_TRY(m_vault, Vault::open(path, std::move(key), options));
        return {};
    });
}

void Course::close()
{
    step("close", [&]() -> Result<void> {
        const std::unique_ptr<Vault> vault = std::move(m_vault); // after a failure it is of no use either
        return vault->close();
    });
    wasWitnessed();
}

void Course::checkpoint()
{
    step("checkpoint", [&] { return m_vault->checkpoint(); });
    wasWitnessed();
}

Result<RecordId> Course::put(const std::string& body)
{
    NewNote note;
    std::optional<AllocationPause> pause(std::in_place);
    note.body = SecureBytes::copyOf(bytesOf(body));
    note.id.emplace();
    storeLe64(note.id->bytes.data(), m_random());
    storeLe64(note.id->bytes.data() + 8, m_random());
    pause.reset();
    return m_vault->addNote(std::move(note));
}

RecordId Course::add(const std::string& body)
{
    RecordId id;
    step("add", [&]() -> Result<void> {
        LOCKLEAF_TRY(id, put(body));
        return {};
    });
    const auto note = demand(m_vault->note(id), "the note");
    require(note.body.text() == body, name + ": a note that was added says something else");
    return id;
}

void Course::save(const RecordId& id, const std::string& body)
{
    step("save", [&] { return m_vault->saveBody(id, bytesOf(body)); });
    const auto note = demand(m_vault->note(id), "the note");
    require(note.body.text() == body, name + ": a note that was saved says something else");
}

std::string Course::text(std::size_t size)
{
    std::string made = "# Text " + std::to_string(++m_texts) + "\n\n";
    // Long words, which hardly compress and are quickly indexed, and some short ones in between.
    while (made.size() < size) {
        for (int i = 0; i < 120; ++i)
            made += static_cast<char>('a' + m_random() % 26);
        made += " word" + std::to_string(m_random() % 1000) + (m_random() % 4 == 0 ? '\n' : ' ');
    }
    return made;
}

void Course::startOn(DiskState found)
{
    m_disk.reset();
    m_disk = std::make_unique<SimDisk>(std::move(found));
}

void Course::end()
{
    m_vault.reset();
    if (m_disk)
        log = m_disk->log();
    m_disk.reset();
    m_ground.reset();
}

} // namespace lockleaf::test

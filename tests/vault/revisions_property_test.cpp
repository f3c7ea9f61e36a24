// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/vault/vault_fixture.h"

#include <map>
#include <random>
#include <set>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

#ifdef LOCKLEAF_SANITIZED // ten times as slow there
constexpr unsigned seeds = 2;
#else
constexpr unsigned seeds = 4;
#endif
constexpr Timestamp aSecond = 1000;
constexpr Timestamp aMinute = 60 * aSecond;
constexpr Timestamp aDay = 24 * 60 * aMinute;

/// What stood in a note, and from when to when.
struct Stretch
{
    std::string text;
    Timestamp from = 0;
    Timestamp to = 0;
    bool restoredOver = false; ///< It ended by a restoring, or was kept on demand.
};

class RandomWriter;
void thinNow(RandomWriter& writer);

/// Edits, restores, locks, thins and reopens at random, and remembers what stood when.
class RandomWriter
{
public:
    explicit RandomWriter(unsigned seed) : m_random(seed), m_id(f.add("first text")) { begin("first text"); }

    void run(int steps)
    {
        for (int i = 0; i < steps; ++i) {
            step();
            if (i % 97 == 0)
                f.reopen();
        }
        end();
    }
    [[nodiscard]] RecordId id() const { return m_id; }
    [[nodiscard]] const std::vector<Stretch>& stretches() const { return m_stretches; }
    /// No thinning while this does not hold.
    bool mayThin = false;

    VaultFixture f;

private:
    void begin(std::string text) { m_stretches.push_back({std::move(text), f.clock.now(), 0, false}); }
    void end() { m_stretches.back().to = f.clock.now(); }
    void pass()
    {
        static constexpr std::array<Timestamp, 6> spans{aSecond,     3 * aSecond,  aMinute,
                                                        8 * aMinute, 11 * aMinute, 0};
        const Timestamp span = spans[m_random() % spans.size()];
        f.clock.advance(span != 0 ? span : static_cast<Timestamp>(m_random() % (3 * aDay)));
    }
    void step()
    {
        pass();
        switch (m_random() % 12) {
        case 0:
            restore();
            break;
        case 1:
            m_stretches.back().restoredOver = true;
            QVERIFY(f.vault->keepRevision(m_id, RevisionReason::Asked));
            break;
        case 2:
            QVERIFY(f.vault->keepEditedNotes());
            break;
        case 3:
            if (mayThin)
                thinNow(*this);
            break;
        default:
            edit();
        }
    }
    void edit()
    {
        std::string text = m_random() % 8 == 0 && m_stretches.size() > 3
                               ? m_stretches[m_stretches.size() - 3].text // somebody types the same again
                               : "text " + std::to_string(m_random());
        if (text == m_stretches.back().text)
            return;
        end();
        QVERIFY(f.vault->saveBody(m_id, bytesOf(text)));
        begin(std::move(text));
    }
    void restore()
    {
        const auto revisions = *f.vault->revisions(m_id);
        if (revisions.empty())
            return;
        const RecordId version = revisions[m_random() % revisions.size()].id;
        const std::string text{f.vault->revision(m_id, version)->body.text()};
        if (text == m_stretches.back().text)
            return;
        m_stretches.back().restoredOver = true;
        end();
        const auto former = f.vault->restoreRevision(m_id, version);
        QVERIFY(former);
        // The way back is open at once.
        QCOMPARE(std::string(f.vault->revision(m_id, *former)->body.text()), m_stretches.back().text);
        begin(text);
    }
    std::mt19937 m_random;
    RecordId m_id;
    std::vector<Stretch> m_stretches;
};

void thinNow(RandomWriter& writer)
{
    NoProgress progress;
    const auto job = writer.f.vault->makeThinJob(std::chrono::minutes{0});
    QVERIFY(runToEnd(*job, {}, progress));
}

std::set<std::string> textsKept(RandomWriter& writer)
{
    std::set<std::string> texts{writer.f.bodyOf(writer.id())};
    const auto revisions = *writer.f.vault->revisions(writer.id());
    for (const RevisionSummary& revision : revisions)
        texts.insert(std::string(writer.f.vault->revision(writer.id(), revision.id)->body.text()));
    return texts;
}

/// When the texts that can still be seen were made.
std::set<Timestamp> timesKept(RandomWriter& writer)
{
    std::set<Timestamp> times{writer.f.vault->note(writer.id())->modified};
    const auto revisions = *writer.f.vault->revisions(writer.id());
    for (const RevisionSummary& revision : revisions)
        times.insert(revision.made);
    return times;
}

} // namespace

class RevisionsPropertyTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void losesNoText_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= seeds; ++seed)
            QTest::newRow(std::to_string(seed).c_str()) << seed;
    }
    /// Without thinning: what stood ten minutes, was asked for, or was restored over, is there.
    void losesNoText()
    {
        QFETCH(unsigned, seed);
        RandomWriter writer(seed);
        writer.run(300);
        const std::set<std::string> kept = textsKept(writer);
        QVERIFY(writer.stretches().size() > 150);
        int due = 0;
        for (const Stretch& stretch : writer.stretches()) {
            if (stretch.to - stretch.from < 10 * aMinute && !stretch.restoredOver)
                continue;
            ++due;
            QVERIFY2(kept.contains(stretch.text), stretch.text.c_str());
        }
        QVERIFY(due > 40);
        // And not more than that takes: one of the same text never follows another.
        const auto revisions = *writer.f.vault->revisions(writer.id());
        for (std::size_t i = 1; i < revisions.size(); ++i) {
            QVERIFY(revisions[i - 1].kept > revisions[i].kept);
            QVERIFY(writer.f.vault->revision(writer.id(), revisions[i - 1].id)->body.text() !=
                    writer.f.vault->revision(writer.id(), revisions[i].id)->body.text());
        }
        QCOMPARE(writer.f.problems(), "");
    }

    void thinningLeavesTheLastOfEachDayAndMonth_data() { losesNoText_data(); }
    /// With thinning: of the last day all; of each of 30 days and of each month before, its last text.
    void thinningLeavesTheLastOfEachDayAndMonth()
    {
        QFETCH(unsigned, seed);
        RandomWriter writer(seed);
        writer.mayThin = true;
        writer.run(300);
        const std::set<std::string> kept = textsKept(writer);
        const Timestamp now = writer.f.clock.now();
        const std::set<Timestamp> times = timesKept(writer);
        for (const Stretch& stretch : writer.stretches()) {
            if (stretch.to - stretch.from < 10 * aMinute && !stretch.restoredOver)
                continue;
            if (stretch.from > now - aDay)
                QVERIFY2(kept.contains(stretch.text), stretch.text.c_str());
            if (stretch.from <= now - 30 * aDay)
                continue;
            // It is there, or a later one of its day.
            const auto next = times.lower_bound(stretch.from);
            const bool laterOne = next != times.end() && *next / aDay == stretch.from / aDay;
            QVERIFY2(laterOne || kept.contains(stretch.text), stretch.text.c_str());
        }
        // And not more: of a day that is over and its day after, one.
        std::map<Timestamp, int> ofDay;
        thinNow(writer);
        for (const Timestamp time : timesKept(writer))
            if (time < now - 2 * aDay)
                ++ofDay[time / aDay];
        for (const auto& [day, number] : ofDay)
            QCOMPARE(number, 1);
        QCOMPARE(writer.f.problems(), "");
        const std::set<std::string> before = textsKept(writer);
        writer.f.reopen();
        QCOMPARE(textsKept(writer), before);
    }
};

QTEST_GUILESS_MAIN(RevisionsPropertyTest)
#include "revisions_property_test.moc"

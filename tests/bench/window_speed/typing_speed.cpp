// SPDX-License-Identifier: GPL-3.0-or-later
// From a key in the search field to the painted results, letter by letter at the pace of somebody who types.
#include "tests/bench/window_speed/window_speed.h"
#include "tests/support_tools/generated_notes.h"

#include <QWindow>

#include <fcntl.h>
#include <mutex>
#include <random>
#include <unistd.h>
#include <unordered_set>

using namespace Qt::StringLiterals;

namespace lockleaf::test {

namespace {

using TypingTime = std::chrono::steady_clock::time_point;
using std::chrono::milliseconds;

constexpr qsizetype MostLetters = 12;
constexpr milliseconds BetweenWords{350}; // long enough for the count of all hits to begin
constexpr milliseconds AfterEscape{150};
constexpr milliseconds AfterOpening{500}; // until a hand has come from the password to the search field
constexpr int ColdOpenings = 2;
/// Every so many answers are compared with what the vault says.
constexpr std::size_t Compared = 7;

double millisecondsBetween(TypingTime begin, TypingTime end)
{
    return std::chrono::duration<double, std::milli>(end - begin).count();
}

/// A key that asks for something else than before.
struct Letter
{
    QString kind;
    QString query; ///< What the field says after it.
    TypingTime pressed;
    std::optional<TypingTime> painted;  ///< Results of this query, or of a later one.
    std::optional<TypingTime> complete; ///< With an excerpt in each row that is seen.
    bool skipped = false;               ///< The next key came before.
    std::vector<RecordId> shown;
};

/// Types into the search field of one window.
class TypingRun
{
public:
    TypingRun(Measured& measured, SearchedWindow& shown) : m_measured(measured), m_shown(shown) {}

    void word(const QString& kind, const QString& text, qsizetype erased = 0);
    /// Plays all words; the letters are there afterwards.
    void run();
    [[nodiscard]] const std::vector<Letter>& letters() const { return m_letters; }
    void compareWithVault();

private:
    void press(int key, const QString& text);
    void add(const QString& kind, const QString& query, int key, const QString& text, milliseconds pause);
    void handlePainted();

    Measured& m_measured;
    SearchedWindow& m_shown;
    QWindow* m_window = nullptr;
    std::mt19937_64 m_random{11};
    std::vector<Step> m_steps;
    std::vector<Letter> m_letters;
    std::mutex m_mutex;        ///< Of what follows: the hand writes it.
    std::size_t m_pressed = 0; ///< Letters that have been.
    std::size_t m_answered = 0;
};

void TypingRun::press(int key, const QString& text)
{
    qt_handleKeyEvent(m_window, QEvent::KeyPress, key, Qt::NoModifier, text);
    qt_handleKeyEvent(m_window, QEvent::KeyRelease, key, Qt::NoModifier, text);
}

void TypingRun::add(const QString& kind, const QString& query, int key, const QString& text,
                    milliseconds pause)
{
    Letter letter;
    letter.kind = kind;
    letter.query = query;
    m_letters.push_back(std::move(letter));
    m_steps.push_back({pause, [this, at = m_letters.size() - 1, key, text](TypingTime time) {
                           {
                               const std::scoped_lock lock(m_mutex);
                               m_letters[at].pressed = time;
                               m_pressed = at + 1;
                           }
                           press(key, text);
                       }});
}

void TypingRun::word(const QString& kind, const QString& text, qsizetype erased)
{
    const QString typed = text.left(std::max(MostLetters, text.lastIndexOf(u' ') + MostLetters));
    const auto pause = [this] { return milliseconds(60 + m_random() % 60); };
    for (qsizetype length = 1; length <= typed.size(); ++length) {
        const bool newWord = length > 1 && typed[length - 2] == u' ';
        const milliseconds before = m_steps.empty() ? AfterOpening : newWord ? BetweenWords : pause();
        add(kind, typed.left(length), 0, typed.mid(length - 1, 1), before);
    }
    for (qsizetype length = typed.size() - 1; length > 0 && length >= typed.size() - erased; --length)
        add(u"erasing"_s, typed.left(length), Qt::Key_Backspace, u"\b"_s, pause());
    m_steps.push_back({BetweenWords, [this](TypingTime) { press(Qt::Key_Escape, {}); }});
    m_steps.push_back({AfterEscape, [](TypingTime) {}});
}

void TypingRun::handlePainted()
{
    if (!m_shown.results->isAnswered())
        return;
    const TypingTime now = std::chrono::steady_clock::now();
    const std::scoped_lock lock(m_mutex);
    for (std::size_t at = m_pressed; at > m_answered; --at)
        if (m_letters[at - 1].query == m_shown.results->asked()) {
            for (std::size_t skipped = m_answered; skipped < at; ++skipped) {
                m_letters[skipped].painted = now;
                m_letters[skipped].skipped = skipped + 1 < at;
            }
            m_answered = at;
            for (const int row : seenRows(*m_shown.hits))
                m_letters[at - 1].shown.push_back(*m_shown.results->idAt(row));
            break;
        }
    if (m_answered == 0 || m_letters[m_answered - 1].query != m_shown.results->asked())
        return;
    Letter& last = m_letters[m_answered - 1];
    if (!last.complete && isComplete(*m_shown.hits, *m_shown.results, !m_shown.results->words().empty()))
        last.complete = now;
}

void TypingRun::run()
{
    m_window = m_shown.window.windowHandle();
    const auto words = m_shown.pane->findChildren<QLabel*>();
    std::vector<const QObject*> watched(words.begin(), words.end()); // where nothing is found, words say so
    watched.push_back(m_shown.hits->viewport());
    m_measured.clock.watch(std::move(watched), [this] { handlePainted(); });
    m_shown.trigger(u"Ctrl+K"_s);
    play(std::exchange(m_steps, {}));
    m_measured.clock.watch({}, {});
    for (const Letter& letter : m_letters)
        if (!letter.painted)
            m_measured.fail(u"no results were painted for “%1”"_s.arg(letter.query));
}

/// Whether what was painted is what the vault finds.
void TypingRun::compareWithVault()
{
    for (std::size_t at = 0; at < m_letters.size(); at += Compared) {
        const Letter& letter = m_letters[at];
        bool told = false;
        if (letter.skipped)
            continue;
        m_shown.session.ask(
            &m_shown.window,
            [&](Vault& vault) { return vault.search(letter.query.toStdString(), {}, SIZE_MAX); },
            [&](const Result<SearchHits>& hits) {
                told = true;
                const std::unordered_set<RecordId> found(hits->ids.begin(), hits->ids.end());
                const bool all =
                    std::ranges::all_of(letter.shown, [&](RecordId id) { return found.contains(id); });
                if (!all || letter.shown.empty() != found.empty())
                    m_measured.fail(u"what was painted for “%1” is not what is found"_s.arg(letter.query));
            });
        constexpr int Patience = 60'000;
        if (!QTest::qWaitFor([&] { return told; }, Patience))
            m_measured.fail(u"the vault does not answer"_s);
    }
}

/// The pages of the vault are no longer in memory, as when it has not been used for long.
void dropCache(const std::filesystem::path& file)
{
    const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return;
    fdatasync(descriptor);
    (void)posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED);
    close(descriptor);
}

QString generatedWord(NoteGenerator& generator)
{
    return QString::fromStdString(generator.word());
}

void typeCold(Measured& measured, std::vector<Letter>& letters)
{
    NoteGenerator generator(31);
    for (int opening = 0; opening < ColdOpenings; ++opening) {
        dropCache(measured.vault);
        SearchedWindow shown(measured.open());
        if (!QTest::qWaitFor([&] { return shown.painted.count() == 1; }))
            measured.fail(u"the window shows no list"_s);
        TypingRun run(measured, shown);
        run.word(u"just opened"_s, opening == 0 ? QString::fromLatin1(halfWord) : generatedWord(generator));
        run.word(u"just opened"_s, generatedWord(generator));
        run.run();
        std::ranges::copy(run.letters(), std::back_inserter(letters));
        (void)shown.lock();
    }
}

void addWords(TypingRun& run, int generated)
{
    NoteGenerator generator(5);
    for (const char* word : {halfWord, hundredWord, singleWord})
        run.word(QString::fromLatin1(word), QString::fromLatin1(word), 4);
    for (int made = 0; made < generated; ++made)
        run.word(u"a word"_s, generatedWord(generator), made % 4 == 0 ? 3 : 0);
    for (const QString& word :
         {u"заметка"_s, u"город"_s, u"θάλασσα"_s, u"日本語"_s, u"笔记"_s, u"노트"_s, u"café"_s, u"Straße"_s})
        run.word(u"other scripts"_s, word);
    for (const QString& word : {u"xylophonist"_s, u"brzęczyszcz"_s, u"qqqq"_s})
        run.word(u"nothing found"_s, word);
    const QString half = QString::fromLatin1(halfWord);
    const QString hundred = QString::fromLatin1(hundredWord);
    for (const auto& [first, second] : {std::pair{half, hundred}, {hundred, half}}) {
        run.word(u"two words"_s, first + u' ' + second);
        run.word(u"a word excluded"_s, first + u" -"_s + second);
    }
    for (int made = 0; made < generated / 4; ++made) {
        run.word(u"two words"_s, generatedWord(generator) + u' ' + generatedWord(generator));
        run.word(u"a word excluded"_s, generatedWord(generator) + u" -"_s + generatedWord(generator));
    }
    run.word(u"a word excluded"_s, u"-"_s + QString::fromLatin1(halfWord));
    run.word(u"with a key"_s, u"is:task "_s + QString::fromLatin1(halfWord));
    run.word(u"with a key"_s, u"edited:2023 "_s + QString::fromLatin1(halfWord));
}

/// Of a phrase one types before its end is known the index has no short way: told apart.
void addPhrases(TypingRun& run, int generated)
{
    NoteGenerator generator(7);
    for (int made = 0; made < generated / 4; ++made)
        run.word(u"a phrase"_s, u'"' + generatedWord(generator) + u' ' + generatedWord(generator));
}

void printSlowest(const std::vector<Letter>& letters)
{
    constexpr std::size_t Told = 8;
    std::vector<const Letter*> slowest;
    for (const Letter& letter : letters)
        if (letter.painted)
            slowest.push_back(&letter);
    std::ranges::sort(slowest, std::greater{},
                      [](const Letter* letter) { return *letter->painted - letter->pressed; });
    slowest.resize(std::min(slowest.size(), Told));
    for (const Letter* letter : slowest)
        std::printf("# %.1f ms for %s (%s)\n", millisecondsBetween(letter->pressed, *letter->painted),
                    qPrintable(letter->query), qPrintable(letter->kind));
}

void printLetters(Measured& measured, const std::vector<Letter>& letters, const QString& together)
{
    std::map<QString, std::vector<double>> kinds;
    std::vector<double> all;
    std::vector<double> complete;
    std::vector<double> skipped;
    for (const Letter& letter : letters) {
        if (!letter.painted)
            continue;
        all.push_back(millisecondsBetween(letter.pressed, *letter.painted));
        kinds[letter.kind].push_back(all.back());
        if (letter.complete)
            complete.push_back(millisecondsBetween(letter.pressed, *letter.complete));
        if (letter.skipped)
            skipped.push_back(all.back());
    }
    for (const auto& [kind, times] : kinds)
        measured.print("key to results", kind, times);
    measured.print("key to results, passed over by the next key", together, skipped);
    measured.print("key to results with all excerpts", together, complete);
    measured.print("key to results", together, all);
    printSlowest(letters);
}

} // namespace

void measureTyping(Measured& measured)
{
    std::vector<Letter> letters;
    typeCold(measured, letters);
    SearchedWindow shown(measured.open());
    if (!waitUntilReady(shown))
        measured.fail(u"the window does not get ready"_s);
    TypingRun run(measured, shown);
    addWords(run, measured.words);
    measured.clock.beginFrames();
    run.run();
    measured.print("typing, GUI thread a frame", {}, measured.clock.frames(), 0);
    run.compareWithVault();
    std::ranges::copy(run.letters(), std::back_inserter(letters));
    printLetters(measured, letters, u"all"_s);
    TypingRun phrases(measured, shown);
    addPhrases(phrases, measured.words);
    phrases.run();
    printLetters(measured, phrases.letters(), u"all phrases"_s);
    (void)shown.lock();
}

} // namespace lockleaf::test

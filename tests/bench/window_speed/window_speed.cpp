// SPDX-License-Identifier: GPL-3.0-or-later
// Measures the window over a vault of many notes, and prints JSON lines.
//   window_speed make FILE NOTES
//   window_speed measure FILE WORDS [typing|scrolling|saves]…     (all three where none is named)
// WORDS: so many words are typed of those that notes have.
// Exit codes: 0, whatever the figures; 1 where something does not hold that is no figure.
#include "tests/bench/window_speed/window_speed.h"
#include "tests/support_tools/fill_vault.h"

#include <cstdio>

using namespace Qt::StringLiterals;

namespace lockleaf::test {

namespace {

constexpr auto QuietTime = std::chrono::milliseconds(60);

Result<void> makeVault(const std::filesystem::path& file, std::uint64_t notes)
{
    LOCKLEAF_TRY(UnlockedKey key,
                 Vault::create(file, VaultFixture::passphrase(), {KeyDerivationCost::cheapForTests()}));
    LOCKLEAF_TRY(const std::unique_ptr<Vault> vault, Vault::open(file, std::move(key), {}));
    const auto dress = [notes](std::uint64_t at, std::string& body) {
        if (at % 2 == 0)
            body += std::string("\n") + halfWord + "\n";
        if (at % (notes / 100) == 0)
            body += std::string("\n") + hundredWord + "\n";
        if (at == notes / 3)
            body += std::string("\n") + singleWord + "\n";
    };
    LOCKLEAF_CHECK(fillVault(*vault, notes, 1, dress));
    for (bool more = true; more;) {
        LOCKLEAF_TRY(more, vault->tidyIndex()); // as after some minutes of nothing
    }
    return vault->close();
}

int measure(FrameClock& clock, const std::filesystem::path& file, int words,
            const std::vector<std::string>& parts)
{
    const auto wanted = [&](const char* part) {
        return parts.empty() || std::ranges::find(parts, part) != parts.end();
    };
    Measured measured{clock, file, 0, words};
    const auto vault = measured.open();
    measured.notes = *vault->countNotes({});
    if (!vault->close())
        measured.fail(u"the vault does not close"_s);
    if (wanted("typing"))
        measureTyping(measured);
    if (wanted("scrolling") || wanted("saves")) {
        SearchedWindow shown(measured.open());
        if (!waitUntilReady(shown))
            measured.fail(u"the window does not get ready"_s);
        if (wanted("scrolling"))
            measureScrolling(measured, shown);
        if (wanted("saves"))
            watchSaves(measured, shown);
        (void)shown.lock();
    }
    return measured.failed ? 1 : 0;
}

} // namespace

std::unique_ptr<Vault> Measured::open() const
{
    auto key = Vault::unlock(vault, VaultFixture::passphrase());
    if (!key)
        qFatal("unlock: %s", describe(key.error()).c_str());
    auto opened = Vault::open(vault, std::move(*key), {});
    if (!opened)
        qFatal("open: %s", describe(opened.error()).c_str());
    return std::move(*opened);
}

void Measured::print(const char* what, const QString& kind, std::vector<double> milliseconds) const
{
    std::ranges::sort(milliseconds);
    const std::size_t count = milliseconds.size();
    std::printf("{\"what\":\"%s\",\"kind\":\"%s\",\"notes\":%llu,\"count\":%zu", what, qPrintable(kind),
                static_cast<unsigned long long>(notes), count);
    if (count > 0)
        std::printf(",\"p50\":%.2f,\"p95\":%.2f,\"max\":%.2f", milliseconds[count / 2],
                    milliseconds[count * 95 / 100], milliseconds.back());
    std::puts("}");
    std::fflush(stdout);
}

void Measured::print(const char* what, const QString& kind, const std::vector<Frame>& frames,
                     qint64 blank) const
{
    std::vector<double> wall;
    std::vector<double> cpu;
    for (const Frame& frame : frames) {
        wall.push_back(frame.wall);
        cpu.push_back(frame.cpu);
    }
    std::ranges::sort(wall);
    std::ranges::sort(cpu);
    const std::size_t count = frames.size();
    std::printf("{\"what\":\"%s\",\"kind\":\"%s\",\"notes\":%llu,\"count\":%zu", what, qPrintable(kind),
                static_cast<unsigned long long>(notes), count);
    if (count > 0)
        std::printf(",\"p50\":%.2f,\"p95\":%.2f,\"max\":%.2f,\"cpu_p50\":%.2f,\"cpu_p95\":%.2f,\"cpu_max\":%."
                    "2f,\"unread\":%lld",
                    wall[count / 2], wall[count * 95 / 100], wall.back(), cpu[count / 2],
                    cpu[count * 95 / 100], cpu.back(), static_cast<long long>(blank));
    std::puts("}");
    std::fflush(stdout);
}

void Measured::fail(const QString& sentence)
{
    failed = true;
    std::printf("does not hold: %s\n", qPrintable(sentence));
    std::fflush(stdout);
}

std::vector<int> seenRows(const ui::NoteListView& view)
{
    std::vector<int> rows;
    constexpr int Step = 10;
    if (!view.isVisible())
        return rows;
    for (int y = 0; y < view.viewport()->height(); y += Step) {
        const QModelIndex index = view.indexAt(QPoint(view.viewport()->width() / 2, y));
        if (index.isValid() && (rows.empty() || rows.back() != index.row()))
            rows.push_back(index.row());
    }
    return rows;
}

bool isComplete(const ui::NoteListView& view, const ui::ListRows& rows, bool withExcerpts)
{
    return std::ranges::all_of(seenRows(view), [&](int row) {
        return rows.summaryAt(row) && (!withExcerpts || rows.excerptAt(row));
    });
}

bool settle(const ui::NoteListView& view, const ui::ListRows& rows, bool withExcerpts)
{
    const bool complete = QTest::qWaitFor([&] { return isComplete(view, rows, withExcerpts); }, 10'000);
    QTest::qWait(static_cast<int>(QuietTime.count()));
    return complete && isComplete(view, rows, withExcerpts);
}

bool waitUntilReady(SearchedWindow& shown)
{
    if (!QTest::qWaitForWindowExposed(&shown.window) ||
        !QTest::qWaitFor([&] { return shown.painted.count() == 1; }))
        return false;
    // Behind all that an opening queues: the catalogue, the titles, the check of the list.
    constexpr int Opening = 3000;
    QTest::qWait(Opening);
    const bool searched = shown.search(QString::fromLatin1(singleWord));
    shown.field->clear();
    return searched && settle(*shown.list, static_cast<ui::ListRows&>(*shown.list->model()));
}

} // namespace lockleaf::test

int main(int argc, char** argv)
{
    using namespace lockleaf;
    const std::vector<std::string> arguments(argv, argv + argc);
    const bool makes = argc == 4 && arguments[1] == "make";
    if ((!makes && (argc < 4 || arguments[1] != "measure")) || !startCrypto()) {
        std::fputs("usage: window_speed make FILE NOTES | measure FILE WORDS [typing|scrolling|saves]...\n",
                   stderr);
        return 2;
    }
    if (makes) {
        if (const auto made = test::makeVault(arguments[2], std::stoull(arguments[3])); !made) {
            std::fprintf(stderr, "%s\n", describe(made.error()).c_str());
            return 1;
        }
        return 0;
    }
    test::FrameClock application(argc, argv);
    ui::ThemeManager::instance().install(application);
    return test::measure(application, arguments[2], std::stoi(arguments[3]),
                         {arguments.begin() + 4, arguments.end()});
}

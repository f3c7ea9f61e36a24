// SPDX-License-Identifier: GPL-3.0-or-later
// While results are looked at, notes are saved: nothing may move under the pointer.
#include "tests/bench/window_speed/window_speed.h"

#include <QCursor>
#include <QScreen>
#include <QScrollBar>

using namespace Qt::StringLiterals;

namespace lockleaf::test {

namespace {

/// What must stay. Rows are told by their notes.
struct Looks
{
    std::optional<RecordId> pointed;
    int scrolled = 0;
    std::optional<RecordId> current;
    std::vector<RecordId> selected;
    std::vector<std::pair<int, RecordId>> seen; ///< With where they begin.

    bool operator==(const Looks&) const = default;
};

class SaveWatch
{
public:
    SaveWatch(Measured& measured, SearchedWindow& shown)
        : m_measured(measured), m_shown(shown), m_changed(&shown.session, &ui::VaultSession::noteChanged)
    {
    }
    void run();

private:
    [[nodiscard]] bool prepare();
    [[nodiscard]] RecordId idAt(int row) const { return *m_shown.results->idAt(row); }
    [[nodiscard]] Looks looks() const;
    [[nodiscard]] QImage picture() const;
    /// Runs `save` and waits for what comes of it; `edited`: this note's own row may look otherwise
    /// afterwards.
    void watch(const QString& what, std::optional<RecordId> edited, const std::function<void()>& save);
    void compare(const QString& what, std::optional<RecordId> edited, const QImage& before);
    void saveBody(RecordId id, const std::string& body);
    void addNote(const std::string& body);

    Measured& m_measured;
    SearchedWindow& m_shown;
    QSignalSpy m_changed;
    QPoint m_pointer; ///< On the viewport.
    Looks m_before;
    int m_saves = 0;
};

Looks SaveWatch::looks() const
{
    const ui::NoteListView& view = *m_shown.hits;
    Looks looks;
    if (const QModelIndex index = view.indexAt(m_pointer); index.isValid())
        looks.pointed = m_shown.results->idAt(index.row());
    looks.scrolled = view.verticalScrollBar()->value();
    if (view.currentIndex().isValid())
        looks.current = m_shown.results->idAt(view.currentIndex().row());
    for (const QModelIndex& index : view.selectionModel()->selectedIndexes())
        looks.selected.push_back(idAt(index.row()));
    for (const int row : seenRows(view))
        looks.seen.emplace_back(view.visualRect(m_shown.results->index(row)).top(), idAt(row));
    return looks;
}

/// What the screen shows of the results.
QImage SaveWatch::picture() const
{
    const QWidget* viewport = m_shown.hits->viewport();
    const QPoint corner = viewport->mapTo(&m_shown.window, QPoint());
    return m_shown.window.screen()
        ->grabWindow(m_shown.window.winId(), corner.x(), corner.y(), viewport->width(), viewport->height())
        .toImage()
        .convertToFormat(QImage::Format_RGB32);
}

/// Results in the middle of which one of them is open and the pointer stands on another.
bool SaveWatch::prepare()
{
    ui::NoteListView& view = *m_shown.hits;
    if (!m_shown.search(QString::fromLatin1(halfWord)) ||
        !QTest::qWaitFor([&] { return !m_shown.results->hasMore(); }, 300'000))
        return false;
    view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum() / 5 * 3);
    if (!settle(view, *m_shown.results, true))
        return false;
    const std::vector<int> rows = seenRows(view);
    constexpr std::size_t Least = 5;
    if (rows.size() < Least)
        return false;
    const RecordId open = idAt(rows[1]);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {},
                      view.visualRect(m_shown.results->index(rows[1])).center());
    if (!QTest::qWaitFor(
            [&] { return m_shown.editor->hasFocus() && m_shown.text().contains(QLatin1String(halfWord)); }))
        return false;
    m_pointer = view.visualRect(m_shown.results->index(rows[3])).center();
    QCursor::setPos(view.viewport()->mapToGlobal(m_pointer));
    QTest::mouseMove(view.viewport(), m_pointer);
    return settle(view, *m_shown.results, true) && looks().current == open;
}

void SaveWatch::watch(const QString& what, std::optional<RecordId> edited, const std::function<void()>& save)
{
    constexpr int Afterwards = 700; // the sidebar, the index and a count would follow
    m_before = looks();
    const QImage before = picture();
    bool moved = false;
    m_measured.clock.watch({m_shown.hits->viewport()}, [&] { moved = moved || looks() != m_before; });
    const auto told = m_changed.count();
    save();
    if (!QTest::qWaitFor([&] { return m_changed.count() > told; }, 15'000))
        m_measured.fail(u"no save was told: %1"_s.arg(what));
    QTest::qWait(Afterwards);
    if (!settle(*m_shown.hits, *m_shown.results, true))
        m_measured.fail(u"rows stay empty after %1"_s.arg(what));
    m_measured.clock.watch({}, {});
    if (moved)
        m_measured.fail(u"something moved for a moment at %1"_s.arg(what));
    compare(what, edited, before);
    ++m_saves;
}

void SaveWatch::compare(const QString& what, std::optional<RecordId> edited, const QImage& before)
{
    const Looks after = looks();
    if (after.pointed != m_before.pointed)
        m_measured.fail(u"the pointer stands on another row after %1"_s.arg(what));
    if (after.scrolled != m_before.scrolled)
        m_measured.fail(u"scrolled by %1 after %2"_s.arg(after.scrolled - m_before.scrolled).arg(what));
    if (after.current != m_before.current || after.selected != m_before.selected)
        m_measured.fail(u"another selection after %1"_s.arg(what));
    if (after.seen != m_before.seen)
        m_measured.fail(u"other rows after %1"_s.arg(what));
    const QImage picture = this->picture();
    const int row = edited ? m_shown.results->rowOf(*edited) : -1;
    const QRect own = row < 0 ? QRect() : m_shown.hits->visualRect(m_shown.results->index(row));
    int different = picture.size() == before.size() && !picture.isNull() ? 0 : 1;
    for (int y = 0; different == 0 && y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x)
            different += !own.contains(x, y) && picture.pixel(x, y) != before.pixel(x, y) ? 1 : 0;
    if (different > 0)
        m_measured.fail(u"the results look otherwise after %1"_s.arg(what));
}

void SaveWatch::saveBody(RecordId id, const std::string& body)
{
    m_shown.session.saveBody(id, std::make_shared<const SecureBytes>(SecureBytes::copyOf(bytesOf(body))),
                             &m_shown.window, [](const auto&) {});
}

void SaveWatch::addNote(const std::string& body)
{
    m_shown.session.addNote(std::make_shared<const SecureBytes>(SecureBytes::copyOf(bytesOf(body))), {},
                            &m_shown.window, [](const auto&) {});
}

void SaveWatch::run()
{
    if (!prepare()) {
        m_measured.fail(u"the results do not show"_s);
        return;
    }
    const std::string found = std::string(" ") + halfWord + "\n";
    const std::vector<int> rows = seenRows(*m_shown.hits);
    const auto id = [&](std::size_t at) { return idAt(rows.at(at)); };
    watch(u"a save of a note that is seen"_s, id(2),
          [&] { saveBody(id(2), "# Another title\n\nOther" + found); });
    watch(u"a save of the note at the pointer"_s, id(3),
          [&] { saveBody(id(3), "# Pointed at\n\nOther" + found); });
    watch(u"a save of a note above"_s, {}, [&] { saveBody(idAt(3), "# Above\n\nOther" + found); });
    watch(u"a save of a note below"_s, {},
          [&] { saveBody(idAt(m_shown.results->rowCount() - 3), "# Below\n\nOther" + found); });
    watch(u"a save that takes the word out of a note above"_s, {},
          [&] { saveBody(idAt(5), "# No such word\n"); });
    const NoteSummary* elsewhere = nullptr;
    auto* list = static_cast<ui::ListRows*>(m_shown.list->model());
    for (int row = 0; row < list->rowCount() && !elsewhere; ++row)
        if (const auto* summary = list->summaryAt(row); summary && m_shown.results->rowOf(summary->id) < 0)
            elsewhere = summary;
    if (!elsewhere)
        m_measured.fail(u"every note was found"_s);
    else
        watch(u"a save of a note that was not found"_s, {},
              [&, other = elsewhere->id] { saveBody(other, "# Found from now on\n\nWith" + found); });
    watch(u"typing in the open note"_s, id(1), [&] {
        for (const QChar letter : u"abc "_s)
            QTest::keyClick(m_shown.window.windowHandle(), letter.toLatin1());
    });
    watch(u"a new note with the word"_s, {}, [&] { addNote("# New\n\nWith" + found); });
    watch(u"a new note without it"_s, {}, [&] { addNote("# New as well\n"); });
    m_measured.print("saves under the pointer", {},
                     std::vector<double>(static_cast<std::size_t>(m_saves), 0.0));
}

} // namespace

void watchSaves(Measured& measured, SearchedWindow& shown)
{
    SaveWatch(measured, shown).run();
}

} // namespace lockleaf::test

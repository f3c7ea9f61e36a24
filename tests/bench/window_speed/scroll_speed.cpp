// SPDX-License-Identifier: GPL-3.0-or-later
// What each frame of scrolling takes of the GUI thread.
#include "tests/bench/window_speed/window_speed.h"

#include <QScrollBar>
#include <QStyleOptionSlider>
#include <QWheelEvent>
#include <QWindow>

#include <random>

using namespace Qt::StringLiterals;

namespace lockleaf::test {

namespace {

using std::chrono::milliseconds;
using ScrollTime = std::chrono::steady_clock::time_point;

constexpr milliseconds ScreenFrame{16};
constexpr milliseconds KeyRepeat{33};
constexpr int WheelNotch = 120;
constexpr int Depths = 6;
constexpr int NotchesAtEach = 40;
constexpr int DragSteps = 100;
constexpr int Pages = 40;
constexpr int CountTime =
    300'000; // milliseconds; all hits are counted behind what an opening checks in the background

/// One list of one window, scrolled in all ways.
class ScrollRun
{
public:
    ScrollRun(Measured& measured, SearchedWindow& shown, ui::NoteListView& view, QString kind)
        : m_measured(measured), m_shown(shown), m_view(view),
          m_rows(static_cast<ui::ListRows&>(*view.model())), m_kind(std::move(kind)),
          m_bar(*view.verticalScrollBar()), m_window(shown.window.windowHandle())
    {
    }
    void run();

private:
    /// From the place where the scroll bar stands.
    void scroll(const char* what, std::vector<Step> steps);
    void print(const char* what);
    void goTo(int place);
    [[nodiscard]] std::vector<Step> wheel() const;
    [[nodiscard]] std::vector<Step> drag() const;
    [[nodiscard]] std::vector<Step> pages() const;
    [[nodiscard]] Step mouse(QEvent::Type type, QPoint onBar, milliseconds pause) const;
    [[nodiscard]] QRect handle() const;

    Measured& m_measured;
    SearchedWindow& m_shown;
    ui::NoteListView& m_view;
    ui::ListRows& m_rows;
    QString m_kind;
    QScrollBar& m_bar;
    QWindow* m_window;
    qint64 m_blank = 0; ///< Paintings with rows that had not been read yet.
    std::vector<Frame> m_frames;
};

void ScrollRun::scroll(const char* what, std::vector<Step> steps)
{
    m_measured.clock.watch({m_view.viewport()},
                           [this] { m_blank += isComplete(m_view, m_rows, false) ? 0 : 1; });
    m_measured.clock.beginFrames();
    play(std::move(steps));
    if (!settle(m_view, m_rows))
        m_measured.fail(u"rows stay empty: %1, %2"_s.arg(QString::fromLatin1(what), m_kind));
    std::ranges::copy(m_measured.clock.frames(), std::back_inserter(m_frames));
    m_measured.clock.watch({}, {});
}

void ScrollRun::print(const char* what)
{
    m_measured.print(what, m_kind, std::exchange(m_frames, {}), std::exchange(m_blank, 0));
}

void ScrollRun::goTo(int place)
{
    m_bar.setValue(place);
    if (!settle(m_view, m_rows))
        m_measured.fail(u"rows stay empty at %1"_s.arg(place));
}

/// Down as fast as one notch a frame, and up again.
std::vector<Step> ScrollRun::wheel() const
{
    std::vector<Step> steps;
    const QPoint place = m_view.viewport()->rect().center();
    for (int notch = 0; notch < NotchesAtEach; ++notch) {
        const int turned = notch < NotchesAtEach * 3 / 4 ? -WheelNotch : WheelNotch;
        steps.push_back({ScreenFrame, [place, turned, viewport = m_view.viewport(),
                                       global = m_view.viewport()->mapToGlobal(place)](ScrollTime) {
                             QCoreApplication::postEvent(
                                 viewport, new QWheelEvent(place, global, {}, {0, turned}, Qt::NoButton,
                                                           Qt::NoModifier, Qt::NoScrollPhase, false));
                         }});
    }
    return steps;
}

QRect ScrollRun::handle() const
{
    QStyleOptionSlider option;
    option.initFrom(&m_bar);
    option.orientation = Qt::Vertical;
    option.minimum = m_bar.minimum();
    option.maximum = m_bar.maximum();
    option.sliderPosition = m_bar.value();
    option.sliderValue = m_bar.value();
    option.pageStep = m_bar.pageStep();
    option.singleStep = m_bar.singleStep();
    return m_bar.style()->subControlRect(QStyle::CC_ScrollBar, &option, QStyle::SC_ScrollBarSlider, &m_bar);
}

Step ScrollRun::mouse(QEvent::Type type, QPoint onBar, milliseconds pause) const
{
    const QPoint local = m_bar.mapTo(&m_shown.window, onBar);
    const QPoint global = m_bar.mapToGlobal(onBar);
    return {pause, [window = m_window, type, local, global](ScrollTime time) {
                const bool up = type == QEvent::MouseButtonRelease;
                const auto stamp = std::chrono::duration_cast<milliseconds>(time.time_since_epoch()).count();
                qt_handleMouseEvent(window, local, global, up ? Qt::NoButton : Qt::LeftButton,
                                    type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton, type,
                                    Qt::NoModifier, static_cast<int>(stamp & 0x7fffffff));
            }};
}

/// Through all rows, then to places without any order.
std::vector<Step> ScrollRun::drag() const
{
    const QPoint begin = handle().center();
    const int room = m_bar.height() - handle().height();
    std::mt19937_64 random(23);
    std::vector<Step> steps{mouse(QEvent::MouseButtonPress, begin, ScreenFrame)};
    QPoint place = begin;
    for (int step = 1; step <= 2 * DragSteps; ++step) {
        place.setY(begin.y() + (step <= DragSteps
                                    ? room * step / DragSteps
                                    : static_cast<int>(random() % static_cast<unsigned>(room))));
        steps.push_back(mouse(QEvent::MouseMove, place, ScreenFrame));
    }
    steps.push_back(mouse(QEvent::MouseButtonRelease, place, ScreenFrame));
    return steps;
}

/// Clicks under the handle.
std::vector<Step> ScrollRun::pages() const
{
    std::vector<Step> steps;
    const QPoint below(m_bar.width() / 2, m_bar.height() - 4);
    for (int page = 0; page < Pages; ++page) {
        steps.push_back(mouse(QEvent::MouseButtonPress, below, 2 * ScreenFrame));
        steps.push_back(mouse(QEvent::MouseButtonRelease, below, 2 * ScreenFrame));
    }
    return steps;
}

void ScrollRun::run()
{
    for (int depth = 0; depth < Depths; ++depth) {
        goTo(static_cast<int>(qint64{m_bar.maximum()} * depth / Depths));
        scroll("scrolling, wheel", wheel());
    }
    print("scrolling, wheel");
    goTo(0);
    scroll("scrolling, dragging", drag());
    print("scrolling, dragging");
    goTo(0);
    scroll("scrolling, page clicks", pages());
    print("scrolling, page clicks");
    m_view.setFocus();
    m_view.goTo(m_rows.index(0));
    goTo(0);
    std::vector<Step> keys;
    for (int page = 0; page < Pages; ++page)
        keys.push_back({KeyRepeat, [window = m_window, page](ScrollTime) {
                            const int key = page < Pages / 2 ? Qt::Key_PageDown : Qt::Key_Down;
                            qt_handleKeyEvent(window, QEvent::KeyPress, key, Qt::NoModifier);
                            qt_handleKeyEvent(window, QEvent::KeyRelease, key, Qt::NoModifier);
                        }});
    scroll("going from note to note with keys", std::move(keys));
    print("going from note to note with keys");
}

} // namespace

void measureScrolling(Measured& measured, SearchedWindow& shown)
{
    ScrollRun(measured, shown, *shown.list, u"all notes"_s).run();
    if (!shown.search(QString::fromLatin1(halfWord)) ||
        !QTest::qWaitFor([&] { return !shown.results->hasMore(); }, CountTime))
        measured.fail(u"the search does not come to its end"_s);
    if (static_cast<std::uint64_t>(shown.results->rowCount()) < measured.notes / 2 - measured.notes / 100)
        measured.fail(u"only %1 hits"_s.arg(shown.results->rowCount()));
    ScrollRun(measured, shown, *shown.hits, u"results"_s).run();
    shown.field->clear();
}

} // namespace lockleaf::test

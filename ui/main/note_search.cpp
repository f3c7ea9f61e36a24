// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/note_search.h"

#include "ui/editor/note_editor.h"
#include "ui/main/find_bar.h"
#include "ui/theme/counted.h"

#include <QLocale>
#include <QRegularExpression>

#include <utility>

namespace lockleaf::ui {

namespace {

constexpr int SearchDelay = 250;     // milliseconds without a change of the text
constexpr int SlowSearchDelay = 300; // milliseconds until one is told to wait
/// Up to this many characters plain text is found within a frame.
constexpr int MostAtOnce = 100'000;

} // namespace

NoteSearch::NoteSearch(FindBar& bar, NoteEditor& editor, QObject* parent)
    : QObject(parent), m_bar(bar), m_editor(editor)
{
    m_searchSoon.setSingleShot(true);
    m_searchSoon.setInterval(SearchDelay);
    m_slow.setSingleShot(true);
    m_slow.setInterval(SlowSearchDelay);
    connect(&m_searchSoon, &QTimer::timeout, this, &NoteSearch::search);
    connect(&m_slow, &QTimer::timeout, this, [this] { m_bar.setStatus(tr("Searching…")); });
    connect(&m_editor, &NoteEditor::edited, this, &NoteSearch::noteTextChanged);
    connect(&m_bar, &FindBar::queryChanged, this, &NoteSearch::handleQueryChanged);
    connect(&m_bar, &FindBar::nextRequested, this, &NoteSearch::findNext);
    connect(&m_bar, &FindBar::previousRequested, this, &NoteSearch::findPrevious);
    connect(&m_bar, &FindBar::replaceRequested, this, &NoteSearch::replaceOne);
    connect(&m_bar, &FindBar::replaceAllRequested, this, &NoteSearch::replaceAll);
    connect(&m_bar, &FindBar::closeRequested, this, &NoteSearch::close);
    m_bar.hide();
}

bool NoteSearch::isSearching() const
{
    return m_target && (m_bar.isVisibleTo(m_bar.parentWidget()) || !m_terms.empty());
}

bool NoteSearch::isWritable() const
{
    return m_target == &m_editor;
}

bool NoteSearch::isShort() const
{
    return m_target->rawLength() <= MostAtOnce;
}

int NoteSearch::hitCount() const
{
    return m_target ? m_target->hits().count() : 0;
}

FindQuery NoteSearch::query() const
{
    if (m_terms.empty())
        return m_bar.query();
    FindQuery query;
    query.terms = m_terms;
    return query;
}

void NoteSearch::stop()
{
    m_runner.cancel();
    m_searchSoon.stop();
    m_slow.stop();
    m_reader = nullptr;
}

void NoteSearch::setTarget(FindTarget* target)
{
    if (target == m_target && (!target || target->loads() == m_loads))
        return;
    stop();
    if (m_target && m_target != target)
        m_target->setHits({});
    m_target = target;
    m_loads = target ? target->loads() : -1;
    endHits();
    m_replaced = QString();
    m_jumpWaits = m_stepWaits = false;
    m_shown = {};
    if (!target) {
        forget();
        return;
    }
    m_origin = target->selected().start;
    if (!isWritable())
        m_bar.setReplacing(false);
    if (isSearching())
        search();
}

void NoteSearch::noteTextChanged()
{
    stop(); // what runs is about another text
    if (!m_replacing)
        m_replaced = QString();
    if (isSearching())
        m_searchSoon.start();
}

void NoteSearch::open(bool replacing)
{
    if (!m_target)
        return;
    if (!replacing && isShowingHits()) {
        Q_EMIT opened();
        m_bar.focusField(); // what is typed there takes the place of the words
        return;
    }
    endHits();
    const bool wasOpen = isSearching();
    const FoundRange selected = m_target->selected();
    // A hit that one has come to is no wish to look for it.
    const bool isHit = m_target->hits().indexOf(selected) >= 0;
    QString text = isHit ? QString() : m_target->selectedInLine();
    if (m_bar.query().expression)
        text = QRegularExpression::escape(text);
    m_origin = selected.start;
    if (!wasOpen || replacing)
        m_bar.setReplacing(replacing && isWritable());
    m_bar.show();
    Q_EMIT opened();
    const FindQuery before = m_bar.query();
    m_bar.setSearchText(text);
    m_bar.focusField();
    if (!wasOpen && m_bar.query() == before) {
        m_jumpWaits = true;
        search();
    }
}

bool NoteSearch::close()
{
    if (!isSearching())
        return false;
    // Of a search in the list the keyboard is there, if it is not in the bar.
    const bool hadBar = m_bar.isVisibleTo(m_bar.parentWidget()) &&
                        (m_terms.empty() || m_bar.isAncestorOf(m_bar.window()->focusWidget()));
    stop();
    endHits();
    m_replaced = QString();
    m_jumpWaits = m_stepWaits = false;
    m_target->setHits({});
    m_bar.hide();
    m_bar.setStatus({});
    if (hadBar)
        Q_EMIT textWanted();
    return true;
}

/// The words of a search are no longer looked for, and the bar, which was there for them, goes away.
void NoteSearch::endHits()
{
    if (m_terms.empty())
        return;
    m_terms.clear();
    if (m_target)
        m_target->setHits({});
    m_bar.hide();
    m_bar.endWords();
}

void NoteSearch::showHits(std::vector<HitTerm> terms, const QString& words)
{
    if (!m_target || terms.empty())
        return;
    stop();
    m_target->setHits({});
    m_terms = std::move(terms);
    m_bar.setReplacing(false);
    m_bar.showWords(words);
    m_bar.show();
    m_replaced = QString();
    m_origin = 0;
    m_jumpWaits = true;
    m_stepWaits = false;
    search();
}

void NoteSearch::forget()
{
    stop();
    endHits();
    m_problem = m_replaced = QString();
    m_end = FindEnd::Complete;
    if (m_target)
        m_target->setHits({});
    m_bar.hide();
    m_bar.forget();
    stop(); // the bar has told of another text
}

void NoteSearch::handleQueryChanged()
{
    if (!m_target)
        return;
    m_terms.clear(); // something else than the words of a search is typed now
    m_replaced = QString();
    if (m_target->selected() != m_shown) // one has gone elsewhere meanwhile
        m_origin = m_target->selected().start;
    m_jumpWaits = true;
    search();
}

void NoteSearch::search()
{
    m_searchSoon.stop();
    m_runner.cancel();
    if (!m_target || !isSearching())
        return;
    if (query().isEmpty()) {
        stop();
        m_jumpWaits = m_stepWaits = false;
        handleFound({});
        return;
    }
    if (!m_target->isWhole()) {
        m_slow.start(); // completed() comes
        return;
    }
    if (isShort() && !query().expression) {
        handleFound(find(job()));
        return;
    }
    if (!m_slow.isActive())
        m_slow.start();
    m_runner.run(job(), [this](FindResult result) { handleFound(std::move(result)); });
}

FindJob NoteSearch::job()
{
    FindJob job{{}, m_reader, query(), {}, {}};
    if (!job.read)
        job.read = m_target->textReader();
    if (!isShort()) // a short one is had again in no time
        m_reader = job.read;
    return job;
}

void NoteSearch::handleFound(FindResult result)
{
    m_slow.stop();
    m_end = result.end;
    m_problem = result.problem;
    const bool whole = m_end == FindEnd::Complete || m_end == FindEnd::TooMany;
    m_target->setHits(whole ? std::move(result.hits) : std::vector<FoundRange>{});
    const HitMarks& hits = m_target->hits();
    const bool jump = std::exchange(m_jumpWaits, false);
    const bool step = std::exchange(m_stepWaits, false);
    if (hits.count() > 0 && jump)
        goTo(std::max(0, hits.firstFrom(m_origin)));
    else
        m_target->setPresentHit(hits.indexOf(m_target->selected()));
    if (hits.count() > 0 && step)
        goTo(indexOfStep(m_stepForward));
    sayWhere();
}

int NoteSearch::indexOfStep(bool forward) const
{
    const HitMarks& hits = m_target->hits();
    const FoundRange at = m_target->selected();
    const int last = hits.count() - 1;
    if (const int present = hits.indexOf(at); present >= 0)
        return forward ? (present == last ? 0 : present + 1) : (present == 0 ? last : present - 1);
    const int index = forward ? hits.firstFrom(at.end()) : hits.lastBefore(at.start);
    return index >= 0 ? index : (forward ? 0 : last);
}

void NoteSearch::step(bool forward)
{
    if (!m_target)
        return;
    if (!isSearching()) {
        if (m_bar.query().text.isEmpty()) {
            open(false);
            return;
        }
        m_bar.setReplacing(false);
        m_bar.show();
        Q_EMIT opened();
        m_searchSoon.start();
    }
    if (query().isEmpty())
        return;
    m_replaced = QString();
    if (m_end == FindEnd::TooLong)
        m_end = FindEnd::Complete; // that was about replacing
    if (m_runner.isRunning() || m_searchSoon.isActive() || !m_target->isWhole()) {
        m_stepWaits = true;
        m_stepForward = forward;
        if (m_searchSoon.isActive())
            search();
        return;
    }
    if (m_target->hits().count() > 0) {
        goTo(indexOfStep(forward));
        m_origin = m_shown.start;
    }
    sayWhere();
}

void NoteSearch::goTo(int index)
{
    m_shown = m_target->hits().at(index);
    m_target->showRange(m_shown);
    m_target->setPresentHit(index);
}

void NoteSearch::sayWhere()
{
    const int count = hitCount();
    const int present = m_target->hits().present();
    m_bar.setPossible(count > 0, count > 0 && isWritable());
    QString words;
    FindBar::Tone tone = FindBar::Tone::Calm;
    if (!m_replaced.isEmpty()) {
        words = m_replaced;
    } else if (query().isEmpty()) {
        words.clear();
    } else if (m_end == FindEnd::TooLong) {
        words = tr("Too long for a note");
        tone = FindBar::Tone::Alarm;
    } else if (m_end == FindEnd::Invalid || m_end == FindEnd::TooSlow) {
        words = m_end == FindEnd::Invalid ? m_problem : tr("This expression takes too long");
        tone = FindBar::Tone::Alarm;
    } else if (count == 0) {
        words = tr("No match");
        tone = FindBar::Tone::Alarm;
    } else if (present < 0) {
        words = counted(count, tr("1 match"), tr("%1 matches"));
    } else {
        const QString pattern = m_end == FindEnd::TooMany ? tr("%1 of more than %2") : tr("%1 of %2");
        words = pattern.arg(QLocale().toString(present + 1), QLocale().toString(count));
    }
    m_bar.setStatus(words, tone);
    m_bar.setFieldError(m_end == FindEnd::Invalid && tone == FindBar::Tone::Alarm);
}

} // namespace lockleaf::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/selection_actions.h"

#include "core/base/folded_text.h"
#include "ui/main/note_desk.h"
#include "ui/sheets/notebook_sheet.h"
#include "ui/sheets/progress_sheet.h"
#include "ui/theme/counted.h"
#include "ui/vault/bulk_change.h"

#include <QTimer>

#include <algorithm>
#include <set>

namespace lockleaf::ui {

namespace {

constexpr int BulkProgressDelay = 1000; ///< What is done within a second needs no bar.

QString workingTitle(Attempt attempt)
{
    switch (attempt) {
    case Attempt::MoveNotes:
        return SelectionActions::tr("Moving notes");
    case Attempt::TrashNotes:
        return SelectionActions::tr("Moving notes to Trash");
    case Attempt::RestoreNotes:
        return SelectionActions::tr("Restoring notes");
    case Attempt::TagNotes:
        return SelectionActions::tr("Changing tags");
    default:
        return SelectionActions::tr("Deleting notes for good");
    }
}

int sizeOf(const std::vector<RecordId>& notes)
{
    return static_cast<int>(notes.size());
}

} // namespace

SelectionActions::SelectionActions(QWidget& window, VaultSession& session, NoteDesk& desk,
                                   NoteSelection& selection)
    : m_window(window), m_session(session), m_desk(desk), m_selection(selection)
{
}

void SelectionActions::stop()
{
    m_stopped = true;
    delete m_running;
}

void SelectionActions::run(const std::vector<RecordId>& notes,
                           std::function<Result<void>(Vault&, RecordId)> change, Attempt attempt,
                           const std::function<void(const std::vector<RecordId>&)>& ended)
{
    if (m_stopped || notes.empty())
        return;
    if (m_running) { // one after the other; what somebody asked for is not to be lost
        connect(
            m_running, &BulkChange::ended, this,
            [this, notes, change = std::move(change), attempt, ended] { run(notes, change, attempt, ended); },
            Qt::QueuedConnection);
        return;
    }
    auto* bulk = new BulkChange(m_session, notes, std::move(change), this);
    m_running = bulk;
    connect(bulk, &BulkChange::ended, this,
            [this, attempt, ended](const std::vector<RecordId>& done, const std::optional<Error>& error) {
                m_running.clear();
                if (!done.empty())
                    ended(done);
                if (error)
                    Q_EMIT failed(attempt, *error);
            });
    auto* soon = new QTimer(bulk);
    soon->setSingleShot(true);
    connect(soon, &QTimer::timeout, this, [this, bulk, attempt] { showProgress(*bulk, attempt); });
    soon->start(BulkProgressDelay);
    bulk->start();
}

void SelectionActions::showProgress(BulkChange& bulk, Attempt attempt)
{
    auto* sheet = new ProgressSheet(workingTitle(attempt), &m_window);
    connect(&bulk, &BulkChange::progressed, sheet, &ProgressSheet::showProgress);
    connect(&bulk, &BulkChange::ended, sheet, &Sheet::closeSheet);
    connect(sheet, &ProgressSheet::cancelRequested, &bulk, &BulkChange::cancel);
    Q_EMIT progressWanted(sheet);
}

void SelectionActions::move()
{
    m_selection.resolve([this](const std::vector<RecordId>& notes) {
        m_session.ask(
            this, [](Vault& vault) { return vault.notebooks(); },
            [this, notes](const Result<std::vector<Notebook>>& notebooks) {
                if (!notebooks)
                    Q_EMIT failed(Attempt::ReadNotebooks, notebooks.error());
                else if (!m_stopped)
                    openChooser(notes, *notebooks);
            });
    });
}

void SelectionActions::openChooser(const std::vector<RecordId>& notes, const std::vector<Notebook>& notebooks)
{
    auto* sheet = new NotebookSheet(counted(sizeOf(notes), tr("Move 1 note"), tr("Move %1 notes")), notebooks,
                                    &m_window);
    connect(sheet, &NotebookSheet::chosen, this, [this, notes, notebooks](RecordId id) {
        const auto found = std::ranges::find(notebooks, id, &Notebook::id);
        moveTo(notes, found == notebooks.end() ? Notebook{} : *found);
    });
    Q_EMIT sheetWanted(sheet);
}

void SelectionActions::moveTo(const std::vector<RecordId>& notes, const Notebook& notebook)
{
    m_desk.settleFor(notes, false, [this, notes, notebook](bool saved) {
        if (saved)
            runMove(notes, notebook);
        else
            Q_EMIT failed(Attempt::MoveNotes, m_desk.saveError());
    });
}

void SelectionActions::runMove(const std::vector<RecordId>& notes, const Notebook& notebook)
{
    // Filled on the vault's thread, read when that has ended.
    auto former = std::make_shared<std::map<RecordId, RecordId>>();
    auto change = [to = notebook.id, former](Vault& vault, RecordId id) -> Result<void> {
        LOCKLEAF_TRY(const NoteSummary summary, vault.summary(id));
        LOCKLEAF_CHECK(vault.moveToNotebook(id, to));
        former->insert_or_assign(id, summary.notebook);
        return {};
    };
    run(notes, std::move(change), Attempt::MoveNotes,
        [this, notebook, former](const std::vector<RecordId>& done) {
            m_desk.noteMoved(done, notebook.id);
            const QString moved =
                notebook.id.isNull()
                    ? counted(sizeOf(done), tr("1 note is in no notebook now"),
                              tr("%1 notes are in no notebook now"))
                    : counted(sizeOf(done), tr("1 note moved to “%2”"), tr("%1 notes moved to “%2”"))
                          .replace(QStringLiteral("%2"), QString::fromStdString(notebook.name));
            Q_EMIT said(moved, tr("Undo"), [this, former] { moveBack(*former); });
        });
}

void SelectionActions::moveBack(const std::map<RecordId, RecordId>& former)
{
    std::vector<RecordId> notes;
    notes.reserve(former.size());
    for (const auto& [note, notebook] : former)
        notes.push_back(note);
    auto change = [former](Vault& vault, RecordId id) { return vault.moveToNotebook(id, former.at(id)); };
    run(notes, std::move(change), Attempt::MoveNotes,
        [this](const std::vector<RecordId>&) { m_desk.reload(); });
}

void SelectionActions::tag()
{
    if (m_tagger)
        m_selection.resolve(m_tagger);
}

void SelectionActions::trash()
{
    m_selection.resolve(
        [this, row = m_selection.firstRow()](const std::vector<RecordId>& notes) { trashNotes(notes, row); });
}

void SelectionActions::trashNotes(const std::vector<RecordId>& notes, int row)
{
    m_desk.settleFor(notes, true, [this, notes, row](bool saved) {
        if (!saved)
            Q_EMIT failed(Attempt::TrashNotes, m_desk.saveError());
        else
            moveToTrash(notes, row);
    });
}

void SelectionActions::moveToTrash(const std::vector<RecordId>& notes, int row)
{
    run(
        notes, [](Vault& vault, RecordId id) { return vault.moveToTrash(id); }, Attempt::TrashNotes,
        [this, row](const std::vector<RecordId>& done) {
            Q_EMIT removed(done, row);
            Q_EMIT said(counted(sizeOf(done), tr("1 note moved to Trash"), tr("%1 notes moved to Trash")),
                        tr("Undo"), [this, done] { restore(done); });
        });
}

void SelectionActions::restore(const std::vector<RecordId>& notes, bool tell)
{
    run(
        notes, [](Vault& vault, RecordId id) { return vault.restoreFromTrash(id); }, Attempt::RestoreNotes,
        [this, tell](const std::vector<RecordId>& done) {
            m_desk.reload();
            if (tell)
                Q_EMIT said(counted(sizeOf(done), tr("1 note restored"), tr("%1 notes restored")), tr("Undo"),
                            [this, done] { trashNotes(done, -1); });
        });
}

void SelectionActions::addTag(const std::vector<RecordId>& notes, const QString& tag)
{
    m_desk.settleFor(notes, false, [this, notes, tag](bool saved) {
        if (saved)
            runAddTag(notes, tag);
        else
            Q_EMIT failed(Attempt::TagNotes, m_desk.saveError());
    });
}

void SelectionActions::runAddTag(const std::vector<RecordId>& notes, const QString& tag)
{
    auto tagged = std::make_shared<std::set<RecordId>>(); // as the former notebooks of a move
    auto change = [tag, tagged](Vault& vault, RecordId id) -> Result<void> {
        LOCKLEAF_TRY(const NoteSummary summary, vault.summary(id));
        const bool has = std::ranges::any_of(summary.tags, [&](const std::string& one) {
            return QString::fromStdString(one).compare(tag, Qt::CaseInsensitive) == 0;
        });
        if (has)
            return {};
        LOCKLEAF_CHECK(vault.changeTags(id, {tag.toStdString()}, {}));
        tagged->insert(id);
        return {};
    };
    run(notes, std::move(change), Attempt::TagNotes, [this, tag, tagged](const std::vector<RecordId>& done) {
        std::vector<RecordId> changed;
        for (const RecordId& id : done)
            if (tagged->contains(id))
                changed.push_back(id);
        if (changed.empty())
            Q_EMIT said(
                counted(sizeOf(done), tr("The note has #%2 already"), tr("The notes have #%2 already"))
                    .replace(QStringLiteral("%2"), tag),
                {}, {});
        else
            Q_EMIT said(counted(sizeOf(changed), tr("1 note tagged #%2"), tr("%1 notes tagged #%2"))
                            .replace(QStringLiteral("%2"), tag),
                        tr("Undo"), [this, changed, tag] { takeTagFrom(changed, tag); });
    });
}

void SelectionActions::takeTagFrom(const std::vector<RecordId>& notes, const QString& tag)
{
    auto change = [tag](Vault& vault, RecordId id) { return vault.changeTags(id, {}, {tag.toStdString()}); };
    run(notes, std::move(change), Attempt::TagNotes, [](const std::vector<RecordId>&) {
        // What shows the tags reads them anew.
    });
}

void SelectionActions::removeTag(const std::vector<RecordId>& notes, const QString& tag)
{
    m_desk.settleFor(notes, false, [this, notes, tag](bool saved) {
        if (saved)
            runRemoveTag(notes, tag);
        else
            Q_EMIT failed(Attempt::TagNotes, m_desk.saveError());
    });
}

void SelectionActions::runRemoveTag(const std::vector<RecordId>& notes, const QString& tag)
{
    auto former = std::make_shared<FormerTags>(); // as the former notebooks of a move
    auto change = [tag = tag.toStdString(), former](Vault& vault, RecordId id) -> Result<void> {
        LOCKLEAF_TRY(const Note note, vault.note(id));
        const auto at = std::ranges::find(note.tags, foldedText(tag), foldedText);
        if (at == note.tags.end())
            return {};
        LOCKLEAF_CHECK(vault.changeTags(id, {}, {tag}));
        former->insert_or_assign(
            id, std::pair(static_cast<std::size_t>(at - note.tags.begin()), std::string(*at)));
        return {};
    };
    run(notes, std::move(change), Attempt::TagNotes, [this, tag, former](const std::vector<RecordId>& done) {
        std::erase_if(*former, [&done](const auto& one) {
            return std::ranges::find(done, one.first) == done.end(); // of a transaction that was taken back
        });
        if (former->empty())
            return;
        Q_EMIT said(counted(static_cast<qint64>(former->size()), tr("#%2 taken off 1 note"),
                            tr("#%2 taken off %1 notes"))
                        .replace(QStringLiteral("%2"), tag),
                    tr("Undo"), [this, former] { putTagBack(*former); });
    });
}

void SelectionActions::putTagBack(const FormerTags& former)
{
    std::vector<RecordId> notes;
    notes.reserve(former.size());
    for (const auto& [note, tag] : former)
        notes.push_back(note);
    auto change = [former](Vault& vault, RecordId id) -> Result<void> {
        const auto& [place, tag] = former.at(id);
        LOCKLEAF_TRY(const Note note, vault.note(id));
        std::vector<std::string> tags = note.tags;
        if (std::ranges::find(tags, foldedText(tag), foldedText) != tags.end())
            return {}; // somebody gave it anew
        tags.insert(tags.begin() + static_cast<std::ptrdiff_t>(std::min(place, tags.size())), tag);
        return vault.setTags(id, std::move(tags));
    };
    run(notes, std::move(change), Attempt::TagNotes, [](const std::vector<RecordId>&) {
        // What shows the tags reads them anew.
    });
}

void SelectionActions::deleteForGood(const std::vector<RecordId>& notes)
{
    m_desk.settleFor(notes, true, [this, notes](bool) {
        auto change = [](Vault& vault, RecordId id) -> Result<void> {
            LOCKLEAF_TRY(const NoteSummary summary, vault.summary(id));
            if (!summary.trashed)
                return fail(ErrorCode::NotFound); // brought back meanwhile: not what was asked about
            return vault.deleteForever(id);
        };
        run(notes, std::move(change), Attempt::DeleteNotes, [this](const std::vector<RecordId>& done) {
            Q_EMIT removed(done, -1);
            Q_EMIT said(counted(sizeOf(done), tr("1 note deleted for good"), tr("%1 notes deleted for good")),
                        {}, {});
        });
    });
}

} // namespace lockleaf::ui

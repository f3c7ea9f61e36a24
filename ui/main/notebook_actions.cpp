// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/notebook_actions.h"

#include "ui/main/error_words.h"
#include "ui/main/note_desk.h"
#include "ui/main/shown_job.h"
#include "ui/sheets/name_sheet.h"
#include "ui/sheets/notebook_sheet.h"
#include "ui/theme/counted.h"

#include <QActionGroup>
#include <QMenu>

#include <algorithm>

namespace lockleaf::ui {

QString notebookProblem(const Error& error)
{
    switch (error.code) {
    case ErrorCode::NotebookExists:
        return NotebookActions::tr("There is a notebook of this name here already.");
    case ErrorCode::NameNotValid:
        return NotebookActions::tr("This name has a “/” in it, or is too long.");
    case ErrorCode::InvalidArgument:
        return NotebookActions::tr("A notebook cannot go into itself, nor deeper than 32 levels.");
    case ErrorCode::NotFound:
        return NotebookActions::tr("This notebook is gone.");
    case ErrorCode::Cancelled:
        return NotebookActions::tr("Cancelled.");
    default:
        return NotebookActions::tr("The notebook was not changed: %1.").arg(shortReason(error));
    }
}

NotebookActions::NotebookActions(QWidget& window, VaultSession& session, NoteDesk& desk,
                                 const SidebarModel& model)
    : m_window(window), m_session(session), m_desk(desk), m_model(model)
{
}

void NotebookActions::stop()
{
    m_stopped = true;
    delete m_job;
}

void NotebookActions::tell(const Error& error)
{
    Q_EMIT said(notebookProblem(error), {}, {});
}

void NotebookActions::add(RecordId parent)
{
    const Notebook* in = m_model.notebook(parent);
    auto* sheet = new NameSheet(in ? tr("New notebook in “%1”").arg(QString::fromStdString(in->name))
                                   : tr("New notebook"),
                                tr("Name of the notebook"), tr("Create"), {}, &m_window);
    connect(sheet, &NameSheet::named, this, [this, sheet, parent](const QString& name) {
        auto call = [parent, text = name.toStdString()](Vault& vault) {
            return vault.addNotebookIn(parent, text);
        };
        m_session.ask(sheet, std::move(call), [this, sheet](const Result<RecordId>& id) {
            if (!id) {
                sheet->showProblem(notebookProblem(id.error()));
                return;
            }
            sheet->closeSheet();
            Q_EMIT added(*id);
        });
    });
    Q_EMIT sheetWanted(sheet);
}

void NotebookActions::rename(RecordId id)
{
    const Notebook* notebook = m_model.notebook(id);
    if (!notebook)
        return;
    auto* sheet = new NameSheet(tr("Rename notebook"), tr("Name of the notebook"), tr("Rename"),
                                QString::fromStdString(notebook->name), &m_window);
    connect(sheet, &NameSheet::named, this, [this, sheet, id](const QString& name) {
        const Notebook* now = m_model.notebook(id);
        const QString before = now ? QString::fromStdString(now->name) : QString();
        if (name == before) {
            sheet->closeSheet();
            return;
        }
        applyName(id, name, sheet);
    });
    Q_EMIT sheetWanted(sheet);
}

void NotebookActions::applyName(RecordId id, const QString& name, NameSheet* sheet)
{
    const Notebook* notebook = m_model.notebook(id);
    const QString before = notebook ? QString::fromStdString(notebook->name) : QString();
    auto call = [id, text = name.toStdString()](Vault& vault) { return vault.renameNotebook(id, text); };
    m_session.ask(sheet, std::move(call), [this, sheet, id, name, before](const Result<void>& renamed) {
        if (!renamed) {
            sheet->showProblem(notebookProblem(renamed.error()));
            return;
        }
        sheet->closeSheet();
        Q_EMIT changed();
        Q_EMIT said(tr("“%1” is “%2” now").arg(before, name), tr("Undo"),
                    [this, id, before] { renameBack(id, before); });
    });
}

void NotebookActions::renameBack(RecordId id, const QString& name)
{
    auto call = [id, text = name.toStdString()](Vault& vault) { return vault.renameNotebook(id, text); };
    m_session.ask(this, std::move(call), [this](const Result<void>& renamed) {
        if (renamed)
            Q_EMIT changed();
        else
            tell(renamed.error());
    });
}

void NotebookActions::setColor(RecordId id, int color)
{
    auto call = [id, color](Vault& vault) {
        return vault.setNotebookColor(id, static_cast<std::uint8_t>(color));
    };
    m_session.ask(this, std::move(call), [this](const Result<void>& done) {
        if (done)
            Q_EMIT changed();
        else
            tell(done.error());
    });
}

void NotebookActions::chooseParent(RecordId id)
{
    const Notebook* notebook = m_model.notebook(id);
    if (!notebook)
        return;
    std::vector<Notebook> others;
    for (const Notebook& other : m_model.content().notebooks)
        if (!m_model.isWithin(other.id, id))
            others.push_back(other);
    auto* sheet = new NotebookSheet(tr("Move “%1” to").arg(QString::fromStdString(notebook->name)), others,
                                    &m_window, tr("No other notebook"));
    connect(sheet, &NotebookSheet::chosen, this, [this, id](RecordId parent) { move(id, parent); });
    Q_EMIT sheetWanted(sheet);
}

void NotebookActions::move(RecordId id, RecordId parent)
{
    const Notebook* notebook = m_model.notebook(id);
    if (!notebook || notebook->parent == parent)
        return;
    const Notebook* to = m_model.notebook(parent);
    const QString name = QString::fromStdString(notebook->name);
    const QString sentence = to ? tr("“%1” moved into “%2”").arg(name, QString::fromStdString(to->name))
                                : tr("“%1” moved to the top").arg(name);
    auto call = [id, parent](Vault& vault) { return vault.moveNotebook(id, parent); };
    m_session.ask(this, std::move(call),
                  [this, id, before = notebook->parent, sentence](const Result<void>& moved) {
                      if (!moved) {
                          tell(moved.error());
                          return;
                      }
                      Q_EMIT changed();
                      Q_EMIT said(sentence, tr("Undo"), [this, id, before] { moveBack(id, before); });
                  });
}

void NotebookActions::moveBack(RecordId id, RecordId parent)
{
    auto call = [id, parent](Vault& vault) { return vault.moveNotebook(id, parent); };
    m_session.ask(this, std::move(call), [this](const Result<void>& moved) {
        if (moved)
            Q_EMIT changed();
        else
            tell(moved.error());
    });
}

void NotebookActions::start(const QString& title, JobRun::Make make, ShownJob::Ended ended)
{
    m_job = new ShownJob(m_window, m_session, title, this);
    connect(m_job, &ShownJob::progressWanted, this, &NotebookActions::progressWanted);
    m_job->start(std::move(make), std::move(ended));
}

/// One after the other; what somebody asked for is not to be lost.
void NotebookActions::whenFree(const std::function<void()>& act)
{
    if (m_stopped)
        return;
    if (m_job)
        connect(m_job, &QObject::destroyed, this, [this, act] { whenFree(act); });
    else
        act();
}

void NotebookActions::remove(RecordId id)
{
    const Notebook* notebook = m_model.notebook(id);
    if (!notebook || !m_leaving.insert(id).second)
        return;
    // What is typed into a note of it goes to the trash with it, and comes back with it.
    m_desk.settle([this, id, name = QString::fromStdString(notebook->name)](bool) {
        whenFree([this, id, name] { runRemoval(id, name); });
    });
}

void NotebookActions::runRemoval(RecordId id, const QString& name)
{
    auto deleted = std::make_shared<DeletedNotebooks>();
    const auto make = [id, deleted](Vault& vault) -> Result<std::unique_ptr<SlicedJob>> {
        return vault.makeDeleteNotebookJob(id, *deleted);
    };
    // The deleted ones live as long as the job that fills them, whoever ends first.
    start(tr("Moving “%1” to Trash").arg(name), make, [this, id, name, deleted](const auto& error) {
        m_job.clear();
        m_leaving.erase(id);
        std::vector<RecordId> gone;
        for (const DeletedNotebooks::Deleted& one : deleted->notebooks)
            gone.push_back(one.id);
        m_desk.forgetNotebooks(gone);
        if (!deleted->notes.empty())
            Q_EMIT m_session.notesChanged(deleted->notes);
        Q_EMIT changed();
        m_desk.reload();
        if (error)
            tell(*error);
        if (deleted->notes.empty() && deleted->notebooks.empty())
            return;
        const auto notes = static_cast<qint64>(deleted->notes.size());
        QString sentence = notes == 0 ? tr("Notebook “%1” deleted").arg(name)
                                      : counted(notes, tr("Notebook “%2” and 1 note moved to Trash"),
                                                tr("Notebook “%2” and %1 notes moved to Trash"))
                                            .replace(QStringLiteral("%2"), name);
        if (deleted->notebooks.empty()) // cancelled, or it failed on the way
            sentence = counted(notes, tr("1 note moved to Trash"), tr("%1 notes moved to Trash"));
        Q_EMIT said(sentence, tr("Undo"),
                    [this, deleted] { whenFree([this, deleted] { bringBack(deleted); }); });
    });
}

void NotebookActions::bringBack(const std::shared_ptr<DeletedNotebooks>& deleted)
{
    const std::vector<RecordId> notes = deleted->notes;
    const auto make = [deleted](Vault& vault) -> Result<std::unique_ptr<SlicedJob>> {
        return vault.makeUndeleteNotebookJob(std::move(*deleted));
    };
    start(tr("Bringing back"), make, [this, notes](const auto& error) {
        m_job.clear();
        Q_EMIT m_session.notesChanged(notes);
        Q_EMIT changed();
        m_desk.reload();
        if (error)
            tell(*error);
    });
}

void NotebookActions::fillMenu(QMenu& menu, RecordId id)
{
    const Notebook* notebook = m_model.notebook(id);
    if (!notebook)
        return;
    const auto add = [&](const QString& words, auto act) {
        connect(menu.addAction(words), &QAction::triggered, this, act);
    };
    add(tr("New note"), [this, id] { Q_EMIT newNoteWanted(id); });
    add(tr("New notebook inside…"), [this, id] { this->add(id); });
    menu.addSeparator();
    add(tr("Rename…"), [this, id] { rename(id); });
    if (notebook->parent.isNull()) { // those in it have its colour
        QMenu* colors = menu.addMenu(tr("Colour"));
        auto* group = new QActionGroup(colors);
        const QString names[] = {tr("Green"), tr("Blue"), tr("Orange"), tr("Violet")};
        for (int color = 0; color < 4; ++color) {
            QAction* action = colors->addAction(names[color]);
            action->setCheckable(true);
            action->setChecked(color == notebook->color);
            group->addAction(action);
            connect(action, &QAction::triggered, this, [this, id, color] { setColor(id, color); });
        }
    }
    add(tr("Move to…"), [this, id] { chooseParent(id); });
    menu.addSeparator();
    add(tr("Delete"), [this, id] { remove(id); });
}

} // namespace lockleaf::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/import_sheet.h"

#include "ui/sheets/form_area.h"
#include "ui/sheets/import_words.h"
#include "ui/sheets/notice.h"
#include "ui/sheets/paths.h"
#include "ui/sheets/report_view.h"
#include "ui/theme/metrics.h"
#include "ui/vault/import_run.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/check_box.h"
#include "ui/widgets/label.h"
#include "ui/widgets/progress_bar.h"
#include "ui/widgets/text_field.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLocale>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

constexpr int ImportCardWidth = 620;
constexpr int ImportBarRange = 1000;
constexpr int ReadDelay = 400; // milliseconds without a change of the name

} // namespace

ImportSheet::ImportSheet(VaultSession& session, QWidget* anyWidget)
    : Sheet(tr("Import"), anyWidget), m_session(session), m_readSoon(new QTimer(this))
{
    setCardWidth(ImportCardWidth);
    m_form = makeForm();
    contentLayout()->setSpacing(metrics::Space3);
    m_formArea = new FormArea(m_form);
    contentLayout()->addWidget(m_formArea);
    m_report = new ReportView;
    m_report->hide();
    contentLayout()->addWidget(m_report);
    connect(m_report, &ReportView::said, this,
            [this](const QString& words) { m_notice->showPromise(words); });
    connect(m_report, &ReportView::failed, this,
            [this](const QString& words) { m_notice->showProblem(words); });
    m_bar = new ProgressBar(tr("Import"));
    QSizePolicy kept = m_bar->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    m_bar->setSizePolicy(kept);
    m_bar->hide();
    contentLayout()->addWidget(m_bar);
    contentLayout()->addWidget(makeFoot());
    setInitialFocus(m_source);
    m_readSoon->setSingleShot(true);
    m_readSoon->setInterval(ReadDelay);
    connect(m_readSoon, &QTimer::timeout, this, &ImportSheet::count);
    connect(this, &Sheet::closed, this, [this] { m_run.reset(); });
}

ImportSheet::~ImportSheet() = default;

QWidget* ImportSheet::makeForm()
{
    auto* form = new QWidget;
    auto* column = new QVBoxLayout(form);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    auto* words =
        new Label(tr("A folder of Markdown files, as Obsidian and many others keep it, or an export of "
                     "Joplin (.jex) or Evernote (.enex). Pictures and files come along. What you "
                     "import stays as it is, and is not encrypted."),
                  TextRole::Help, Token::TextSecondary);
    words->setWordWrap(true);
    column->addWidget(words);
    column->addSpacing(metrics::Space2);

    addSource(*column);
    m_preview = new Label({}, TextRole::Help, Token::TextSecondary);
    m_preview->setWordWrap(true);
    column->addWidget(m_preview);
    column->addSpacing(metrics::Space2);

    m_notebook = new TextField(tr("Into the notebook"));
    m_notebook->setPlaceholderText(tr("At the top, or for instance “Old notes”"));
    auto* label = new Label(tr("Into the notebook"), TextRole::FieldLabel, Token::Text);
    label->setBuddy(m_notebook);
    column->addWidget(label);
    column->addWidget(m_notebook);
    column->addSpacing(metrics::Space2);
    m_skip = new CheckBox(tr("Leave out notes that are here already, with the same title and text"));
    m_skip->setChecked(true);
    column->addWidget(m_skip);

    connect(m_source, &QLineEdit::textChanged, this, &ImportSheet::countSoon);
    connect(m_notebook, &QLineEdit::textChanged, this, [this] { m_notebook->setError(false); });
    connect(m_skip, &QCheckBox::toggled, this, &ImportSheet::countSoon);
    for (QLineEdit* field : {m_source, m_notebook})
        connect(field, &QLineEdit::returnPressed, this, &ImportSheet::begin);
    return form;
}

void ImportSheet::addSource(QVBoxLayout& column)
{
    m_source = new TextField(tr("Folder or file"));
    auto* folder = new Button(tr("Folder…"));
    auto* file = new Button(tr("File…"));
    auto* sourceRow = new QHBoxLayout;
    sourceRow->setSpacing(10);
    sourceRow->addWidget(m_source, 1);
    for (Button* choose : {folder, file}) {
        choose->setBaseHeight(metrics::FieldHeight);
        sourceRow->addWidget(choose);
    }
    auto* label = new Label(tr("Folder or file"), TextRole::FieldLabel, Token::Text);
    label->setBuddy(m_source);
    column.addWidget(label);
    column.addLayout(sourceRow);
    connect(folder, &QPushButton::clicked, this, [this] {
        choosePath({PathChoice::Kind::OpenFolder, tr("Import a folder"), {}}, *m_source, this);
    });
    connect(file, &QPushButton::clicked, this, [this] {
        choosePath({PathChoice::Kind::OpenFile, tr("Import a file"),
                    tr("Exports and archives (*.jex *.enex *.age);;All files (*)")},
                   *m_source, this);
    });
}

QWidget* ImportSheet::makeFoot()
{
    auto* foot = new QWidget;
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::Space3);
    m_notice = new Notice;
    m_undo = new Button(tr("Undo import"));
    m_cancel = new Button(tr("Cancel"));
    m_import = new Button(tr("Import"), Button::Kind::Primary);
    row->addWidget(m_notice, 1);
    for (Button* button : {m_undo, m_cancel, m_import})
        row->addWidget(button);
    m_undo->hide();
    m_notice->showPromise(tr("Every text stays as it is written."));
    connect(m_undo, &QPushButton::clicked, this, [this] {
        const auto outcome = m_outcome;
        closeSheet();
        Q_EMIT undoRequested(outcome->notes(), outcome->notebooks());
    });
    connect(m_cancel, &QPushButton::clicked, this, &ImportSheet::reject);
    connect(m_import, &QPushButton::clicked, this, &ImportSheet::begin);
    return foot;
}

ImportWish ImportSheet::wish(bool dryRun) const
{
    ImportWish wish;
    wish.source = std::filesystem::path(typedPath(m_source->text().trimmed()).toStdString());
    wish.notebook = m_notebook->text().trimmed().toStdString();
    wish.duplicates = m_skip->isChecked() ? Duplicates::Skip : Duplicates::KeepBoth;
    wish.dryRun = dryRun;
    return wish;
}

void ImportSheet::countSoon()
{
    m_source->setError(false);
    m_run.reset(); // what it counts is another thing
    m_preview->setText({});
    offerRestore(false);
    m_readSoon->start();
}

void ImportSheet::count()
{
    if (m_importing || m_ended || !QFileInfo::exists(typedPath(m_source->text().trimmed())))
        return;
    m_preview->setText(tr("Counting…"));
    startRun(true);
}

void ImportSheet::begin()
{
    if (m_importing || m_ended)
        return;
    if (m_isArchive) {
        leadToRestore();
        return;
    }
    if (m_source->text().trimmed().isEmpty()) {
        refuseSource(tr("Say which folder or file to import."));
        return;
    }
    m_readSoon->stop();
    m_importing = true;
    setWorking(true);
    startRun(false);
}

void ImportSheet::refuseSource(const QString& sentence)
{
    m_source->setError(true, sentence);
    m_source->setFocus();
    m_notice->showProblem(sentence);
}

void ImportSheet::offerRestore(bool isArchive)
{
    m_isArchive = isArchive;
    m_import->setText(isArchive ? tr("Restore…") : tr("Import"));
}

void ImportSheet::leadToRestore()
{
    const QString archive = m_source->text().trimmed();
    closeSheet();
    Q_EMIT restoreRequested(archive);
}

void ImportSheet::startRun(bool dryRun)
{
    m_run = std::make_unique<ImportRun>(m_session, wish(dryRun));
    connect(m_run.get(), &ImportRun::progressed, this, &ImportSheet::handleProgress);
    connect(m_run.get(), &ImportRun::finished, this, [this](const Outcome& outcome, const auto& error) {
        m_run.release()->deleteLater(); // it tells this: it must not go before it returns
        if (m_importing)
            handleImported(outcome, error);
        else
            handleCounted(*outcome, error);
    });
}

void ImportSheet::handleProgress(qulonglong done, qulonglong total)
{
    if (total == 0)
        return;
    const QLocale locale;
    if (!m_importing) {
        m_preview->setText(tr("Counting… %1 of %2").arg(locale.toString(done), locale.toString(total)));
        return;
    }
    m_bar->setRange(0, ImportBarRange);
    m_bar->setValue(static_cast<int>(done * ImportBarRange / total));
    m_notice->showPromise(tr("%1 of %2").arg(locale.toString(done), locale.toString(total)));
}

void ImportSheet::handleCounted(const ImportOutcome& outcome, const std::optional<Error>& error)
{
    const bool isArchive = outcome.source == ImportOutcome::Source::Archive;
    offerRestore(isArchive);
    m_skip->setVisible(!outcome.isExport()); // what such an export brought once does not come again
    m_preview->setText(error && !isArchive ? importSentence(outcome.source, *error) : previewWords(outcome));
}

void ImportSheet::handleImported(const Outcome& outcome, const std::optional<Error>& error)
{
    m_importing = false;
    setWorking(false);
    m_outcome = outcome;
    if (outcome->source == ImportOutcome::Source::Archive) {
        leadToRestore();
        return;
    }
    if (!outcome->notes().empty())
        Q_EMIT m_session.notesChanged(outcome->notes());
    if (error && outcome->found() == 0) { // nothing has been done: one may try again
        if (error->code == ErrorCode::Cancelled)
            m_notice->showPromise(tr("Cancelled. Nothing came in."));
        else
            refuseSource(importSentence(outcome->source, *error));
        return;
    }
    showReport(error);
}

void ImportSheet::showReport(const std::optional<Error>& error)
{
    m_ended = true;
    m_formArea->hide();
    m_bar->setSizePolicy(QSizePolicy()); // it is not needed any more, and neither is its place
    m_bar->hide();
    m_report->setReport(reportText(*m_outcome));
    m_report->show();
    m_import->hide();
    m_undo->setVisible(!m_outcome->notes().empty() || !m_outcome->notebooks().empty());
    m_cancel->setText(tr("Close"));
    m_cancel->setFocus();
    if (!error && !m_outcome->file.damage)
        m_notice->showPromise(importedWords(*m_outcome));
    else if (!error)
        m_notice->showProblem(tr("The file is damaged and breaks off.") + u' ' + importedWords(*m_outcome));
    else if (error->code == ErrorCode::Cancelled)
        m_notice->showPromise(tr("Cancelled.") + u' ' + importedWords(*m_outcome));
    else
        m_notice->showProblem(importSentence(m_outcome->source, *error) + u' ' + importedWords(*m_outcome));
}

void ImportSheet::setWorking(bool working)
{
    m_form->setEnabled(!working);
    m_import->setEnabled(!working);
    m_import->setText(working ? tr("Importing…") : tr("Import"));
    m_bar->setVisible(working);
    m_bar->setRange(0, 0);
    setVeilCloses(!working);
    if (working) {
        m_notice->showPromise(tr("Reading…"));
        setFocus(); // Return that is pressed once more must not cancel
    }
}

void ImportSheet::reject()
{
    if (m_importing && m_run) {
        m_notice->showPromise(tr("Cancelling…"));
        m_run->cancel();
    } else {
        Sheet::reject();
    }
}

} // namespace lockleaf::ui

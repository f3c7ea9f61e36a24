// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/import_sheet.h"

#include "ui/sheets/import_words.h"
#include "ui/sheets/notice.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/theme/typography.h"
#include "ui/vault/markdown_import_run.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/check_box.h"
#include "ui/widgets/file_chooser.h"
#include "ui/widgets/label.h"
#include "ui/widgets/progress_bar.h"
#include "ui/widgets/text_field.h"

#include <QClipboard>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLocale>
#include <QPlainTextEdit>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

constexpr int ImportCardWidth = 620;
constexpr int ImportBarRange = 1000;
constexpr int ReportHeight = 240;
constexpr int ReadDelay = 400; // milliseconds without a change of the folder's name

QString absoluteFolder(const QString& typed)
{
    const QString path = typed.startsWith(u"~/"_s) ? typed.mid(2) : typed;
    return QDir::isAbsolutePath(path) ? path : QDir(QDir::homePath()).filePath(path);
}

} // namespace

ImportSheet::ImportSheet(VaultSession& session, QWidget* anyWidget)
    : Sheet(tr("Import"), anyWidget), m_session(session), m_readSoon(new QTimer(this))
{
    setCardWidth(ImportCardWidth);
    m_form = makeForm();
    contentLayout()->setSpacing(metrics::Space3);
    contentLayout()->addWidget(m_form);
    makeReport();
    m_bar = new ProgressBar(tr("Import"));
    QSizePolicy kept = m_bar->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    m_bar->setSizePolicy(kept);
    m_bar->hide();
    contentLayout()->addWidget(m_bar);
    contentLayout()->addWidget(makeFoot());
    setInitialFocus(m_folder);
    m_readSoon->setSingleShot(true);
    m_readSoon->setInterval(ReadDelay);
    connect(m_readSoon, &QTimer::timeout, this, &ImportSheet::readFolder);
    connect(this, &Sheet::closed, this, [this] { m_run.reset(); });
}

ImportSheet::~ImportSheet() = default;

QWidget* ImportSheet::makeForm()
{
    auto* form = new QWidget;
    auto* column = new QVBoxLayout(form);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    const auto label = [column](const QString& text, QWidget* buddy) {
        auto* made = new Label(text, TextRole::FieldLabel, Token::Text);
        made->setBuddy(buddy);
        column->addWidget(made);
    };
    auto* words =
        new Label(tr("A folder of Markdown files, as Obsidian, Joplin and many others keep or export "
                     "it. Pictures and files that the notes name come along. The folder stays as it "
                     "is, and is not encrypted."),
                  TextRole::Help, Token::TextSecondary);
    words->setWordWrap(true);
    column->addWidget(words);
    column->addSpacing(metrics::Space2);

    m_folder = new TextField(tr("Folder"));
    auto* choose = new Button(tr("Choose…"));
    choose->setBaseHeight(metrics::FieldHeight);
    auto* folderRow = new QHBoxLayout;
    folderRow->setSpacing(10);
    folderRow->addWidget(m_folder, 1);
    folderRow->addWidget(choose);
    label(tr("Folder"), m_folder);
    column->addLayout(folderRow);
    m_preview = new Label({}, TextRole::Help, Token::TextSecondary);
    m_preview->setWordWrap(true);
    column->addWidget(m_preview);
    column->addSpacing(metrics::Space2);

    m_notebook = new TextField(tr("Into the notebook"));
    m_notebook->setPlaceholderText(tr("At the top, or for instance “Old notes”"));
    label(tr("Into the notebook"), m_notebook);
    column->addWidget(m_notebook);
    column->addSpacing(metrics::Space2);
    m_skip = new CheckBox(tr("Leave out notes that are here already, with the same title and text"));
    m_skip->setChecked(true);
    column->addWidget(m_skip);

    connect(choose, &QPushButton::clicked, this, &ImportSheet::chooseFolder);
    connect(m_folder, &QLineEdit::textChanged, this, &ImportSheet::readSoon);
    connect(m_notebook, &QLineEdit::textChanged, this, [this] { m_notebook->setError(false); });
    connect(m_skip, &QCheckBox::toggled, this, &ImportSheet::readSoon);
    for (QLineEdit* field : {m_folder, m_notebook})
        connect(field, &QLineEdit::returnPressed, this, &ImportSheet::begin);
    return form;
}

void ImportSheet::makeReport()
{
    m_report = new QPlainTextEdit;
    m_report->setReadOnly(true);
    m_report->setUndoRedoEnabled(false);
    m_report->setTabChangesFocus(true);
    m_report->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_report->setFrameShape(QFrame::NoFrame);
    m_report->setFixedHeight(ReportHeight);
    m_report->setAccessibleName(tr("Report"));
    m_report->hide();
    contentLayout()->addWidget(m_report);
    connect(&ThemeManager::instance(), &ThemeManager::themeChanged, this, &ImportSheet::refreshReportLook);
    refreshReportLook();
}

void ImportSheet::refreshReportLook()
{
    m_report->setFont(typography::font(TextRole::Help));
    QPalette colors = m_report->palette();
    const Theme& theme = currentTheme();
    colors.setColor(QPalette::Base, theme.color(Token::Paper));
    colors.setColor(QPalette::Text, theme.color(Token::Text));
    colors.setColor(QPalette::Highlight, theme.color(Token::Selection));
    colors.setColor(QPalette::HighlightedText, theme.color(Token::Text));
    m_report->setPalette(colors);
}

QWidget* ImportSheet::makeFoot()
{
    auto* foot = new QWidget;
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::Space3);
    m_notice = new Notice;
    m_copy = new Button(tr("Copy report"));
    m_undo = new Button(tr("Undo import"));
    m_cancel = new Button(tr("Cancel"));
    m_import = new Button(tr("Import"), Button::Kind::Primary);
    row->addWidget(m_notice, 1);
    for (Button* button : {m_copy, m_undo, m_cancel, m_import})
        row->addWidget(button);
    m_copy->hide();
    m_undo->hide();
    m_notice->showPromise(tr("Every text stays as it is written."));
    connect(m_copy, &QPushButton::clicked, this, &ImportSheet::copyReport);
    connect(m_undo, &QPushButton::clicked, this, [this] {
        const std::vector<RecordId> made = m_made;
        closeSheet();
        Q_EMIT undoRequested(made);
    });
    connect(m_cancel, &QPushButton::clicked, this, &ImportSheet::reject);
    connect(m_import, &QPushButton::clicked, this, &ImportSheet::begin);
    return foot;
}

void ImportSheet::chooseFolder()
{
    const QString typed = m_folder->text().trimmed();
    auto* chooser = new FileChooser(window(), tr("Import a folder"),
                                    typed.isEmpty() ? QDir::homePath() : absoluteFolder(typed));
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setFileMode(QFileDialog::Directory);
    chooser->setOption(QFileDialog::ShowDirsOnly);
    connect(this, &QObject::destroyed, chooser, &QObject::deleteLater);
    connect(chooser, &QFileDialog::fileSelected, m_folder, &QLineEdit::setText);
    chooser->open();
}

std::optional<QString> ImportSheet::folder()
{
    const QString typed = m_folder->text().trimmed();
    QString path = absoluteFolder(typed);
    if (!typed.isEmpty() && QFileInfo(path).isDir())
        return path;
    return std::nullopt;
}

MarkdownImportOptions ImportSheet::options(bool dryRun) const
{
    MarkdownImportOptions chosen;
    chosen.notebook = m_notebook->text().trimmed().toStdString();
    chosen.duplicates = m_skip->isChecked() ? Duplicates::Skip : Duplicates::KeepBoth;
    chosen.dryRun = dryRun;
    return chosen;
}

void ImportSheet::readSoon()
{
    m_folder->setError(false);
    m_run.reset(); // what it counts is of another folder
    m_preview->setText({});
    m_readSoon->start();
}

void ImportSheet::readFolder()
{
    if (m_importing || m_ended || !folder())
        return;
    m_preview->setText(tr("Counting…"));
    startRun(true);
}

void ImportSheet::begin()
{
    if (m_importing || m_ended)
        return;
    if (!folder()) {
        const QString sentence = m_folder->text().trimmed().isEmpty() ? tr("Say which folder to import.")
                                                                      : tr("There is no such folder.");
        m_folder->setError(true, sentence);
        m_folder->setFocus();
        m_notice->showProblem(sentence);
        return;
    }
    m_readSoon->stop();
    m_importing = true;
    setWorking(true);
    startRun(false);
}

void ImportSheet::startRun(bool dryRun)
{
    m_run = std::make_unique<MarkdownImportRun>(m_session, std::filesystem::path(folder()->toStdString()),
                                                options(dryRun));
    connect(m_run.get(), &MarkdownImportRun::progressed, this, &ImportSheet::handleProgress);
    connect(m_run.get(), &MarkdownImportRun::finished, this,
            [this](const std::shared_ptr<const ImportReport>& report, const std::optional<Error>& error) {
                m_run.release()->deleteLater(); // it tells this: it must not go before it returns
                if (m_importing)
                    handleImported(report, error);
                else
                    handleCounted(*report, error);
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

void ImportSheet::handleCounted(const ImportReport& report, const std::optional<Error>& error)
{
    if (error)
        m_preview->setText(importSentence(*error));
    else if (report.found == 0)
        m_preview->setText(tr("There are no Markdown files in it."));
    else
        m_preview->setText(previewWords(report));
}

void ImportSheet::handleImported(const std::shared_ptr<const ImportReport>& report,
                                 const std::optional<Error>& error)
{
    m_importing = false;
    setWorking(false);
    m_made = report->notes;
    if (!m_made.empty())
        Q_EMIT m_session.notesChanged(m_made);
    if (error && report->found == 0) { // nothing has been done: one may try again
        m_notice->showProblem(importSentence(*error));
        m_folder->setFocus();
        return;
    }
    m_ended = true;
    m_form->hide();
    m_bar->setSizePolicy(QSizePolicy()); // it is not needed any more, and neither is its place
    m_bar->hide();
    m_report->setPlainText(reportText(*report));
    m_report->show();
    m_import->hide();
    m_copy->show();
    m_undo->setVisible(!m_made.empty());
    m_cancel->setText(tr("Close"));
    m_cancel->setFocus();
    if (!error)
        m_notice->showPromise(importedWords(*report));
    else if (error->code == ErrorCode::Cancelled)
        m_notice->showPromise(tr("Cancelled.") + u' ' + importedWords(*report));
    else
        m_notice->showProblem(importSentence(*error) + u' ' + importedWords(*report));
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
        m_notice->showPromise(tr("Reading the folder…"));
        setFocus(); // Return that is pressed once more must not cancel
    }
}

void ImportSheet::copyReport()
{
    QGuiApplication::clipboard()->setText(m_report->toPlainText());
    m_notice->showPromise(tr("Copied. Other programs can read it now."));
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

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/files_sheet.h"

#include "core/archive/attachment_copy.h"
#include "core/interchange/picture_header.h"
#include "ui/main/error_words.h"
#include "ui/sheets/file_preview.h"
#include "ui/sheets/notice.h"
#include "ui/theme/counted.h"
#include "ui/theme/metrics.h"
#include "ui/vault/job_run.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/file_chooser.h"
#include "ui/widgets/label.h"
#include "ui/widgets/pick_list.h"
#include "ui/widgets/progress_bar.h"

#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLocale>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

constexpr int FilesCardWidth = 980;
constexpr int FilesCardHeight = 680;
constexpr int FileListWidth = 292;
constexpr int FileListHeight = 150; ///< Where it stands over the preview.
constexpr int FilesBesideFrom = 720;
constexpr int FilesBarRange = 1000;
constexpr std::size_t MostUsesNamed = 3;

/// The list has the keyboard itself.
class FileList final : public PickList
{
public:
    FileList(PickModel& model, const QString& accessibleName) : PickList(model, accessibleName)
    {
        setFocusPolicy(Qt::StrongFocus);
    }

protected:
    void keyPressEvent(QKeyEvent* event) override
    {
        if (!handleKey(*event))
            event->ignore();
    }
};

PickRow rowOf(const AttachedFile& file)
{
    const QString name = QString::fromStdString(file.attachment.name);
    const QString ending = QFileInfo(name).suffix().toLower();
    const bool isPicture = QStringList{u"png"_s, u"jpg"_s, u"jpeg"_s, u"gif"_s, u"webp"_s}.contains(ending);
    PickRow row;
    row.kind = PickRow::Kind::Note;
    row.text = name;
    row.detail =
        QLocale().formattedDataSize(static_cast<qint64>(file.attachment.size), 1, QLocale::DataSizeSIFormat);
    row.icon = isPicture ? Icon::Image : Icon::File;
    row.id = file.attachment.id;
    return row;
}

} // namespace

FilesSheet::FilesSheet(VaultSession& session, NotePictures& pictures, RecordId note, const QString& target,
                       bool writable, QWidget* anyWidget)
    : Sheet(tr("Files in this note"), anyWidget), m_session(session), m_pictures(pictures), m_note(note),
      m_first(target), m_writable(writable)
{
    setCardWidth(FilesCardWidth);
    setCardHeight(FilesCardHeight);
    contentLayout()->setSpacing(metrics::Space3);
    auto* pages = new QWidget;
    m_pages = new QStackedLayout(pages);
    m_pages->addWidget(makeBoth());
    m_pages->addWidget(makeEmpty());
    m_pages->addWidget(new QWidget); // until they are known
    contentLayout()->addWidget(pages, 1);
    m_bar = new ProgressBar(tr("Save a copy"));
    m_bar->hide();
    contentLayout()->addWidget(m_bar);
    contentLayout()->addLayout(makeFoot());
    connect(m_list, &PickList::currentRowChanged, this, &FilesSheet::handleChosen);
    connect(&pictures, &NotePictures::filesChanged, this, &FilesSheet::takeFiles);
    connect(this, &Sheet::closed, this, [this] {
        m_saving.reset(); // a copy that is not whole goes with it
        m_preview->showFile({});
    });
    setInitialFocus(m_list);
    takeFiles();
}

FilesSheet::~FilesSheet() = default;

QWidget* FilesSheet::makeBoth()
{
    auto* both = new QWidget;
    m_both = new QBoxLayout(QBoxLayout::LeftToRight, both);
    m_both->setContentsMargins(0, 0, 0, 0);
    m_both->setSpacing(metrics::Space4);
    m_list = new FileList(m_rows, tr("Files"));
    auto* shown = new QWidget;
    auto* column = new QVBoxLayout(shown);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::Space2);
    m_preview = new FilePreview(m_session, m_pictures);
    auto* uses = new QHBoxLayout;
    uses->setSpacing(metrics::Space2);
    m_uses = new Label({}, TextRole::Help, Token::TextSecondary);
    m_useLinks = new QHBoxLayout;
    m_useLinks->setSpacing(metrics::Space3);
    uses->addWidget(m_uses);
    uses->addLayout(m_useLinks);
    uses->addStretch(1);
    column->addWidget(m_preview, 1);
    column->addLayout(uses);
    m_list->setMostHeight(FilesCardHeight);
    m_both->addWidget(m_list, 0, Qt::AlignTop);
    m_both->addWidget(shown, 1);
    return both;
}

QWidget* FilesSheet::makeEmpty()
{
    auto* empty = new QWidget;
    auto* column = new QVBoxLayout(empty);
    column->setSpacing(metrics::Space3);
    auto* title = new Label(tr("No files yet"), TextRole::SheetSubtitle, Token::Text);
    auto* words = new Label(tr("Drop or paste pictures and files into the text, or choose some. "
                               "Each is sealed in the vault."),
                            TextRole::Body, Token::TextSecondary);
    title->setAlignment(Qt::AlignHCenter);
    words->setAlignment(Qt::AlignHCenter);
    words->setWordWrap(true);
    column->addStretch(2);
    column->addWidget(title);
    column->addWidget(words);
    column->addStretch(3);
    return empty;
}

QBoxLayout* FilesSheet::makeFoot()
{
    auto* foot = new QVBoxLayout;
    foot->setSpacing(metrics::Space3);
    m_notice = new Notice;
    auto* row = new QHBoxLayout;
    row->setSpacing(metrics::Space3);
    m_attach = new Button(tr("Attach files…"));
    m_attach->setLeadingIcon(Icon::Attachment);
    m_attach->setVisible(m_writable);
    m_takeOut = new Button(tr("Take out of the note"));
    m_takeOut->setVisible(m_writable);
    m_save = new Button(tr("Save a copy…"), Button::Kind::Primary);
    row->addWidget(m_attach);
    row->addStretch(1);
    row->addWidget(m_takeOut);
    row->addWidget(m_save);
    foot->addWidget(m_notice);
    foot->addLayout(row);
    connect(m_attach, &QPushButton::clicked, this, &FilesSheet::attachRequested);
    connect(m_takeOut, &QPushButton::clicked, this, [this] {
        if (const AttachedFile* file = chosen())
            Q_EMIT takeOutRequested(*file);
    });
    connect(m_save, &QPushButton::clicked, this, &FilesSheet::chooseTarget);
    return foot;
}

void FilesSheet::takeFiles()
{
    const PickRow* current = m_list->current();
    RecordId wanted = current ? current->id : RecordId{};
    if (!m_first.isEmpty())
        if (const AttachedFile* file = m_pictures.fileOf(m_first)) {
            wanted = file->attachment.id;
            m_first.clear();
        }
    std::vector<PickRow> rows;
    int chosenRow = 0;
    for (const AttachedFile& file : m_pictures.files()) {
        if (file.attachment.id == wanted)
            chosenRow = static_cast<int>(rows.size());
        rows.push_back(rowOf(file));
    }
    const bool isEmpty = rows.empty();
    m_rows.setRows(std::move(rows));
    const bool isKnown = m_pictures.areFilesKnown();
    m_pages->setCurrentIndex(!isKnown ? 2 : isEmpty ? 1 : 0);
    m_takeOut->setVisible(m_writable && !isEmpty);
    m_save->setVisible(!isEmpty);
    m_notice->setVisible(!isEmpty);
    if (!isEmpty)
        m_list->setCurrentIndex(m_rows.index(chosenRow));
    else if (m_writable && isKnown)
        m_attach->setFocus(Qt::OtherFocusReason);
    handleChosen();
}

const AttachedFile* FilesSheet::chosen() const
{
    const auto row = static_cast<std::size_t>(std::max(0, m_list->currentIndex().row()));
    const std::vector<AttachedFile>& files = m_pictures.files();
    return m_list->currentIndex().isValid() && row < files.size() ? &files[row] : nullptr;
}

void FilesSheet::handleChosen()
{
    const AttachedFile* file = chosen();
    showUses({});
    m_preview->showFile(file ? std::optional(*file) : std::nullopt);
    m_asked = {};
    if (!file)
        return;
    m_notice->showPromise(tr("A copy that you save is not encrypted: whoever has it can read it."));
    readUses(*file);
}

void FilesSheet::readUses(const AttachedFile& file)
{
    m_asked = file.attachment.id;
    auto read = [id = m_asked](Vault& vault) -> Result<std::vector<NoteSummary>> {
        LOCKLEAF_TRY(const std::vector<RecordId> notes, vault.notesWithAttachment(id));
        return vault.summaries(notes);
    };
    m_session.ask(this, std::move(read), [this, id = m_asked](const Result<std::vector<NoteSummary>>& notes) {
        if (id != m_asked)
            return; // the person has gone on
        if (notes)
            showUses(*notes);
        else
            Q_EMIT failed(notes.error());
    });
}

void FilesSheet::showUses(const std::vector<NoteSummary>& notes)
{
    while (const QLayoutItem* item = m_useLinks->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    std::vector<NoteSummary> others;
    std::ranges::copy_if(notes, std::back_inserter(others),
                         [this](const NoteSummary& note) { return note.id != m_note; });
    if (notes.empty()) {
        m_uses->setText({});
        return;
    }
    m_uses->setText(others.empty() ? tr("In this note only")
                                   : counted(static_cast<qint64>(others.size()), tr("Also in 1 other note:"),
                                             tr("Also in %1 other notes:")));
    for (std::size_t i = 0; i < std::min(others.size(), MostUsesNamed); ++i) {
        const NoteSummary& note = others[i];
        QString title = note.title.empty() ? tr("New note") : QString::fromStdString(note.title);
        if (note.trashed)
            title = tr("%1 (in the Trash)").arg(title);
        constexpr qsizetype MostLetters = 28;
        auto* link = new LinkButton(title.size() > MostLetters ? title.left(MostLetters) + u'…' : title);
        link->setAccessibleName(tr("Go to “%1”").arg(title));
        m_useLinks->addWidget(link);
        connect(link, &QPushButton::clicked, this, [this, id = note.id] { Q_EMIT noteChosen(id); });
    }
}

void FilesSheet::chooseTarget()
{
    const AttachedFile* file = chosen();
    if (!file || m_saving)
        return;
    auto* chooser = new FileChooser(window(), tr("Save a copy that is not encrypted"), QDir::homePath());
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setAcceptMode(QFileDialog::AcceptSave);
    chooser->setOption(QFileDialog::DontConfirmOverwrite); // it never writes over a file
    chooser->selectFile(QString::fromStdString(file->attachment.name));
    connect(this, &QObject::destroyed, chooser, &QObject::deleteLater);
    connect(chooser, &QFileDialog::fileSelected, this, &FilesSheet::saveCopy);
    chooser->open();
}

void FilesSheet::saveCopy(const QString& path)
{
    const AttachedFile* file = chosen();
    if (!file || m_saving)
        return;
    m_saving = std::make_unique<JobRun>(m_session, nullptr);
    connect(m_saving.get(), &JobRun::progressed, m_bar, [this](qulonglong done, qulonglong total) {
        m_bar->setRange(0, total > 0 ? FilesBarRange : 0);
        if (total > 0)
            m_bar->setValue(static_cast<int>(done * FilesBarRange / total));
    });
    connect(m_saving.get(), &JobRun::finished, this,
            [this, path](const std::optional<Error>& error) { handleSaved(path, error); });
    setSaving(true);
    m_saving->start([attachment = file->attachment, target = path.toStdString()](Vault& vault) {
        return makeAttachmentCopyJob(vault, attachment, target);
    });
}

void FilesSheet::setSaving(bool saving)
{
    m_bar->setRange(0, 0);
    m_bar->setVisible(saving);
    m_list->setEnabled(!saving);
    for (Button* button : {m_attach, m_takeOut, m_save})
        button->setEnabled(!saving);
    setVeilCloses(!saving);
    if (saving) {
        m_notice->showPromise(tr("Saving… Esc cancels."));
        setFocus();
    }
}

void FilesSheet::handleSaved(const QString& path, const std::optional<Error>& error)
{
    m_saving.release()->deleteLater(); // it tells this
    setSaving(false);
    if (!error)
        m_notice->showPromise(
            tr("Saved as “%1”. This copy is not encrypted.").arg(QFileInfo(path).fileName()));
    else if (error->code == ErrorCode::Cancelled)
        m_notice->showPromise(tr("Cancelled. Nothing was written."));
    else if (error->code == ErrorCode::AlreadyExists)
        m_notice->showProblem(tr("A file of this name exists already. Choose another name."));
    else
        m_notice->showProblem(tr("The copy was not saved: %1.").arg(shortReason(*error)));
    m_save->setFocus(Qt::OtherFocusReason);
}

void FilesSheet::reject()
{
    if (m_saving)
        m_saving->cancel();
    else
        Sheet::reject();
}

void FilesSheet::resizeEvent(QResizeEvent* event)
{
    Sheet::resizeEvent(event);
    const bool beside = width() >= FilesBesideFrom;
    m_both->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_list->setMinimumSize(beside ? FileListWidth : 0, beside ? 0 : FileListHeight);
    m_list->setMaximumSize(beside ? FileListWidth : QWIDGETSIZE_MAX,
                           beside ? QWIDGETSIZE_MAX : FileListHeight);
}

} // namespace lockleaf::ui

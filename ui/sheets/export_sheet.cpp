// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/export_sheet.h"

#include "ui/main/error_words.h"
#include "ui/sheets/archive_lock.h"
#include "ui/sheets/form_area.h"
#include "ui/sheets/notice.h"
#include "ui/sheets/paths.h"
#include "ui/sheets/plain_consent.h"
#include "ui/theme/counted.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/check_box.h"
#include "ui/widgets/drop_down.h"
#include "ui/widgets/label.h"
#include "ui/widgets/progress_bar.h"
#include "ui/widgets/radio_card.h"
#include "ui/widgets/text_field.h"

#include <QDate>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

constexpr int CardWidth = 620;
constexpr int BarRange = 1000;

Label* fieldLabel(const QString& text, QWidget* buddy)
{
    auto* label = new Label(text, TextRole::FieldLabel, Token::Text);
    label->setBuddy(buddy);
    return label;
}

} // namespace

ExportSheet::ExportSheet(VaultSession& session, ExportOffer offer, QWidget* anyWidget)
    : Sheet(tr("Export"), anyWidget), m_session(session), m_offer(std::move(offer)), m_formats(plainFormats())
{
    setCardWidth(CardWidth);
    m_form = makeForm();
    contentLayout()->setSpacing(metrics::Space3);
    m_formArea = new FormArea(m_form);
    contentLayout()->addWidget(m_formArea);
    m_bar = new ProgressBar(tr("Export"));
    QSizePolicy kept = m_bar->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    m_bar->setSizePolicy(kept);
    m_bar->hide();
    contentLayout()->addWidget(m_bar);
    contentLayout()->addWidget(makeFoot());
    setInitialFocus(m_lock->firstField());

    connect(m_lock, &ArchiveLock::edited, this, &ExportSheet::guardVeil);
    connect(m_lock, &ArchiveLock::refused, this, &ExportSheet::showProblem);
    connect(m_lock, &ArchiveLock::returnPressed, this, &ExportSheet::begin);
    connect(m_consent, &PlainConsent::edited, this, &ExportSheet::guardVeil);
    connect(m_consent, &PlainConsent::returnPressed, this, &ExportSheet::begin);
    connect(m_consent, &PlainConsent::pauseChanged, this, &ExportSheet::refreshButton);
    connect(m_consent, &PlainConsent::given, this, &ExportSheet::beginPlain);
    connect(m_consent, &PlainConsent::refused, this, [this](const QString& sentence) {
        setWorking(false);
        showProblem(sentence);
    });
    connect(this, &Sheet::closed, this, [this] {
        m_consent->giveUp();
        m_run.reset();
        m_lock->wipe();
        m_consent->wipe();
    });
    showFormat();
    readCounts();
}

ExportSheet::~ExportSheet() = default;

QWidget* ExportSheet::makeForm()
{
    auto* form = new QWidget;
    auto* column = new QVBoxLayout(form);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    addCards(*column);
    column->addSpacing(metrics::Space2);
    addContents(*column);
    column->addSpacing(metrics::Space2);
    m_lock = new ArchiveLock;
    m_consent = new PlainConsent(m_session);
    column->addWidget(m_lock);
    column->addWidget(m_consent);
    column->addSpacing(metrics::Space2);
    addTarget(*column);
    column->addStretch(1); // where there is more room, it stays in its order
    return form;
}

void ExportSheet::addCards(QVBoxLayout& column)
{
    m_archive = new RadioCard(
        tr("Lockleaf archive"),
        tr("One file with its own password. Lockleaf opens it, and so does the public age tool."));
    m_archive->setBadge(tr("Encrypted"), RadioCard::Badge::Good);
    m_archive->setChecked(true);
    column.addWidget(m_archive);
    connect(m_archive, &QRadioButton::toggled, this, &ExportSheet::showFormat);
    for (const PlainFormat& plain : m_formats) {
        auto* card = new RadioCard(plain.title, plain.sentence);
        card->setBadge(tr("Not encrypted"), RadioCard::Badge::Warning);
        column.addSpacing(6);
        column.addWidget(card);
        m_plain.push_back(card);
        connect(card, &QRadioButton::toggled, this, &ExportSheet::showFormat);
    }
}

void ExportSheet::addContents(QVBoxLayout& column)
{
    m_what = new DropDown(tr("What to export"));
    m_what->setBaseHeight(metrics::FieldHeight);
    const auto add = [this](What what, const QString& words) {
        m_what->addItem(words, static_cast<int>(what));
    };
    if (!m_offer.selected.empty())
        add(What::Selected, counted(static_cast<qint64>(m_offer.selected.size()), tr("The selected note"),
                                    tr("The %1 selected notes")));
    add(What::All,
        counted(static_cast<qint64>(m_offer.notes), tr("Everything: 1 note"), tr("Everything: %1 notes")));
    if (m_offer.notebook)
        add(What::Notebook, tr("The notebook “%1” with those in it").arg(m_offer.notebookName));
    column.addWidget(fieldLabel(tr("What to export"), m_what));
    column.addWidget(m_what);
    m_versions = new CheckBox(tr("Earlier versions"));
    m_trash = new CheckBox(tr("Trash"));
    m_versions->setRole(TextRole::Body);
    m_trash->setRole(TextRole::Body);
    auto* row = new QHBoxLayout;
    row->setSpacing(metrics::Space6);
    row->addWidget(m_versions);
    row->addWidget(m_trash, 1);
    column.addSpacing(2);
    column.addLayout(row);
}

void ExportSheet::addTarget(QVBoxLayout& column)
{
    m_target = new TextField(tr("Save as"));
    auto* choose = new Button(tr("Choose…"));
    choose->setBaseHeight(metrics::FieldHeight);
    auto* row = new QHBoxLayout;
    row->setSpacing(10);
    row->addWidget(m_target, 1);
    row->addWidget(choose);
    column.addWidget(fieldLabel(tr("Save as"), m_target));
    column.addLayout(row);
    connect(choose, &QPushButton::clicked, this, [this] {
        m_targetTyped = true;
        choosePath({PathChoice::Kind::SaveNew, format() ? format()->caption : tr("Save the archive"),
                    format() ? QString() : tr("Archives (*.age)")},
                   *m_target, this);
    });
    connect(m_target, &QLineEdit::textChanged, this, [this] { m_target->setError(false); });
    connect(m_target, &QLineEdit::textEdited, this, [this] { m_targetTyped = true; });
    connect(m_target, &QLineEdit::returnPressed, this, &ExportSheet::begin);
}

QWidget* ExportSheet::makeFoot()
{
    auto* foot = new QWidget;
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::Space3);
    m_notice = new Notice;
    m_cancel = new Button(tr("Cancel"));
    m_export = new Button({}, Button::Kind::Primary);
    row->addWidget(m_notice, 1);
    row->addWidget(m_cancel);
    row->addWidget(m_export);
    connect(m_cancel, &QPushButton::clicked, this, &ExportSheet::reject);
    connect(m_export, &QPushButton::clicked, this, &ExportSheet::begin);
    return foot;
}

void ExportSheet::readCounts()
{
    m_session.ask(
        this, [](Vault& vault) { return vault.counts(); },
        [this](const Result<VaultCounts>& counts) {
            if (!counts)
                return; // the numbers are a help, no more
            m_trash->setText(counts->trashed == 0 ? tr("Trash (empty)")
                                                  : counted(static_cast<qint64>(counts->trashed),
                                                            tr("Trash (1 note)"), tr("Trash (%1 notes)")));
            if (counts->attachments == 0)
                return;
            const int row = m_what->findData(static_cast<int>(What::All));
            m_what->setItemText(
                row, m_what->itemText(row) + u", "_s +
                         counted(static_cast<qint64>(counts->attachments), tr("1 file"), tr("%1 files")) +
                         u", "_s +
                         QLocale().formattedDataSize(static_cast<qint64>(counts->bodyBytes) +
                                                         static_cast<qint64>(counts->attachmentBytes),
                                                     0));
        });
}

const PlainFormat* ExportSheet::format() const
{
    for (std::size_t i = 0; i < m_plain.size(); ++i)
        if (m_plain[i]->isChecked())
            return &m_formats[i];
    return nullptr;
}

void ExportSheet::showFormat()
{
    const bool plain = format() != nullptr;
    m_lock->setVisible(!plain);
    m_consent->setVisible(plain);
    m_versions->setVisible(!plain);
    m_notice->showPromise(plain ? tr("The folder appears when it is complete.")
                                : tr("The archive is read back and checked."));
    refreshButton();
    proposeTarget();
    guardVeil();
}

void ExportSheet::proposeTarget()
{
    if (m_targetTyped)
        return;
    const QString stem = m_offer.vaultName + u' ' + QDate::currentDate().toString(Qt::ISODate);
    m_target->setText(shownPath(proposedPath(stem, format() ? format()->ending : u".tar.age"_s)));
}

void ExportSheet::refreshButton()
{
    const bool plain = format() != nullptr;
    const int pause = plain ? m_consent->pause() : 0;
    m_export->setEnabled(!m_working && pause == 0);
    m_export->setText(m_working   ? tr("Exporting…")
                      : pause > 0 ? tr("Try again in %1 s").arg(pause)
                      : plain     ? tr("Export, not encrypted")
                                  : tr("Export archive"));
}

bool ExportSheet::isTargetFree()
{
    const auto refuse = [this](const QString& sentence) {
        m_target->setError(true, sentence);
        m_target->setFocus();
        showProblem(sentence);
        return false;
    };
    if (m_target->text().trimmed().isEmpty())
        return refuse(tr("Say where it should go."));
    if (QFileInfo::exists(typedPath(m_target->text())))
        return refuse(tr("A file of this name exists already. Choose another name."));
    return true;
}

ExportWish ExportSheet::wish() const
{
    ExportWish wish;
    wish.target = std::filesystem::path(typedPath(m_target->text()).toStdString());
    wish.trash = m_trash->isChecked();
    wish.versions = m_versions->isChecked();
    const auto what = static_cast<What>(m_what->currentData().toInt());
    if (what == What::Notebook)
        wish.notebook = m_offer.notebook;
    else if (what == What::Selected)
        wish.notes = m_offer.selected;
    return wish;
}

void ExportSheet::begin()
{
    if (m_working || !isTargetFree())
        return;
    if (format() == nullptr) {
        beginArchive();
    } else if (m_consent->ask()) {
        setWorking(true);
        m_notice->showPromise(tr("Checking the password…"));
    }
}

void ExportSheet::beginArchive()
{
    auto chosen = m_lock->chosen();
    if (!chosen)
        return;
    start(chosen->passphrase ? std::make_unique<ExportRun>(m_session, wish(), std::move(*chosen->passphrase))
                             : std::make_unique<ExportRun>(m_session, wish(), std::move(chosen->recipients)));
    m_notice->showPromise(tr("Preparing the key…"));
}

void ExportSheet::beginPlain()
{
    if (format() == nullptr)
        return;
    start(std::make_unique<ExportRun>(m_session, wish(), plainJob(*format())));
    m_notice->showPromise(tr("Writing…"));
}

void ExportSheet::start(std::unique_ptr<ExportRun> run)
{
    m_run = std::move(run);
    connect(m_run.get(), &ExportRun::progressed, this, &ExportSheet::handleProgress);
    connect(m_run.get(), &ExportRun::finished, this, &ExportSheet::handleFinished);
    setWorking(true);
}

void ExportSheet::setWorking(bool working)
{
    m_working = working;
    m_form->setEnabled(!working);
    refreshButton();
    m_bar->setVisible(working);
    m_bar->setRange(0, 0);
    guardVeil();
    if (working)
        setFocus(); // Return that is pressed once more must not cancel
}

void ExportSheet::handleProgress(qulonglong done, qulonglong total)
{
    if (total == 0)
        return;
    m_bar->setRange(0, BarRange);
    m_bar->setValue(static_cast<int>(done * BarRange / total));
    m_notice->showPromise(tr("%1 of 100").arg(QLocale().toString(done * 100 / total)));
}

QString ExportSheet::exportedWords(const ExportSum& sum) const
{
    QString what = counted(static_cast<qint64>(sum.notes), tr("Exported 1 note"), tr("Exported %1 notes"));
    if (sum.files > 0)
        what = counted(static_cast<qint64>(sum.files), tr("%2 and 1 file"), tr("%2 and %1 files")).arg(what);
    if (sum.texts > 0)
        return counted(static_cast<qint64>(sum.texts),
                       tr("%2, not encrypted, 1 of them as text (too large for a PDF)."),
                       tr("%2, not encrypted, %1 of them as text (too large for a PDF)."))
            .arg(what);
    if (format() != nullptr)
        return tr("%1, not encrypted.").arg(what);
    return what + u'.' + (sum.checked ? u' ' + tr("Checked.") : QString());
}

void ExportSheet::handleFinished(const ExportSum& sum, const std::optional<Error>& error)
{
    // The run tells this: it must not be deleted before it returns.
    m_run.release()->deleteLater();
    setWorking(false);
    if (!error) {
        Q_EMIT exported(exportedWords(sum));
        closeSheet();
    } else if (error->code == ErrorCode::Cancelled) {
        m_notice->showPromise(tr("Cancelled. Nothing was written."));
        m_export->setFocus();
    } else {
        showProblem(exportSentence(*error));
        m_target->setFocus();
    }
}

void ExportSheet::reject()
{
    if (m_run) {
        m_notice->showPromise(tr("Cancelling…"));
        m_run->cancel();
    } else if (m_working) { // the password is being checked
        m_consent->giveUp();
        setWorking(false);
        m_notice->showPromise(tr("Cancelled. Nothing was written."));
        m_consent->firstField()->setFocus();
    } else {
        Sheet::reject();
    }
}

void ExportSheet::guardVeil()
{
    setVeilCloses(!m_working && !m_lock->isTyped() && !m_consent->isTyped());
}

void ExportSheet::showProblem(const QString& sentence)
{
    m_notice->showProblem(sentence);
}

} // namespace lockleaf::ui

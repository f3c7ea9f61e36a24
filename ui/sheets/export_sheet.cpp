// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/export_sheet.h"

#include "core/crypto/password_strength.h"
#include "ui/main/error_words.h"
#include "ui/sheets/notice.h"
#include "ui/theme/counted.h"
#include "ui/theme/metrics.h"
#include "ui/vault/export_run.h"
#include "ui/vault/vault_session.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/file_chooser.h"
#include "ui/widgets/label.h"
#include "ui/widgets/password_field.h"
#include "ui/widgets/progress_bar.h"
#include "ui/widgets/radio_card.h"
#include "ui/widgets/strength_meter.h"

#include <QDate>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLocale>
#include <QStandardPaths>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

constexpr int CardWidth = 620;
constexpr int BarRange = 1000;

/// "Personal 2026-05-09.tar.age" in the person's documents; with a number where that is taken.
QString proposedTarget(const QString& vaultName)
{
    QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    if (!QFileInfo(folder).isDir())
        folder = QDir::homePath();
    const QString stem = vaultName + u' ' + QDate::currentDate().toString(Qt::ISODate);
    QString path = QDir(folder).filePath(stem + u".tar.age"_s);
    for (int number = 2; QFileInfo::exists(path); ++number)
        path = QDir(folder).filePath(u"%1 (%2).tar.age"_s.arg(stem).arg(number));
    return path;
}

/// The person's own folder is shown without its beginning.
QString shown(const QString& path)
{
    const QString home = QDir::homePath() + u'/';
    return path.startsWith(home) ? path.mid(home.size()) : path;
}

QString absolute(const QString& typed)
{
    QString path = typed;
    if (path.startsWith(u"~/"))
        path = path.mid(2);
    return QDir::isAbsolutePath(path) ? path : QDir(QDir::homePath()).filePath(path);
}

Label* fieldLabel(const QString& text, QWidget* buddy)
{
    auto* label = new Label(text, TextRole::FieldLabel, Token::Text);
    label->setBuddy(buddy);
    return label;
}

} // namespace

ExportSheet::ExportSheet(VaultSession& session, const QString& vaultName, std::uint64_t notes,
                         QWidget* anyWidget)
    : Sheet(tr("Export"), anyWidget), m_session(session)
{
    setCardWidth(CardWidth);
    m_form = makeForm(vaultName, notes);
    contentLayout()->setSpacing(metrics::Space3);
    contentLayout()->addWidget(m_form);
    m_bar = new ProgressBar(tr("Export"));
    QSizePolicy kept = m_bar->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    m_bar->setSizePolicy(kept);
    m_bar->hide();
    contentLayout()->addWidget(m_bar);
    contentLayout()->addWidget(makeFoot());
    setInitialFocus(m_password);

    connect(m_password, &QLineEdit::textChanged, this, &ExportSheet::judgePassword);
    connect(m_repeat, &QLineEdit::textChanged, this, [this] { m_repeat->setError(false); });
    connect(m_repeat, &TextField::left, this, &ExportSheet::checkRepeat);
    connect(m_target, &QLineEdit::textChanged, this, [this] { m_target->setError(false); });
    connect(m_password, &QLineEdit::textChanged, this, &ExportSheet::guardVeil);
    connect(m_repeat, &QLineEdit::textChanged, this, &ExportSheet::guardVeil);
    for (QLineEdit* field : std::initializer_list<QLineEdit*>{m_password, m_repeat, m_target})
        connect(field, &QLineEdit::returnPressed, this, &ExportSheet::begin);
    connect(this, &Sheet::closed, this, [this] {
        m_run.reset();
        m_password->wipe();
        m_repeat->wipe();
    });
    judgePassword();
}

ExportSheet::~ExportSheet() = default;

QWidget* ExportSheet::makeForm(const QString& vaultName, std::uint64_t notes)
{
    auto* form = new QWidget;
    auto* column = new QVBoxLayout(form);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    auto* kind = new RadioCard(tr("Lockleaf archive"),
                               tr("One file with its own password. The public tools age and tar open it."));
    kind->setBadge(tr("Encrypted"), RadioCard::Badge::Good);
    kind->setChecked(true);
    column->addWidget(kind);
    column->addSpacing(metrics::Space2);

    column->addWidget(new Label(tr("What to export"), TextRole::FieldLabel, Token::Text));
    column->addWidget(
        new Label(counted(static_cast<qint64>(notes), tr("The one note. The Trash stays behind."),
                          tr("Everything: %1 notes. The Trash stays behind.")),
                  TextRole::Body, Token::Text));
    column->addSpacing(metrics::Space2);

    m_password = new PasswordField(tr("Archive password"));
    m_repeat = new PasswordField(tr("Type it again"));
    m_meter = new StrengthMeter;
    auto* fields = new QGridLayout;
    fields->setHorizontalSpacing(metrics::Space3);
    fields->setVerticalSpacing(6);
    fields->addWidget(fieldLabel(tr("Archive password"), m_password), 0, 0);
    fields->addWidget(fieldLabel(tr("Type it again"), m_repeat), 0, 1);
    fields->addWidget(m_password, 1, 0);
    fields->addWidget(m_repeat, 1, 1);
    fields->setColumnStretch(0, 1);
    fields->setColumnStretch(1, 1);
    column->addLayout(fields);
    column->addWidget(m_meter);
    column->addSpacing(metrics::Space2);

    m_target = new TextField(tr("Save as"));
    m_target->setText(shown(proposedTarget(vaultName)));
    auto* choose = new Button(tr("Choose…"));
    choose->setBaseHeight(metrics::FieldHeight);
    auto* targetRow = new QHBoxLayout;
    targetRow->setSpacing(10);
    targetRow->addWidget(m_target, 1);
    targetRow->addWidget(choose);
    column->addWidget(fieldLabel(tr("Save as"), m_target));
    column->addLayout(targetRow);
    connect(choose, &QPushButton::clicked, this, &ExportSheet::chooseTarget);
    return form;
}

QWidget* ExportSheet::makeFoot()
{
    auto* foot = new QWidget;
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::Space3);
    m_notice = new Notice;
    m_cancel = new Button(tr("Cancel"));
    m_export = new Button(tr("Export archive"), Button::Kind::Primary);
    row->addWidget(m_notice, 1);
    row->addWidget(m_cancel);
    row->addWidget(m_export);
    m_notice->showPromise(tr("The archive is read back and checked."));
    connect(m_cancel, &QPushButton::clicked, this, &ExportSheet::reject);
    connect(m_export, &QPushButton::clicked, this, &ExportSheet::begin);
    return foot;
}

void ExportSheet::judgePassword()
{
    const PasswordStrength strength = estimateStrength(m_password->typedBytes().view());
    m_strongEnough = strength.step >= PasswordStrength::Step::Fair;
    if (m_password->text().isEmpty())
        m_meter->setScore(0, {}, tr("May differ from your master password."));
    else
        m_meter->setStrength(strength);
    m_password->setError(false);
}

void ExportSheet::checkRepeat()
{
    if (!m_repeat->text().isEmpty() && !m_password->sameAs(*m_repeat)) {
        m_repeat->setError(true, tr("The two passwords differ."));
        showProblem(tr("The two passwords differ."));
    }
}

void ExportSheet::chooseTarget()
{
    const QFileInfo target(absolute(m_target->text()));
    auto* chooser = new FileChooser(window(), tr("Save the archive"), target.absolutePath());
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setAcceptMode(QFileDialog::AcceptSave);
    chooser->setOption(QFileDialog::DontConfirmOverwrite); // it never writes over a file
    chooser->setNameFilter(tr("Archives (*.age)"));
    chooser->selectFile(target.fileName());
    connect(this, &QObject::destroyed, chooser, &QObject::deleteLater);
    connect(chooser, &QFileDialog::fileSelected, this,
            [this](const QString& path) { m_target->setText(shown(path)); });
    chooser->open();
}

void ExportSheet::begin()
{
    if (m_run)
        return;
    m_run = start();
    if (!m_run)
        return;
    connect(m_run.get(), &ExportRun::progressed, this, &ExportSheet::handleProgress);
    connect(m_run.get(), &ExportRun::finished, this, &ExportSheet::handleFinished);
    setWorking(true);
}

std::unique_ptr<ExportRun> ExportSheet::start()
{
    const auto refuse = [this](TextField* field, const QString& sentence) {
        field->setError(true, sentence);
        field->setFocus();
        showProblem(sentence);
        return nullptr;
    };
    if (m_target->text().trimmed().isEmpty())
        return refuse(m_target, tr("Say where the archive should go."));
    const QString target = absolute(m_target->text());
    if (QFileInfo::exists(target))
        return refuse(m_target, tr("A file of this name exists already. Choose another name."));
    if (!m_strongEnough)
        return refuse(m_password, m_password->text().isEmpty()
                                      ? tr("Give the archive a password.")
                                      : tr("This password is easy to guess. Use a few more words."));
    if (!m_password->sameAs(*m_repeat))
        return refuse(m_repeat, tr("The two passwords differ."));
    auto passphrase = m_password->passphrase();
    if (!passphrase)
        return refuse(m_password, exportSentence(passphrase.error()));
    return std::make_unique<ExportRun>(m_session, std::filesystem::path(target.toStdString()),
                                       std::move(*passphrase));
}

void ExportSheet::setWorking(bool working)
{
    m_form->setEnabled(!working);
    m_export->setEnabled(!working);
    m_export->setText(working ? tr("Exporting…") : tr("Export archive"));
    m_bar->setVisible(working);
    m_bar->setRange(0, 0);
    guardVeil();
    if (working) {
        m_notice->showPromise(tr("Preparing the key…"));
        setFocus(); // Return that is pressed once more must not cancel
    }
}

void ExportSheet::handleProgress(qulonglong done, qulonglong total)
{
    if (total == 0)
        return;
    m_bar->setRange(0, BarRange);
    m_bar->setValue(static_cast<int>(done * BarRange / total));
    const QLocale locale;
    m_notice->showPromise(tr("%1 of 100").arg(locale.toString(done * 100 / total)));
}

void ExportSheet::handleFinished(bool succeeded, const ExportReport& report, const Error& error)
{
    // The run tells this: it must not be deleted before it returns.
    m_run.release()->deleteLater();
    setWorking(false);
    if (succeeded) {
        const QString what =
            counted(static_cast<qint64>(report.notes), tr("Exported 1 note."), tr("Exported %1 notes."));
        Q_EMIT exported(report.readBack ? what + u' ' + tr("Checked.") : what);
        closeSheet();
    } else if (error.code == ErrorCode::Cancelled) {
        m_notice->showPromise(tr("Cancelled. Nothing was written."));
        m_export->setFocus();
    } else {
        showProblem(exportSentence(error));
        m_target->setFocus();
    }
}

void ExportSheet::reject()
{
    if (m_run) {
        m_notice->showPromise(tr("Cancelling…"));
        m_run->cancel();
    } else {
        Sheet::reject();
    }
}

void ExportSheet::guardVeil()
{
    setVeilCloses(!m_run && m_password->text().isEmpty() && m_repeat->text().isEmpty());
}

void ExportSheet::showProblem(const QString& sentence)
{
    m_notice->showProblem(sentence);
}

} // namespace lockleaf::ui

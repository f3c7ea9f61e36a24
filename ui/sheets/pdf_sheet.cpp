// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/pdf_sheet.h"

#include "ui/main/error_words.h"
#include "ui/reader/pdf_run.h"
#include "ui/sheets/notice.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/file_chooser.h"
#include "ui/widgets/label.h"
#include "ui/widgets/progress_bar.h"
#include "ui/widgets/text_field.h"

#include <QDate>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QStandardPaths>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

constexpr int PdfCardWidth = 560;
constexpr int PdfBarRange = 1000;

/// "Note 2026-05-09.pdf" in the person's documents: a title in a file's name would be seen by others.
QString proposedPdf()
{
    QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    if (!QFileInfo(folder).isDir())
        folder = QDir::homePath();
    const QString stem = PdfSheet::tr("Note") + u' ' + QDate::currentDate().toString(Qt::ISODate);
    QString path = QDir(folder).filePath(stem + u".pdf"_s);
    for (int number = 2; QFileInfo::exists(path); ++number)
        path = QDir(folder).filePath(u"%1 (%2).pdf"_s.arg(stem).arg(number));
    return path;
}

QString absolutePdf(const QString& typed)
{
    QString path = typed.trimmed();
    if (path.startsWith(u"~/"))
        path = path.mid(2);
    return QDir::isAbsolutePath(path) ? path : QDir(QDir::homePath()).filePath(path);
}

} // namespace

PdfSheet::PdfSheet(Starter starter, QWidget* anyWidget)
    : Sheet(tr("Save as PDF"), anyWidget), m_starter(std::move(starter)),
      m_target(new TextField(tr("Save as"))), m_notice(new Notice), m_bar(new ProgressBar(tr("Save as PDF"))),
      m_save(new Button(tr("Save PDF"), Button::Kind::Primary))
{
    setCardWidth(PdfCardWidth);
    m_target->setText(proposedPdf());
    auto* warning =
        new Label(tr("Not encrypted: anybody who has the file can read it."), TextRole::Body, Token::Text);
    warning->setWordWrap(true);
    auto* label = new Label(tr("Save as"), TextRole::FieldLabel, Token::Text);
    label->setBuddy(m_target);
    auto* choose = new Button(tr("Choose…"));
    choose->setBaseHeight(metrics::FieldHeight);
    auto* place = new QHBoxLayout;
    place->setSpacing(10);
    place->addWidget(m_target, 1);
    place->addWidget(choose);
    QSizePolicy kept = m_bar->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    m_bar->setSizePolicy(kept);
    m_bar->hide();
    auto* cancel = new Button(tr("Cancel"));
    auto* foot = new QHBoxLayout;
    foot->setSpacing(metrics::Space3);
    foot->addWidget(m_notice, 1);
    foot->addWidget(cancel);
    foot->addWidget(m_save);
    contentLayout()->setSpacing(metrics::Space3);
    contentLayout()->addWidget(warning);
    contentLayout()->addWidget(label);
    contentLayout()->addLayout(place);
    contentLayout()->addWidget(m_bar);
    contentLayout()->addLayout(foot);
    setInitialFocus(m_target);
    connect(choose, &QPushButton::clicked, this, &PdfSheet::chooseTarget);
    connect(cancel, &QPushButton::clicked, this, &PdfSheet::reject);
    connect(m_save, &QPushButton::clicked, this, &PdfSheet::begin);
    connect(m_target, &QLineEdit::returnPressed, this, &PdfSheet::begin);
    connect(m_target, &QLineEdit::textChanged, this, [this] { m_target->setError(false); });
    connect(this, &Sheet::closed, this, [this] { m_run.reset(); });
}

PdfSheet::~PdfSheet() = default;

void PdfSheet::chooseTarget()
{
    const QFileInfo target(absolutePdf(m_target->text()));
    auto* chooser = new FileChooser(window(), tr("Save as PDF"), target.absolutePath());
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setAcceptMode(QFileDialog::AcceptSave);
    chooser->setOption(QFileDialog::DontConfirmOverwrite); // it never writes over a file
    chooser->setNameFilter(tr("PDF files (*.pdf)"));
    chooser->selectFile(target.fileName());
    connect(this, &QObject::destroyed, chooser, &QObject::deleteLater);
    connect(chooser, &QFileDialog::fileSelected, m_target, &QLineEdit::setText);
    chooser->open();
}

void PdfSheet::refuse(const QString& sentence)
{
    m_target->setError(true, sentence);
    m_target->setFocus();
    m_notice->showProblem(sentence);
}

void PdfSheet::begin()
{
    if (m_run)
        return;
    const QString target = absolutePdf(m_target->text());
    if (m_target->text().trimmed().isEmpty()) {
        refuse(tr("Say where the file should go."));
        return;
    }
    if (QFileInfo::exists(target)) {
        refuse(tr("A file of this name exists already. Choose another name."));
        return;
    }
    m_run = m_starter(target);
    connect(m_run.get(), &PdfRun::progressed, this, &PdfSheet::handleProgress);
    connect(m_run.get(), &PdfRun::finished, this, &PdfSheet::handleFinished);
    setWorking(true);
}

void PdfSheet::setWorking(bool working)
{
    m_target->setEnabled(!working);
    m_save->setEnabled(!working);
    m_bar->setVisible(working);
    m_bar->setRange(0, 0);
    setVeilCloses(!working);
    if (working) {
        m_notice->showPromise(tr("Laying out the pages…"));
        setFocus(); // Return that is pressed once more must not cancel
    }
}

void PdfSheet::handleProgress(qulonglong done, qulonglong total)
{
    if (total == 0)
        return;
    m_bar->setRange(0, PdfBarRange);
    m_bar->setValue(static_cast<int>(done * PdfBarRange / total));
}

void PdfSheet::handleFinished(bool succeeded, const Error& error)
{
    // The run tells this: it must not be deleted before it returns.
    m_run.release()->deleteLater();
    setWorking(false);
    if (succeeded) {
        Q_EMIT saved();
        closeSheet();
    } else if (error.code == ErrorCode::Cancelled) {
        m_notice->showPromise(tr("Cancelled. Nothing was written."));
    } else if (error.code == ErrorCode::BodyTooLarge) {
        m_notice->showProblem(tr("This note is too large for a PDF."));
    } else {
        refuse(exportSentence(error));
    }
}

void PdfSheet::reject()
{
    if (m_run)
        m_run->cancel();
    else
        Sheet::reject();
}

} // namespace lockleaf::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/pdf_sheet.h"

#include "ui/main/error_words.h"
#include "ui/reader/pdf_run.h"
#include "ui/sheets/notice.h"
#include "ui/sheets/paths.h"
#include "ui/sheets/plain_consent.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/label.h"
#include "ui/widgets/progress_bar.h"
#include "ui/widgets/text_field.h"

#include <QDate>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

constexpr int PdfCardWidth = 560;
constexpr int PdfBarRange = 1000;

/// "Note 2026-05-09.pdf" in the person's documents: a title in a file's name would be seen by others.
QString proposedPdf()
{
    const QString stem = PdfSheet::tr("Note") + u' ' + QDate::currentDate().toString(Qt::ISODate);
    return shownPath(proposedPath(stem, u".pdf"_s));
}

} // namespace

PdfSheet::PdfSheet(VaultSession& session, Starter starter, QWidget* anyWidget)
    : Sheet(tr("Save as PDF"), anyWidget), m_starter(std::move(starter)),
      m_consent(new PlainConsent(session)), m_target(new TextField(tr("Save as"))), m_notice(new Notice),
      m_bar(new ProgressBar(tr("Save as PDF"))), m_cancel(new Button(tr("Cancel"))),
      m_save(new Button(tr("Save PDF"), Button::Kind::Primary))
{
    setCardWidth(PdfCardWidth);
    m_form = makeForm();
    QSizePolicy kept = m_bar->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    m_bar->setSizePolicy(kept);
    m_bar->hide();
    auto* foot = new QHBoxLayout;
    foot->setSpacing(metrics::Space3);
    foot->addWidget(m_notice, 1);
    foot->addWidget(m_cancel);
    foot->addWidget(m_save);
    contentLayout()->setSpacing(metrics::Space3);
    contentLayout()->addWidget(m_form);
    contentLayout()->addWidget(m_bar);
    contentLayout()->addLayout(foot);
    setInitialFocus(m_consent->firstField());
    m_notice->showPromise(tr("The file appears when it is complete."));
    connectParts();
    refreshButton();
}

PdfSheet::~PdfSheet() = default;

QWidget* PdfSheet::makeForm()
{
    m_target->setText(proposedPdf());
    auto* label = new Label(tr("Save as"), TextRole::FieldLabel, Token::Text);
    label->setBuddy(m_target);
    auto* choose = new Button(tr("Choose…"));
    choose->setBaseHeight(metrics::FieldHeight);
    auto* place = new QHBoxLayout;
    place->setSpacing(10);
    place->addWidget(m_target, 1);
    place->addWidget(choose);
    auto* form = new QWidget;
    auto* column = new QVBoxLayout(form);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_consent);
    column->addSpacing(metrics::Space2);
    column->addWidget(label);
    column->addLayout(place);
    connect(choose, &QPushButton::clicked, this, [this] {
        choosePath({PathChoice::Kind::SaveNew, tr("Save as PDF"), tr("PDF files (*.pdf)")}, *m_target, this);
    });
    return form;
}

void PdfSheet::connectParts()
{
    connect(m_cancel, &QPushButton::clicked, this, &PdfSheet::reject);
    connect(m_save, &QPushButton::clicked, this, &PdfSheet::begin);
    connect(m_target, &QLineEdit::returnPressed, this, &PdfSheet::begin);
    connect(m_target, &QLineEdit::textChanged, this, [this] { m_target->setError(false); });
    connect(m_consent, &PlainConsent::edited, this, &PdfSheet::guardVeil);
    connect(m_consent, &PlainConsent::returnPressed, this, &PdfSheet::begin);
    connect(m_consent, &PlainConsent::pauseChanged, this, &PdfSheet::refreshButton);
    connect(m_consent, &PlainConsent::given, this, &PdfSheet::write);
    connect(m_consent, &PlainConsent::refused, this, [this](const QString& sentence) {
        setWorking(false);
        m_notice->showProblem(sentence);
    });
    connect(this, &Sheet::closed, this, [this] {
        m_consent->giveUp();
        m_run.reset();
        m_consent->wipe();
    });
}

void PdfSheet::refuse(const QString& sentence)
{
    m_target->setError(true, sentence);
    m_target->setFocus();
    m_notice->showProblem(sentence);
}

void PdfSheet::begin()
{
    if (m_working)
        return;
    if (m_target->text().trimmed().isEmpty()) {
        refuse(tr("Say where the file should go."));
        return;
    }
    if (QFileInfo::exists(typedPath(m_target->text().trimmed()))) {
        refuse(tr("A file of this name exists already. Choose another name."));
        return;
    }
    if (m_consent->ask()) {
        setWorking(true);
        m_notice->showPromise(tr("Checking the password…"));
    }
}

void PdfSheet::write()
{
    m_run = m_starter(typedPath(m_target->text().trimmed()));
    connect(m_run.get(), &PdfRun::progressed, this, &PdfSheet::handleProgress);
    connect(m_run.get(), &PdfRun::finished, this, &PdfSheet::handleFinished);
    m_notice->showPromise(tr("Laying out the pages…"));
}

void PdfSheet::setWorking(bool working)
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

void PdfSheet::refreshButton()
{
    const int pause = m_consent->pause();
    m_save->setEnabled(!m_working && pause == 0);
    m_save->setText(pause > 0 ? tr("Try again in %1 s").arg(pause) : tr("Save PDF"));
}

void PdfSheet::guardVeil()
{
    setVeilCloses(!m_working && !m_consent->isTyped());
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
    if (m_run) {
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

} // namespace lockleaf::ui

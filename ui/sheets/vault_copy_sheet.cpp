// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/vault_copy_sheet.h"

#include "ui/main/error_words.h"
#include "ui/sheets/notice.h"
#include "ui/sheets/paths.h"
#include "ui/theme/counted.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/label.h"
#include "ui/widgets/progress_bar.h"
#include "ui/widgets/text_field.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

constexpr int VaultCopyCardWidth = 560;
constexpr int VaultCopyBarRange = 1000;

QString copyProblem(const Error& error)
{
    switch (error.code) {
    case ErrorCode::Cancelled:
        return VaultCopySheet::tr("Cancelled. No copy was made.");
    case ErrorCode::AlreadyExists:
        return VaultCopySheet::tr("Something of that name is there already.");
    case ErrorCode::InputOutput:
    case ErrorCode::Damaged:
        return VaultCopySheet::tr("The vault's file cannot be read any more, so no copy could be made. What "
                                  "you wrote is still in this window: put the disk back, or copy the text "
                                  "elsewhere.");
    default:
        return VaultCopySheet::tr("No copy could be made: %1.").arg(shortReason(error));
    }
}

} // namespace

VaultCopySheet::VaultCopySheet(VaultSession& session, const QString& vaultName, Unsaved unsaved,
                               QWidget* anyWidget)
    : Sheet(tr("Save a copy"), anyWidget), m_session(session), m_unsaved(std::move(unsaved)),
      m_target(new TextField(tr("The copy"))), m_choose(new Button(tr("Choose…"))),
      m_bar(new ProgressBar(tr("Save a copy"))), m_notice(new Notice), m_cancel(new Button(tr("Cancel"))),
      m_go(new Button(tr("Save"), Button::Kind::Primary))
{
    setCardWidth(VaultCopyCardWidth);
    contentLayout()->setSpacing(metrics::Space3);
    auto* intro =
        new Label(tr("The whole vault as it is open here, with what could not be saved meanwhile, as "
                     "a new vault file. It opens with the same password."),
                  TextRole::Help, Token::TextSecondary);
    intro->setWordWrap(true);
    contentLayout()->addWidget(intro);
    auto* label = new Label(tr("The copy"), TextRole::FieldLabel, Token::Text);
    label->setBuddy(m_target);
    m_choose->setBaseHeight(metrics::FieldHeight);
    auto* row = new QHBoxLayout;
    row->setSpacing(10);
    row->addWidget(m_target, 1);
    row->addWidget(m_choose);
    contentLayout()->addWidget(label);
    contentLayout()->addLayout(row);
    contentLayout()->addWidget(m_bar);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(metrics::Space3);
    foot->addWidget(m_notice, 1);
    foot->addWidget(m_cancel);
    foot->addWidget(m_go);
    contentLayout()->addLayout(foot);
    m_target->setText(shownPath(proposedPath(vaultName, u".lockleaf"_s)));
    m_notice->showPromise(tr("It gets its name after all of it was read once more."));
    setInitialFocus(m_target);
    connect(m_choose, &QPushButton::clicked, this, [this] {
        choosePath({PathChoice::Kind::SaveNew, tr("Where the copy goes"), tr("Vaults (*.lockleaf)")},
                   *m_target, this);
    });
    connect(m_target, &QLineEdit::textChanged, this, [this] { m_target->setError(false); });
    connect(m_target, &QLineEdit::returnPressed, this, &VaultCopySheet::go);
    connect(m_cancel, &QPushButton::clicked, this, &VaultCopySheet::reject);
    connect(m_go, &QPushButton::clicked, this, &VaultCopySheet::go);
    connect(this, &Sheet::closed, this, [this] { m_run.reset(); });
    setWorking(false);
}

VaultCopySheet::~VaultCopySheet() = default;

void VaultCopySheet::setWorking(bool working)
{
    m_working = working;
    for (QWidget* control :
         {static_cast<QWidget*>(m_target), static_cast<QWidget*>(m_choose), static_cast<QWidget*>(m_go)})
        control->setEnabled(!working);
    m_go->setText(working ? tr("Saving…") : tr("Save"));
    m_bar->setVisible(working);
    m_bar->setRange(0, 0);
    setVeilCloses(!working);
    if (working)
        setFocus(); // Return that is pressed once more must not cancel
}

void VaultCopySheet::go()
{
    const QString typed = m_target->text().trimmed();
    if (m_working)
        return;
    if (typed.isEmpty()) {
        refuse(tr("Say where the copy goes."));
        return;
    }
    m_file = typedPath(typed).toStdString();
    setWorking(true);
    m_notice->showPromise(tr("Copying…"));
    const QPointer<VaultCopySheet> guard(this);
    m_unsaved([guard](const std::vector<UnsavedText>& texts) {
        if (guard && guard->isOpen() && guard->m_working)
            guard->start(guard->m_file, texts);
    });
}

void VaultCopySheet::start(const std::filesystem::path& target, const std::vector<UnsavedText>& texts)
{
    m_texts = texts.size();
    m_outcome = std::make_shared<VaultCopyOutcome>();
    m_run = std::make_unique<JobRun>(m_session, nullptr);
    connect(m_run.get(), &JobRun::progressed, this, [this](qulonglong done, qulonglong total) {
        if (total == 0)
            return;
        m_bar->setRange(0, VaultCopyBarRange);
        m_bar->setValue(static_cast<int>(std::min(done, total) * VaultCopyBarRange / total));
    });
    connect(m_run.get(), &JobRun::finished, this, [this](const std::optional<Error>& error) {
        m_run.release()->deleteLater(); // it tells this: it must not go before it returns
        handleEnded(error);
    });
    m_run->start(makeVaultCopy(target, texts, m_outcome));
}

void VaultCopySheet::handleEnded(const std::optional<Error>& error)
{
    setWorking(false);
    if (error && !m_outcome->copied) {
        refuse(copyProblem(*error));
        return;
    }
    m_target->setEnabled(false);
    m_choose->setEnabled(false);
    m_go->hide();
    m_cancel->setText(tr("Close"));
    m_cancel->setFocus();
    const QString notes =
        counted(static_cast<qint64>(m_outcome->snapshot.counts.notes), tr("1 note"), tr("%1 notes"));
    if (error)
        m_notice->showProblem(tr("The copy has what was saved (%1), but not all that was written since: %2. "
                                 "Copy the text of this window elsewhere.")
                                  .arg(notes, shortReason(*error)));
    else if (m_texts == 0)
        m_notice->showPromise(
            tr("Everything is in the copy: %1. Lock, and choose “Open another vault…”.").arg(notes));
    else
        m_notice->showPromise(tr("Everything is in the copy: %1, and what could not be saved. Lock, and "
                                 "choose “Open another vault…”.")
                                  .arg(notes));
}

void VaultCopySheet::refuse(const QString& sentence)
{
    m_target->setError(true, sentence);
    m_target->setFocus();
    m_target->selectAll();
    m_notice->showProblem(sentence);
}

void VaultCopySheet::reject()
{
    if (m_run) {
        m_notice->showPromise(tr("Cancelling…"));
        m_run->cancel();
        return;
    }
    m_working = false;
    Sheet::reject();
}

} // namespace lockleaf::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lockscreen/kit_form.h"

#include "ui/lockscreen/notice_row.h"
#include "ui/lockscreen/recovery_code_view.h"
#include "ui/lockscreen/recovery_kit.h"
#include "ui/theme/metrics.h"
#include "ui/theme/typography.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/file_chooser.h"
#include "ui/widgets/label.h"
#include "ui/widgets/password_field.h"

#include <QCoreApplication>
#include <QDate>
#include <QDir>
#include <QFile>
#include <QHBoxLayout>
#include <QPointer>
#include <QStandardPaths>
#include <QThread>
#include <QVBoxLayout>

namespace lockleaf::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int GroupFieldWidth = 150;

} // namespace

KitForm::KitForm(QWidget* parent)
    : QWidget(parent), m_view(new RecoveryCodeView(this)),
      m_save(new Button(tr("Save as PDF…"), Button::Kind::Secondary, this)),
      m_print(new Button(tr("Print…"), Button::Kind::Secondary, this)), m_saved(new NoticeRow(this)),
      m_groupLabel(new Label(tr("Type the last group, to be sure it was saved"), TextRole::FieldLabel,
                             Token::Text, this)),
      m_group(new PasswordField(tr("Last group of the code"), this)), m_error(new NoticeRow(this))
{
    build();
    connect(m_save, &QPushButton::clicked, this, &KitForm::choosePlace);
    connect(m_print, &QPushButton::clicked, this, &KitForm::print);
    connect(m_group, &QLineEdit::returnPressed, this, &KitForm::submitted);
    connect(m_group, &QLineEdit::textEdited, this, [this] {
        m_group->setError(false);
        m_error->clearNotice();
    });
}

KitForm::~KitForm()
{
    m_stopPrinting.request_stop();
}

void KitForm::build()
{
    m_save->setLeadingIcon(Icon::Download);
    for (Button* button : {m_save, m_print})
        button->setBaseHeight(metrics::FieldHeight);
    m_groupLabel->setBuddy(m_group);
    m_group->setFixedWidth(typography::scaled(GroupFieldWidth));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_view);
    column->addSpacing(metrics::Space4);
    auto* paper = new QHBoxLayout;
    paper->setSpacing(metrics::Space3);
    paper->addWidget(m_save, 1);
    paper->addWidget(m_print, 1);
    column->addLayout(paper);
    m_saved->setTopGap(metrics::Space2);
    column->addWidget(m_saved);
    column->addSpacing(metrics::Space6);
    column->addWidget(m_groupLabel);
    column->addSpacing(5);
    column->addWidget(m_group);
    m_error->setTopGap(metrics::Space2);
    column->addWidget(m_error);
    setTabOrder(m_view->toggle(), m_save);
    setTabOrder(m_save, m_print);
    setTabOrder(m_print, m_group);
}

void KitForm::begin(RecoveryCode code, const QString& vaultName)
{
    m_view->setCode(code.clone());
    m_code = std::move(code);
    m_vaultName = vaultName;
    stopPrinting();
    m_saving = false;
    m_saved->clearNotice();
    m_error->clearNotice();
    m_group->wipe();
    m_group->setRevealed(true);
    setWorking(false);
}

bool KitForm::confirm()
{
    if (m_code && m_code->hasGroup(RecoveryCode::groups - 1, m_group->typedBytes().view()))
        return true;
    const QString sentence = tr("That is not the last group of the code. Look at the page that you saved.");
    m_group->setError(true, sentence);
    showError(sentence);
    focusField();
    m_group->selectAll();
    return false;
}

void KitForm::setWorking(bool working)
{
    m_working = working;
    m_group->setEnabled(!working);
    refreshButtons();
}

void KitForm::showError(const QString& sentence)
{
    m_error->setNotice(Icon::Warning, sentence, Token::Danger, Token::Danger, true);
}

void KitForm::focusField()
{
    m_group->setFocus(Qt::OtherFocusReason);
}

void KitForm::wipe()
{
    stopPrinting();
    m_code.reset();
    m_view->wipe();
    m_group->wipe();
}

void KitForm::choosePlace()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    auto* chooser =
        new FileChooser(this, tr("Save the recovery kit"), QDir(folder).exists() ? folder : QDir::homePath());
    chooser->setAcceptMode(QFileDialog::AcceptSave);
    chooser->setNameFilter(tr("PDF files (*.pdf)"));
    chooser->setDefaultSuffix(u"pdf"_s);
    chooser->selectFile(tr("Lockleaf recovery kit.pdf"));
    connect(chooser, &QFileDialog::fileSelected, this, &KitForm::save);
    chooser->open();
}

void KitForm::save(const QString& path)
{
    if (!m_code)
        return;
    m_saving = true;
    refreshButtons();
    auto code = std::make_shared<RecoveryCode>(m_code->clone());
    const RecoveryKitPage page = RecoveryKitPage::of(m_vaultName, QDate::currentDate());
    const QPointer<KitForm> self(this);
    QThread* const thread = QThread::create([self, code, page, path] {
        const auto saved = std::make_shared<Result<void>>(
            saveRecoveryKit(page, *code, std::filesystem::path(QFile::encodeName(path).toStdString())));
        QMetaObject::invokeMethod(qApp, [self, path, saved] {
            if (self)
                self->takeSaved(path, *saved);
        });
    });
    connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    thread->start();
}

void KitForm::takeSaved(const QString& path, const Result<void>& saved)
{
    m_saving = false;
    refreshButtons();
    if (saved) {
        m_saved->setNotice(
            Icon::Check,
            tr("Saved as %1. The code stands in it in plain: print it or put it on a USB stick, "
               "and delete it here.")
                .arg(QDir::toNativeSeparators(path)),
            Token::Accent, Token::TextSecondary, true);
        return;
    }
    const bool taken = saved.error().code == ErrorCode::AlreadyExists;
    m_saved->setNotice(Icon::Warning,
                       taken ? tr("A file of that name exists already; it was not touched.")
                             : tr("The page could not be saved there."),
                       Token::Danger, Token::Danger, true);
}

} // namespace lockleaf::ui

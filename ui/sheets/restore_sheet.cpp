// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/restore_sheet.h"

#include "core/interchange/import_file.h"
#include "ui/sheets/paths.h"
#include "ui/theme/metrics.h"
#include "ui/vault/held_job.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/label.h"
#include "ui/widgets/password_field.h"
#include "ui/widgets/segmented_control.h"

#include <QHBoxLayout>
#include <QStackedLayout>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

constexpr std::size_t LargestKeyFile = std::size_t{1} << 20;

Result<std::vector<age::Identity>> readIdentities(const std::filesystem::path& file)
{
    LOCKLEAF_TRY(const std::shared_ptr<const ImportFile> opened, ImportFile::open(file));
    if (opened->size() > LargestKeyFile)
        return fail(ErrorCode::KeyNotValid);
    SecureBytes content(static_cast<std::size_t>(opened->size()));
    std::size_t filled = 0;
    while (filled < content.size()) {
        LOCKLEAF_TRY(const std::size_t read, opened->readAt(filled, content.span().subspan(filled)));
        if (read == 0)
            break;
        filled += read;
    }
    content.truncate(filled);
    return age::parseIdentityFile(content.text());
}

} // namespace

struct RestoreSheet::Opened
{
    std::unique_ptr<ArchiveInput> look;
    std::unique_ptr<ArchiveInput> take;
    bool failedAtKeyFile = false;
};

RestoreSheet::RestoreSheet(VaultSession& session, const QString& archive, QWidget* anyWidget)
    : TakeOverSheet(TakeOverKind::Archive, tr("Restore from archive"),
                    {tr("Brings the notes of an encrypted archive back into this vault. What is here already "
                        "stays; nothing is overwritten."),
                     tr("Archive"), tr("Restore from an archive"), tr("Archives (*.age);;All files (*)"),
                     tr("You see what would come before anything is changed."), tr("Opening the archive…"),
                     tr("Restore"), tr("Restoring…"), tr("Say which archive to restore.")},
                    session, anyWidget)
{
    m_by = new SegmentedControl(tr("What opens it"), {tr("Password"), tr("age key file")});
    auto* byRow = new QHBoxLayout;
    byRow->addWidget(new Label(tr("What opens it"), TextRole::FieldLabel, Token::Text), 1);
    byRow->addWidget(m_by);
    keyLayout()->addLayout(byRow);
    m_password = new PasswordField(tr("Password of the archive"));
    m_keyFile = new TextField(tr("File with the age key"));
    auto* choose = new Button(tr("Choose…"));
    choose->setBaseHeight(metrics::FieldHeight);
    auto* keyRow = new QWidget;
    auto* row = new QHBoxLayout(keyRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    row->addWidget(m_keyFile, 1);
    row->addWidget(choose);
    auto* keys = new QWidget;
    m_keys = new QStackedLayout(keys);
    m_keys->addWidget(m_password);
    m_keys->addWidget(keyRow);
    keyLayout()->addWidget(keys);
    connect(m_by, &SegmentedControl::chosen, this, [this](int index) {
        m_keys->setCurrentIndex(index);
        (index == 0 ? static_cast<QWidget*>(m_password) : m_keyFile)->setFocus();
    });
    connect(choose, &QPushButton::clicked, this, [this] {
        choosePath({PathChoice::Kind::OpenFile, tr("File with the age key"), {}}, *m_keyFile, this);
    });
    connect(m_password, &QLineEdit::textChanged, this, [this] {
        m_password->setError(false);
        guardVeil();
    });
    connect(m_keyFile, &QLineEdit::textChanged, this, [this] { m_keyFile->setError(false); });
    fileField()->setText(archive);
    if (!archive.isEmpty())
        setInitialFocus(m_password);
    ready();
}

RestoreSheet::~RestoreSheet() = default;

bool RestoreSheet::isByKey() const
{
    return m_by->currentIndex() == 1;
}

bool RestoreSheet::isTyped() const
{
    return m_password != nullptr && !m_password->isEmpty();
}

bool RestoreSheet::open(const std::filesystem::path& file, SideWork& work)
{
    auto typed = std::make_shared<SecureBytes>();
    std::optional<std::filesystem::path> keyFile;
    if (isByKey()) {
        const QString path = m_keyFile->text().trimmed();
        if (path.isEmpty()) {
            refuse(m_keyFile, tr("Say which file holds the age key."));
            return false;
        }
        keyFile = std::filesystem::path(typedPath(path).toStdString());
    } else {
        if (m_password->isEmpty()) {
            refuse(m_password, tr("Type the password of the archive."));
            return false;
        }
        *typed = m_password->typedBytes();
    }
    auto opened = std::make_shared<Opened>();
    auto tryIt = [file, keyFile, typed, opened]() -> Result<void> {
        age::OpeningKeys keys;
        if (keyFile) {
            opened->failedAtKeyFile = true;
            LOCKLEAF_TRY(keys.identities, readIdentities(*keyFile));
            opened->failedAtKeyFile = false;
        } else {
            keys.passphrase = std::move(*typed);
        }
        LOCKLEAF_TRY(opened->look, ArchiveInput::open(file, keys));
        LOCKLEAF_TRY(opened->take, opened->look->again(file));
        return {};
    };
    work.run(std::move(tryIt), [this, opened](const Result<void>& done) {
        if (!done) {
            handleFailed(done.error(), opened->failedAtKeyFile);
            return;
        }
        m_opened = opened;
        m_provesMaker = opened->take->isByPassphrase();
        m_password->wipe();
        handleOpened();
    });
    return true;
}

void RestoreSheet::handleFailed(const Error& error, bool ofKeyFile)
{
    const bool byKey = isByKey();
    if (ofKeyFile)
        refuse(m_keyFile, identitySentence(error));
    else if (error.code == ErrorCode::WrongArchiveKey)
        refuse(byKey ? m_keyFile : m_password, archiveSentence(error, byKey));
    else
        refuse(nullptr, archiveSentence(error, byKey));
}

JobRun::Make RestoreSheet::makeJob(bool dryRun, Outcome outcome)
{
    auto opened = m_opened;
    return [dryRun, outcome, opened](Vault& vault) -> Result<std::unique_ptr<SlicedJob>> {
        auto archive = std::move(dryRun ? opened->look : opened->take);
        if (!archive)
            return fail(ErrorCode::Internal);
        return std::make_unique<HeldJob>(outcome,
                                         makeRestoreJob(&vault, std::move(archive), *outcome, dryRun));
    };
}

void RestoreSheet::forget()
{
    m_opened.reset();
    m_password->wipe();
}

QStringList RestoreSheet::remarks() const
{
    if (m_provesMaker)
        return {};
    return {tr("It was opened by a key, not a password: it does not prove who made it.")};
}

} // namespace lockleaf::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/way_links.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/file_chooser.h"
#include "ui/widgets/label.h"
#include "ui/widgets/password_field.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHBoxLayout>

#include <memory>
#include <utility>

namespace lockleaf::ui {

WayLinks::WayLinks(PasswordField& field, Label& label, QString name, Qt::Alignment alignment, QWidget* parent)
    : QWidget(parent), m_field(field), m_label(label), m_name(std::move(name)), m_labelText(label.text()),
      m_keyFileLink(new LinkButton(tr("Key file…"), this)),
      m_codeLink(new LinkButton(tr("Use recovery kit"), this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::Space4);
    row->setAlignment(alignment);
    row->addWidget(m_keyFileLink);
    row->addWidget(m_codeLink);
    connect(m_codeLink, &QPushButton::clicked, this, [this] {
        useCode(!m_usesCode);
        m_field.setFocus(Qt::OtherFocusReason);
    });
    connect(m_keyFileLink, &QPushButton::clicked, this, [this] {
        if (m_keyFile.isEmpty())
            chooseKeyFile();
        else
            setKeyFile({});
    });
    refresh();
}

void WayLinks::offer(bool recoveryCode, bool keyFile)
{
    m_hasCode = recoveryCode;
    m_hasKeyFile = keyFile;
    refresh();
}

void WayLinks::reset()
{
    m_hasCode = false;
    m_hasKeyFile = false;
    m_keyFile.clear();
    useCode(false);
}

void WayLinks::setKeyFile(const QString& path)
{
    m_keyFile = path;
    refresh();
    m_field.setFocus(Qt::OtherFocusReason);
    Q_EMIT changed();
}

void WayLinks::chooseKeyFile()
{
    auto* chooser = new FileChooser(this, tr("Choose the key file"), QDir::homePath());
    chooser->setFileMode(QFileDialog::ExistingFile);
    connect(chooser, &QFileDialog::fileSelected, this, &WayLinks::setKeyFile);
    chooser->open();
}

void WayLinks::useCode(bool code)
{
    m_usesCode = code;
    m_field.wipe();
    m_field.setRevealed(code); // copied from paper: whoever stands by has seen that as well
    m_field.setError(false);
    m_field.setAccessibleName(code ? tr("Recovery code") : m_name);
    m_label.setText(code ? tr("Recovery code") : m_labelText);
    refresh();
    Q_EMIT changed();
}

Result<MakeWay> WayLinks::takeWay() const
{
    if (m_usesCode) {
        LOCKLEAF_TRY(RecoveryCode code, RecoveryCode::fromTyped(m_field.typedBytes().view()));
        const auto shared = std::make_shared<RecoveryCode>(std::move(code));
        return MakeWay([shared]() -> Result<WayIn> { return WayIn::recoveryCode(shared->clone()); });
    }
    LOCKLEAF_TRY(Passphrase typed, m_field.passphrase());
    const auto shared = std::make_shared<Passphrase>(std::move(typed));
    if (m_keyFile.isEmpty())
        return MakeWay([shared]() -> Result<WayIn> { return WayIn::password(shared->clone()); });
    const std::filesystem::path file(QFile::encodeName(m_keyFile).toStdString());
    return MakeWay([shared, file]() -> Result<WayIn> {
        auto keyFile = KeyFile::read(file);
        if (!keyFile) // "no such file" would be understood as of the vault
            return fail(ErrorCode::KeyFileNotUsable, describe(keyFile.error()));
        return WayIn::passwordAndKeyFile(shared->clone(), std::move(*keyFile));
    });
}

void WayLinks::refresh()
{
    m_codeLink->setText(m_usesCode ? tr("Use the password") : tr("Use recovery kit"));
    m_codeLink->setVisible(m_hasCode);
    m_keyFileLink->setText(m_keyFile.isEmpty()
                               ? tr("Key file…")
                               : tr("Without key file “%1”").arg(QFileInfo(m_keyFile).fileName()));
    m_keyFileLink->setVisible(m_hasKeyFile && !m_usesCode);
    setVisible(offersAny());
}

} // namespace lockleaf::ui

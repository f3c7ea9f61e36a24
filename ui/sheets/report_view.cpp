// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/report_view.h"

#include "ui/main/error_words.h"
#include "ui/sheets/paths.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/theme/typography.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/file_chooser.h"
#include "ui/widgets/label.h"

#include <QClipboard>
#include <QFile>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include <cerrno>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

constexpr int ReportHeight = 230;
constexpr int LowReportHeight = 112;

/// A new file that only its owner may read; never one that was there.
Result<void> writeReport(const QString& path, const QByteArray& text)
{
    if (QFileInfo::exists(path))
        return fail(ErrorCode::AlreadyExists);
    QFile file(path);
    errno = 0;
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        return errno != 0 ? failErrno(errno, "open") : fail(ErrorCode::InputOutput, "open");
    if (file.write(text) == text.size() && file.flush())
        return {};
    const bool full = file.error() == QFileDevice::ResourceError;
    file.remove();
    return fail(full ? ErrorCode::DiskFull : ErrorCode::InputOutput, "write");
}

} // namespace

ReportView::ReportView(QWidget* parent)
    : QWidget(parent), m_text(new QPlainTextEdit), m_copy(new LinkButton(tr("Copy report"))),
      m_save(new LinkButton(tr("Save report…")))
{
    m_text->setReadOnly(true);
    m_text->setUndoRedoEnabled(false);
    m_text->setTabChangesFocus(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setFixedHeight(ReportHeight);
    m_text->document()->setDocumentMargin(metrics::Space3);
    m_text->setAccessibleName(tr("Report"));
    auto* warning = new Label(tr("The report holds titles. A copy of it is not encrypted."),
                              TextRole::Caption, Token::TextSecondary);
    warning->setWordWrap(true);
    auto* row = new QHBoxLayout;
    row->setSpacing(metrics::Space4);
    row->addWidget(warning, 1);
    row->addWidget(m_copy);
    row->addWidget(m_save);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::Space2);
    column->addWidget(m_text);
    column->addLayout(row);
    connect(m_copy, &QPushButton::clicked, this, &ReportView::copy);
    connect(m_save, &QPushButton::clicked, this, &ReportView::save);
    connect(&ThemeManager::instance(), &ThemeManager::themeChanged, this, &ReportView::refreshLook);
    refreshLook();
}

void ReportView::setReport(const QString& text)
{
    m_text->setPlainText(text);
}

void ReportView::setLow(bool low)
{
    m_text->setFixedHeight(low ? LowReportHeight : ReportHeight);
}

QString ReportView::report() const
{
    return m_text->toPlainText();
}

void ReportView::refreshLook()
{
    m_text->setFont(typography::font(TextRole::Help));
    QPalette colors = m_text->palette();
    const Theme& theme = currentTheme();
    colors.setColor(QPalette::Base, theme.color(Token::List));
    colors.setColor(QPalette::Text, theme.color(Token::Text));
    colors.setColor(QPalette::Highlight, theme.color(Token::Selection));
    colors.setColor(QPalette::HighlightedText, theme.color(Token::Text));
    m_text->setPalette(colors);
}

void ReportView::copy()
{
    QGuiApplication::clipboard()->setText(report());
    Q_EMIT said(tr("Copied. Other programs can read it now."));
}

void ReportView::save()
{
    const QFileInfo proposed(proposedPath(tr("Lockleaf report"), u".txt"_s));
    auto* chooser = new FileChooser(window(), tr("Save the report, not encrypted"), proposed.absolutePath());
    chooser->setAcceptMode(QFileDialog::AcceptSave);
    chooser->setOption(QFileDialog::DontConfirmOverwrite);
    chooser->selectFile(proposed.fileName());
    connect(this, &QObject::destroyed, chooser, &QObject::deleteLater);
    connect(chooser, &QFileDialog::fileSelected, this, &ReportView::saveAs);
    chooser->open();
}

void ReportView::saveAs(const QString& path)
{
    m_work.run([path, text = report().toUtf8()] { return writeReport(path, text + '\n'); },
               [this, path](const Result<void>& written) {
                   if (written)
                       Q_EMIT said(tr("Saved, not encrypted: %1").arg(shownPath(path)));
                   else
                       Q_EMIT failed(exportSentence(written.error()));
               });
}

} // namespace lockleaf::ui

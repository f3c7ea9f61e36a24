// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/file_preview.h"

#include "core/base/text.h"
#include "ui/pictures/note_pictures.h"
#include "ui/pictures/picture_words.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/theme/typography.h"
#include "ui/widgets/label.h"

#include <QPainter>
#include <QPlainTextEdit>
#include <QStackedLayout>

#include <algorithm>

namespace lockleaf::ui {

namespace {

/// `text` up to its last whole character: a beginning may end in the middle of one.
std::string_view wholeCharacters(std::string_view text)
{
    for (int i = 0; i < 4 && !text.empty() && !isStorableText(text); ++i)
        text.remove_suffix(1);
    return text;
}

/// `text` with its long lines broken: laying one out takes seconds, and nobody reads it.
QString withShortLines(const QString& text)
{
    constexpr qsizetype Longest = 1000;
    QString broken;
    broken.reserve(text.size() + text.size() / Longest);
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype end = text.indexOf(u'\n', at);
        const qsizetype line = (end < 0 ? text.size() : end + 1) - at;
        const qsizetype count = std::min(line, Longest);
        broken += QStringView(text).mid(at, count);
        if (count < line)
            broken += u'\n';
        at += count;
    }
    return broken;
}

} // namespace

/// A picture in the middle of its room, never larger than it is.
class FilePreview::PictureView : public QWidget
{
public:
    explicit PictureView(NotePictures& pictures) : m_pictures(pictures) {}

    void setTarget(const QString& target)
    {
        m_target = target;
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        if (m_target.isEmpty())
            return;
        const double ratio = devicePixelRatioF();
        const Picture measured = m_pictures.picture(m_target, 0);
        const QSize natural = measured.size;
        if (natural.isEmpty())
            return;
        const bool fits = natural.width() <= width() && natural.height() <= height();
        const QSize size = fits ? natural : natural.scaled(this->size(), Qt::KeepAspectRatio);
        const Picture picture = m_pictures.picture(m_target, qRound(size.width() * ratio));
        if (picture.state != Picture::State::There)
            return;
        QPainter painter(this);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        const QRect place(QPoint((width() - size.width()) / 2, (height() - size.height()) / 2), size);
        painter.drawImage(place, picture.image);
    }

private:
    NotePictures& m_pictures;
    QString m_target;
};

FilePreview::FilePreview(VaultSession& session, NotePictures& pictures, QWidget* parent)
    : QWidget(parent), m_session(session), m_pictures(pictures), m_pages(new QStackedLayout(this)),
      m_picture(new PictureView(pictures)), m_text(new QPlainTextEdit),
      m_words(new Label({}, TextRole::Body, Token::TextSecondary))
{
    m_text->setReadOnly(true);
    m_text->setUndoRedoEnabled(false);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setTabChangesFocus(true);
    m_text->setAccessibleName(tr("Text of the file"));
    m_words->setAlignment(Qt::AlignCenter);
    m_words->setWordWrap(true);
    m_pages->addWidget(m_words);
    m_pages->addWidget(m_picture);
    m_pages->addWidget(m_text);
    connect(&pictures, &PictureSource::changed, this, &FilePreview::refreshPicture);
    connect(&ThemeManager::instance(), &ThemeManager::themeChanged, this, &FilePreview::refreshLook);
    refreshLook();
}

void FilePreview::refreshLook()
{
    m_text->setFont(typography::font(TextRole::Code));
    QPalette colors = m_text->palette();
    const Theme& theme = currentTheme();
    colors.setColor(QPalette::Base, theme.color(Token::Code));
    colors.setColor(QPalette::Text, theme.color(Token::Text));
    colors.setColor(QPalette::Highlight, theme.color(Token::Selection));
    colors.setColor(QPalette::HighlightedText, theme.color(Token::Text));
    m_text->setPalette(colors);
}

void FilePreview::showFile(const std::optional<AttachedFile>& file)
{
    m_file = file;
    m_reading = false;
    m_text->clear();
    m_picture->setTarget({});
    say({});
    if (file)
        refreshPicture();
}

QString FilePreview::text() const
{
    return m_pages->currentWidget() == m_text ? m_text->toPlainText() : QString();
}

QString FilePreview::sentence() const
{
    return m_pages->currentWidget() == m_words ? m_words->text() : QString();
}

bool FilePreview::isPictureShown() const
{
    return m_pages->currentWidget() == m_picture;
}

void FilePreview::say(const QString& sentence)
{
    m_words->setText(sentence);
    m_pages->setCurrentWidget(m_words);
}

void FilePreview::refreshPicture()
{
    if (!m_file || m_reading)
        return;
    const QString target = QString::fromStdString(m_file->written);
    const Picture picture = m_pictures.picture(target, 0);
    if (picture.state == Picture::State::NoImage) {
        m_reading = true;
        readText();
    } else if (const QString problem = pictureSentence(picture); !problem.isEmpty()) {
        say(problem);
    } else if (!picture.size.isEmpty()) {
        m_picture->setTarget(target);
        m_picture->setAccessibleName(tr("Picture “%1”").arg(picture.name));
        m_pages->setCurrentWidget(m_picture);
        m_picture->update();
    }
}

void FilePreview::readText()
{
    const Attachment file = m_file->attachment;
    if (file.size == 0) {
        say(tr("The file is empty"));
        return;
    }
    auto read = [id = file.id](Vault& vault) { return vault.attachmentChunk(id, 0); };
    m_session.ask(this, std::move(read), [this, file](const Result<SecureBytes>& chunk) {
        if (!m_file || m_file->attachment.id != file.id || !m_reading)
            return;
        if (chunk)
            takeText(*chunk, file.size);
        else
            say(tr("“%1” is damaged and can’t be read").arg(QString::fromStdString(file.name)));
    });
}

void FilePreview::takeText(const SecureBytes& beginning, std::uint64_t size)
{
    const bool isWhole = size <= MostText;
    std::string_view text = beginning.text().substr(0, MostText);
    if (!isWhole)
        text = wholeCharacters(text);
    if (text.empty() || !isStorableText(text)) {
        say(tr("This file isn’t shown here. Save a copy to open it with another program."));
        return;
    }
    m_text->setPlainText(withShortLines(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()))));
    if (!isWhole)
        m_text->appendPlainText(tr("\n… only the beginning is shown"));
    m_text->moveCursor(QTextCursor::Start);
    m_pages->setCurrentWidget(m_text);
}

} // namespace lockleaf::ui

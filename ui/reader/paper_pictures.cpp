// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/paper_pictures.h"

#include "core/interchange/link_meaning.h"
#include "core/interchange/picture_header.h"
#include "ui/pictures/picture_decoder.h"

#include <utility>

namespace lockleaf::ui {

PaperPictures::PaperPictures(Vault& vault, PaperThread& thread, std::shared_ptr<PaperNote> note,
                             QStringList targets, std::vector<LinkTarget> meanings)
    : m_vault(vault), m_thread(thread), m_note(std::move(note)), m_targets(std::move(targets)),
      m_meanings(std::move(meanings))
{
}

Result<bool> PaperPictures::advance()
{
    if (!m_reading && m_targets.isEmpty())
        return true;
    LOCKLEAF_CHECK(m_reading ? readChunk() : beginNext());
    return false;
}

Result<void> PaperPictures::beginNext()
{
    const QString target = m_targets.takeFirst();
    LOCKLEAF_TRY(const LinkMeaning meaning, linkMeaning(m_vault, m_meanings, target.toStdString(), false));
    if (meaning.attachment.isNull())
        return {}; // it is said in its place that it is not in the vault
    LOCKLEAF_TRY(Attachment attachment, m_vault.attachment(meaning.attachment));
    m_reading.emplace(Reading{target, std::move(attachment), 0, {}});
    if (m_reading->attachment.size > largestPicture)
        refuse(Picture::State::Refused);
    else if (m_reading->attachment.size == 0)
        refuse(Picture::State::NoImage);
    return {};
}

Result<void> PaperPictures::readChunk()
{
    Reading& reading = *m_reading;
    LOCKLEAF_TRY(const SecureBytes chunk, m_vault.attachmentChunk(reading.attachment.id, reading.next));
    if (reading.next == 0) {
        const auto header = readPictureHeader(chunk.view());
        if (!header || (header->width > 0 && !isDecodable(*header))) {
            refuse(header ? Picture::State::Refused : Picture::State::NoImage);
            return {};
        }
        reading.content.reserve(static_cast<std::size_t>(reading.attachment.size));
    }
    reading.content.append(chunk.view());
    if (++reading.next == chunksOf(reading.attachment.size))
        decode();
    return {};
}

void PaperPictures::decode()
{
    auto content = std::make_shared<const SecureBytes>(std::move(m_reading->content));
    m_thread.begin([note = m_note, content, target = m_reading->target,
                    name = QString::fromStdString(m_reading->attachment.name)](const std::stop_token&) {
        const DecodedPicture decoded = decodePicture(content->view(), paperPicturePixels);
        addPicture(*note, target, Picture{decoded.state, decoded.image, decoded.size, name});
    });
    m_reading.reset();
}

void PaperPictures::refuse(Picture::State state)
{
    addPicture(*m_note, m_reading->target,
               Picture{state, {}, {}, QString::fromStdString(m_reading->attachment.name)});
    m_reading.reset();
}

} // namespace lockleaf::ui

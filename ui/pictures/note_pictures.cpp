// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pictures/note_pictures.h"

#include "core/interchange/picture_header.h"

#include <algorithm>

namespace lockleaf::ui {

namespace {

/// Of all decoded pictures that are not just being asked for.
constexpr qsizetype MostKeptBytes = qsizetype{64} << 20;

/// The pictures of a note come one after the other; each time its lines are looked at, so not for each.
constexpr int TellDelay = 30; // milliseconds

/// A target as it is meant, whichever of its spellings is written: `a%20b.png` and `a b.png`.
std::string spelledOut(const QByteArray& written)
{
    return QByteArray::fromPercentEncoding(written.trimmed()).toStdString();
}

} // namespace

NotePictures::NotePictures(VaultSession& session, QObject* parent) : PictureSource(parent), m_session(session)
{
    m_decoder.setMaxThreadCount(1); // the memory of one picture at a time
    m_tell.setSingleShot(true);
    m_tell.setInterval(TellDelay);
    connect(&m_tell, &QTimer::timeout, this, &PictureSource::changed);
}

NotePictures::~NotePictures()
{
    m_decoder.clear();
    m_decoder.waitForDone();
}

void NotePictures::tellSoon()
{
    if (!m_tell.isActive())
        m_tell.start();
}

void NotePictures::setNote(RecordId note)
{
    if (m_note == note)
        return;
    m_note = note;
    ++m_generation;
    m_known = note.isNull();
    m_files.clear();
    m_byTarget.clear();
    m_entries.clear();
    m_queue.clear();
    m_reading = false;
    Q_EMIT filesChanged();
    tellSoon();
    refresh();
}

void NotePictures::refresh()
{
    if (m_note.isNull())
        return;
    auto read = [note = m_note](Vault& vault) { return vault.attachmentsOf(note); };
    m_session.ask(this, std::move(read),
                  [this, generation = m_generation](Result<std::vector<AttachedFile>> files) {
                      if (generation != m_generation)
                          return;
                      // Whoever opens the note hears of an error.
                      takeFiles(files ? std::move(*files) : std::vector<AttachedFile>{});
                  });
}

void NotePictures::takeFiles(std::vector<AttachedFile> files)
{
    m_known = true;
    m_files = std::move(files);
    m_byTarget.clear();
    for (std::size_t i = 0; i < m_files.size(); ++i) {
        m_byTarget[m_files[i].written] = i; // before any that only reads like it
        m_entries.try_emplace(m_files[i].attachment.id).first->second.attachment = m_files[i].attachment;
    }
    for (std::size_t i = 0; i < m_files.size(); ++i)
        m_byTarget.try_emplace(spelledOut(QByteArray::fromStdString(m_files[i].written)), i);
    Q_EMIT filesChanged();
    tellSoon();
}

NotePictures::Entry* NotePictures::entryOf(RecordId id)
{
    const auto entry = m_entries.find(id);
    return entry == m_entries.end() ? nullptr : &entry->second;
}

const AttachedFile* NotePictures::fileOf(const QString& target) const
{
    const QByteArray written = target.toUtf8();
    auto found = m_byTarget.find(written.toStdString());
    if (found == m_byTarget.end())
        found = m_byTarget.find(spelledOut(written));
    return found == m_byTarget.end() ? nullptr : &m_files[found->second];
}

Picture NotePictures::picture(const QString& target, int width)
{
    if (!m_known)
        return {Picture::State::Coming, {}, {}, {}};
    const AttachedFile* const file = fileOf(target);
    Entry* const entry = file ? entryOf(file->attachment.id) : nullptr;
    if (!entry)
        return {Picture::State::Missing, {}, {}, {}};
    const QString name = QString::fromStdString(entry->attachment.name);
    entry->used = ++m_uses;
    if (!entry->measured) {
        want(*entry, 0);
        return {Picture::State::Coming, {}, {}, name};
    }
    const DecodedPicture& found = entry->found;
    if (found.state != Picture::State::There)
        return {found.state, {}, found.size, name};
    // As wide as it is wanted, or as it is.
    const int wanted = std::min(width, found.size.width());
    if (wanted > 0 && (found.image.isNull() || found.image.width() < wanted) && entry->width < wanted)
        want(*entry, width);
    const bool isHere = width > 0 && !found.image.isNull();
    return {isHere ? Picture::State::There : Picture::State::Coming, isHere ? found.image : QImage(),
            found.size, name};
}

void NotePictures::want(Entry& entry, int width)
{
    if (std::exchange(entry.wanted, true))
        return;
    m_queue.emplace_back(entry.attachment.id, width);
    readNext();
}

void NotePictures::readNext()
{
    if (m_reading || m_queue.empty())
        return;
    const auto [id, width] = m_queue.front();
    m_queue.pop_front();
    const Entry* const entry = entryOf(id);
    if (!entry)
        return readNext();
    const std::uint64_t size = entry->attachment.size;
    auto reading = std::make_shared<Reading>();
    reading->id = id;
    reading->width = width;
    static_assert(pictureBeginning == attachmentChunk);
    reading->end = width == 0 ? std::min<std::uint64_t>(1, chunksOf(size)) : chunksOf(size);
    if (width > 0 && size > largestPicture) {
        take(id, width, {Picture::State::Refused, {}, entry->found.size});
        return readNext();
    }
    m_reading = true;
    readChunk(reading);
}

void NotePictures::readChunk(const std::shared_ptr<Reading>& reading)
{
    if (reading->chunk == reading->end)
        return decode(reading);
    auto read = [id = reading->id, chunk = reading->chunk](Vault& vault) {
        return vault.attachmentChunk(id, chunk);
    };
    m_session.ask(this, std::move(read),
                  [this, reading, generation = m_generation](const Result<SecureBytes>& chunk) {
                      if (generation != m_generation)
                          return;
                      if (!chunk) {
                          m_reading = false;
                          take(reading->id, reading->width, {Picture::State::Damaged, {}, {}});
                          return readNext();
                      }
                      reading->content.append(chunk->view());
                      ++reading->chunk;
                      readChunk(reading);
                  });
}

void NotePictures::decode(const std::shared_ptr<Reading>& reading)
{
    // Ends before this does.
    m_decoder.start([this, reading, generation = m_generation] {
        const ByteView content = reading->content.view();
        DecodedPicture decoded =
            reading->width == 0 ? measurePicture(content) : decodePicture(content, reading->width);
        const auto deliver = [this, generation, id = reading->id, width = reading->width,
                              decoded = std::move(decoded)] {
            if (generation != m_generation)
                return;
            m_reading = false;
            take(id, width, decoded);
            readNext();
        };
        QMetaObject::invokeMethod(this, deliver, Qt::QueuedConnection);
    });
}

void NotePictures::take(RecordId id, int width, const DecodedPicture& decoded)
{
    Entry* const entry = entryOf(id);
    if (!entry)
        return;
    entry->measured = true;
    entry->wanted = false;
    entry->width = width;
    entry->found = decoded;
    entry->used = ++m_uses;
    dropUnused();
    tellSoon();
}

/// Of what was not asked for the longest time, until the rest is little enough; what was asked for last stays
/// in any case.
void NotePictures::dropUnused()
{
    qsizetype kept = 0;
    for (const auto& [id, entry] : m_entries)
        kept += entry.found.image.sizeInBytes();
    while (kept > MostKeptBytes) {
        Entry* oldest = nullptr;
        for (auto& [id, entry] : m_entries)
            if (!entry.found.image.isNull() && entry.used != m_uses && (!oldest || entry.used < oldest->used))
                oldest = &entry;
        if (!oldest)
            return;
        kept -= oldest->found.image.sizeInBytes();
        oldest->found.image = {};
        oldest->width = 0;
    }
}

} // namespace lockleaf::ui

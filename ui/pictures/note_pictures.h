// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "ui/pictures/picture_decoder.h"
#include "ui/vault/vault_session.h"

#include <QThreadPool>
#include <QTimer>

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace lockleaf::ui {

/// The pictures of one note: read from the vault piece by piece between other calls, decoded on a thread of
/// its own one at a time, kept while the note is shown as far as memory allows. GUI thread only; `session`
/// must outlive it.
class NotePictures : public PictureSource
{
    Q_OBJECT

public:
    explicit NotePictures(VaultSession& session, QObject* parent = nullptr);
    ~NotePictures() override;

    /// Whose pictures are asked for; the null id: none are there.
    void setNote(RecordId note);
    /// The note's files may be others now: reads which they are.
    void refresh();
    /// Drops everything; before a lock.
    void forget() { setNote({}); }

    [[nodiscard]] Picture picture(const QString& target, int width) override;
    /// The files of the note as last read, by what is written for them.
    [[nodiscard]] const std::vector<AttachedFile>& files() const { return m_files; }
    /// False while it is being read which those are.
    [[nodiscard]] bool areFilesKnown() const { return m_known; }
    /// The file that `target` stands for, as for picture(); nothing where there is none.
    [[nodiscard]] const AttachedFile* fileOf(const QString& target) const;

Q_SIGNALS:
    /// files() is another list.
    void filesChanged();

private:
    struct Entry
    {
        Attachment attachment;
        bool measured = false;
        bool wanted = false; ///< It stands in the queue.
        int width = 0;       ///< That `found.image` was asked for.
        DecodedPicture found;
        std::uint64_t used = 0;
    };
    /// One picture on its way from the vault.
    struct Reading
    {
        RecordId id;
        std::uint64_t chunk = 0;
        std::uint64_t end = 0; ///< So many chunks are read.
        int width = 0;         ///< 0: only to measure it.
        SecureBytes content;
    };

    [[nodiscard]] Entry* entryOf(RecordId id);
    void takeFiles(std::vector<AttachedFile> files);
    void want(Entry& entry, int width);
    void readNext();
    void readChunk(const std::shared_ptr<Reading>& reading);
    void decode(const std::shared_ptr<Reading>& reading);
    void take(RecordId id, int width, const DecodedPicture& decoded);
    void dropUnused();
    void tellSoon();

    VaultSession& m_session;
    RecordId m_note;
    std::uint64_t m_generation = 0; ///< Of the note; answers for another one are dropped.
    bool m_known = false;           ///< m_files are those of the note.
    std::vector<AttachedFile> m_files;
    /// Places in m_files by what is written for them, and by that spelled out.
    std::unordered_map<std::string, std::size_t> m_byTarget;
    std::map<RecordId, Entry> m_entries;
    std::deque<std::pair<RecordId, int>> m_queue; ///< To be read, at which width.
    bool m_reading = false;
    std::uint64_t m_uses = 0;
    QTimer m_tell; ///< Many that come at once are told once.
    QThreadPool m_decoder;
};

} // namespace lockleaf::ui

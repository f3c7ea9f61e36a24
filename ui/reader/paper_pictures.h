// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include "core/vault/vault.h"
#include "ui/reader/note_pdf.h"
#include "ui/reader/paper_thread.h"

#include <optional>

namespace lockleaf::ui {

/// Brings the pictures of one note from the vault to paper: read a chunk at a time on the vault's thread, one
/// picture after the other, and decoded on `thread`. What says itself that it is no picture, or is larger
/// than what is decoded, is not read further. `vault` and `thread` must outlive this.
class PaperPictures
{
public:
    /// `targets`: as pictureTargets() gives them; `meanings`: the targets of the note.
    PaperPictures(Vault& vault, PaperThread& thread, std::shared_ptr<PaperNote> note, QStringList targets,
                  std::vector<LinkTarget> meanings);

    /// Goes on by a chunk, or begins to decode; only while `thread` is at rest. True: all are there. Errors:
    /// of the vault.
    [[nodiscard]] Result<bool> advance();

private:
    /// One picture on its way.
    struct Reading
    {
        QString target;
        Attachment attachment;
        std::uint64_t next = 0; ///< Chunk.
        SecureBytes content;
    };

    Result<void> beginNext();
    Result<void> readChunk();
    void decode();
    void refuse(Picture::State state);

    Vault& m_vault;
    PaperThread& m_thread;
    std::shared_ptr<PaperNote> m_note;
    QStringList m_targets; ///< Still to come.
    std::vector<LinkTarget> m_meanings;
    std::optional<Reading> m_reading;
};

} // namespace lockleaf::ui

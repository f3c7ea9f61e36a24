// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "core/vault/attachment.h"
#include "ui/editor/given_file.h"
#include "ui/vault/vault_session.h"

#include <QObject>
#include <QTextCursor>

#include <deque>
#include <optional>

namespace lockleaf::ui {

class NoteDesk;
class NoteEditor;
class NotePictures;
class Sheet;

/// Takes files into the open note: each is sealed into the vault first, then the text names it where the
/// caret was. GUI thread only; all that it is given must outlive it.
class NoteFiles : public QObject
{
    Q_OBJECT

public:
    NoteFiles(QWidget& window, VaultSession& session, NoteDesk& desk, NoteEditor& editor,
              NotePictures& pictures);

    /// Asks for files and takes them.
    void choose();
    /// Takes them one after another; those after one that fails are not taken.
    void take(const GivenFiles& files);
    /// Takes no more; before a lock.
    void stop();

Q_SIGNALS:
    /// To be opened where no other sheet is.
    void progressWanted(lockleaf::ui::Sheet* sheet);
    void said(const QString& sentence);
    /// One file could not be taken.
    void failed(const QString& name, const lockleaf::Error& error);
    /// One is in the vault and belongs to `note`.
    void attached(lockleaf::RecordId note);

private:
    struct Outcome;
    struct Attaching;
    /// A file that waits for its turn.
    struct Waiting
    {
        GivenFile file;
        std::shared_ptr<RecordId> note; ///< That it was given to; null until that one is in the vault.
        int loads = 0;                  ///< Of the editor, when it was given.
    };

    void takeNext();
    void settleThenAttach(const std::shared_ptr<Attaching>& work);
    void attach(const std::shared_ptr<Attaching>& work);
    void handleEnded(const std::shared_ptr<Attaching>& work, const std::optional<Error>& error);
    void insert(const Attaching& work);
    void takeOut(const Attaching& work);
    void giveUp();
    [[nodiscard]] bool isSameText(const Attaching& work) const;

    QWidget& m_window;
    VaultSession& m_session;
    NoteDesk& m_desk;
    NoteEditor& m_editor;
    NotePictures& m_pictures;
    std::deque<Waiting> m_waiting;
    bool m_busy = false;
};

} // namespace lockleaf::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "ui/models/pick_model.h"
#include "ui/pictures/note_pictures.h"
#include "ui/widgets/sheet.h"

#include <memory>

class QBoxLayout;
class QStackedLayout;

namespace lockleaf::ui {

class Button;
class FilePreview;
class JobRun;
class Label;
class LinkButton;
class Notice;
class PickList;
class ProgressBar;

/// The files of the open note: what each is, which notes have it, a copy outside the vault. `session` and
/// `pictures`, which are those of the note, must outlive it.
class FilesSheet : public Sheet
{
    Q_OBJECT

public:
    /// The file that `target` stands for is chosen first; empty: the first one. `writable`: files can be
    /// added and taken out.
    FilesSheet(VaultSession& session, NotePictures& pictures, RecordId note, const QString& target,
               bool writable, QWidget* anyWidget);
    ~FilesSheet() override;

    void reject() override;
    /// Writes a copy of the chosen file to `path`, which must not exist; what a choice of the place does.
    void saveCopy(const QString& path);

Q_SIGNALS:
    void attachRequested();
    /// The file that stands for `written` is to be taken from the note; `name` is what it is called.
    void takeOutRequested(const lockleaf::AttachedFile& file);
    void noteChosen(lockleaf::RecordId note);
    void failed(const lockleaf::Error& error);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeBoth();
    QWidget* makeEmpty();
    QBoxLayout* makeFoot();
    void takeFiles();
    void handleChosen();
    void readUses(const AttachedFile& file);
    void showUses(const std::vector<NoteSummary>& notes);
    void chooseTarget();
    void handleSaved(const QString& path, const std::optional<Error>& error);
    void setSaving(bool saving);
    [[nodiscard]] const AttachedFile* chosen() const;

    VaultSession& m_session;
    NotePictures& m_pictures;
    RecordId m_note;
    QString m_first; ///< The target that is chosen once the files are known.
    bool m_writable;
    PickModel m_rows;
    QStackedLayout* m_pages = nullptr;
    QBoxLayout* m_both = nullptr;
    PickList* m_list = nullptr;
    FilePreview* m_preview = nullptr;
    Label* m_uses = nullptr;
    QBoxLayout* m_useLinks = nullptr;
    Notice* m_notice = nullptr;
    ProgressBar* m_bar = nullptr;
    Button* m_attach = nullptr;
    Button* m_takeOut = nullptr;
    Button* m_save = nullptr;
    RecordId m_asked; ///< Whose uses are being read.
    std::unique_ptr<JobRun> m_saving;
};

} // namespace lockleaf::ui

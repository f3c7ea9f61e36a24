// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "core/vault/attachment.h"
#include "ui/vault/vault_session.h"

#include <QWidget>

class QPlainTextEdit;
class QStackedLayout;

namespace lockleaf::ui {

class Label;
class NotePictures;

/// Shows a file of the vault as far as it is shown here: a picture, the beginning of a text, or a sentence
/// that it is neither. GUI thread only; what it is given must outlive it.
class FilePreview : public QWidget
{
    Q_OBJECT

public:
    /// So much of a text is shown.
    static constexpr std::size_t MostText = std::size_t{256} << 10;

    FilePreview(VaultSession& session, NotePictures& pictures, QWidget* parent = nullptr);

    /// Nothing: it is empty.
    void showFile(const std::optional<AttachedFile>& file);
    /// The text that is shown; empty for other files.
    [[nodiscard]] QString text() const;
    /// The sentence that is shown in the place of a file; empty while one is.
    [[nodiscard]] QString sentence() const;
    [[nodiscard]] bool isPictureShown() const;

private:
    class PictureView;

    void refreshPicture();
    void refreshLook();
    void readText();
    void takeText(const SecureBytes& beginning, std::uint64_t size);
    void say(const QString& sentence);

    VaultSession& m_session;
    NotePictures& m_pictures;
    std::optional<AttachedFile> m_file;
    bool m_reading = false; ///< Its text, since it is no picture.
    QStackedLayout* m_pages;
    PictureView* m_picture;
    QPlainTextEdit* m_text;
    Label* m_words;
};

} // namespace lockleaf::ui

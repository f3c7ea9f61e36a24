// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"
#include "core/base/work_queue.h"
#include "core/crypto/secure_bytes.h"
#include "ui/editor/find_target.h"
#include "ui/reader/reader_page.h"
#include "ui/reader/reader_pictures.h"

#include <QPointer>
#include <QTextBrowser>
#include <QTimer>

namespace lockleaf::ui {

/// A note as it is to be read: its Markdown carried out, nothing of it changed. What it shows is made beside
/// the GUI thread. It never opens, loads or asks for anything by itself: pictures come from its source alone,
/// links are told.
class NoteReader : public QTextBrowser, public FindTarget
{
    Q_OBJECT

public:
    explicit NoteReader(QWidget* parent = nullptr);
    ~NoteReader() override;

    /// Shows `body`; null empties it. `known`: the targets that the note has a meaning for, ascending.
    /// completed() tells when it is there.
    void setBody(std::shared_ptr<const SecureBytes> body, std::vector<std::string> known = {});
    /// Where pictures come from; it must outlive this, or be taken away by null.
    void setPictures(PictureSource* pictures);
    [[nodiscard]] PictureSource* pictures() const { return m_pictures; }
    /// Empties text and everything that was made of it; before a lock.
    void forget();

    /// As of NoteEditor.
    void setDateLine(const QString& sentence);
    void setHeadNeed(int width);
    [[nodiscard]] QRect headRect() const;
    void setTextScale(double scale);

    /// Which part of the text, 0 to 1, stands at the top; setPlace() takes effect once the text is there.
    [[nodiscard]] double place() const;
    void setPlace(double place);
    /// Brings the heading of this id (headingId()) to the top, once the text is there.
    void showHeading(const QString& id);

    [[nodiscard]] std::function<QString()> textReader() const override;
    [[nodiscard]] int rawLength() const override;
    [[nodiscard]] bool isWhole() const override { return !m_making; }
    [[nodiscard]] int loads() const override { return m_loads; }
    [[nodiscard]] FoundRange selected() const override;
    [[nodiscard]] QString selectedInLine() const override;
    void showRange(const FoundRange& range) override;
    void setHits(std::vector<FoundRange> hits) override;
    void setPresentHit(int index) override;
    [[nodiscard]] const HitMarks& hits() const override { return m_hits; }

Q_SIGNALS:
    /// All of the text is there, or a sentence why not.
    void completed();
    /// A link to a note or a file was followed: `written` as HtmlTarget has it, of that kind.
    void targetActivated(const QString& written, bool isTitle);
    /// A link to an address outside was followed; nothing was opened.
    void addressActivated(const QString& address);
    /// A tag was followed, given without its "#".
    void tagActivated(const QString& tag);
    /// headRect() is another one.
    void headMoved();
    /// Ctrl+Tab or Ctrl+Shift+Tab: the focus should go on.
    void leaveRequested(bool forward);

protected:
    QVariant loadResource(int type, const QUrl& name) override;
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void changeEvent(QEvent* event) override;
    [[nodiscard]] QMimeData* createMimeDataFromSelection() const override;

private:
    void make();
    void take(quint64 number, const std::shared_ptr<Result<ReaderPage>>& made);
    void showPage(ReaderPage page);
    void showSentence(const QString& sentence);
    void refreshLook();
    void placeColumn();
    void showAwaited();
    void follow(const QString& name);
    void refreshHits();
    void handlePicturesChanged();
    [[nodiscard]] ReaderPictures::Shown picture(const QString& name, int pixels) const;
    [[nodiscard]] const HtmlTarget* targetAt(const QPoint& point) const;
    void paintDateLine(QPainter& painter) const;
    [[nodiscard]] int dateLineWidth() const;

    std::shared_ptr<const SecureBytes> m_body;
    std::vector<std::string> m_known;
    ReaderStyle m_style;
    ReaderPage m_page; ///< What is shown; its document is the one of this widget.
    ReaderPictures m_drawn;
    QPointer<PictureSource> m_pictures;
    HitMarks m_hits;
    QString m_dateLine;
    QString m_awaitedHeading;
    double m_awaitedPlace = -1;
    double m_scale = 1.0;
    int m_headNeed = 0;
    int m_loads = 0;
    bool m_making = false;
    quint64 m_number = 0; ///< Of what is made last.
    std::stop_source m_stop;
    QTimer m_picturesSoon;
    std::jthread m_ending;              // ends before what calls use, as the next one
    std::unique_ptr<WorkQueue> m_queue; // last
};

} // namespace lockleaf::ui

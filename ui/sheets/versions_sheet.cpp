// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/versions_sheet.h"

#include "ui/sheets/version_list.h"
#include "ui/sheets/version_text.h"
#include "ui/theme/counted.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/label.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace lockleaf::ui {

namespace {

constexpr int VersionsCardWidth = 980;
constexpr int VersionsCardHeight = 680;
constexpr int TimeLineWidth = 232;
constexpr int TimeLineHeight = 170; ///< Where it stands over the text.
constexpr int VersionsBesideFrom = 720;

} // namespace

VersionsSheet::VersionsSheet(VaultSession& session, RecordId note, QWidget* anyWidget)
    : Sheet(tr("Versions"), anyWidget), m_session(session), m_note(note)
{
    setCardWidth(VersionsCardWidth);
    setCardHeight(VersionsCardHeight);
    contentLayout()->setSpacing(metrics::Space3);
    auto* pages = new QWidget;
    m_pages = new QStackedLayout(pages);
    m_pages->addWidget(new QWidget); // until they have been read
    m_pages->addWidget(makeBoth());
    m_pages->addWidget(makeEmpty());
    contentLayout()->addWidget(pages, 1);
    contentLayout()->addLayout(makeFoot());
    connect(m_list, &VersionList::versionChosen, this, &VersionsSheet::handleChosen);
    connect(m_text, &VersionText::changesChanged, this, &VersionsSheet::refreshChanges);
    setInitialFocus(m_list);
    refreshChanges();
    reload();
}

VersionsSheet::~VersionsSheet() = default;

QWidget* VersionsSheet::makeBoth()
{
    auto* both = new QWidget;
    m_both = new QBoxLayout(QBoxLayout::LeftToRight, both);
    m_both->setContentsMargins(0, 0, 0, 0);
    m_both->setSpacing(metrics::Space4);
    m_list = new VersionList(m_model);
    m_both->addWidget(m_list);
    m_both->addWidget(makeReading(), 1);
    return both;
}

QWidget* VersionsSheet::makeReading()
{
    auto* reading = new QWidget;
    auto* column = new QVBoxLayout(reading);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::Space2);
    auto* head = new QHBoxLayout;
    head->setSpacing(metrics::Space1);
    m_moment = new ElidedLabel({}, TextRole::BodyStrong, Token::Text);
    m_changes = new Label({}, TextRole::Help, Token::TextSecondary);
    m_previous = new IconButton(Icon::ChevronUp, tr("Previous change"));
    m_next = new IconButton(Icon::ChevronDown, tr("Next change"));
    m_previous->setName(tr("Previous change"),
                        QKeySequence(Qt::SHIFT | Qt::Key_F3).toString(QKeySequence::NativeText));
    m_next->setName(tr("Next change"), QKeySequence(Qt::Key_F3).toString(QKeySequence::NativeText));
    head->addWidget(m_moment, 1);
    head->addWidget(m_changes);
    head->addWidget(m_previous);
    head->addWidget(m_next);
    column->addLayout(head);
    m_text = new VersionText;
    column->addWidget(m_text, 1);
    auto* legend = new Label(tr("Struck through: gone since then. Underlined: added since then."),
                             TextRole::Caption, Token::TextSecondary);
    legend->setWordWrap(true);
    column->addWidget(legend);
    connect(m_previous, &QPushButton::clicked, this, [this] { m_text->goToChange(false); });
    connect(m_next, &QPushButton::clicked, this, [this] { m_text->goToChange(true); });
    return reading;
}

QWidget* VersionsSheet::makeEmpty()
{
    auto* empty = new QWidget;
    auto* column = new QVBoxLayout(empty);
    column->setSpacing(metrics::Space3);
    auto* title = new Label(tr("No versions yet"), TextRole::SheetSubtitle, Token::Text);
    auto* words = new Label(tr("Lockleaf keeps one every ten minutes while you write, and when it locks."),
                            TextRole::Body, Token::TextSecondary);
    title->setAlignment(Qt::AlignHCenter);
    words->setAlignment(Qt::AlignHCenter);
    words->setWordWrap(true);
    auto* keep = new Button(tr("Keep a version now"));
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(keep);
    row->addStretch(1);
    column->addStretch(2);
    column->addWidget(title);
    column->addWidget(words);
    column->addLayout(row);
    column->addStretch(3);
    connect(keep, &QPushButton::clicked, this, &VersionsSheet::keepRequested);
    return empty;
}

QBoxLayout* VersionsSheet::makeFoot()
{
    auto* foot = new QHBoxLayout;
    foot->setSpacing(metrics::Space3);
    m_cost = new Label({}, TextRole::Caption, Token::TextSecondary);
    m_restore = new Button(tr("Restore this version"), Button::Kind::Primary);
    m_restore->setEnabled(false);
    foot->addWidget(m_cost, 1);
    foot->addWidget(m_restore);
    connect(m_restore, &QPushButton::clicked, this, &VersionsSheet::handleRestore);
    return foot;
}

void VersionsSheet::reload()
{
    m_session.versions(m_note, this, [this](const Result<std::vector<RevisionSummary>>& versions) {
        if (versions)
            takeVersions(*versions);
        else
            Q_EMIT failed(versions.error());
    });
}

void VersionsSheet::takeVersions(const std::vector<RevisionSummary>& versions)
{
    m_model.setVersions(versions, QDateTime::currentDateTime());
    m_cost->setText(versions.empty() ? QString() : m_model.cost());
    m_cost->setToolTip(tr("What they take in the vault"));
    m_restore->setVisible(!versions.empty());
    m_pages->setCurrentIndex(versions.empty() ? 2 : 1);
    if (versions.empty()) {
        handleChosen(nullptr);
        if (auto* keep = m_pages->currentWidget()->findChild<Button*>())
            keep->setFocus(Qt::OtherFocusReason);
        return;
    }
    m_list->setCurrentIndex(m_model.index(m_model.firstVersion()));
    m_list->setFocus(Qt::OtherFocusReason);
}

void VersionsSheet::handleChosen(const RevisionSummary* version)
{
    m_wanted = version ? version->id : RecordId{};
    m_compared = false;
    m_restore->setEnabled(false);
    m_text->showComparison(nullptr);
    m_moment->setFullText(version ? m_model.moment(*version) : QString());
    if (!version)
        return;
    const RecordId id = version->id;
    using Comparison = std::shared_ptr<const VersionComparison>;
    m_session.compareVersion(m_note, id, this, [this, id](Result<Comparison> comparison) {
        if (id != m_wanted)
            return; // the person has gone on
        if (comparison)
            handleCompared(std::move(*comparison));
        else
            Q_EMIT failed(comparison.error());
    });
}

void VersionsSheet::handleCompared(std::shared_ptr<const VersionComparison> comparison)
{
    const bool differs = comparison->version.explicitTitle != comparison->now.explicitTitle ||
                         std::ranges::any_of(comparison->pieces, [](const DiffPiece& piece) {
                             return piece.kind != DiffPiece::Kind::Same;
                         });
    m_compared = true;
    m_restore->setEnabled(differs && !m_restoring);
    m_text->showComparison(std::move(comparison));
}

void VersionsSheet::refreshChanges()
{
    const int count = m_text->changeCount();
    const int current = m_text->currentChange();
    m_previous->setEnabled(count > 0);
    m_next->setEnabled(count > 0);
    if (!m_compared) {
        m_changes->setText({});
    } else if (count == 0) {
        m_changes->setText(tr("The same as now"));
    } else if (current < 0) {
        m_changes->setText(counted(count, tr("1 change since then"), tr("%1 changes since then")));
    } else {
        //: "Change 2 of 5: added since then"
        m_changes->setText(tr("Change %1 of %2: %3").arg(current + 1).arg(count).arg(m_text->currentKind()));
        QAccessibleEvent alert(m_changes, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

void VersionsSheet::handleRestore()
{
    if (m_wanted.isNull())
        return;
    m_restoring = true;
    m_restore->setEnabled(false);
    Q_EMIT restoreRequested(m_wanted, m_moment->text());
}

void VersionsSheet::handleRefused()
{
    m_restoring = false;
    m_restore->setEnabled(m_compared);
}

void VersionsSheet::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_F3) {
        Sheet::keyPressEvent(event);
        return;
    }
    m_text->goToChange(!event->modifiers().testFlag(Qt::ShiftModifier));
    event->accept();
}

void VersionsSheet::resizeEvent(QResizeEvent* event)
{
    Sheet::resizeEvent(event);
    const bool beside = width() >= VersionsBesideFrom;
    m_both->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_list->setMinimumSize(beside ? TimeLineWidth : 0, beside ? 0 : TimeLineHeight);
    m_list->setMaximumSize(beside ? TimeLineWidth : QWIDGETSIZE_MAX,
                           beside ? QWIDGETSIZE_MAX : TimeLineHeight);
}

} // namespace lockleaf::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/tag_sheet.h"

#include "core/vault/note_markup.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/pick_list.h"
#include "ui/widgets/text_field.h"

#include <QKeyEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace lockleaf::ui {

namespace {

constexpr int TagSheetCardWidth = 440;

} // namespace

QString tagAsTyped(const QString& text)
{
    const QString trimmed = text.trimmed();
    return trimmed.startsWith(u'#') ? trimmed.mid(1) : trimmed;
}

TagSheet::TagSheet(const QString& title, QStringList tags, QWidget* anyWidget)
    : Sheet(title, anyWidget), m_tags(std::move(tags)), m_field(new TextField(tr("Find or write a tag"))),
      m_list(new PickList(m_rows, tr("Tags")))
{
    setCardWidth(TagSheetCardWidth);
    m_field->setPlaceholderText(tr("Find or write a tag"));
    m_field->installEventFilter(this);
    contentLayout()->setSpacing(metrics::Space3);
    contentLayout()->addWidget(m_field);
    contentLayout()->addWidget(m_list, 1);
    setInitialFocus(m_field);
    connect(m_field, &QLineEdit::textChanged, this, &TagSheet::showRows);
    connect(m_list, &PickList::picked, this, &TagSheet::take);
    connect(m_list, &PickList::currentRowChanged, m_field, &QWidget::setAccessibleDescription);
    showRows();
}

void TagSheet::setOffersNew(bool offers)
{
    m_offersNew = offers;
    const QString words = offers ? tr("Find or write a tag") : tr("Find a tag");
    m_field->setPlaceholderText(words);
    m_field->setAccessibleName(words);
    showRows();
}

void TagSheet::showRows()
{
    const QString typed = tagAsTyped(m_field->text());
    const TitleQuery query(typed.toStdString());
    std::vector<std::pair<std::uint32_t, PickRow>> fitting;
    bool isThere = false;
    for (const QString& tag : m_tags) {
        const std::string text = tag.toStdString();
        const std::uint32_t score = query.score(text);
        isThere = isThere || tag.compare(typed, Qt::CaseInsensitive) == 0;
        if (!query.isEmpty() && score == 0)
            continue;
        PickRow row;
        row.kind = PickRow::Kind::Tag;
        row.icon = Icon::Hash;
        row.text = tag;
        row.marks = spansOf(tag, query.ranges(text));
        fitting.emplace_back(score, std::move(row));
    }
    std::ranges::stable_sort(fitting, [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<PickRow> rows;
    rows.reserve(fitting.size() + 1);
    for (auto& [score, row] : fitting)
        rows.push_back(std::move(row));
    if (m_offersNew && !typed.isEmpty() && !isThere) {
        PickRow row;
        row.icon = Icon::Plus;
        const bool possible = isInlineTagName(typed.toStdString());
        row.kind = possible ? PickRow::Kind::Create : PickRow::Kind::Label;
        row.text = possible ? tr("New tag “%1”").arg(typed)
                            : tr("A tag has letters, digits, “-”, “_” and “/”, and no blanks.");
        rows.push_back(std::move(row));
    }
    m_rows.setRows(std::move(rows));
    m_list->goToFirst();
}

bool TagSheet::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const auto& key = *static_cast<QKeyEvent*>(event);
        if (key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter) {
            take();
            return true;
        }
        if (m_list->handleKey(key))
            return true;
    }
    return Sheet::eventFilter(watched, event);
}

void TagSheet::take()
{
    const PickRow* row = m_list->current();
    if (!row || row->kind == PickRow::Kind::Label)
        return;
    const QString tag = row->kind == PickRow::Kind::Create ? tagAsTyped(m_field->text()) : row->text;
    closeSheet();
    Q_EMIT chosen(tag);
}

} // namespace lockleaf::ui

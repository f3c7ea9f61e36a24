// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/window_fixture.h"
#include "ui/main/list_pane.h"
#include "ui/main/search_field.h"
#include "ui/models/search_results.h"

#include <QLabel>
#include <QPushButton>

namespace lockleaf::test {

/// The main window over a vault, and its search.
struct SearchedWindow : ShownWindow
{
    ui::ListPane* pane;
    ui::SearchField* field;
    ui::NoteListView* hits;
    ui::SearchResults* results;

    explicit SearchedWindow(std::unique_ptr<Vault> vault, QSize size = {1440, 900})
        : ShownWindow(std::move(vault), size), pane(window.findChild<ui::ListPane*>()),
          field(&pane->searchField()), hits(&pane->hitView()),
          results(static_cast<ui::SearchResults*>(hits->model()))
    {
    }
    explicit SearchedWindow(const VaultFixture& fixture) : SearchedWindow(fixture.open()) {}

    [[nodiscard]] bool search(const QString& query)
    {
        field->setText(query);
        return QTest::qWaitFor([&] { return results->isAnswered() && results->asked() == query; });
    }
    [[nodiscard]] QStringList titles() const
    {
        QStringList all;
        for (int row = 0; row < results->rowCount(); ++row)
            all << results->index(row).data().toString();
        return all;
    }
    [[nodiscard]] bool shows(const QString& words) const
    {
        return std::ranges::any_of(window.findChildren<QLabel*>(), [&](const QLabel* label) {
            return label->isVisible() && label->text() == words;
        });
    }
    [[nodiscard]] QPushButton* button(const QString& text) const
    {
        for (auto* button : window.findChildren<QPushButton*>())
            if (button->isVisible() && button->text() == text)
                return button;
        return nullptr;
    }
};

/// Two with the words in the title, one with them in the text.
struct LisbonVault : VaultFixture
{
    RecordId may = add("Lisbon in May\n\nThe train, then the flat of Rui.\n", 30);
    RecordId budget = add("Budget\n\nTrains 340, the flat in Lisbon 420.\n", 20);
    RecordId flat = add("Lisbon flat\n\nSecond floor, keys at the bakery.\n", 10);
    RecordId other = add("Sourdough\n\nHydration.\n", 5);
};

} // namespace lockleaf::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/organising_fixture.h"
#include "ui/main/backlinks_view.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/pick_list.h"

namespace lockleaf::test {

/// Notes that link to each other, the first one to itself as well.
struct LinkedVault : VaultFixture
{
    static constexpr std::string_view lisbonText = "Lisbon\n\nSee [[Budget]] and [[Lisbon]] itself.\n";
    static constexpr std::string_view planText = "Plan\n\n[[Lisbon]] in May, [[lisbon|the city]].\n";
    static constexpr std::string_view budgetText = "Budget\n\nFor [[Lisbon]].\n";
    static constexpr std::string_view aloneText = "Alone\n\nNothing.\n";

    RecordId lisbon = add(lisbonText, 40);
    RecordId plan = add(planText, 30);
    RecordId budget = add(budgetText, 20);
    RecordId alone = add(aloneText, 10);
};

/// The window over them.
struct LinkedWindow : OrganisedWindow
{
    ui::BacklinksView* backlinks = window.findChild<ui::BacklinksView*>();
    ui::PickList* links = backlinks->findChild<ui::PickList*>();
    ui::LinkButton* heading = backlinks->findChild<ui::LinkButton*>();

    explicit LinkedWindow(const VaultFixture& fixture, const std::function<void(Stage&)>& set = {})
        : OrganisedWindow(fixture, set)
    {
        if (!QTest::qWaitFor([this] { return titles().size() >= 4; }))
            qFatal("the list does not come");
    }
    ~LinkedWindow() // the vault ends even where a test has failed
    {
        jobsWait = indexPartial = savesWait = false;
        savesWait.notify_all();
    }
    /// The rows under the text, as far as they can be seen.
    [[nodiscard]] QStringList linked() const
    {
        QStringList rows;
        for (int row = 0; links->isVisible() && row < links->model()->rowCount(); ++row)
            rows << links->model()->index(row, 0).data().toString();
        return rows;
    }
    [[nodiscard]] bool openNote(const QString& title)
    {
        const auto row = static_cast<int>(titles().indexOf(title));
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                          list->visualRect(list->model()->index(row, 0)).center());
        return row >= 0 && QTest::qWaitFor([&] { return text().startsWith(title + u'\n'); });
    }
    /// Another first line in the open note.
    void retitle(const QString& title) const
    {
        editor->apply([&](QTextCursor& cursor) {
            cursor.movePosition(QTextCursor::Start);
            cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
            cursor.insertText(title);
        });
    }
    [[nodiscard]] static QString asText(std::string_view body)
    {
        return QString::fromUtf8(body.data(), static_cast<qsizetype>(body.size()));
    }
    [[nodiscard]] std::string bodyOf(RecordId id)
    {
        return ask([id](Vault& vault) -> Result<std::string> {
            LOCKLEAF_TRY(const Note note, vault.note(id));
            return std::string(note.body.text());
        });
    }
    /// Another text for a note that need not be open.
    void rewrite(RecordId id, std::string_view body)
    {
        bool saved = false;
        session.saveBody(id, std::make_shared<const SecureBytes>(SecureBytes::copyOf(bytesOf(body))), &window,
                         [&](const Result<ui::NoteChange>& change) { saved = change.has_value(); });
        QVERIFY(QTest::qWaitFor([&] { return saved; }));
    }
    /// The person goes to another window.
    void leaveWindow()
    {
        QEvent left(QEvent::WindowDeactivate);
        QCoreApplication::sendEvent(&window, &left);
    }
    [[nodiscard]] QString message() const { return toast()->isVisible() ? toast()->message() : QString(); }
    /// What was begun by now has ended, also what that began in its turn.
    void rest()
    {
        for (int round = 0; round < 20; ++round)
            static_cast<void>(ask([](Vault& vault) { return vault.counts(); }));
    }
};

struct Linked : LinkedVault, LinkedWindow
{
    Linked() : LinkedWindow(static_cast<const VaultFixture&>(*this)) {}
};

} // namespace lockleaf::test

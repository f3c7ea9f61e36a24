// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/driven/sheet_steps.h"

#include "app/roles/driven/hands.h"
#include "ui/sheets/export_sheet.h"
#include "ui/sheets/import_sheet.h"
#include "ui/sheets/report_view.h"
#include "ui/sheets/switcher_sheet.h"
#include "ui/sheets/tag_sheet.h"
#include "ui/theme/typography.h"
#include "ui/widgets/password_field.h"
#include "ui/widgets/pick_list.h"
#include "ui/widgets/text_field.h"

#include <QRawFont>

#include <algorithm>

namespace lockleaf::app {

namespace {

/// The `index`th visible widget of a type in the open sheet of another one.
template <class Field, class OpenSheet>
QWidget* fieldOf(qsizetype index)
{
    const auto* const sheet = visibleWidget<OpenSheet>();
    if (sheet == nullptr)
        return nullptr;
    for (Field* field : sheet->template findChildren<Field*>()) {
        if (field->isVisible() && index-- == 0)
            return field;
    }
    return nullptr;
}

/// The line for a path in the export sheet: a password is typed into a line of another type that is derived
/// from it.
QWidget* targetField()
{
    const auto* const sheet = visibleWidget<ui::ExportSheet>();
    if (sheet == nullptr)
        return nullptr;
    for (ui::TextField* field : sheet->findChildren<ui::TextField*>()) {
        if (field->isVisible() && qobject_cast<ui::PasswordField*>(field) == nullptr)
            return field;
    }
    return nullptr;
}

QWidget* sourceField()
{
    return fieldOf<ui::TextField, ui::ImportSheet>(0);
}

DriveStep selectingAllIn(QWidget* (*field)())
{
    return {"the line for a path", [field] {
                auto* const line = qobject_cast<QLineEdit*>(field());
                if (line != nullptr)
                    line->selectAll();
                return line != nullptr;
            }};
}

std::vector<QRawFont> shownFonts()
{
    std::vector<QRawFont> fonts;
    for (const ui::TextRole role : {ui::TextRole::Body, ui::TextRole::BodyStrong, ui::TextRole::NoteBody,
                                    ui::TextRole::NoteHeading1, ui::TextRole::Code})
        fonts.push_back(QRawFont::fromFont(ui::typography::font(role)));
    return fonts;
}

} // namespace

QWidget* tagField()
{
    return fieldOf<ui::TextField, ui::TagSheet>(0);
}

QWidget* switcherField()
{
    return fieldOf<ui::TextField, ui::SwitcherSheet>(0);
}

bool hasSwitcherRows()
{
    const auto* const list = qobject_cast<ui::PickList*>(fieldOf<ui::PickList, ui::SwitcherSheet>(0));
    return list != nullptr && list->model()->rowCount() > 0;
}

bool pressEnterIn(QWidget* widget)
{
    if (widget == nullptr)
        return false;
    pressKey(*widget, Qt::Key_Return, Qt::NoModifier, QStringLiteral("\r"));
    return true;
}

DriveSteps exportSteps(const QString& archive, const QString& password)
{
    return {
        {"typing the archive's password",
         typing([] { return fieldOf<ui::PasswordField, ui::ExportSheet>(0); }, password)},
        {"typing it again", typing([] { return fieldOf<ui::PasswordField, ui::ExportSheet>(1); }, password)},
        selectingAllIn(targetField),
        {"typing where the archive goes", typing(targetField, archive)},
        {"starting the export", [] { return pressEnterIn(targetField()); }},
        {"the archive", [] { return visibleWidget<ui::ExportSheet>() == nullptr; }}};
}

DriveSteps importSteps(const QString& folder)
{
    return {selectingAllIn(sourceField),
            {"typing what to import", typing(sourceField, folder)},
            {"starting the import", [] { return pressEnterIn(sourceField()); }},
            {"the report of the import", [] {
                 const auto* const sheet = visibleWidget<ui::ImportSheet>();
                 const auto* const report = visibleWidget<ui::ReportView>();
                 return sheet != nullptr && report != nullptr;
             }}};
}

std::vector<std::string> glyphNumbers(const std::vector<std::string>& texts)
{
    std::vector<std::string> lines;
    for (const QRawFont& font : shownFonts()) {
        for (std::size_t index = 0; index < texts.size(); ++index) {
            const QList<quint32> numbers = font.glyphIndexesForString(QString::fromStdString(texts[index]));
            if (numbers.isEmpty() || numbers.contains(0)) // 0: it has no such glyph
                continue;
            std::string line = std::to_string(index) + ':';
            for (const quint32 number : numbers)
                line += std::to_string(number) + ',';
            line.pop_back();
            if (std::ranges::find(lines, line) == lines.end())
                lines.push_back(std::move(line));
        }
    }
    return lines;
}

} // namespace lockleaf::app

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/report_line.h"

#include <QList>

namespace lockleaf::ui {

namespace {

bool mayStandInALine(char32_t letter)
{
    constexpr char32_t nonJoiner = 0x200C;
    constexpr char32_t joiner = 0x200D;
    switch (QChar::category(letter)) {
    case QChar::Other_Format:
        return letter == nonJoiner || letter == joiner;
    case QChar::Other_Control:
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return false;
    default:
        return true;
    }
}

} // namespace

QString lineOf(const std::string& name)
{
    QList<uint> letters = QString::fromStdString(name).toUcs4();
    for (uint& letter : letters)
        if (!mayStandInALine(letter))
            letter = QChar::ReplacementCharacter;
    std::u32string shown(letters.begin(), letters.end());
    return QString::fromStdU32String(shown);
}

} // namespace lockleaf::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>
#include <vector>

class QRegularExpressionMatch;

namespace lockleaf::ui {

/// What is put in place of a hit.
class ReplacementText
{
public:
    /// The text as it stands.
    [[nodiscard]] static ReplacementText literal(const QString& text);
    /// For hits of an expression: "$1", "${1}" and "\1" are its groups, "${name}" one by name, "$0", "\0"
    /// and "$&" the whole hit, "\n" and "\t" a line end and a tab, "$$" and "\\" the sign itself. All else
    /// stands for itself.
    [[nodiscard]] static ReplacementText withGroups(const QString& typed);

    /// Sends what was typed, but not what a group holds, through `change`.
    void changeLiterals(const std::function<QString(const QString&)>& change);
    /// Of a literal one.
    [[nodiscard]] QString text() const;
    /// What stands for `match`. A group that the expression does not have stands for what was typed.
    [[nodiscard]] QString text(const QRegularExpressionMatch& match) const;

private:
    struct Part
    {
        QString literal; ///< Of a group: as it was typed.
        int group = -1;
        QString name;
    };

    void append(const QString& literal);
    [[nodiscard]] static qsizetype readGroup(const QString& typed, qsizetype at, Part& part);

    std::vector<Part> m_parts;
};

} // namespace lockleaf::ui

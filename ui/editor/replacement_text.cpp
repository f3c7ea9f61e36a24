// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/replacement_text.h"

#include <QRegularExpressionMatch>

namespace lockleaf::ui {

namespace {

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

} // namespace

ReplacementText ReplacementText::literal(const QString& text)
{
    ReplacementText made;
    made.m_parts.push_back({text, -1, {}});
    return made;
}

void ReplacementText::append(const QString& literal)
{
    if (m_parts.empty() || m_parts.back().group >= 0 || !m_parts.back().name.isEmpty())
        m_parts.push_back({});
    m_parts.back().literal += literal;
}

/// Reads what follows the sign at `at`. Returns the end of it, or 0 if it names no group.
qsizetype ReplacementText::readGroup(const QString& typed, qsizetype at, Part& part)
{
    const QChar sign = typed[at];
    const qsizetype first = at + 1;
    if (first >= typed.size())
        return 0;
    qsizetype end = first;
    if (isDigit(typed[first])) {
        end = first + 1;
        if (end < typed.size() && isDigit(typed[end]))
            ++end;
        part.group = typed.sliced(first, end - first).toInt();
    } else if (sign == u'$' && typed[first] == u'&') {
        part.group = 0;
        end = first + 1;
    } else if (sign == u'$' && typed[first] == u'{') {
        const qsizetype close = typed.indexOf(u'}', first);
        if (close <= first + 1)
            return 0;
        bool isNumber = false;
        const QString name = typed.sliced(first + 1, close - first - 1);
        const int number = name.toInt(&isNumber);
        if (isNumber && number >= 0)
            part.group = number;
        else
            part.name = name;
        end = close + 1;
    } else {
        return 0;
    }
    part.literal = typed.sliced(at, end - at);
    return end;
}

ReplacementText ReplacementText::withGroups(const QString& typed)
{
    ReplacementText made;
    for (qsizetype at = 0; at < typed.size();) {
        const QChar c = typed[at];
        if (c != u'$' && c != u'\\') {
            made.append(c);
            ++at;
            continue;
        }
        Part part;
        if (const qsizetype end = readGroup(typed, at, part)) {
            made.m_parts.push_back(part);
            at = end;
            continue;
        }
        const QChar next = at + 1 < typed.size() ? typed[at + 1] : QChar();
        if (next == c)
            made.append(c);
        else if (c == u'\\' && (next == u'n' || next == u't'))
            made.append(next == u'n' ? QChar(u'\n') : QChar(u'\t'));
        else {
            made.append(c);
            ++at;
            continue;
        }
        at += 2;
    }
    return made;
}

void ReplacementText::changeLiterals(const std::function<QString(const QString&)>& change)
{
    for (Part& part : m_parts)
        part.literal = change(part.literal);
}

QString ReplacementText::text() const
{
    QString all;
    for (const Part& part : m_parts)
        all += part.literal;
    return all;
}

QString ReplacementText::text(const QRegularExpressionMatch& match) const
{
    const QRegularExpression expression = match.regularExpression();
    const int groups = expression.captureCount();
    QString all;
    for (const Part& part : m_parts) {
        if (!part.name.isEmpty()) {
            if (expression.namedCaptureGroups().contains(part.name))
                all += match.capturedView(part.name);
            else
                all += part.literal;
        } else if (part.group >= 0 && part.group <= groups) {
            all += match.capturedView(part.group);
        } else if (part.group >= 10 && part.group < 100 && part.group / 10 <= groups &&
                   !part.literal.contains(u'{')) {
            // "$12" with fewer groups is the first one and a "2".
            all += match.capturedView(part.group / 10);
            all += part.literal.back();
        } else {
            all += part.literal;
        }
    }
    return all;
}

} // namespace lockleaf::ui

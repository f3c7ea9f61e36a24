// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/body_text.h"

#include <QRandomGenerator>
#include <QTextDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

// U+10FC00 to U+10FFFD, the end of the last private-use plane: this half before any of them.
constexpr char16_t StandInHigh = 0xDBFF;
constexpr char16_t FirstLow = 0xDC00;
constexpr int LowCount = 0x3F0;

QString decoded(ByteView body)
{
    QString text =
        QString::fromUtf8(reinterpret_cast<const char*>(body.data()), static_cast<qsizetype>(body.size()));
    // Qt takes a byte order mark at the beginning for no part of the text; here it is.
    if (body.size() >= 3 && body[0] == 0xEF && body[1] == 0xBB && body[2] == 0xBF)
        text.prepend(QChar(0xFEFF));
    return text;
}

bool isCrLfThroughout(const QString& text)
{
    bool any = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool pair = text[i] == u'\r' && i + 1 < text.size() && text[i + 1] == u'\n';
        if (pair) {
            any = true;
            ++i;
        } else if (text[i] == u'\r' || text[i] == u'\n') {
            return false;
        }
    }
    return any;
}

} // namespace

BodyText::BodyText() : m_firstLow(FirstLow) {}

void BodyText::chooseStandIns(const QString& text)
{
    const auto isFree = [&](char16_t low) {
        for (qsizetype i = text.indexOf(QChar(StandInHigh)); i >= 0 && i + 1 < text.size();
             i = text.indexOf(QChar(StandInHigh), i + 1)) {
            const char16_t second = text[i + 1].unicode();
            if (second >= low && second < low + specials.size())
                return false;
        }
        return true;
    };
    // Anywhere in the range at random, so that no pasted text can be made to hit it; a body that uses all of
    // the range does not fit in the largest note with room to spare for this to matter.
    const auto slots = LowCount / static_cast<int>(specials.size());
    const int start = QRandomGenerator::system()->bounded(slots);
    for (int i = 0; i < slots; ++i) {
        m_firstLow =
            static_cast<char16_t>(FirstLow + (start + i) % slots * static_cast<int>(specials.size()));
        if (isFree(m_firstLow))
            return;
    }
}

QString BodyText::withStandIns(const QString& text) const
{
    const auto special = [](QChar c) { return std::ranges::find(specials, c.unicode()); };
    if (std::ranges::none_of(text, [&](QChar c) { return special(c) != specials.end(); }))
        return text;
    QString out;
    out.reserve(text.size() + 16);
    for (const QChar c : text) {
        if (const auto found = special(c); found != specials.end()) {
            out += QChar(StandInHigh);
            out += QChar(static_cast<char16_t>(m_firstLow + (found - specials.begin())));
        } else {
            out += c;
        }
    }
    return out;
}

QString BodyText::toDocument(ByteView body)
{
    QString text = decoded(body);
    m_crLf = isCrLfThroughout(text);
    if (m_crLf)
        text.replace(u"\r\n"_s, u"\n"_s);
    chooseStandIns(text);
    return withStandIns(text);
}

SecureBytes BodyText::toBody(const QTextDocument& document) const
{
    const QString raw = document.toRawText();
    QString text;
    text.reserve(raw.size());
    for (qsizetype i = 0; i < raw.size(); ++i) {
        const char16_t c = raw[i].unicode();
        const char16_t next = i + 1 < raw.size() ? raw[i + 1].unicode() : u'\0';
        if (c == u'\u2029') {
            if (m_crLf)
                text += u'\r';
            text += u'\n';
        } else if (isStandIn(c, next)) {
            text += QChar(specials[static_cast<std::size_t>(next - m_firstLow)]);
            ++i;
        } else {
            text += raw[i];
        }
    }
    const QByteArray utf8 = text.toUtf8();
    return SecureBytes::copyOf(
        bytesOf(std::string_view(utf8.constData(), static_cast<std::size_t>(utf8.size()))));
}

QString BodyText::forInsertion(const QString& text) const
{
    QString fit = text;
    fit.replace(u"\r\n"_s, u"\n"_s);
    fit.replace(u'\r', u'\n');
    fit.replace(QChar(0x2029), u'\n');
    fit.remove(QChar(u'\0'));
    for (qsizetype i = fit.size() - 2; i >= 0; --i)
        if (isStandIn(fit[i].unicode(), fit[i + 1].unicode()))
            fit.remove(i, 2);
    return withStandIns(fit);
}

bool BodyText::isStandIn(char16_t high, char16_t low) const
{
    return high == StandInHigh && low >= m_firstLow && low < m_firstLow + specials.size();
}

} // namespace lockleaf::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/password_text.h"

#include <QStringEncoder>
#include <QTextBoundaryFinder>

#include <algorithm>
#include <array>
#include <cstring>

namespace lockleaf::ui {

namespace {

constexpr qsizetype FirstRoom = 256; // in UTF-16 units: hardly a password has to move

std::size_t bytesOfUnits(qsizetype units)
{
    return static_cast<std::size_t>(units) * sizeof(char16_t);
}

bool isInsidePair(QStringView text, qsizetype position)
{
    return position > 0 && position < text.size() && text[position].isLowSurrogate() &&
           text[position - 1].isHighSurrogate();
}

} // namespace

QStringView PasswordText::view() const
{
    return {reinterpret_cast<const char16_t*>(m_units.data()), m_size};
}

SecureBytes PasswordText::utf8() const
{
    auto encoder = QStringEncoder(QStringEncoder::Utf8, QStringEncoder::Flag::Stateless);
    SecureBytes bytes(static_cast<std::size_t>(encoder.requiredSpace(m_size)));
    // The block may be aliased as char; the encoder writes at most what it asked for.
    char* const begin = reinterpret_cast<char*>(bytes.data());
    const char* const end = encoder.appendToBuffer(begin, view());
    bytes.truncate(static_cast<std::size_t>(end - begin));
    return bytes;
}

void PasswordText::moveTo(qsizetype position, bool keepAnchor)
{
    m_caret = std::clamp(position, qsizetype{0}, m_size);
    if (isInsidePair(view(), m_caret))
        --m_caret;
    if (!keepAnchor)
        m_anchor = m_caret;
}

void PasswordText::select(qsizetype from, qsizetype to)
{
    moveTo(from, false);
    moveTo(to, true);
}

qsizetype PasswordText::after(qsizetype position, Step step) const
{
    if (position >= m_size)
        return m_size;
    if (step == Step::Character)
        return position + 1 + (isInsidePair(view(), position + 1) ? 1 : 0);
    // The finder looks at the locked memory itself; what it keeps are kinds of borders.
    QTextBoundaryFinder finder(step == Step::Word ? QTextBoundaryFinder::Word : QTextBoundaryFinder::Grapheme,
                               view());
    finder.setPosition(position);
    qsizetype next = finder.toNextBoundary();
    while (step == Step::Word && next > 0 && next < m_size && view()[next].isSpace())
        next = finder.toNextBoundary();
    return next < 0 ? m_size : next;
}

qsizetype PasswordText::before(qsizetype position, Step step) const
{
    if (position <= 0)
        return 0;
    if (step == Step::Character)
        return position - 1 - (isInsidePair(view(), position - 1) ? 1 : 0);
    QTextBoundaryFinder finder(step == Step::Word ? QTextBoundaryFinder::Word : QTextBoundaryFinder::Grapheme,
                               view());
    finder.setPosition(position);
    qsizetype previous = finder.toPreviousBoundary();
    while (step == Step::Word && previous > 0 && view()[previous].isSpace())
        previous = finder.toPreviousBoundary();
    return std::max(previous, qsizetype{0});
}

bool PasswordText::insert(QStringView text)
{
    bool changed = removeSelection();
    qsizetype count = std::min(text.size(), longest - m_size);
    if (isInsidePair(text, count))
        --count;
    if (count <= 0)
        return changed;
    makeRoom(m_size + count);
    char16_t* const place = units() + m_caret;
    std::memmove(place + count, place, bytesOfUnits(m_size - m_caret));
    std::memcpy(place, text.utf16(), bytesOfUnits(count));
    m_size += count;
    moveTo(m_caret + count, false);
    return true;
}

bool PasswordText::removeSelection()
{
    return remove(selectionStart(), selectionEnd());
}

bool PasswordText::remove(qsizetype from, qsizetype to)
{
    if (from >= to)
        return false;
    std::memmove(units() + from, units() + to, bytesOfUnits(m_size - to));
    m_size -= to - from;
    lockleaf::wipe(units() + m_size, bytesOfUnits(to - from));
    moveTo(from, false);
    return true;
}

bool PasswordText::wipe()
{
    const bool changed = !isEmpty();
    lockleaf::wipe(m_units.data(), m_units.size());
    m_size = m_caret = m_anchor = 0;
    return changed;
}

void PasswordText::makeRoom(qsizetype units)
{
    const auto held = static_cast<qsizetype>(m_units.size() / sizeof(char16_t));
    if (units <= held)
        return;
    LockedBytes larger(bytesOfUnits(std::max({units, 2 * held, FirstRoom})));
    if (m_size != 0)
        std::memcpy(larger.data(), m_units.data(), bytesOfUnits(m_size));
    m_units = std::move(larger); // the old block goes with `larger`, and is wiped
}

} // namespace lockleaf::ui

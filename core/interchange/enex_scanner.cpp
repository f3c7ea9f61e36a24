// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/enex_scanner.h"

#include <cstring>
#include <string_view>

namespace lockleaf {

namespace {

constexpr std::size_t longestTagName = 16;

bool isBlankOctet(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

} // namespace

void EnexScanner::feed(ByteView bytes)
{
    std::size_t at = 0;
    while (at < bytes.size()) {
        if (m_state == State::Text) { // mostly base64: look for the next tag at once
            const void* mark = std::memchr(bytes.data() + at, '<', bytes.size() - at);
            const std::size_t next =
                mark == nullptr
                    ? bytes.size()
                    : static_cast<std::size_t>(static_cast<const std::uint8_t*>(mark) - bytes.data());
            m_place += next - at;
            at = next;
            if (at == bytes.size())
                return;
            m_markPlace = m_place;
            if (m_inData)
                m_tell(Event::DataEnd, m_markPlace);
            m_inData = false;
            m_state = State::Mark;
            m_name.clear();
        } else {
            step(static_cast<char>(bytes[at]));
        }
        ++at;
        ++m_place;
    }
}

void EnexScanner::step(char c)
{
    switch (m_state) {
    case State::Mark:
        if (c == '!' || c == '?') {
            m_state = c == '?' ? State::Instruction : State::Declaration;
            m_tail.clear();
            m_inSubset = false;
            return;
        }
        m_state = State::Name;
        [[fallthrough]];
    case State::Name:
        if (c == '>' || isBlankOctet(c) || (c == '/' && !m_name.empty())) {
            beginTag();
            m_before = c;
            m_state = State::Tag;
            if (c == '>')
                endTag();
        } else if (m_name.size() < longestTagName) {
            m_name += c;
        }
        return;
    case State::Tag:
        if (c == '>')
            return endTag();
        if ((c == '"' || c == '\'') && m_before == '=') {
            m_quote = c;
            m_state = State::Quote;
        }
        m_before = isBlankOctet(c) ? m_before : c;
        return;
    case State::Quote:
        m_state = c == m_quote ? State::Tag : State::Quote;
        return;
    default:
        return stepDeclaration(c);
    }
}

void EnexScanner::stepDeclaration(char c)
{
    m_tail += c;
    if (m_state == State::Declaration && m_tail == "--") {
        m_state = State::Comment;
        m_tail.clear();
        return;
    }
    if (m_state == State::Declaration && m_tail == "[CDATA[") {
        m_state = State::Cdata;
        m_tail.clear();
        return;
    }
    if (m_tail.size() > 8)
        m_tail.erase(0, 1);
    const std::string_view tail = m_tail;
    bool ended = false;
    switch (m_state) {
    case State::Comment:
        ended = tail.ends_with("-->");
        break;
    case State::Cdata:
        ended = tail.ends_with("]]>");
        break;
    case State::Instruction:
        ended = c == '>';
        break;
    default: // a document type: what it declares stands in brackets
        m_inSubset = (m_inSubset || (c == '[' && tail != "[")) && !tail.ends_with("]");
        ended = c == '>' && !m_inSubset;
        break;
    }
    if (ended)
        m_state = State::Text;
}

/// A tag has been recognised by its name: what stood before it ends.
void EnexScanner::beginTag()
{
    if (m_inTitle)
        m_tell(Event::TitleEnd, m_markPlace);
    m_inTitle = false;
    if (m_name == "note") {
        m_inPart = false;
        m_tell(Event::NoteBegin, m_markPlace);
    }
}

void EnexScanner::endTag()
{
    m_state = State::Text;
    const bool closesItself = m_before == '/';
    if (m_name == "note") {
        m_tell(Event::NoteInside, m_place + 1);
        if (closesItself)
            m_tell(Event::NoteEnd, m_place + 1);
    } else if (m_name == "/note") {
        m_tell(Event::NoteEnd, m_place + 1);
    } else if (m_name == "/en-export") {
        m_tell(Event::ExportEnd, m_place + 1);
    } else if (m_name == "task" || m_name == "resource") {
        m_inPart = !closesItself;
    } else if (m_name == "/task" || m_name == "/resource") {
        m_inPart = false;
    } else if (m_name == "data" && !closesItself) {
        m_inData = true;
        m_tell(Event::DataBegin, m_place + 1);
    } else if (m_name == "title" && !m_inPart && !closesItself) {
        m_inTitle = true;
        m_tell(Event::TitleBegin, m_place + 1);
    }
}

} // namespace lockleaf

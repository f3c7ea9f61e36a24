// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"

#include <functional>
#include <string>

namespace lockleaf {

/// Finds notes and files in the octets of an ENEX as they come, in constant memory. Only looks at tags
/// outside of comments, CDATA, instructions and document types.
class EnexScanner
{
public:
    enum class Event {
        NoteBegin,  ///< At the `<` of `<note>`.
        NoteInside, ///< Behind `<note>`.
        NoteEnd,    ///< Behind `</note>`.
        TitleBegin, ///< Behind the `<title>` of a note, not of a task.
        TitleEnd,   ///< At the `<` of the next tag.
        DataBegin,  ///< Behind the `<data …>` of a file.
        DataEnd,    ///< At the next `<`.
        ExportEnd,  ///< Behind `</en-export>`.
    };
    using Tell = std::function<void(Event, std::uint64_t place)>;

    /// Places of DataBegin, DataEnd, NoteInside and the ends are within the octets that were fed last, or
    /// right behind them. `begin`: where the first octet stands in the file.
    EnexScanner(std::uint64_t begin, Tell tell) : m_place(begin), m_tell(std::move(tell)) {}
    void feed(ByteView bytes);

private:
    enum class State { Text, Mark, Name, Tag, Quote, Comment, Cdata, Instruction, Declaration };

    void step(char c);
    void stepDeclaration(char c);
    void beginTag();
    void endTag();

    std::uint64_t m_place;
    Tell m_tell;
    State m_state = State::Text;
    std::uint64_t m_markPlace = 0; ///< Of the `<`.
    std::string m_name;            ///< Of the tag, `/` included; what is longer than any of ours is cut.
    char m_quote = 0;
    char m_before = 0;  ///< Within a tag: the last octet that was no blank.
    std::string m_tail; ///< The last octets of a comment or a section.
    bool m_inSubset = false;
    bool m_inData = false;
    bool m_inTitle = false;
    bool m_inPart = false; ///< Of a note: a task or resource, whose titles are not its own.
};

} // namespace lockleaf

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lockleaf::app {

/// How the self-check speaks to the lock screen and the session that it has started through a keeper of its
/// own: packets over two socket pairs (AF_UNIX, SOCK_SEQPACKET) that are inherited. Nothing has a name that
/// somebody else could connect to, and a Lockleaf that a person started has neither of them.

/// The keeper of a self-check: it takes no place as the one instance, and passes the two descriptors on.
constexpr std::string_view checkedKeeperArgument = "--role=checked-keeper";
/// The second argument of a role that is driven.
constexpr std::string_view drivenArgument = "--driven";
/// Holds one copy of a text that comes on standard input: what a scan of memory must find.
constexpr std::string_view holderArgument = "--role=holder";

constexpr int drivenLockScreenDescriptor = 5; ///< In the keeper.
constexpr int drivenSessionDescriptor = 6;    ///< In the keeper.
constexpr int driveDescriptor = 5;            ///< In a role.

/// What a role is to do; the first octet of a packet. The fields of the order follow, each behind a NUL.
enum class DriveOrder : char {
    Unlock = 'u',  ///< Lock screen: type this password.
    Write = 'w',   ///< Session: a new note, its text typed key by key.
    Append = 'p',  ///< Type this at the end of the open note.
    Tag = 't',     ///< Give the open note this tag.
    Attach = 'f',  ///< Drop this file on it.
    Search = 's',  ///< Search all notes for this.
    GoTo = 'o',    ///< Look for it in the switcher.
    Read = 'r',    ///< Read mode, and back.
    Copy = 'c',    ///< Copy the whole text.
    Version = 'v', ///< Keep a version.
    Export = 'e',  ///< Into an archive at this path, with this password.
    Import = 'i',  ///< From this folder.
    Sheet = 'd',   ///< Open the settings, and leave them open.
    Glyphs = 'g',  ///< Say what glyph numbers these texts have in the fonts of the window.
    Lock = 'l',    ///< Lock now. Answered by the end of the process.
};

/// What a role says; the first octet of a packet.
enum class DriveAnswer : char {
    Here = 'h',   ///< It has started; its process number follows in decimal digits.
    Done = 'd',   ///< The order was carried out. Of Glyphs: a field "INDEX:N,N,N" each.
    Failed = 'f', ///< The name of the step that did not come about in time follows.
};

/// `code` and the fields, each behind a NUL.
[[nodiscard]] inline std::string drivePacket(char code, const std::vector<std::string>& fields)
{
    std::string packet(1, code);
    for (const std::string& field : fields) {
        packet.push_back('\0');
        packet += field;
    }
    return packet;
}

/// The fields of a packet.
[[nodiscard]] inline std::vector<std::string> driveFields(std::string_view packet)
{
    std::vector<std::string> fields;
    std::size_t at = packet.find('\0');
    while (at != std::string_view::npos) {
        const std::size_t next = packet.find('\0', at + 1);
        fields.emplace_back(packet.substr(at + 1, next == std::string_view::npos ? next : next - at - 1));
        at = next;
    }
    return fields;
}

} // namespace lockleaf::app

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/command_line.h"

#include <algorithm>
#include <array>

namespace lockleaf::app {

namespace {

// What QGuiApplication and its X11 and Wayland platforms take for themselves (QGuiApplication,
// "supported command line options"), with one dash or two. It cannot be asked, since it is made only when the
// roles are on their way.
constexpr std::array<std::string_view, 16> qtOptionsWithValue{
    "session",    "platform",  "platformpluginpath", "platformtheme", "plugin", "geometry", "qwindowgeometry",
    "title",      "icon",      "qwindowtitle",       "qwindowicon",   "name",   "display",  "style",
    "stylesheet", "fontengine"};
constexpr std::array<std::string_view, 5> qtOptionsAlone{"reverse", "nograb", "dograb", "sync",
                                                         "widgetcount"};

template <std::size_t size>
bool contains(const std::array<std::string_view, size>& names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::string_view withoutDashes(std::string_view argument)
{
    argument.remove_prefix(argument.starts_with("--") ? 2 : 1);
    return argument;
}

// How many arguments, from this one on, are Qt's; 0: it is not.
std::size_t argumentsOfQt(std::string_view argument, std::size_t left)
{
    if (!argument.starts_with('-'))
        return 0;
    const std::string_view option = withoutDashes(argument);
    if (contains(qtOptionsAlone, option))
        return 1;
    if (const std::size_t equals = option.find('='); equals != std::string_view::npos)
        return contains(qtOptionsWithValue, option.substr(0, equals)) ? 1 : 0;
    return contains(qtOptionsWithValue, option) && left >= 2 ? 2 : 0;
}

CommandLine readSelfCheck(std::span<const char* const> arguments)
{
    CommandLine asked{CommandLine::Kind::SelfCheck, {}};
    for (std::size_t at = 0; at < arguments.size(); ++at) {
        const std::string_view argument{arguments[at]};
        if (argument == "--keep")
            asked.keep = true;
        else if (argument == "--user" && at + 1 < arguments.size())
            asked.user = arguments[++at];
        else
            return {CommandLine::Kind::Unknown, {}};
    }
    return asked;
}

} // namespace

CommandLine readCommandLine(std::span<const char* const> arguments)
{
    CommandLine asked;
    for (std::size_t at = 0; at < arguments.size();) {
        const std::string_view argument{arguments[at]};
        if (const std::size_t ofQt = argumentsOfQt(argument, arguments.size() - at); ofQt > 0) {
            at += ofQt;
            continue;
        }
        if (argument == "--help" || argument == "-h")
            return {CommandLine::Kind::Help, {}};
        if (argument == "--self-check" && asked.vault.empty())
            return readSelfCheck(arguments.subspan(at + 1));
        if (argument == "--version")
            return {CommandLine::Kind::Version, {}};
        if (argument == "--capture" && asked.kind == CommandLine::Kind::Open) {
            asked.kind = CommandLine::Kind::Capture;
            ++at;
            continue;
        }
        if (argument.empty() || argument.starts_with('-') || !asked.vault.empty())
            return {CommandLine::Kind::Unknown, {}};
        asked.vault = argument;
        ++at;
    }
    return asked;
}

} // namespace lockleaf::app

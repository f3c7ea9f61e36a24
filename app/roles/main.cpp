// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hardening/standard_descriptors.h"
#include "app/roles/application.h"
#include "app/roles/command_line.h"
#include "app/selfcheck/drive_protocol.h"
#include "app/selfcheck/holder.h"
#include "app/selfcheck/self_check.h"

#include <algorithm>
#include <cstdio>
#include <span>
#include <string>
#include <string_view>

namespace {

constexpr const char* usage = "Usage: lockleaf [--capture] [VAULT]\n"
                              "Private notes in one sealed file. Without VAULT it opens the last one.\n"
                              "  --capture     write a note without unlocking; it comes at the next unlock\n"
                              "  --help        show this\n"
                              "  --version     show the version\n"
                              "  --self-check  work in a vault of its own, lock it, look for what is left,\n"
                              "                and print what was found; replaces what is on the clipboard\n"
                              "    --keep        leave its folder behind\n"
                              "    --user NAME   for root: check NAME's Lockleaf, and look into its memory\n"
                              "For work without a window: lockleaf-cli\n";

} // namespace

using lockleaf::app::CommandLine;

int main(int argc, char** argv)
{
    if (const auto occupied = lockleaf::app::occupyStandardDescriptors(); !occupied)
        return lockleaf::exitCode(occupied.error().code);
    const std::string_view argument = argc > 1 ? argv[1] : "";
    if (const auto role = lockleaf::app::roleFromArgument(argument))
        return lockleaf::app::runRole(*role, argc, argv);
    if (argument == lockleaf::app::checkedKeeperArgument)
        return lockleaf::app::runCheckedKeeper(argc, argv, argc > 2 ? argv[2] : "");
    if (argument == lockleaf::app::holderArgument)
        return lockleaf::app::runHolder();
    const std::span<const char* const> arguments{argv, static_cast<std::size_t>(std::max(argc, 1))};
    const CommandLine asked = lockleaf::app::readCommandLine(arguments.subspan(1));
    switch (asked.kind) {
    case CommandLine::Kind::Help:
        std::fputs(usage, stdout);
        return 0;
    case CommandLine::Kind::Version:
        std::puts("lockleaf " LOCKLEAF_VERSION);
        return 0;
    case CommandLine::Kind::SelfCheck:
        return lockleaf::app::runSelfCheck({asked.keep, std::string{asked.user}});
    case CommandLine::Kind::Unknown:
        std::fputs(usage, stderr);
        return 2;
    case CommandLine::Kind::Open:
    case CommandLine::Kind::Capture:
        break;
    }
    return lockleaf::app::runKeeper(argc, argv, asked);
}

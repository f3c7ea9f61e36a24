// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hardening/standard_descriptors.h"
#include "app/roles/application.h"
#include "app/roles/command_line.h"

#include <algorithm>
#include <cstdio>
#include <span>
#include <string_view>

namespace {

constexpr const char* usage = "Usage: lockleaf [--capture] [VAULT]\n"
                              "Private notes in one sealed file. Without VAULT it opens the last one.\n"
                              "  --capture  write a note without unlocking; it comes at the next unlock\n"
                              "  --help     show this\n"
                              "  --version  show the version\n"
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
    const std::span<const char* const> arguments{argv, static_cast<std::size_t>(std::max(argc, 1))};
    const CommandLine asked = lockleaf::app::readCommandLine(arguments.subspan(1));
    switch (asked.kind) {
    case CommandLine::Kind::Help:
        std::fputs(usage, stdout);
        return 0;
    case CommandLine::Kind::Version:
        std::puts("lockleaf " LOCKLEAF_VERSION);
        return 0;
    case CommandLine::Kind::Unknown:
        std::fputs(usage, stderr);
        return 2;
    case CommandLine::Kind::Open:
    case CommandLine::Kind::Capture:
        break;
    }
    return lockleaf::app::runKeeper(argc, argv, asked);
}

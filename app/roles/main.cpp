// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hardening/standard_descriptors.h"
#include "app/roles/application.h"

#include <cstdio>
#include <string_view>

namespace {

constexpr const char* usage = "Usage: lockleaf [VAULT]\n"
                              "Private notes in one sealed file. Without VAULT it opens the last one.\n"
                              "  --help     show this\n"
                              "  --version  show the version\n"
                              "For work without a window: lockleaf-cli\n";

} // namespace

int main(int argc, char** argv)
{
    if (const auto occupied = lockleaf::app::occupyStandardDescriptors(); !occupied)
        return lockleaf::exitCode(occupied.error().code);
    const std::string_view argument = argc > 1 ? argv[1] : "";
    if (const auto role = lockleaf::app::roleFromArgument(argument))
        return lockleaf::app::runRole(*role, argc, argv);
    if (argument == "--help" || argument == "-h") {
        std::fputs(usage, stdout);
        return 0;
    }
    if (argument == "--version") {
        std::puts("lockleaf " LOCKLEAF_VERSION);
        return 0;
    }
    if (argc > 2 || argument.starts_with('-')) {
        std::fputs(usage, stderr);
        return 2;
    }
    return lockleaf::app::runKeeper(argc, argv);
}

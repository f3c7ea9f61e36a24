// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/messages/print_words.h"

namespace lockleaf::app {

ui::PrintOutcome printOutcome(PrintResult result)
{
    switch (result) {
    case PrintResult::Taken:
        return ui::PrintOutcome::Taken;
    case PrintResult::NoPrintSystem:
        return ui::PrintOutcome::NoPrintSystem;
    case PrintResult::Busy:
        return ui::PrintOutcome::Busy;
    case PrintResult::Failed:
        break;
    }
    return ui::PrintOutcome::Failed;
}

} // namespace lockleaf::app

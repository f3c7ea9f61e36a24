// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/verify_findings.h"

#include <utility>

namespace lockleaf {

namespace {

constexpr std::size_t mostProblems = 1000;

bool isDamage(ErrorCode code)
{
    return code == ErrorCode::Damaged || code == ErrorCode::NotFound || code == ErrorCode::InputOutput;
}

} // namespace

void VerifyFindings::found(std::string text, const RecordId& record, ErrorCode code)
{
    if (m_report.problems.size() < mostProblems)
        m_report.problems.push_back({code, std::move(text), record});
}

Result<void> VerifyFindings::note(Result<void> outcome, std::string_view place, const RecordId& record)
{
    if (outcome)
        return {};
    if (!isDamage(outcome.error().code))
        return outcome;
    std::string text{place};
    if (!outcome.error().detail.empty())
        text += ": " + outcome.error().detail;
    // What the disk refuses to give is told apart from what is not authentic.
    const bool refused = outcome.error().code == ErrorCode::InputOutput;
    found(std::move(text), record, refused ? ErrorCode::InputOutput : ErrorCode::Damaged);
    return {};
}

} // namespace lockleaf

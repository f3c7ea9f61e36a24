// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/vault.h"

namespace lockleaf {

/// Writes what a check finds into a report, and tells damage apart from what hinders the check itself.
class VerifyFindings
{
public:
    /// `report` must outlive this.
    explicit VerifyFindings(VerifyReport& report) : m_report(report) {}

    /// Adds a problem of the kind Damaged; a vault that is damaged all over gets no longer list than 1,000.
    void found(std::string text, const RecordId& record = {}, ErrorCode code = ErrorCode::Damaged);
    /// Adds a damage at `place` as a problem; hands on any other error.
    [[nodiscard]] Result<void> note(Result<void> outcome, std::string_view place,
                                    const RecordId& record = {});
    [[nodiscard]] VerifyReport& report() { return m_report; }

private:
    VerifyReport& m_report;
};

} // namespace lockleaf

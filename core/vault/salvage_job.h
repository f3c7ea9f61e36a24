// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/merge_job.h"
#include "core/vault/salvage_scan.h"

#include <memory>
#include <string>
#include <vector>

namespace lockleaf {

/// Something that did not come back, or not as it was last.
struct SalvageLoss
{
    enum class What {
        Note,         ///< No readable state of it is in the file.
        EarlierState, ///< A note that came back as it was before its last changes.
        Version,      ///< An earlier version of a note.
        File,         ///< An attachment, as a whole.
        Notebook,
        Other, ///< Settings and deletions.
    };
    What what = What::Note;
    RecordId id;
    std::string title; ///< Where the list of notes or the description of a file still has it.
};

struct SalvageReport
{
    std::uint32_t pages = 0;
    std::uint32_t badPages = 0;
    std::uint64_t lostFrames = 0;    ///< Of the log.
    bool leftLogOut = false;         ///< A log was there that does not belong to the file.
    TakenOver taken;                 ///< What came back.
    std::uint64_t lost[6] = {};      ///< By SalvageLoss::What.
    std::vector<SalvageLoss> losses; ///< The first `mostLosses` of them.

    static constexpr std::size_t mostLosses = 1000;
    [[nodiscard]] std::uint64_t lostOf(SalvageLoss::What what) const
    {
        return lost[static_cast<std::size_t>(what)];
    }
    void add(SalvageLoss loss);
};

/// Takes every record of a damaged vault that can be read into `into`: notes, versions, notebooks, files,
/// deletions, and, into a vault without notes, the settings. Nothing there is overwritten; what stands in
/// conflict stands beside it. In slices; a job that ends early leaves whole notes, and another one completes
/// it. `into` may be null: then `report` says what would come. The damaged file is only read. `into` and
/// `report` must outlive the job. Errors: of `into` and its disk; damage in what is read is never one.
[[nodiscard]] std::unique_ptr<SlicedJob> makeSalvageJob(std::unique_ptr<SalvageScan> damaged, Vault* into,
                                                        SalvageReport& report);

} // namespace lockleaf

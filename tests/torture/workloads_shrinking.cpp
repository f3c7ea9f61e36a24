// SPDX-License-Identifier: GPL-3.0-or-later
// Room that nothing needs any more goes back to the disk, with saves in between.
#include "tests/torture/torture.h"
#include "tests/torture/workloads.h"

namespace lockleaf::test {

void shrinking(Course& course)
{
    Vault& vault = course.vault();
    const RecordId kept = course.add(course.text(900));
    std::vector<RecordId> gone;
    for (int i = 0; i < 3; ++i) {
        gone.push_back(course.add(course.text(500)));
        course.attach(gone.back(), "large.bin", attachmentChunk + 60'000);
    }
    course.save(kept, course.text(40'000)); // pages behind those that become free
    course.checkpoint();
    for (const RecordId& id : gone)
        course.step("delete", [&] { return vault.deleteForever(id); });
    course.clock().goOn(Timestamp{40} * 24 * 3600 * 1000);
    AttachmentTidyReport report;
    {
        const auto tidy = vault.makeAttachmentTidyJob(course.clock().now(), report);
        course.stepThrough("tidy", *tidy);
    }
    int steps = 0;
    for (bool more = true; more;) {
        course.step("give back", [&]() -> Result<void> {
            LOCKLEAF_TRY(more, vault.tidyFile());
            return {};
        });
        if (++steps % 3 == 2)
            course.save(kept, course.text(700));
    }
    require(!course.isAsPlanned() || steps > 4, "nothing was given back");
    course.save(kept, course.text(800));
    course.close();
}

} // namespace lockleaf::test

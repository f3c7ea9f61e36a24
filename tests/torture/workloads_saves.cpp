// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/torture/workloads.h"

namespace lockleaf::test {

/// Small and large notes, added and saved, with checkpoints of every kind between them.
void saves(Course& course)
{
    std::vector<RecordId> ids;
    for (int i = 0; i < 4; ++i)
        ids.push_back(course.add(course.text(200 + course.draw(3000))));
    course.save(ids[1], course.text(60'000));
    course.checkpoint();
    for (int i = 0; i < 3; ++i)
        course.save(ids[course.draw(ids.size())], course.text(100 + course.draw(5000)));
    ids.push_back(course.add(course.text(150'000)));
    course.clock().goOn(20 * 60 * 1000); // from here on saves keep versions
    for (int i = 0; i < 3; ++i)
        course.save(ids[course.draw(ids.size())], course.text(100 + course.draw(9000)));
    course.close();
    course.open();
    course.save(ids[0], course.text(400));
    course.step("pin", [&] { return course.vault().setPinned(ids[2], true); });
    course.checkpoint();
    course.checkpoint();
    course.save(ids[3], course.text(2000));
    course.close();
}

} // namespace lockleaf::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/torture/workloads.h"

namespace lockleaf::test {

/// Small and large notes, added and saved, with checkpoints of every kind between them.
void saves(Course& course)
{
    std::vector<RecordId> ids;
    ids.reserve(5);
    for (int i = 0; i < 4; ++i)
        ids.push_back(course.add(course.text(200 + course.draw(3000))));
    course.save(ids[1], course.text(60'000));
    course.checkpoint();
    for (int i = 0; i < 3; ++i)
        course.save(ids[course.draw(ids.size())], course.text(100 + course.draw(5000)));
    ids.push_back(course.add(course.text(150'000)));
    course.clock().goOn(Timestamp{20} * 60 * 1000); // from here on saves keep versions
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

/// What is handed over is made before the step: memory may run out in it.
void aLittleOfEverything(Course& course)
{
    const RecordId note = course.add(course.text(700));
    course.save(note, course.text(3000));
    course.save(note, course.text(30'000));
    course.attach(note, "file.bin", 5000);
    Vault& vault = course.vault();
    std::vector<std::string> tags{"one", "two/three"};
    course.step("tags", [&] { return vault.setTags(note, std::move(tags)); });
    course.step("notebook", [&]() -> Result<void> {
        LOCKLEAF_TRY(const RecordId notebook, vault.ensureNotebook("A/B"));
        return vault.moveToNotebook(note, notebook);
    });
    course.wasInParts();
    course.step("version", [&]() -> Result<void> {
        LOCKLEAF_CHECK(vault.keepRevision(note, RevisionReason::Asked));
        return {};
    });
    course.step("search", [&]() -> Result<void> {
        LOCKLEAF_CHECK(vault.search("word1 text", {}, 10));
        LOCKLEAF_CHECK(vault.listNotes({}, 0, 10));
        return {};
    });
    course.step("trash", [&] { return vault.moveToTrash(note); });
    course.checkpoint();
    course.changePassword("another one");
    course.close();
    course.open();
    course.step("back", [&] { return course.vault().restoreFromTrash(note); });
    course.step("delete", [&] { return course.vault().deleteForever(note); });
    course.close();
}

} // namespace lockleaf::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/torture/course.h"

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

namespace lockleaf::test {

/// Something that is done to a vault, by whose name a failure is repeated.
struct Workload
{
    std::string_view name;
    unsigned share; ///< Of the points, in proportion to the others.
    Course::Begin begin;
    void (*run)(Course&);
};

/// All of them. A new operation that promises durability belongs here.
[[nodiscard]] const std::vector<Workload>& workloads();

/// A little of everything, for what is tried at each allocation.
[[nodiscard]] const std::vector<Workload>& smallWorkloads();
/// Runs one to its end; nothing in it may fail.
void runWorkload(const Workload& workload, Course& course);
/// The same on a course of its own; the same seed gives the same course.
[[nodiscard]] std::unique_ptr<Course> courseOf(const Workload& workload, std::uint64_t seed);

/// What is wrong with an archive that another run of the course made than `file` says; empty: nothing.
[[nodiscard]] std::string archiveProblem(const PublishedFile& file, ByteView content);

// Each in the file that its name says.
void saves(Course& course);
void aLittleOfEverything(Course& course);
void attachments(Course& course);
void passwords(Course& course);
void keys(Course& course);
void checkpoints(Course& course);
void longLog(Course& course);
void lockAndReopen(Course& course);
void creation(Course& course);
void trash(Course& course);
void exports(Course& course);
void restores(Course& course);
void merges(Course& course);
void imports(Course& course);
void backups(Course& course);
void shrinking(Course& course);
void aBackupAndNewKeys(Course& course);

} // namespace lockleaf::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/selfcheck/person.h"
#include "core/base/result.h"

#include <filesystem>
#include <memory>

namespace lockleaf::app {

/// The folder of a check, readable by its person alone, where vaults usually lie: in the folder for documents
/// where there is one, else in the home folder. It goes with this object; and where this process is killed,
/// a small process that was forked at the beginning, before anything was invented, removes it.
class TemporaryPlace
{
public:
    /// Call it before the first thread and before anything secret is known. Errors: of the system.
    [[nodiscard]] static Result<std::unique_ptr<TemporaryPlace>> make(const Person& person);
    ~TemporaryPlace();
    TemporaryPlace(const TemporaryPlace&) = delete;
    TemporaryPlace& operator=(const TemporaryPlace&) = delete;

    [[nodiscard]] const std::filesystem::path& folder() const { return m_folder; }
    /// A folder for what is to be attached and imported, which lies in the clear: in memory where the
    /// desktop's runtime folder is there, and hidden, so that nothing on this computer indexes it.
    [[nodiscard]] const std::filesystem::path& givenFolder() const { return m_given; }

    /// The folder stays.
    void keep() { m_kept = true; }

private:
    TemporaryPlace(const Person& person, std::filesystem::path folder, std::filesystem::path given,
                   int warden);

    const Person m_person;
    std::filesystem::path m_folder;
    std::filesystem::path m_given;
    int m_warden; ///< Our end of the pipe that the warden reads.
    bool m_kept = false;
};

} // namespace lockleaf::app

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>
#include <sys/types.h>

namespace lockleaf::app {

/// Whose Lockleaf is checked.
struct Person
{
    uid_t uid = 0;
    gid_t gid = 0;
    std::string name;
    std::filesystem::path home;
    bool lookedAtByRoot = false; ///< The check itself runs as root, and so may look into every process.
    bool isSomebodyElse = false; ///< It was started by root for another person.
};

/// Whoever starts the check. Root looks at the person named by `user`; empty: at whom SUDO_UID names, else at
/// itself. Errors: NotFound where there is no such person, InvalidArgument where somebody else than root
/// names one.
[[nodiscard]] Result<Person> personToCheck(const std::string& user);

/// Becomes that person for good, in a process that has just been forked. False: it could not.
[[nodiscard]] bool becomePerson(const Person& person);

/// While it lives, files are made and removed with the rights of that person. For root alone; else it does
/// nothing. One thread.
class AsPerson
{
public:
    explicit AsPerson(const Person& person);
    ~AsPerson();
    AsPerson(const AsPerson&) = delete;
    AsPerson& operator=(const AsPerson&) = delete;

private:
    bool m_changed;
};

} // namespace lockleaf::app

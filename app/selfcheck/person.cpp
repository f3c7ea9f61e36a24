// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/selfcheck/person.h"

#include <cstdlib>
#include <grp.h>
#include <pwd.h>
#include <unistd.h>

namespace lockleaf::app {

namespace {

const passwd* entryFor(const std::string& user)
{
    if (!user.empty())
        return getpwnam(user.c_str());
    const char* const behindSudo = geteuid() == 0 ? std::getenv("SUDO_UID") : nullptr;
    const uid_t uid =
        behindSudo != nullptr ? static_cast<uid_t>(std::strtoul(behindSudo, nullptr, 10)) : geteuid();
    return getpwuid(uid);
}

} // namespace

Result<Person> personToCheck(const std::string& user)
{
    if (!user.empty() && geteuid() != 0)
        return fail(ErrorCode::InvalidArgument, "only root can check for another person");
    const passwd* const entry = entryFor(user);
    if (entry == nullptr)
        return fail(ErrorCode::NotFound, "no such person on this computer");
    Person person;
    person.uid = entry->pw_uid;
    person.gid = entry->pw_gid;
    person.name = entry->pw_name;
    person.home = entry->pw_dir;
    person.lookedAtByRoot = geteuid() == 0;
    person.isSomebodyElse = person.uid != geteuid();
    if (const char* const home = std::getenv("HOME");
        home != nullptr && *home == '/' && !person.isSomebodyElse)
        person.home = home;
    return person;
}

bool becomePerson(const Person& person)
{
    if (!person.isSomebodyElse)
        return true;
    return initgroups(person.name.c_str(), person.gid) == 0 &&
           setresgid(person.gid, person.gid, person.gid) == 0 &&
           setresuid(person.uid, person.uid, person.uid) == 0;
}

AsPerson::AsPerson(const Person& person) : m_changed(person.isSomebodyElse)
{
    if (m_changed && (setegid(person.gid) != 0 || seteuid(person.uid) != 0))
        std::abort(); // what follows must not be done as root
}

AsPerson::~AsPerson()
{
    if (m_changed && (seteuid(0) != 0 || setegid(0) != 0))
        std::abort();
}

} // namespace lockleaf::app

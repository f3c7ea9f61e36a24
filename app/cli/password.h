// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "core/base/result.h"
#include "core/crypto/key_file.h"
#include "core/crypto/passphrase.h"

#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace lockleaf::app {

/// Adds the option `name` ("--password-file"), which takes the name of a file that is not empty.
void addPasswordFileOption(CLI::App& verb, const std::string& name, std::string& file,
                           const std::string& help);

/// The password in `file` without one trailing line end; the next line of standard input for "-"; typed on
/// the terminal at `question` where `file` is empty. What a person types on standard input is not shown
/// either.
[[nodiscard]] Result<Passphrase> readPassword(Context& context, const std::string& file,
                                              std::string_view question);

/// The same octet for octet, for what another program may have sealed.
[[nodiscard]] Result<SecureBytes> readTypedPassword(Context& context, const std::string& file,
                                                    std::string_view question);

/// The key file at `file`; errors name it as one.
[[nodiscard]] Result<KeyFile> readKeyFile(const std::string& file);

/// The same as readPassword() for a password that is being set: where it is typed, it is typed twice, and it
/// holds no line end, since no program that asks for a password could be given that (age, our own window).
[[nodiscard]] Result<Passphrase> readNewPassword(Context& context, const std::string& file,
                                                 std::string_view question);

} // namespace lockleaf::app

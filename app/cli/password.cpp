// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/password.h"

#include "app/cli/complaint.h"
#include "app/cli/hidden_prompt.h"

#include <CLI/CLI.hpp>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace lockleaf::app {

namespace {

// Normal form C may be shorter than what was typed; Passphrase judges the length, this only bounds reading.
constexpr std::size_t longestRead = 16 * Passphrase::maximumSize;

Result<SecureBytes> readFile(const std::string& file)
{
    const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (descriptor < 0)
        return complain(systemError(errno, "open").code,
                        std::string{"The password file can't be read ("} + std::strerror(errno) + ").");
    auto content = readDescriptor(descriptor, longestRead, ErrorCode::PasswordTooLong);
    close(descriptor);
    if (!content && content.error().systemError != 0)
        return complain(content.error().code, std::string{"The password file can't be read ("} +
                                                  std::strerror(content.error().systemError) + ").");
    return content;
}

void dropOneLineEnd(SecureBytes& content)
{
    if (!content.text().ends_with('\n'))
        return;
    content.truncate(content.size() - 1);
    if (content.text().ends_with('\r'))
        content.truncate(content.size() - 1);
}

bool isTyped(const std::string& file)
{
    return file.empty() || (file == "-" && StandardInput::isTerminal());
}

} // namespace

void addPasswordFileOption(CLI::App& verb, const std::string& name, std::string& file,
                           const std::string& help)
{
    verb.add_option(name, file, help)->type_name("FILE")->check([](const std::string& text) {
        return text.empty() ? std::string{"the name of the password file is empty"} : std::string{};
    });
}

Result<SecureBytes> readTypedPassword(Context& context, const std::string& file, std::string_view question)
{
    if (isTyped(file))
        return file.empty() ? askHidden(question) : askHiddenOnStandardInput(question);
    if (file == "-")
        return context.input.takeLine(longestRead);
    LOCKLEAF_TRY(SecureBytes content, readFile(file));
    dropOneLineEnd(content);
    return content;
}

Result<Passphrase> readPassword(Context& context, const std::string& file, std::string_view question)
{
    LOCKLEAF_TRY(const SecureBytes typed, readTypedPassword(context, file, question));
    return Passphrase::fromTyped(typed.view());
}

Result<KeyFile> readKeyFile(const std::string& file)
{
    auto keyFile = KeyFile::read(file);
    if (keyFile)
        return keyFile;
    const Error& error = keyFile.error();
    if (error.code == ErrorCode::KeyFileNotUsable)
        return complain(error.code, "The key file can't be used: " + error.detail + ".");
    if (error.systemError != 0)
        return complain(error.code, std::string{"The key file can't be read ("} +
                                        std::strerror(error.systemError) + ").");
    return complain(error.code, "The key file can't be read: it is not a regular file.");
}

Result<Passphrase> readNewPassword(Context& context, const std::string& file, std::string_view question)
{
    LOCKLEAF_TRY(Passphrase first, readPassword(context, file, question));
    if (textOf(first.view()).find_first_of("\r\n") != std::string_view::npos)
        return complain(ErrorCode::PasswordNotText, "A new password can't have a line end inside it.");
    if (isTyped(file)) {
        LOCKLEAF_TRY(const Passphrase second, readPassword(context, file, "The same again: "));
        if (!(first == second))
            return complain(ErrorCode::InvalidArgument, "The two passwords differ.");
    }
    return first;
}

} // namespace lockleaf::app

// SPDX-License-Identifier: GPL-3.0-or-later
// Lockleaf's own age, for tests that set it beside vectors and the real one:
//   age_tool keygen IDENTITY                                       a new identity; prints its recipient
//   age_tool seal IN OUT [-r RECIPIENT]… [-p PASSPHRASE] [-w WORK] [-a]
//   age_tool open IN OUT [-i IDENTITY]… [-p PASSPHRASE] [-s STEP]   prints how it ended, in the words of the
//                                                                  vectors; OUT holds what was released
//   age_tool again IN PLAIN OUT -k HEX                             IN once more, from its stanzas, its nonce,
//                                                                  the file key and its plaintext
// IDENTITY and PASSPHRASE name files; the passphrase is every octet of its. STEP: octets given at a time.
#include "core/archive/age_reader.h"
#include "core/archive/age_scrypt.h"
#include "core/crypto/secret_key.h"

#include <sodium.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

using namespace lockleaf;

namespace {

struct ToolArguments
{
    std::vector<std::string> files;
    std::vector<std::string> identities;
    std::vector<std::string> recipients;
    std::string passphrase;
    std::string fileKey;
    int workFactor = age::standardWorkFactor;
    std::size_t step = std::size_t{1} << 20;
    bool armor = false;
};

class InputFile final : public ByteSource
{
public:
    InputFile(const std::string& path, std::size_t step) : m_stream(path, std::ios::binary), m_step(step) {}
    Result<std::size_t> read(MutableByteView buffer) override
    {
        m_stream.read(reinterpret_cast<char*>(buffer.data()),
                      static_cast<std::streamsize>(std::min(buffer.size(), m_step)));
        if (m_stream.gcount() == 0 && !m_stream.eof())
            return fail(ErrorCode::InputOutput, "read");
        return static_cast<std::size_t>(m_stream.gcount());
    }

private:
    std::ifstream m_stream;
    std::size_t m_step;
};

class OutputFile final : public ByteSink
{
public:
    explicit OutputFile(const std::string& path) : m_stream(path, std::ios::binary | std::ios::trunc) {}
    Result<void> write(ByteView bytes) override
    {
        m_stream.write(reinterpret_cast<const char*>(bytes.data()),
                       static_cast<std::streamsize>(bytes.size()));
        return m_stream ? Result<void>{} : fail(ErrorCode::InputOutput, "write");
    }
    Result<void> finish()
    {
        m_stream.close();
        return m_stream ? Result<void>{} : fail(ErrorCode::InputOutput, "close");
    }

private:
    std::ofstream m_stream;
};

SecureBytes contentOf(const std::string& path)
{
    std::ifstream stream(path, std::ios::binary);
    const std::string content(std::istreambuf_iterator<char>(stream), {});
    return SecureBytes::copyOf(bytesOf(content));
}

/// Everything of `source` into `sink`.
Result<void> pour(ByteSource& source, ByteSink& sink)
{
    Bytes buffer(100'000);
    while (true) {
        LOCKLEAF_TRY(const std::size_t got, source.read(buffer));
        if (got == 0)
            return {};
        LOCKLEAF_CHECK(sink.write(ByteView{buffer}.first(got)));
    }
}

/// Header and payload, with armor around them or without.
Result<void> writeFile(const std::string& path, bool armored, ByteView header, const age::FileKey& fileKey,
                       const age::PayloadNonce& nonce, ByteSource& plain)
{
    OutputFile file(path);
    age::ArmorWriter armor(file);
    ByteSink& sink = armored ? static_cast<ByteSink&>(armor) : file;
    LOCKLEAF_CHECK(sink.write(header));
    age::PayloadSealer sealer(fileKey, nonce, sink);
    LOCKLEAF_CHECK(pour(plain, sealer));
    LOCKLEAF_CHECK(sealer.finish());
    if (armored)
        LOCKLEAF_CHECK(armor.finish());
    return file.finish();
}

Result<int> keygen(const ToolArguments& arguments)
{
    const age::Identity identity = age::Identity::generate();
    OutputFile file(arguments.files.at(0));
    LOCKLEAF_CHECK(file.write(identity.text().view()));
    LOCKLEAF_CHECK(file.write(bytesOf("\n")));
    LOCKLEAF_CHECK(file.finish());
    std::printf("%s\n", identity.recipient().text().c_str());
    return 0;
}

Result<int> seal(const ToolArguments& arguments)
{
    age::FileKey fileKey;
    randombytes_buf(fileKey.data(), age::FileKey::size());
    age::PayloadNonce nonce{};
    randombytes_buf(nonce.data(), nonce.size());
    Bytes header;
    if (!arguments.passphrase.empty()) {
        age::ScryptSalt salt{};
        randombytes_buf(salt.data(), salt.size());
        LOCKLEAF_TRY(const Passphrase passphrase,
                     Passphrase::fromTyped(contentOf(arguments.passphrase).view()));
        LOCKLEAF_TRY(header, age::scryptHeader(fileKey, passphrase, salt, arguments.workFactor));
    } else {
        std::vector<age::Recipient> recipients;
        for (const std::string& text : arguments.recipients) {
            LOCKLEAF_TRY(const age::Recipient recipient, age::Recipient::parse(text));
            recipients.push_back(recipient);
        }
        LOCKLEAF_TRY(header, age::x25519Header(fileKey, recipients));
    }
    InputFile plain(arguments.files.at(0), arguments.step);
    LOCKLEAF_CHECK(writeFile(arguments.files.at(1), arguments.armor, header, fileKey, nonce, plain));
    return 0;
}

const char* inWordsOfTheVectors(ErrorCode code)
{
    switch (code) {
    case ErrorCode::WrongArchiveKey:
        return "no match";
    case ErrorCode::ArchiveHeaderChanged:
        return "HMAC failure";
    case ErrorCode::NotAnArchive:
    case ErrorCode::NewerFormat:
    case ErrorCode::ArchiveHeaderDamaged:
    case ErrorCode::DerivationTooCostly:
        return "header failure";
    case ErrorCode::ArmorDamaged:
        return "armor failure";
    case ErrorCode::ArchiveDamaged:
        return "payload failure";
    default:
        return nullptr;
    }
}

Result<void> openInto(const ToolArguments& arguments, ByteSink& sink)
{
    age::OpeningKeys keys;
    if (!arguments.passphrase.empty())
        keys.passphrase = contentOf(arguments.passphrase);
    for (const std::string& file : arguments.identities) {
        LOCKLEAF_TRY(std::vector<age::Identity> found, age::parseIdentityFile(contentOf(file).text()));
        for (age::Identity& identity : found)
            keys.identities.push_back(std::move(identity));
    }
    InputFile input(arguments.files.at(0), arguments.step);
    LOCKLEAF_TRY(const std::unique_ptr<age::OpenedFile> opened, age::open(input, keys));
    return pour(*opened, sink);
}

Result<int> openVerb(const ToolArguments& arguments)
{
    OutputFile output(arguments.files.at(1));
    const Result<void> outcome = openInto(arguments, output);
    LOCKLEAF_CHECK(output.finish());
    if (outcome) {
        std::printf("success\n");
        return 0;
    }
    const char* words = inWordsOfTheVectors(outcome.error().code);
    if (words == nullptr)
        return std::unexpected(outcome.error());
    std::printf("%s\n%s\n", words, describe(outcome.error()).c_str());
    return 0;
}

Result<int> again(const ToolArguments& arguments)
{
    age::FileKey fileKey;
    std::size_t size = 0;
    if (sodium_hex2bin(fileKey.data(), age::FileKey::size(), arguments.fileKey.data(),
                       arguments.fileKey.size(), nullptr, &size, nullptr) != 0 ||
        size != age::FileKey::size())
        return fail(ErrorCode::InvalidArgument, "file key");
    InputFile input(arguments.files.at(0), arguments.step);
    PeekSource file(input);
    LOCKLEAF_TRY(const ByteView beginning, file.peek(age::armorLook));
    const bool armored = age::looksArmored(beginning);
    age::ArmorReader armor(file);
    PeekSource unarmored(armor);
    PeekSource& binary = armored ? unarmored : file;
    LOCKLEAF_TRY(const age::Header header, age::readHeader(binary));
    LOCKLEAF_TRY(const ByteView nonceView, binary.peek(sizeof(age::PayloadNonce)));
    age::PayloadNonce nonce{};
    if (nonceView.size() != nonce.size())
        return fail(ErrorCode::ArchiveHeaderDamaged, "nonce");
    std::copy(nonceView.begin(), nonceView.end(), nonce.begin());
    InputFile plain(arguments.files.at(1), arguments.step);
    LOCKLEAF_CHECK(writeFile(arguments.files.at(2), armored, age::encodeHeader(fileKey, header.stanzas),
                             fileKey, nonce, plain));
    return 0;
}

bool readToolArguments(int count, char** values, ToolArguments& arguments)
{
    for (int i = 2; i < count; ++i) {
        const std::string name = values[i];
        if (name == "-a") {
            arguments.armor = true;
            continue;
        }
        if (!name.starts_with('-')) {
            arguments.files.push_back(name);
            continue;
        }
        if (++i == count)
            return false;
        if (name == "-r")
            arguments.recipients.emplace_back(values[i]);
        else if (name == "-i")
            arguments.identities.emplace_back(values[i]);
        else if (name == "-p")
            arguments.passphrase = values[i];
        else if (name == "-k")
            arguments.fileKey = values[i];
        else if (name == "-w")
            arguments.workFactor = static_cast<int>(std::strtol(values[i], nullptr, 10));
        else if (name == "-s")
            arguments.step = std::strtoul(values[i], nullptr, 10);
        else
            return false;
    }
    return true;
}

} // namespace

int main(int count, char** values)
{
    const std::string verb = count > 1 ? values[1] : "";
    ToolArguments arguments;
    const std::size_t files = verb == "keygen" ? 1 : verb == "again" ? 3 : 2;
    Result<int> (*run)(const ToolArguments&) = verb == "keygen"  ? keygen
                                               : verb == "seal"  ? seal
                                               : verb == "open"  ? openVerb
                                               : verb == "again" ? again
                                                                 : nullptr;
    if (run == nullptr || !readToolArguments(count, values, arguments) || arguments.files.size() != files) {
        std::fputs("usage: age_tool keygen|seal|open|again FILE… [OPTIONS] (see its source)\n", stderr);
        return 2;
    }
    if (!startCrypto())
        return 4;
    const Result<int> done = run(arguments);
    if (!done) {
        std::fprintf(stderr, "age_tool: %s\n", describe(done.error()).c_str());
        return exitCode(done.error().code);
    }
    return *done;
}

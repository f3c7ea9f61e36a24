// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/age_header.h"

#include "core/archive/age_base64.h"
#include "core/archive/age_hkdf.h"

#include <sodium.h>

#include <algorithm>

namespace lockleaf::age {

namespace {

constexpr std::string_view anyVersion = "age-encryption.org/";
constexpr std::string_view versionLine = "age-encryption.org/v1";
constexpr std::string_view macMark = "---";

static_assert(sizeof(Header::mac) == crypto_auth_hmacsha256_BYTES);

void deriveMacKey(ShortKey& macKey, const FileKey& fileKey)
{
    hkdfSha256(macKey, fileKey.view(), {}, "header");
}

/// Reads one header line by line, within its bound.
class HeaderReader
{
public:
    explicit HeaderReader(PeekSource& source) : m_source(source) {}

    Result<Header> read()
    {
        LOCKLEAF_CHECK(readVersion());
        while (true) {
            LOCKLEAF_TRY(const std::string_view line, nextLine());
            if (line.starts_with(macMark)) {
                LOCKLEAF_CHECK(endWith(line));
                return std::move(m_header);
            }
            LOCKLEAF_CHECK(readStanza(line));
        }
    }

private:
    static std::unexpected<Error> damaged(std::string detail)
    {
        return fail(ErrorCode::ArchiveHeaderDamaged, std::move(detail));
    }

    /// The next line, without its LF. It is signed unless it is the one with the MAC.
    Result<std::string_view> nextLine()
    {
        LOCKLEAF_TRY(const SourceLine line,
                     m_source.readLine(longestHeader - std::min(longestHeader, m_header.signedText.size())));
        if (line.end == SourceLine::End::TooLong)
            return damaged("longer than any header");
        if (line.end == SourceLine::End::EndOfSource)
            return damaged("it ends too early");
        if (!line.text.starts_with(macMark)) {
            m_header.signedText += line.text;
            m_header.signedText += '\n';
        }
        return line.text;
    }

    Result<void> readVersion()
    {
        LOCKLEAF_TRY(const ByteView beginning, m_source.peek(versionLine.size() + 1));
        if (!beginsAsAge(beginning))
            return fail(ErrorCode::NotAnArchive);
        if (textOf(beginning) != std::string{versionLine} + '\n')
            return fail(ErrorCode::NewerFormat, "This archive is in a version of the age format that "
                                                "Lockleaf doesn't know.");
        LOCKLEAF_CHECK(nextLine());
        return {};
    }

    Result<void> readStanza(std::string_view firstLine)
    {
        Stanza stanza;
        if (!parseArguments(firstLine, stanza.arguments))
            return damaged("line of a recipient");
        while (true) {
            LOCKLEAF_TRY(const std::string_view line, nextLine());
            const BodyLine kind = parseBodyLine(line, stanza.body);
            if (kind == BodyLine::Invalid)
                return damaged("body of a recipient");
            if (kind == BodyLine::Last)
                break;
        }
        m_header.stanzas.push_back(std::move(stanza));
        return {};
    }

    Result<void> endWith(std::string_view line)
    {
        m_header.signedText += macMark;
        line.remove_prefix(macMark.size());
        if (m_header.stanzas.empty())
            return damaged("no recipients");
        if (!line.starts_with(' '))
            return damaged("line of the MAC");
        const auto mac = decodeBase64Exactly<sizeof(Header::mac)>(line.substr(1));
        if (!mac)
            return damaged("line of the MAC");
        m_header.mac = *mac;
        return {};
    }

    PeekSource& m_source;
    Header m_header;
};

} // namespace

bool beginsAsAge(ByteView beginning)
{
    return textOf(beginning).starts_with(anyVersion);
}

Result<Header> readHeader(PeekSource& source)
{
    return HeaderReader(source).read();
}

Bytes encodeHeader(const FileKey& fileKey, const std::vector<Stanza>& stanzas)
{
    std::string header{versionLine};
    header += '\n';
    for (const Stanza& stanza : stanzas)
        appendStanza(header, stanza);
    header += macMark;
    ShortKey macKey;
    deriveMacKey(macKey, fileKey);
    std::array<std::uint8_t, crypto_auth_hmacsha256_BYTES> mac{};
    crypto_auth_hmacsha256(mac.data(), bytesOf(header).data(), header.size(), macKey.data());
    header += ' ' + encodeBase64(mac, Base64::Unpadded) + '\n';
    return Bytes(header.begin(), header.end());
}

bool macHolds(const Header& header, const FileKey& fileKey)
{
    ShortKey macKey;
    deriveMacKey(macKey, fileKey);
    // libsodium compares in constant time, so that a MAC cannot be guessed octet by octet.
    return crypto_auth_hmacsha256_verify(header.mac.data(), bytesOf(header.signedText).data(),
                                         header.signedText.size(), macKey.data()) == 0;
}

} // namespace lockleaf::age

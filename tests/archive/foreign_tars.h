// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/archive/age_payload.h"
#include "core/archive/age_scrypt.h"
#include "core/archive/archive_manifest.h"
#include "core/crypto/passphrase.h"

#include <QtGlobal>
#include <sodium.h>

#include <array>
#include <cstdio>
#include <string>

namespace lockleaf::test {

constexpr std::array foreignTarNames{
    "no tar",        "empty",        "symbolic link", "hard link",      "folder",      "device",
    "sparse",        "wrong size",   "wrong hash",    "wrong path",     "twice",       "no part",
    "part too long", "huge counter", "huge size",     "odd json",       "no versions", "text not UTF-8",
    "odd title",     "null id",      "not the last",  "after the last", "too many"};
constexpr int foreignTarKinds = static_cast<int>(foreignTarNames.size());

/// A tar entry in the oldest form, with a type of its own.
inline std::string tarEntry(const std::string& path, const std::string& content, char type = '0',
                            const std::string& link = {})
{
    std::string header(512, '\0');
    const auto put = [&](std::size_t at, const std::string& text) { header.replace(at, text.size(), text); };
    std::array<char, 16> size{};
    std::snprintf(size.data(), size.size(), "%011zo", content.size());
    put(0, path);
    put(100, "0000600");
    put(108, "0000000");
    put(116, "0000000");
    put(124, size.data());
    put(136, "00000000000");
    put(148, "        ");
    header[156] = type;
    put(157, link);
    put(257, std::string("ustar\00000", 8));
    unsigned sum = 0;
    for (const char c : header)
        sum += static_cast<unsigned char>(c);
    std::array<char, 16> check{};
    std::snprintf(check.data(), check.size(), "%06o", sum);
    put(148, std::string(check.data()) + '\0' + ' ');
    std::string entry = header + content;
    entry.resize((entry.size() + 511) / 512 * 512);
    return entry;
}

/// Puts `with` in the place of `what`, which must be there.
inline std::string swapped(std::string text, const std::string& what, const std::string& with)
{
    const std::size_t at = text.find(what);
    if (at == std::string::npos)
        qFatal("no %s in %s", what.c_str(), text.c_str());
    return text.replace(at, what.size(), with);
}

inline std::string foreignTar(const std::string& kind)
{
    const std::string path = "notes/x~01020304.md";
    const bool isNoFile =
        kind == "symbolic link" || kind == "hard link" || kind == "folder" || kind == "device";
    const std::string content = isNoFile ? "" : kind == "text not UTF-8" ? "\xff" : "text";
    const std::string hash = hexOf(hash256({bytesOf(content)}));
    std::string line = R"({"path":")" + path + R"(","size":)" + std::to_string(content.size()) +
                       R"(,"blake2b":")" + hash +
                       R"(","id":"01020304010203040102030401020304","title":"x","notebook":"","front":0,)" +
                       R"("titleIsOwn":true,"tags":[],"created":1,"modified":2,"pinned":false,)" +
                       R"("versions":[["0a020304010203040102030401020304",3]]})";
    std::string entries = tarEntry(path, content);
    std::string head = R"({"lockleaf":1,"part":1,"entries":1,"last":true})";
    std::string after;
    if (kind == "symbolic link")
        entries = tarEntry(path, "", '2', "/etc/passwd");
    if (kind == "hard link")
        entries = tarEntry(path, "", '1', "/etc/passwd");
    if (kind == "folder")
        entries = tarEntry(path, "", '5');
    if (kind == "device")
        entries = tarEntry(path, "", '3');
    if (kind == "sparse")
        entries = tarEntry("pax",
                           "22 GNU.sparse.major=1\n22 GNU.sparse.minor=0\n29 GNU.sparse.name=notes/x~01\n"
                           "35 GNU.sparse.realsize=10000000000\n",
                           'x') +
                  tarEntry(path, "1\n9999999996\n4\n" + std::string(497, '\0') + content);
    if (kind == "wrong size")
        line = swapped(line, "\"size\":4", "\"size\":3");
    if (kind == "wrong hash")
        line = swapped(line, hash, std::string(64, 'a'));
    if (kind == "wrong path")
        line = swapped(line, path, "../../" + path);
    if (kind == "twice") {
        entries += entries;
    }
    if (kind == "too many") {
        const std::string one = entries;
        entries.clear();
        for (std::uint64_t i = 0; i <= ArchiveManifest::mostEntries; ++i)
            entries += one;
    }
    if (kind == "huge counter")
        line = swapped(line, ",3]", ",9007199254740993]");
    if (kind == "huge size")
        line = swapped(line, "\"size\":4", "\"size\":9000000000000");
    if (kind == "odd json")
        line = swapped(line, "\"tags\":[]", "\"tags\":" + std::string(5000, '['));
    if (kind == "no versions")
        line = swapped(line, "[[\"0a020304010203040102030401020304\",3]]", "[]");
    if (kind == "odd title")
        line = swapped(line, "\"title\":\"x\"", "\"title\":\"a\\u0007b\"");
    if (kind == "null id")
        line = swapped(line, "01020304010203040102030401020304", std::string(32, '0'));
    if (kind == "not the last")
        head = swapped(head, "true", "false");
    if (kind == "after the last")
        after = tarEntry("notes/y", "y");
    if (kind == "part too long") {
        line += "\n" + line;
        head = swapped(head, ":1,\"last\"", ":2,\"last\"");
    }
    std::string part = tarEntry("manifest-00001.jsonl", head + "\n" + line + "\n");
    if (kind == "no part")
        part.clear();
    return entries + part + after + std::string(1024, '\0');
}

/// A tar sealed in order, whatever is in it.
inline Bytes sealedTar(const std::string& plain)
{
    class Gathering final : public ByteSink
    {
    public:
        Bytes octets;
        Result<void> write(ByteView bytes) override
        {
            octets.insert(octets.end(), bytes.begin(), bytes.end());
            return {};
        }
    } sink;
    age::FileKey fileKey;
    randombytes_buf(fileKey.data(), age::FileKey::size());
    age::ScryptSalt salt;
    randombytes_buf(salt.data(), salt.size());
    sink.octets = *age::scryptHeader(fileKey, *Passphrase::fromTyped(bytesOf("open sesame")), salt, 4);
    age::PayloadNonce nonce;
    randombytes_buf(nonce.data(), nonce.size());
    age::PayloadSealer sealer(fileKey, nonce, sink);
    if (!sealer.write(bytesOf(plain)) || !sealer.finish())
        qFatal("sealing");
    return sink.octets;
}

/// An archive sealed in order, with something in it that no export writes.
inline Bytes foreignArchive(int kind)
{
    const std::string name = foreignTarNames[static_cast<std::size_t>(kind)];
    return sealedTar(name == "no tar"  ? std::string(10'000, 'x')
                     : name == "empty" ? std::string{}
                                       : foreignTar(name));
}

} // namespace lockleaf::test

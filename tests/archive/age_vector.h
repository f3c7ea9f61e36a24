// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "tests/support/test_environment.h"

#include <QByteArray>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace lockleaf::test {

/// One file of the public vectors of the age format: fields, an empty line, then an age file, maybe armored.
struct AgeVector
{
    std::string name;
    std::vector<std::pair<std::string, std::string>> fields;
    Bytes file; ///< As it is to be opened; unpacked where the vector is packed.

    [[nodiscard]] std::vector<std::string> all(std::string_view key) const
    {
        std::vector<std::string> values;
        for (const auto& [fieldName, value] : fields) {
            if (fieldName == key)
                values.push_back(value);
        }
        return values;
    }
    /// The first of them, or empty.
    [[nodiscard]] std::string field(std::string_view key) const
    {
        const auto values = all(key);
        return values.empty() ? std::string{} : values.front();
    }
};

inline Bytes unpackedVector(const Bytes& zlib)
{
    // Qt wants the expected size before the stream; it is only where it begins to guess.
    QByteArray packed = QByteArray::fromHex("00100000");
    packed.append(reinterpret_cast<const char*>(zlib.data()), static_cast<qsizetype>(zlib.size()));
    const QByteArray plain = qUncompress(packed);
    return Bytes(plain.begin(), plain.end());
}

inline AgeVector readAgeVector(const std::filesystem::path& path)
{
    std::ifstream stream(path, std::ios::binary);
    AgeVector vector;
    vector.name = path.filename().string();
    std::string line;
    while (std::getline(stream, line) && !line.empty()) {
        const auto colon = line.find(": ");
        if (colon != std::string::npos)
            vector.fields.emplace_back(line.substr(0, colon), line.substr(colon + 2));
    }
    vector.file.assign(std::istreambuf_iterator<char>(stream), {});
    if (!vector.field("compressed").empty())
        vector.file = unpackedVector(vector.file);
    return vector;
}

/// All of them by name; empty where they are not there ($LOCKLEAF_AGE_VECTORS, else in the shared data).
inline std::vector<AgeVector> ageVectors()
{
    std::filesystem::path folder;
    if (const char* named = std::getenv("LOCKLEAF_AGE_VECTORS"); named != nullptr && *named != '\0')
        folder = named;
    else if (const auto shared = sharedData())
        folder = *shared / "vectors" / "age";
    std::vector<AgeVector> vectors;
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(folder, none)) {
        AgeVector vector = readAgeVector(entry.path());
        if (!vector.field("expect").empty())
            vectors.push_back(std::move(vector));
    }
    std::ranges::sort(vectors, {}, &AgeVector::name);
    return vectors;
}

} // namespace lockleaf::test

// SPDX-License-Identifier: GPL-3.0-or-later
// Gives each file of a folder to a fuzzer's function once: what was found stays found, in every build.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int main(int count, char** arguments)
{
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(count > 1 ? arguments[1] : "")) {
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string content{std::istreambuf_iterator<char>(file), {}};
        // At many lengths: what breaks off is met most.
        const std::size_t step = content.size() / 3000 + 1;
        for (std::size_t size = 0; size < content.size(); size += step)
            LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(content.data()), size);
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(content.data()), content.size());
        ++files;
    }
    std::printf("%zu files\n", files);
    return files > 0 ? 0 : 1;
}

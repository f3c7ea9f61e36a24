// SPDX-License-Identifier: GPL-3.0-or-later
// plant_needle ENCODING: the positive control of memory_scan. Holds exactly one copy of a needle in one form.
//
// ENCODING is utf8, utf16, utf32, strided:N (a 16-bit character every N bytes), strided8:N (a byte every N
// bytes), glyph-shift16, glyph-shift32, glyph-shaped (numbers in records of 20 bytes), glyph-font16,
// glyph-font32, or none. The needle comes on standard input as numbers below 2^32, written "number,number,…"
// and ended by a line end: characters, or glyph numbers for glyph-font. It is never held here in another
// form: each number is put down as it is read, and the digits are overwritten. Prints "planted", then waits
// for the end of its input.
#include <cstdint>
#include <cstring>
#include <iostream>
#include <span>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

namespace {

struct Form
{
    std::size_t width = 0;  ///< Bytes of a number.
    std::size_t stride = 0; ///< Bytes from one number to the next.
    std::uint32_t shift = 0;
};

/// Glyph numbers of DejaVu Sans stand 29 below ASCII.
constexpr std::uint32_t dejaVuShift = static_cast<std::uint32_t>(-29);

bool parseForm(const std::string& name, Form& form)
{
    const std::size_t colon = name.find(':');
    if (colon != std::string::npos) {
        form = {name.starts_with("strided8") ? std::size_t{1} : std::size_t{2},
                static_cast<std::size_t>(std::stoul(name.substr(colon + 1))), 0};
    } else if (name == "utf8") {
        form = {1, 1, 0};
    } else if (name == "utf16" || name == "glyph-font16") {
        form = {2, 2, 0};
    } else if (name == "utf32" || name == "glyph-font32") {
        form = {4, 4, 0};
    } else if (name == "glyph-shift16") {
        form = {2, 2, dejaVuShift};
    } else if (name == "glyph-shift32") {
        form = {4, 4, dejaVuShift};
    } else if (name == "glyph-shaped") {
        form = {4, 20, dejaVuShift};
    } else {
        return name == "none";
    }
    return true;
}

/// Reads one byte past every buffer that could keep a copy.
bool readByte(char& byte)
{
    return read(STDIN_FILENO, &byte, 1) == 1;
}

/// Puts one number of the needle down at `place`.
void plant(std::span<std::uint8_t> memory, std::size_t& place, const Form& form, std::uint32_t number)
{
    if (form.width == 0 || place + form.width > memory.size())
        return;
    const std::uint32_t shifted = number + form.shift;
    std::memcpy(memory.data() + place, &shifted, form.width);
    place += form.stride;
}

} // namespace

int main(int argc, char** argv)
{
    Form form;
    if (argc != 2 || !parseForm(argv[1], form)) {
        std::cerr << "plant_needle ENCODING, with numbers on standard input\n";
        return 2;
    }
    constexpr std::size_t regionBytes = 65536;
    void* region = mmap(nullptr, regionBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (region == MAP_FAILED)
        return 1;
    const std::span<std::uint8_t> memory(static_cast<std::uint8_t*>(region), regionBytes);
    // Away from the start of the page, at an address that no width divides by chance alone.
    std::size_t place = 4096 + 8;
    std::uint32_t number = 0;
    char byte = 0;
    while (readByte(byte) && byte != '\n') {
        if (byte == ',') {
            plant(memory, place, form, number);
            number = 0;
        } else {
            number = number * 10 + static_cast<std::uint32_t>(byte - '0');
        }
    }
    plant(memory, place, form, number);
    std::cout << "planted" << std::endl;
    while (readByte(byte)) {
    }
    return 0;
}

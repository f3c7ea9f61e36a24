// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/machine_device.h"

#include "core/crypto/keyed_hash.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <sodium.h>
#include <unistd.h>

namespace lockleaf {

DeviceId machineDeviceId()
{
    DeviceId device;
    // machine-id(5): 32 hexadecimal digits, made when the system was installed; only a hash of it may be
    // used.
    std::array<char, 32> machine{};
    std::ifstream file("/etc/machine-id", std::ios::binary);
    if (!file.read(machine.data(), machine.size())) {
        randombytes_buf(device.bytes.data(), device.bytes.size());
        return device;
    }
    const std::string person = std::to_string(::getuid());
    const Hash256 hash =
        hash256({bytesOf("lockleaf device"), bytesOf(std::string_view(machine.data(), machine.size())),
                 bytesOf(person)});
    std::copy_n(hash.begin(), device.bytes.size(), device.bytes.begin());
    return device;
}

} // namespace lockleaf

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What nearly every test parses. Only where sources are merged (CMakeLists.txt): the dev preset compiles each
// test with its own includes alone.
#include "core/base/result.h"
#include "core/crypto/secure_bytes.h"
#include "core/vault/vault.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

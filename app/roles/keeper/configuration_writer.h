// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/keeper/configuration.h"

#include <chrono>
#include <functional>
#include <memory>

namespace lockleaf::app {

/// Writes the configuration on a thread of its own: a home that hangs, or somebody who holds the file's lock,
/// must not hold up a lock. Of several that wait only the last is written.
class ConfigurationWriter
{
public:
    using Write = std::function<void(const Configuration&)>;

    /// `write` may take as long as it likes; it is called on another thread, one call at a time, and may
    /// still be running when this object is gone.
    explicit ConfigurationWriter(Write write);
    /// Gives what is under way half a second.
    ~ConfigurationWriter();
    ConfigurationWriter(const ConfigurationWriter&) = delete;
    ConfigurationWriter& operator=(const ConfigurationWriter&) = delete;

    /// Returns at once.
    void write(Configuration configuration);

private:
    struct Shared;
    static void run(Shared& shared);

    std::shared_ptr<Shared> m_shared;
};

} // namespace lockleaf::app

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace lockleaf::app {

/// Somebody who can say how long nobody did anything in any program. GUI thread.
class IdleSource : public QObject
{
    Q_OBJECT

public:
    /// How long ago somebody did something; nothing: it is not known.
    using Answer = std::function<void(std::optional<std::chrono::milliseconds> ago)>;

    using QObject::QObject;

    [[nodiscard]] virtual bool isAvailable() const = 0;
    /// Answers later, or never.
    virtual void ask(Answer answer) = 0;

Q_SIGNALS:
    /// isAvailable() may have changed.
    void availabilityChanged();
};

/// By the X server's own clock (extension MIT-SCREEN-SAVER 1.1, QueryInfo). Not available without an X
/// server, without the extension, and under Wayland, where the X server sees its own windows alone.
[[nodiscard]] std::unique_ptr<IdleSource> makeX11IdleSource();

} // namespace lockleaf::app

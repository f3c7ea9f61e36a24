// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <string_view>

namespace lockleaf::app {

/// Whether the desktop may be asked to open this: http, https or mailto in small letters, with something
/// behind it, at most 2,048 bytes, all of them characters that an address is made of (RFC 3986).
[[nodiscard]] bool mayOpen(std::string_view address);

/// Has the desktop portal open an address that a person agreed to. It starts nothing by itself. GUI thread.
class AddressOpener : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Asks for it; answered() follows. What mayOpen() forbids is refused, and so is what comes while four
    /// are under way.
    void open(const QString& address);

Q_SIGNALS:
    /// Whether the portal took it.
    void answered(bool opened);

private:
    int m_underWay = 0;
};

} // namespace lockleaf::app

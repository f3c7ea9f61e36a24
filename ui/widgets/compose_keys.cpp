// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/compose_keys.h"

#include "core/crypto/secure_bytes.h"

#include <array>
#include <clocale>
#include <xkbcommon/xkbcommon-compose.h>

namespace lockleaf::ui {

namespace {

/// The longest text of a sequence in the tables of X.Org is far below this.
constexpr std::size_t LongestComposed = 256;

/// The table is some megabytes and takes some milliseconds: once a process, with its first key.
xkb_compose_table* composeTable()
{
    static const auto table = [] {
        const std::unique_ptr<xkb_context, decltype(&xkb_context_unref)> context(
            xkb_context_new(XKB_CONTEXT_NO_FLAGS), &xkb_context_unref);
        const char* const locale = std::setlocale(LC_CTYPE, nullptr);
        auto* const loaded =
            context == nullptr
                ? nullptr
                : xkb_compose_table_new_from_locale(context.get(), locale == nullptr ? "C" : locale,
                                                    XKB_COMPOSE_COMPILE_NO_FLAGS);
        return std::unique_ptr<xkb_compose_table, decltype(&xkb_compose_table_unref)>(
            loaded, &xkb_compose_table_unref);
    }();
    return table.get();
}

} // namespace

void ComposeKeys::Free::operator()(xkb_compose_state* state) const
{
    xkb_compose_state_unref(state);
}

ComposeKeys::ComposeKeys() = default;
ComposeKeys::~ComposeKeys() = default;

ComposeKeys::Outcome ComposeKeys::feed(quint32 keysym)
{
    if (!m_loaded && keysym != 0) {
        m_loaded = true;
        if (xkb_compose_table* const table = composeTable())
            m_state.reset(xkb_compose_state_new(table, XKB_COMPOSE_STATE_NO_FLAGS));
    }
    if (!m_state || keysym == 0 || xkb_compose_state_feed(m_state.get(), keysym) == XKB_COMPOSE_FEED_IGNORED)
        return Outcome::Plain;
    switch (xkb_compose_state_get_status(m_state.get())) {
    case XKB_COMPOSE_COMPOSING:
        return Outcome::Composing;
    case XKB_COMPOSE_COMPOSED:
        return Outcome::Composed;
    default:
        reset();
        return Outcome::Plain;
    }
}

QString ComposeKeys::text() const
{
    if (!m_state)
        return {};
    std::array<char, LongestComposed> utf8{};
    const int size = xkb_compose_state_get_utf8(m_state.get(), utf8.data(), utf8.size());
    QString made;
    if (size > 0 && static_cast<std::size_t>(size) < utf8.size())
        made = QString::fromUtf8(utf8.data(), size);
    lockleaf::wipe(utf8.data(), utf8.size());
    return made;
}

void ComposeKeys::reset()
{
    if (m_state)
        xkb_compose_state_reset(m_state.get());
}

} // namespace lockleaf::ui

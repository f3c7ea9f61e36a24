// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <memory>

struct xkb_compose_state;

namespace lockleaf::ui {

/// Dead keys and the Compose key by the table of the person's locale (libxkbcommon; ~/.XCompose too), for a
/// field that no input method may listen to. GUI thread only.
class ComposeKeys
{
public:
    enum class Outcome {
        Plain,     ///< The key is no part of a sequence: it is for the field.
        Composing, ///< A sequence goes on; the key was taken.
        Composed,  ///< text() is what it makes; the key was taken.
    };

    ComposeKeys();
    ~ComposeKeys();
    ComposeKeys(const ComposeKeys&) = delete;
    ComposeKeys& operator=(const ComposeKeys&) = delete;

    /// A key that was pressed, by its X keysym (QKeyEvent::nativeVirtualKey(); 0 where there is none). One
    /// that ends a sequence without making anything is Plain.
    Outcome feed(quint32 keysym);
    /// What the last sequence made. The caller wipes it.
    [[nodiscard]] QString text() const;
    /// Forgets a sequence that has begun.
    void reset();

private:
    struct Free
    {
        void operator()(xkb_compose_state* state) const;
    };
    std::unique_ptr<xkb_compose_state, Free>
        m_state; ///< None before the first key, and where the locale has no table.
    bool m_loaded = false;
};

} // namespace lockleaf::ui

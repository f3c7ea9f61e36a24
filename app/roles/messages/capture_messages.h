// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/messages/colors.h"
#include "core/base/error.h"
#include "core/capture/capture.h"

#include <cstdint>
#include <string>

// The messages between the keeper and a window in which a note is written for a locked vault; messages.h has
// all others. No text of the note is in any of them.
namespace lockleaf::app {

// Keeper → capture window.

/// Show the window. CaptureTarget follows.
struct StartCapture
{
    static constexpr std::uint16_t type = 256;
    Colors colors;
    std::string activationToken; ///< From the desktop, may be empty.
    std::string vaultName;       ///< As a person reads it; empty: there is no vault.
    template <class Visitor>
    void fields(Visitor& visit)
    {
        visit(colors, activationToken, vaultName);
    }
};

/// What seals the note, or why nothing can be written. Comes again where the vault has another key since.
struct CaptureTarget
{
    static constexpr std::uint16_t type = 257;
    bool found = false;
    ErrorCode error = ErrorCode::Internal; ///< Where it was not found.
    InboxAddress address;
    template <class Visitor>
    void fields(Visitor& visit)
    {
        visit(found, error, address.vault.bytes, address.key);
    }
};

/// The answer to CaptureSealed.
struct CaptureOutcome
{
    static constexpr std::uint16_t type = 258;
    bool kept = false;                     ///< It is in the inbox, durably.
    ErrorCode error = ErrorCode::Internal; ///< Where it is not.
    template <class Visitor>
    void fields(Visitor& visit)
    {
        visit(kept, error);
    }
};

/// Lockleaf ends: so does a window without text.
struct FinishCapture
{
    static constexpr std::uint16_t type = 259;
    bool keep = false; ///< The desktop ends: what stands in the window is to be kept at once.
    template <class Visitor>
    void fields(Visitor& visit)
    {
        visit(keep);
    }
};

// Capture window → keeper.

/// A note, sealed: with it comes a descriptor of a file in memory that holds it. One at a time.
struct CaptureSealed
{
    static constexpr std::uint16_t type = 320;
    template <class Visitor>
    void fields(Visitor&)
    {
    }
};

} // namespace lockleaf::app

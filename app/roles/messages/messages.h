// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/messages/address_messages.h"
#include "app/roles/messages/capture_messages.h"
#include "app/roles/messages/colors.h"
#include "app/roles/messages/key_messages.h"
#include "app/roles/messages/lock_messages.h"
#include "app/roles/messages/lock_reason.h"
#include "app/roles/messages/print_messages.h"
#include "app/roles/messages/spill_messages.h"
#include "app/roles/messages/tray_messages.h"
#include "core/base/error.h"

#include <cstdint>
#include <string>
#include <variant>

/// The whole language that the keeper and its roles speak, byte by byte in docs/role-messages.md.
/// No message carries a key, a password, a title or a text.
namespace lockleaf::app {

/// Where a window stands, so that the next role's window takes its place.
struct WindowPlacement
{
    std::int32_t x = 0; ///< Client area, without the frame, in device-independent pixels.
    std::int32_t y = 0;
    std::uint32_t width = 0; ///< 0: nothing is known, the window chooses.
    std::uint32_t height = 0;
    bool maximized = false;
    bool minimized = false;
    bool fullScreen = false;
    bool active = false; ///< It had the keyboard focus.
    /// X11: `_NET_WM_DESKTOP` of the window; noDesktop where there is none.
    std::uint32_t desktop = noDesktop;

    static constexpr std::uint32_t noDesktop = 0xFFFFFFFE; // 0xFFFFFFFF means "on all desktops" (EWMH)
    bool operator==(const WindowPlacement&) const = default;
    /// Whether its corners are those of a window: X11 has 16 bits for each. With others sums would overflow.
    [[nodiscard]] bool isPossible() const
    {
        constexpr std::int32_t most = 32'768;
        return x >= -most && x < most && y >= -most && y < most && width < most && height < most;
    }

    template <class Visitor>
    void fields(Visitor& visit)
    {
        visit(x, y, width, height, maximized, minimized, fullScreen, active, desktop);
    }
};

/// What became of the edits when the session ended.
enum class SaveOutcome : std::uint8_t {
    Saved = 0,   ///< Every edit is in the vault.
    Unsaved = 1, ///< The session says that something could not be saved.
    Unknown = 2, ///< The session had to be ended: the last seconds may be missing.
    Kept = 3,    ///< Not in the vault, but sealed on this computer: it comes at the next unlock.
};

// Keeper → lock screen.

struct StartLockScreen
{
    static constexpr std::uint16_t type = 1;
    LockReason reason = LockReason::Started;
    std::uint32_t idleSeconds = 0;         ///< With LockReason::Idle: how long nobody did anything.
    ErrorCode error = ErrorCode::Internal; ///< With LockReason::OpenFailed.
    std::string vaultPath;      ///< As the system writes it; empty: none is known, offer to create one.
    bool takeFocus = true;      ///< False: map without activating.
    std::uint32_t failures = 0; ///< Wrong passwords in a row.
    std::uint32_t pauseMilliseconds = 0; ///< No attempt before this has passed.
    Colors colors;
    WindowPlacement placement;

    template <class Visitor>
    void fields(Visitor& visit)
    {
        visit(reason, idleSeconds, error, vaultPath, takeFocus, failures, pauseMilliseconds, colors,
              placement);
    }
};

/// The session is non-dumpable, alone on the vault, and waits at the key pipe.
struct SessionReady
{
    static constexpr std::uint16_t type = 2;
    template <class Visitor>
    void fields(Visitor&)
    {
    }
};

/// The answer to WrongPassword.
struct AttemptsPaused
{
    static constexpr std::uint16_t type = 3;
    std::uint32_t failures = 0;
    std::uint32_t pauseMilliseconds = 0; ///< 0: try again at once.
    template <class Visitor>
    void fields(Visitor& visit)
    {
        visit(failures, pauseMilliseconds);
    }
};

/// What the lock screen may say about the edits. Comes when the session has ended.
struct EditsReported
{
    static constexpr std::uint16_t type = 4;
    SaveOutcome outcome = SaveOutcome::Unknown;
    template <class Visitor>
    void fields(Visitor& visit)
    {
        visit(outcome);
    }
};

/// The next window stands there painted: end now.
struct ReplacementPainted
{
    static constexpr std::uint16_t type = 5;
    template <class Visitor>
    void fields(Visitor&)
    {
    }
};

/// The person started Lockleaf again: bring the window to the front. To all roles.
struct ShowWindow
{
    static constexpr std::uint16_t type = 6;
    std::string activationToken; ///< From the desktop, may be empty.
    std::string vaultPath;       ///< Another vault was asked for; else empty.
    template <class Visitor>
    void fields(Visitor& visit)
    {
        visit(activationToken, vaultPath);
    }
};

/// The colours changed. To all roles.
struct ColorsChanged
{
    static constexpr std::uint16_t type = 7;
    Colors colors;
    template <class Visitor>
    void fields(Visitor& visit)
    {
        visit(colors);
    }
};

// Lock screen → keeper.

/// The window has been painted for the first time.
struct LockScreenPainted
{
    static constexpr std::uint16_t type = 64;
    template <class Visitor>
    void fields(Visitor&)
    {
    }
};

/// A key is being derived: have a session ready.
struct SessionWanted
{
    static constexpr std::uint16_t type = 65;
    template <class Visitor>
    void fields(Visitor&)
    {
    }
};

struct WrongPassword
{
    static constexpr std::uint16_t type = 66;
    template <class Visitor>
    void fields(Visitor&)
    {
    }
};

/// The key went into the pipe, for the vault at this path.
struct KeySent
{
    static constexpr std::uint16_t type = 67;
    std::string vaultPath;
    template <class Visitor>
    void fields(Visitor& visit)
    {
        visit(vaultPath);
    }
};

/// The window moved, changed its state, gained or lost the focus. From both roles.
struct PlacementChanged
{
    static constexpr std::uint16_t type = 68;
    WindowPlacement placement;
    template <class Visitor>
    void fields(Visitor& visit)
    {
        visit(placement);
    }
};

/// The window was closed. From both roles.
struct QuitRequested
{
    static constexpr std::uint16_t type = 69;
    template <class Visitor>
    void fields(Visitor&)
    {
    }
};

// Keeper → session.

struct StartSession
{
    static constexpr std::uint16_t type = 128;
    Colors colors;
    template <class Visitor>
    void fields(Visitor& visit)
    {
        visit(colors);
    }
};

/// The key for this vault is in the pipe: open it and show it.
struct OpenVault
{
    static constexpr std::uint16_t type = 129;
    std::string vaultPath;
    WindowPlacement placement; ///< Where the lock screen stands.
    template <class Visitor>
    void fields(Visitor& visit)
    {
        visit(vaultPath, placement);
    }
};

/// Blank, save, close, report EditsClosed.
struct LockNow
{
    static constexpr std::uint16_t type = 130;
    bool quitting = false; ///< No lock screen follows: end as soon as everything is closed.
    template <class Visitor>
    void fields(Visitor& visit)
    {
        visit(quitting);
    }
};

/// The lock screen stands there painted: the session's window may go.
struct LockScreenShown
{
    static constexpr std::uint16_t type = 131;
    template <class Visitor>
    void fields(Visitor&)
    {
    }
};

/// 0: no lock is near (any more). Else Lockleaf locks in that many seconds unless somebody does something.
struct LockCountdown
{
    static constexpr std::uint16_t type = 132;
    std::uint32_t seconds = 0;
    template <class Visitor>
    void fields(Visitor& visit)
    {
        visit(seconds);
    }
};

// Session → keeper.

/// Non-dumpable, filtered, waiting at the key pipe.
struct WaitingForKey
{
    static constexpr std::uint16_t type = 192;
    template <class Visitor>
    void fields(Visitor&)
    {
    }
};

/// The vault could not be opened; the session ends.
struct OpenFailed
{
    static constexpr std::uint16_t type = 193;
    ErrorCode error = ErrorCode::Internal;
    template <class Visitor>
    void fields(Visitor& visit)
    {
        visit(error);
    }
};

/// The first list has been painted.
struct SessionPainted
{
    static constexpr std::uint16_t type = 194;
    template <class Visitor>
    void fields(Visitor&)
    {
    }
};

/// Somebody did something in the window.
struct ActivityNoticed
{
    static constexpr std::uint16_t type = 195;
    template <class Visitor>
    void fields(Visitor&)
    {
    }
};

/// When to lock by itself, as the vault's settings say.
struct IdleRuleChanged
{
    static constexpr std::uint16_t type = 196;
    std::uint32_t idleSeconds = 300; ///< 0: never.
    bool warn = true;
    template <class Visitor>
    void fields(Visitor& visit)
    {
        visit(idleSeconds, warn);
    }
};

struct AppearanceChosen
{
    static constexpr std::uint16_t type = 197;
    AppearanceChoice appearance = AppearanceChoice::System;
    template <class Visitor>
    void fields(Visitor& visit)
    {
        visit(appearance);
    }
};

/// The person asked to lock.
struct LockRequested
{
    static constexpr std::uint16_t type = 198;
    template <class Visitor>
    void fields(Visitor&)
    {
    }
};

/// Saved as far as possible and closed; the process ends next.
struct EditsClosed
{
    static constexpr std::uint16_t type = 199;
    bool allSaved = false;
    template <class Visitor>
    void fields(Visitor& visit)
    {
        visit(allSaved);
    }
};

using ToLockScreen = std::variant<StartLockScreen, SessionReady, AttemptsPaused, EditsReported,
                                  ReplacementPainted, PrintReady, PrintEnded, ShowWindow, ColorsChanged>;
using FromLockScreen = std::variant<LockScreenPainted, SessionWanted, WrongPassword, KeySent, PrintRequested,
                                    PrintComplete, PrintCancelled, PlacementChanged, QuitRequested>;
using ToSession = std::variant<StartSession, OpenVault, LockNow, LockScreenShown, LockCountdown,
                               AddressOpened, PrintReady, PrintEnded, LockSignalsKnown, TrayKnown,
                               NewNoteWanted, InboxFilled, ShowWindow, ColorsChanged>;
using FromSession = std::variant<WaitingForKey, OpenFailed, SessionPainted, ActivityNoticed, IdleRuleChanged,
                                 AppearanceChosen, LockRequested, EditsClosed, AddressChosen, PrintRequested,
                                 PrintComplete, PrintCancelled, KeysChanged, LockTriggersChanged,
                                 TextsSpilled, TrayChosen, PlacementChanged, QuitRequested>;
using ToCapture =
    std::variant<StartCapture, CaptureTarget, CaptureOutcome, FinishCapture, ShowWindow, ColorsChanged>;
using FromCapture = std::variant<CaptureSealed>;

} // namespace lockleaf::app

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support_tools/picture_notes.h"

#include <array>
#include <string>

namespace lockleaf::test {

namespace {

constexpr Timestamp Minute = 60'000;
constexpr Timestamp Hour = 60 * Minute;
constexpr Timestamp Day = 24 * Hour;

constexpr std::string_view Lisbon = R"(# Lisbon in May
Five days, trains only, one small bag each. Ana has the tickets; I keep the list. See also [[Packing list]] and #travel/portugal.

## Before we leave
- [x] Renew passport
- [x] Book the night train to **Hendaye**
- [ ] Ask Rui about the flat in Graça
- [ ] Copy tickets and `visa.pdf` into this note

## Where to eat
- Taberna da Rua das Flores: go early, **no booking**
- Cervejaria Ramiro, closed on Mondays

> The best view is free: walk up to Senhora do Monte an hour before sunset and bring something warm.

## Wi-Fi at the flat
```
network   graca-28          # upstairs
password  see Lisbon flat
```
)";

struct PictureNote
{
    std::string_view notebook;
    std::string_view body;
    Timestamp age;
    bool pinned = false;
    std::string_view tag = {};
};

constexpr std::array<PictureNote, 14> Notes{{
    {"Home",
     "House: who to call\n\nBoiler, electrician, the neighbour with the spare key. Meter readings at the "
     "end.\n",
     3 * Day, true},
    {"Home",
     "Questions for Dr Okafor\n\nKnee still clicks on stairs. Ask about swimming, and about the blood test "
     "from "
     "March.\n\n- [x] Book a time\n- [ ] Swimming\n- [ ] Blood test\n- [ ] Insoles\n- [ ] Next check\n",
     87 * Minute, false, "health"},
    {"Work",
     "Team retro\n\nWhat went well: quieter releases. What hurt: two people on call for the same week.\n",
     132 * Minute, false, "meetings"},
    {"Recipes",
     "Sourdough, third try\n\nHydration down to 72 %. Shorter bulk, colder fridge. Crumb finally open.\n",
     Day + 2 * Hour},
    {"Home",
     "Letter to the landlord\n\nDear Mr Lind, thank you for the quick answer about the window. We agree to "
     "the "
     "14th.\n",
     Day + 5 * Hour},
    {"Home",
     "Reading: The Peregrine\n\nBaker looks so hard that he nearly disappears. Copy the passage about the "
     "estuary.\n",
     4 * Day, false, "reading"},
    {"Travel",
     "Packing list\n\nOne adapter is enough for the flat; leave the kettle. Rain jacket for Lisbon.\n",
     10 * Day, false, "portugal"},
    {"Work/Meetings", "Planning, spring\n\nThree teams, one calendar. Decide who owns the door.\n", 16 * Day},
    {"Work/Roadmap", "Roadmap, rough\n\nFirst the lock, then the list, then everything else.\n", 40 * Day},
    {"Travel",
     "Lisbon flat\n\nRua da Graça 28, second floor. Rui leaves the keys at the bakery across the street.\n",
     45 * Day},
    {"Home", "Budget 2026\n\nTrains 340, flat 420 (Lisbon), food 250. Still under last year.\n", 130 * Day,
     false, "finance"},
    {"Home", "Old shopping list\n\nEggs, flour and candles.\n", 210 * Day},
    {"Travel", "Packing: ski week\n\nGoggles, two pairs of gloves, the thin tent.\n", 300 * Day},
    {"Home", "Rui\n\nMet in Lisbon. Lets the flat by the week, prefers a call over mail.\n", 500 * Day},
}};

Result<RecordId> add(Vault& vault, const PictureNote& picture, Timestamp now)
{
    NewNote note;
    note.body = SecureBytes::copyOf(bytesOf(picture.body));
    LOCKLEAF_TRY(note.notebook, vault.ensureNotebook(picture.notebook));
    note.created = note.modified = now - picture.age;
    note.pinned = picture.pinned;
    if (!picture.tag.empty())
        note.tags.emplace_back(picture.tag);
    return vault.addNote(std::move(note));
}

} // namespace

Result<RecordId> addPictureNotes(Vault& vault, Timestamp now)
{
    // In this order the notebooks get the colours of the pictures.
    for (const char* name : {"Home", "Travel", "Work", "Recipes"})
        LOCKLEAF_CHECK(vault.ensureNotebook(name));
    for (const PictureNote& note : Notes)
        LOCKLEAF_CHECK(add(vault, note, now));
    return add(vault, {"Travel", Lisbon, 20 * Minute, true, "portugal"}, now);
}

std::uint64_t pictureCaret()
{
    constexpr std::string_view before = "the flat in Graça";
    return Lisbon.find(before) + before.size() - 1; // "ç" takes two bytes and one unit of UTF-16
}

} // namespace lockleaf::test

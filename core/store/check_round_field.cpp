// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/check_round_field.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace lockleaf {

CheckRoundField writeCheckRound(const CheckRound& round)
{
    CheckRoundField value{};
    value[0] = std::to_underlying(round.stage);
    storeLe64(value.data() + 1, round.at);
    std::ranges::copy(round.after.bytes, value.begin() + 9);
    storeLe64(value.data() + 25, static_cast<std::uint64_t>(round.lastEnded));
    return value;
}

bool readCheckRound(ByteView value, CheckRound& round)
{
    if (value.size() != std::tuple_size_v<CheckRoundField> ||
        value[0] > std::to_underlying(CheckRound::Stage::Attachments))
        return false;
    round.stage = static_cast<CheckRound::Stage>(value[0]);
    round.at = loadLe64(value.data() + 1);
    std::ranges::copy(value.subspan(9, 16), round.after.bytes.begin());
    round.lastEnded = static_cast<Timestamp>(loadLe64(value.data() + 25));
    return !(round == CheckRound{});
}

} // namespace lockleaf

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/surroundings_look.h"

#include "core/crypto/keyed_hash.h"
#include "core/vaultfile/surroundings.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace lockleaf::ui {

namespace {

ToldMark markOf(std::initializer_list<ByteView> parts)
{
    const Hash256 hash = hash256(parts);
    ToldMark mark;
    std::ranges::copy(ByteView(hash).first(mark.size()), mark.begin());
    return mark;
}

std::array<std::uint8_t, 8> littleEndian(std::uint64_t number)
{
    std::array<std::uint8_t, 8> bytes{};
    storeLe64(bytes.data(), number);
    return bytes;
}

/// A copy that was changed since is another one.
ToldMark markOfCopy(const std::filesystem::path& copy)
{
    using Milliseconds = std::chrono::milliseconds;
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(copy, error);
    const auto written = std::filesystem::last_write_time(copy, error);
    const auto time = std::chrono::floor<Milliseconds>(std::chrono::file_clock::to_sys(written));
    const std::string name = copy.filename();
    return markOf({bytesOf("copy"), littleEndian(size),
                   littleEndian(static_cast<std::uint64_t>(time.time_since_epoch().count())), bytesOf(name)});
}

Result<Surroundings> lookAround(const VaultOrigin& origin, const std::vector<ToldMark>& told)
{
    const VaultSurroundings around = surroundingsOf(origin.file, origin.id);
    Surroundings found;
    const auto isNew = [&](const ToldMark& mark) {
        found.seen.push_back(mark);
        if (std::ranges::find(told, mark) != told.end())
            return false;
        found.marks.push_back(mark);
        return true;
    };
    if (!around.synchroniser.empty() && isNew(markOf({bytesOf("sync"), bytesOf(around.synchroniser)})))
        found.synchroniser = QString::fromStdString(around.synchroniser);
    for (const VaultCopy& copy : around.copies)
        if (copy.relation == VaultCopy::Relation::SameVault && isNew(markOfCopy(copy.file)))
            found.copies.push_back(copy.file);
    return found;
}

} // namespace

SurroundingsLook::SurroundingsLook(VaultSession& session, QObject* parent)
    : QObject(parent), m_session(session)
{
}

void SurroundingsLook::look(std::vector<ToldMark> told)
{
    if (m_session.origin().file.empty())
        return;
    m_work.run([origin = m_session.origin(), told = std::move(told)] { return lookAround(origin, told); },
               [this](const Result<Surroundings>& surroundings) {
                   if (surroundings && !surroundings->marks.empty())
                       Q_EMIT found(*surroundings);
               });
}

} // namespace lockleaf::ui

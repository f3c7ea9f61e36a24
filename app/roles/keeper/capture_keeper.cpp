// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/keeper/capture_keeper.h"

#include "app/roles/vaults/vault_location.h"

#include <algorithm>
#include <utility>

namespace lockleaf::app {

namespace {

/// Whoever asks for more, a program gone wild perhaps, gets none.
constexpr std::size_t mostCaptureWindows = 8;

} // namespace

CaptureKeeper::CaptureKeeper(RoleLauncher launcher, std::filesystem::path stateFolder,
                             std::chrono::milliseconds patience, QObject* parent)
    : QObject(parent), m_launcher(std::move(launcher)), m_stateFolder(std::move(stateFolder))
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_places.clear(); // ends their processes
        Q_EMIT ended();
    });
}

bool CaptureKeeper::open(const std::filesystem::path& vault, const Colors& colors,
                         const std::string& activationToken)
{
    const auto there = std::ranges::find(m_places, vault, [](const Place& place) { return place->vault(); });
    if (there != m_places.end()) {
        (*there)->show(activationToken);
        return true;
    }
    if (m_places.size() >= mostCaptureWindows)
        return false;
    auto launched = m_launcher.launchCapture();
    if (!launched)
        return false;
    StartCapture start;
    start.colors = colors;
    start.activationToken = activationToken;
    if (!vault.empty())
        start.vaultName = vaultName(vault).toStdString();
    m_places.push_back(std::make_unique<CapturePlace>(std::move(*launched), vault, m_stateFolder, start));
    CapturePlace* const place = m_places.back().get();
    connect(place, &CapturePlace::noteKept, this, [this, vault] { Q_EMIT noteKept(vault); });
    connect(place, &CapturePlace::ended, this, [this, place] { handleEnded(place); });
    return true;
}

void CaptureKeeper::handleEnded(CapturePlace* place)
{
    const auto gone = std::ranges::find(m_places, place, [](const Place& each) { return each.get(); });
    if (gone == m_places.end())
        return;
    gone->release()->deleteLater(); // it is telling this
    m_places.erase(gone);
    if (!m_places.empty())
        return;
    m_patience.stop();
    Q_EMIT ended();
}

void CaptureKeeper::setColors(const Colors& colors)
{
    for (const Place& place : m_places)
        place->setColors(colors);
}

void CaptureKeeper::finish(bool keep)
{
    for (const Place& place : m_places)
        place->finish(keep);
    if (keep && !m_places.empty())
        m_patience.start();
}

} // namespace lockleaf::app

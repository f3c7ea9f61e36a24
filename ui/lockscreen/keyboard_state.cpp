// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lockscreen/keyboard_state.h"

namespace lockleaf::ui {

void KeyboardState::set(bool capsLock, const QString& layoutName)
{
    if (capsLock == m_capsLock && layoutName == m_layoutName)
        return;
    m_capsLock = capsLock;
    m_layoutName = layoutName;
    Q_EMIT changed();
}

} // namespace lockleaf::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pictures/picture_words.h"

#include <QCoreApplication>

namespace lockleaf::ui {

QString pictureSentence(const Picture& picture)
{
    const auto say = [](const char* text) { return QCoreApplication::translate("Picture", text); };
    const QString name = picture.name;
    switch (picture.state) {
    case Picture::State::Refused:
        if (picture.size.isEmpty())
            return say("“%1” is too large to be shown").arg(name);
        return say("“%1” is too large to be shown (%2 × %3 pixels)")
            .arg(name)
            .arg(picture.size.width())
            .arg(picture.size.height());
    case Picture::State::Damaged:
        return say("“%1” is damaged and can’t be shown").arg(name);
    case Picture::State::NoImage:
        return say("“%1” is no picture that is shown here (PNG, JPEG, GIF or WebP)").arg(name);
    case Picture::State::Coming:
    case Picture::State::There:
    case Picture::State::Missing:
        break;
    }
    return {};
}

} // namespace lockleaf::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/vaults/error_sentence.h"

#include <QCoreApplication>

namespace lockleaf::app {

QString errorSentence(ErrorCode code)
{
    const QByteArray english = QByteArray::fromStdString(std::string{plainEnglish(code)});
    return QCoreApplication::translate("lockleaf::Error", english.constData());
}

} // namespace lockleaf::app

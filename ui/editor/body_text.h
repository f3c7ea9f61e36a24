// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/crypto/secure_bytes.h"

#include <QString>

#include <array>

class QTextDocument;

namespace lockleaf::ui {

/// Carries a note's body into a QTextDocument and back without changing a byte.
///
/// A document has no place for some characters: it splits lines at CR and U+2029, makes frames of U+FDD0 and
/// U+FDD1, and objects of U+FFFC. Line ends that are CR LF throughout are remembered as a whole; of the
/// others each stands in the document as a private character that neither the body nor the person uses.
class BodyText
{
public:
    /// For an empty note.
    BodyText();

    /// The characters to put into a document for `body` (valid UTF-8 without NUL). Remembers what toBody()
    /// needs.
    [[nodiscard]] QString toDocument(ByteView body);
    /// The body that `document` stands for.
    [[nodiscard]] SecureBytes toBody(const QTextDocument& document) const;
    /// Makes text that is about to be inserted (pasted, dropped) fit for a document.
    [[nodiscard]] QString forInsertion(const QString& text) const;

    /// Whether this character stands for one that cannot be shown.
    [[nodiscard]] bool isStandIn(char16_t high, char16_t low) const;

private:
    static constexpr std::array<char16_t, 5> specials{u'\r', u'\u2029', u'\uFDD0', u'\uFDD1', u'\uFFFC'};

    void chooseStandIns(const QString& text);
    [[nodiscard]] QString withStandIns(const QString& text) const;

    bool m_crLf = false;
    char16_t m_firstLow; ///< Second half of the stand-in of specials[0]; the others follow.
};

} // namespace lockleaf::ui

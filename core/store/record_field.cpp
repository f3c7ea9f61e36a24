// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/record_field.h"

#include "core/base/text.h"

namespace lockleaf {

bool readTextField(const Field& field, std::string& text)
{
    if (field.value.empty() || !isStorableText(textOf(field.value)))
        return false;
    text = textOf(field.value);
    return true;
}

bool readIdField(const Field& field, RecordId& id)
{
    const auto value = field.id<RecordTag>();
    if (!value || value->isNull())
        return false;
    id = *value;
    return true;
}

void keepField(std::vector<UnknownField>& unknown, const Field& field)
{
    unknown.push_back({field.type, SecureBytes::copyOf(field.value)});
}

} // namespace lockleaf

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/complaint.h"

namespace lockleaf::app {

namespace {

bool detailHelps(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Damaged:
    case ErrorCode::NewerFormat:
    case ErrorCode::NameNotValid:
    case ErrorCode::ArmorDamaged:
    case ErrorCode::ArchiveHeaderDamaged:
    case ErrorCode::ArchiveDamaged:
    case ErrorCode::KeyNotValid:
    case ErrorCode::KeyFileNotUsable:
    case ErrorCode::InvalidArgument:
    case ErrorCode::InputOutput:
    case ErrorCode::Internal:
        return true;
    default:
        return false;
    }
}

} // namespace

std::string complaint(const Error& error)
{
    if (error.detail.ends_with('.'))
        return error.detail;
    std::string sentence{plainEnglish(error.code)};
    if (!error.detail.empty() && detailHelps(error.code)) {
        if (sentence.ends_with('.'))
            sentence.pop_back();
        sentence += " (" + error.detail + ").";
    }
    return sentence;
}

std::unexpected<Error> complain(ErrorCode code, std::string sentence)
{
    return fail(code, std::move(sentence));
}

} // namespace lockleaf::app

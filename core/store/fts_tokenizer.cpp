// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/fts_tokenizer.h"

#include <algorithm>
#include <sqlite3.h>
#include <string_view>

namespace lockleaf {

namespace {

using GiveToken = int (*)(void*, int, const char*, int, int, int);

int makeTokenizer(void*, const char**, int, Fts5Tokenizer** made)
{
    // It has no state; FTS5 wants a pointer that is not null.
    static char nothing;
    *made = reinterpret_cast<Fts5Tokenizer*>(&nothing);
    return SQLITE_OK;
}

void dropTokenizer(Fts5Tokenizer*) {}

int cutTokens(Fts5Tokenizer*, void* context, int, const char* text, int size, GiveToken give)
{
    const std::string_view tokens(text, static_cast<std::size_t>(size));
    std::size_t at = 0;
    while (at < tokens.size()) {
        const std::size_t end = std::min(tokens.find(tokenEnd, at), tokens.size());
        if (end > at) {
            const int code = give(context, 0, tokens.data() + at, static_cast<int>(end - at),
                                  static_cast<int>(at), static_cast<int>(end));
            if (code != SQLITE_OK)
                return code;
        }
        at = end + 1;
    }
    return SQLITE_OK;
}

fts5_api* apiOf(sqlite3* connection)
{
    // The way that SQLite documents (fts5.html, section 7).
    fts5_api* api = nullptr;
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(connection, "SELECT fts5(?1)", -1, &statement, nullptr) == SQLITE_OK) {
        sqlite3_bind_pointer(statement, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
        sqlite3_step(statement);
    }
    sqlite3_finalize(statement); // hands its error over to the connection
    return api;
}

} // namespace

Result<void> registerTokenizer(sqlite3* connection)
{
    fts5_api* const api = apiOf(connection);
    if (api == nullptr && sqlite3_errcode(connection) == SQLITE_NOMEM)
        return fail(ErrorCode::OutOfMemory);
    if (api == nullptr || api->iVersion < 2)
        return fail(ErrorCode::Internal, "SQLite without FTS5");
    fts5_tokenizer tokenizer{makeTokenizer, dropTokenizer, cutTokens};
    if (api->xCreateTokenizer(api, "lockleaf", nullptr, &tokenizer, nullptr) != SQLITE_OK)
        return fail(ErrorCode::OutOfMemory);
    return {};
}

} // namespace lockleaf

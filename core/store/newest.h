// For each key, the newest of the events about a citation's records: what every projection is made of.
#pragma once

#include "core/model/ids.h"
#include "core/store/sqlite.h"

#include <map>
#include <tuple>
#include <utility>
#include <vector>

namespace winnow::store {

/// Runs over the events about a citation's records and keeps the newest per key. `sql` selects stamp, op, then columns.
template <typename Key, typename Row>
Result<std::map<Key, Row>> newest(Connection& connection, const std::vector<RecordId>& records, const char* sql,
    Key (*keyOf)(const Statement&), Row (*rowOf)(const Statement&))
{
    std::map<Key, std::tuple<std::int64_t, std::int64_t, Row>> found;
    const StatementInUse events = TRY(connection.cached(sql));
    for (const RecordId record : records) {
        events->reset();
        TRY(events->bind(record));
        while (TRY(events->step())) {
            const std::int64_t stamp = events->integer(0);
            const std::int64_t op = events->integer(1);
            const Key key = keyOf(*events);
            const auto known = found.find(key);
            if (known == found.end()
                || std::tie(std::get<0>(known->second), std::get<1>(known->second)) < std::tie(stamp, op))
                found.insert_or_assign(key, std::tuple{stamp, op, rowOf(*events)});
        }
    }
    std::map<Key, Row> rows;
    for (auto& [key, value] : found)
        rows.emplace(key, std::move(std::get<2>(value)));
    return rows;
}

/// Runs `sql`, which deletes what is projected of the citation.
inline Result<> clear(Connection& connection, const char* sql, CitationId citation)
{
    const StatementInUse statement = TRY(connection.cached(sql));
    TRY(statement->bind(citation));
    return statement->run();
}

} // namespace winnow::store

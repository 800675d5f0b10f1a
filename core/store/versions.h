// A search that is run again: which of its records came before, and what their source says otherwise now.
#pragma once

#include "core/model/ids.h"
#include "core/model/record.h"
#include "core/store/sqlite.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace winnow::store {

/// Finds, for the records of a file, those that came from the same source before. A record that has since been replaced
/// by a newer version is not looked at, the newer one is.
class Earlier {
public:
    /// `source`: by its name. `formatKey`: what the file is.
    [[nodiscard]] static Result<Earlier> of(
        Connection& connection, const std::string& source, std::string_view formatKey);

    /// A record that was there, and the keys of what is new of it (dedup::differences): none if it came the same.
    struct Found {
        RecordId record;
        std::vector<std::string> what;
    };
    [[nodiscard]] Result<std::optional<Found>> find(const Record& record);

private:
    Earlier(Connection& connection, std::string source, std::string_view formatKey)
        : m_connection(&connection)
        , m_source(std::move(source))
        , m_formatKey(formatKey)
    {
    }
    [[nodiscard]] Result<std::vector<RecordId>> candidates(const Record& record);
    [[nodiscard]] Result<> gatherNameless();

    Connection* m_connection;
    std::string m_source;
    std::string m_formatKey;
    std::int64_t m_end = 0; ///< one more than the number of the last record that was there
    bool m_gathered = false;
    std::unordered_multimap<std::size_t, std::int64_t> m_nameless; ///< records without any identifier, by their title
};

/// A record that stands as the newer version of another.
struct StoredVersion {
    RecordId record;
    RecordId of;
    std::string title;
    std::vector<std::string> what;
};
/// The first `limit` among the records of an import, in order; all if negative.
[[nodiscard]] Result<std::vector<StoredVersion>> versionsIn(Connection& connection, ImportId import, int limit = -1);
/// Of the records of a citation, those that are newer versions, each with the one of them that it follows. A version
/// between the two whose import is undone is passed over.
[[nodiscard]] Result<std::vector<std::pair<RecordId, RecordId>>> versionsAmong(
    Connection& connection, const std::vector<RecordId>& records);

/// An import does not store again what came before, so it rests on the imports of its source before it.
/// The file of a standing import that rests on the one this act made.
[[nodiscard]] Result<std::optional<std::string>> importRestingOn(Connection& connection, OpId op);
/// The file of an import that the one this act made rests on, and that was undone since.
[[nodiscard]] Result<std::optional<std::string>> undoneGroundOf(Connection& connection, OpId op);

/// Is there a standing import from a source of this name, or of any if none is given?
[[nodiscard]] Result<bool> hasImports(Connection& connection, const std::optional<std::string>& source);

} // namespace winnow::store

// Records as they came in: written once, by an import, and read by number.
#pragma once

#include "core/model/receipt.h"
#include "core/model/views.h"
#include "core/store/sqlite.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace winnow::store {

/// A title as the store sorts and finds it: folded, and no more of it than that takes.
[[nodiscard]] std::string titleKey(const std::string& title);

/// Writes the records of one import, in order, within the act that is begun. Memory: 16 bytes an identifier.
class RecordWriter {
public:
    [[nodiscard]] static Result<RecordWriter> begin(Connection& connection);
    [[nodiscard]] Result<RecordId> add(const Record& record);
    /// The file's next record was there before, the same: it is counted and not stored.
    void pass() { ++m_position; }
    /// The number of the first record it writes, or would write.
    [[nodiscard]] RecordId first() const { return RecordId{m_first}; }
    /// Puts the identifiers in place and writes what is known of the file.
    [[nodiscard]] Result<ImportId> finish(
        OpId op, SearchId search, const std::string& file, const Receipt& receipt, std::string_view formatKey);

private:
    explicit RecordWriter(Connection& connection)
        : m_connection(&connection)
    {
    }
    [[nodiscard]] Result<> addText(std::int64_t id, const Record& record);
    [[nodiscard]] Result<> addTrial(std::int64_t id, const TrialFacts& trial);
    [[nodiscard]] Result<> addRelations(std::int64_t id, const std::vector<Relation>& relations);

    Connection* m_connection;
    ImportId m_import;
    std::int64_t m_first = 1;
    std::int64_t m_count = 0;
    std::int64_t m_position = 0; ///< in the file
    std::vector<std::pair<std::int64_t, std::int64_t>> m_hashes;
};

/// The search of this name, kind, query and date; made by `op` if new.
[[nodiscard]] Result<SearchId> searchOf(Connection& connection, OpId op, const std::string& name, SourceKind kind,
    const std::string& query, const std::string& date);

/// The standing import of a file with these bytes from a source of this name.
[[nodiscard]] Result<std::optional<ImportId>> standingImport(
    Connection& connection, const std::string& sha256, const std::string& source);
/// True if a standing record has this PMID or accession number.
[[nodiscard]] Result<bool> isKnown(Connection& connection, const Record& record);

struct StoredRecord {
    RecordDetail detail; ///< `record.raw` only if asked for; `fields` empty
    std::string formatKey;
    std::string encoding;
    std::string context; ///< of its import
};
enum class Raw { Without, With };
/// NotFound if there is no such record.
[[nodiscard]] Result<StoredRecord> readRecord(Connection& connection, RecordId id, Raw raw);
/// Every record of a standing import, by number, in pages: those after `after`, at most `limit`.
[[nodiscard]] Result<std::vector<RecordId>> recordsAfter(Connection& connection, RecordId after, int limit);

[[nodiscard]] Result<std::vector<Problem>> problemsOf(Connection& connection, ImportId import);

} // namespace winnow::store

#include "core/store/versions.h"

#include "core/base/text.h"
#include "core/dedup/identity.h"
#include "core/dedup/version.h"
#include "core/store/records.h"

#include <algorithm>
#include <functional>
#include <set>

namespace winnow::store {

namespace {

/// Titles alone prove nothing: what is found by them must be equal in all.
std::size_t nameless(std::string_view titleKey, std::string_view leadAuthor, std::int64_t year)
{
    const std::hash<std::string_view> hash;
    return hash(titleKey) ^ (hash(leadAuthor) * 31) ^ (static_cast<std::size_t>(year) * 1'000'003);
}

bool hasIdentifier(const Record& record)
{
    return !record.pmid.empty() || !record.wos.empty() || !record.doi.empty() || !record.sourceId.empty();
}

Result<std::vector<StoredVersion>> readVersions(Statement& query)
{
    std::vector<StoredVersion> versions;
    while (TRY(query.step()))
        versions.push_back(
            {RecordId{query.integer(0)}, RecordId{query.integer(1)}, query.text(2), splitTrimmed(query.view(3), '\n')});
    return versions;
}

} // namespace

Result<Earlier> Earlier::of(Connection& connection, const std::string& source, std::string_view formatKey)
{
    Earlier earlier(connection, source, formatKey);
    const StatementInUse last = TRY(connection.cached(
        "SELECT coalesce(max(i.first_record + i.records), 0) FROM import i JOIN search s ON s.id = i.search "
        "WHERE s.name = ?1 AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = i.op)"));
    TRY(last->bind(source));
    TRY(last->step());
    earlier.m_end = last->integer(0);
    return earlier;
}

Result<std::optional<Earlier::Found>> Earlier::find(const Record& record)
{
    std::optional<Found> found;
    if (m_end == 0)
        return found;
    for (const RecordId candidate : TRY(candidates(record))) {
        const StoredRecord stored = TRY(readRecord(*m_connection, candidate, Raw::Without));
        const Record& before = stored.detail.record;
        const bool named = hasIdentifier(record);
        if (named && !dedup::mayBeSame(before, record))
            continue;
        const auto exported = stored.formatKey == m_formatKey ? dedup::Exported::Alike : dedup::Exported::Differently;
        std::vector<std::string> what = dedup::differences(before, record, exported);
        if (what.empty())
            return std::optional{Found{candidate, {}}};
        if (named && !found)
            found = Found{candidate, std::move(what)};
    }
    return found;
}

/// The newest versions of records of this source that share an identifier, in order; or a title where there is none.
Result<std::vector<RecordId>> Earlier::candidates(const Record& record)
{
    std::vector<RecordId> candidates;
    if (!hasIdentifier(record)) {
        TRY(gatherNameless());
        const std::string_view lead =
            record.authors.empty() ? std::string_view{} : std::string_view{record.authors.front()};
        const auto [begin, end] = m_nameless.equal_range(nameless(titleKey(record.title), lead, record.year));
        for (auto it = begin; it != end; ++it)
            candidates.emplace_back(it->second);
    }
    const StatementInUse query = TRY(m_connection->cached(
        "SELECT r.id FROM record_key k JOIN record r ON r.id = k.record JOIN import i ON i.id = r.import "
        "JOIN search s ON s.id = i.search WHERE k.hash = ?1 AND k.record < ?2 AND s.name = ?3 "
        "AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = i.op) "
        "AND NOT EXISTS (SELECT 1 FROM version_event v WHERE v.of = r.id AND v.record < ?2 "
        "AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = v.op))"));
    for (const std::int64_t hash : dedup::keyHashes(record)) {
        query->reset();
        TRY(query->bind(hash, m_end, m_source));
        while (TRY(query->step()))
            candidates.emplace_back(query->integer(0));
    }
    std::sort(candidates.begin(), candidates.end());
    candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
    return candidates;
}

Result<> Earlier::gatherNameless()
{
    if (m_gathered)
        return {};
    m_gathered = true;
    const StatementInUse query = TRY(m_connection->cached(
        "SELECT r.id, r.title_key, r.lead_author, r.year FROM search s JOIN import i ON i.search = s.id "
        "JOIN record r ON r.id BETWEEN i.first_record AND i.first_record + i.records - 1 "
        "WHERE s.name = ?1 AND r.id < ?2 AND r.pmid = '' AND r.wos = '' AND r.doi = '' AND r.source_id = '' "
        "AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = i.op)"));
    TRY(query->bind(m_source, m_end));
    while (TRY(query->step()))
        m_nameless.emplace(nameless(query->view(1), query->view(2), query->integer(3)), query->integer(0));
    return {};
}

Result<std::vector<StoredVersion>> versionsIn(Connection& connection, ImportId import, int limit)
{
    // As the projection has it: once the import of all that came before is undone, the record is the original itself.
    const StatementInUse query = TRY(
        connection.cached("SELECT v.record, v.of, r.title, v.what FROM import i JOIN version_event v ON v.op = i.op "
                          "JOIN record r ON r.id = v.record JOIN joined j ON j.record = v.record "
                          "WHERE i.id = ?1 AND r.import = i.id AND j.how = 3 ORDER BY v.record LIMIT ?2"));
    TRY(query->bind(import, limit));
    return readVersions(*query);
}

Result<std::vector<std::pair<RecordId, RecordId>>> versionsAmong(
    Connection& connection, const std::vector<RecordId>& records)
{
    const std::set<RecordId> among(records.begin(), records.end());
    std::vector<std::pair<RecordId, RecordId>> found;
    // A record has at most one such event, of the act that imported it.
    const StatementInUse query = TRY(connection.cached("SELECT of FROM version_event WHERE record = ?1"));
    for (const RecordId record : records) {
        RecordId of = record;
        do {
            query->reset();
            TRY(query->bind(of));
            of = TRY(query->step()) ? RecordId{query->integer(0)} : RecordId{};
        } while (of && !among.contains(of));
        if (of)
            found.emplace_back(record, of);
    }
    return found;
}

namespace {

Result<std::optional<std::string>> fileOf(Connection& connection, const char* sql, OpId op)
{
    const StatementInUse query = TRY(connection.cached(sql));
    TRY(query->bind(op));
    std::optional<std::string> file;
    if (TRY(query->step()))
        file = query->text(0);
    return file;
}

} // namespace

Result<std::optional<std::string>> importRestingOn(Connection& connection, OpId op)
{
    return fileOf(connection,
        "SELECT l.file FROM import i JOIN search s ON s.id = i.search JOIN search t ON t.name = s.name "
        "JOIN import l ON l.search = t.id AND l.id > i.id AND l.unchanged > 0 WHERE i.op = ?1 "
        "AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = l.op) ORDER BY l.id LIMIT 1",
        op);
}

Result<std::optional<std::string>> undoneGroundOf(Connection& connection, OpId op)
{
    return fileOf(connection, // stood when this one was made: it was undone later
        "SELECT e.file FROM import i JOIN search s ON s.id = i.search JOIN search t ON t.name = s.name "
        "JOIN import e ON e.search = t.id AND e.id < i.id WHERE i.op = ?1 AND i.unchanged > 0 "
        "AND EXISTS (SELECT 1 FROM undone u WHERE u.op = e.op) "
        "AND EXISTS (SELECT 1 FROM op o WHERE o.undoes = e.op AND o.kind = 'undo' AND o.id > i.op) "
        "ORDER BY e.id LIMIT 1",
        op);
}

Result<bool> hasImports(Connection& connection, const std::optional<std::string>& source)
{
    const StatementInUse query =
        TRY(connection.cached("SELECT EXISTS (SELECT 1 FROM import i JOIN search s ON s.id = i.search "
                              "WHERE s.name = coalesce(?1, s.name) AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = "
                              "i.op))"));
    TRY(query->bind(source));
    TRY(query->step());
    const bool known = query->integer(0) != 0;
    return known;
}

} // namespace winnow::store

#include "core/store/grouping.h"

#include "core/dedup/identity.h"
#include "core/model/screening.h"
#include "core/store/component.h"

#include <algorithm>
#include <set>

namespace winnow::store {

namespace {

Result<> runWith(Connection& connection, const char* sql, std::int64_t value)
{
    const StatementInUse statement = TRY(connection.cached(sql));
    TRY(statement->bind(value));
    return statement->run();
}

Result<> write(Connection& connection, const Group& group)
{
    const std::int64_t lead = group.records.front().first;
    const auto isVersion = [](const auto& record) { return record.second == Standing::Version; };
    const auto counted =
        group.records.size() - static_cast<std::size_t>(std::ranges::count_if(group.records, isVersion));
    const StatementInUse citation = TRY(connection.cached(
        "INSERT INTO citation (id, box, arm, records, reason, retrieval) VALUES (?1, ?2, ?3, ?4, NULL, 0)"));
    TRY(citation->bind(lead, Box::Unscreened, group.ofDatabase ? SourceKind::Database : SourceKind::Other, counted));
    TRY(citation->run());
    if (group.records.size() == 1)
        return {};
    const StatementInUse member =
        TRY(connection.cached("INSERT INTO joined (record, citation, how) VALUES (?1, ?2, ?3)"));
    for (const auto& [record, how] : group.records) {
        TRY(member->bind(record, lead, how));
        TRY(member->run());
    }
    return {};
}

/// Records of an import that meet others by a pair, or as versions.
Result<> addSaid(Connection& connection, std::int64_t first, std::int64_t last, std::vector<RecordId>& seeds)
{
    const StatementInUse said =
        TRY(connection.cached("SELECT record FROM pair WHERE record BETWEEN ?1 AND ?2 AND answer <> 3 "
                              "UNION SELECT other FROM pair WHERE other BETWEEN ?1 AND ?2 AND answer <> 3 "
                              "UNION SELECT record FROM version_event WHERE record BETWEEN ?1 AND ?2 "
                              "UNION SELECT of FROM version_event WHERE of BETWEEN ?1 AND ?2 "
                              "UNION SELECT record FROM twin WHERE record BETWEEN ?1 AND ?2 "
                              "UNION SELECT of FROM twin WHERE of BETWEEN ?1 AND ?2"));
    TRY(said->bind(first, last));
    while (TRY(said->step()))
        seeds.emplace_back(said->integer(0));
    return {};
}

} // namespace

Result<std::vector<RecordId>> addSingles(Connection& connection, std::int64_t first, std::int64_t last)
{
    const StatementInUse add =
        TRY(connection.cached("INSERT INTO citation (id, box, arm, records, reason, retrieval) "
                              "SELECT r.id, 1, CASE s.kind WHEN 3 THEN 3 ELSE 1 END, 1, NULL, 0 FROM record r JOIN "
                              "import i ON i.id = r.import "
                              "JOIN search s ON s.id = i.search WHERE r.id BETWEEN ?1 AND ?2 ORDER BY r.id"));
    TRY(add->bind(first, last));
    TRY(add->run());
    // One pass over the keys in order: runs of equal hashes are where records may meet.
    std::vector<RecordId> seeds;
    const StatementInUse keys =
        TRY(connection.cached("SELECT hash, record FROM record_key WHERE hash < ?1 ORDER BY hash, record"));
    TRY(keys->bind(dedup::identityHashEnd()));
    std::int64_t hash = -1;
    std::vector<std::int64_t> run;
    const auto endRun = [&] {
        if (run.size() > 1
            && std::any_of(run.begin(), run.end(), [&](std::int64_t r) { return r >= first && r <= last; }))
            for (const std::int64_t record : run)
                if (record >= first && record <= last)
                    seeds.emplace_back(record);
        run.clear();
    };
    while (TRY(keys->step())) {
        if (keys->integer(0) != hash) {
            endRun();
            hash = keys->integer(0);
        }
        run.push_back(keys->integer(1));
    }
    endRun();
    TRY(addSaid(connection, first, last, seeds));
    return seeds;
}

Result<std::vector<RecordId>> removeSingles(Connection& connection, std::int64_t first, std::int64_t last)
{
    std::vector<RecordId> seeds;
    const StatementInUse groups =
        TRY(connection.cached("SELECT record FROM joined WHERE citation IN (SELECT DISTINCT citation "
                              "FROM joined WHERE record BETWEEN ?1 AND ?2)"));
    TRY(groups->bind(first, last));
    while (TRY(groups->step()))
        seeds.emplace_back(groups->integer(0));
    const StatementInUse remove = TRY(connection.cached(
        "DELETE FROM citation WHERE id BETWEEN ?1 AND ?2 AND NOT EXISTS (SELECT 1 FROM joined j WHERE j.record = id)"));
    TRY(remove->bind(first, last));
    TRY(remove->run());
    return seeds;
}

Result<Regrouped> regroup(Connection& connection, const std::vector<RecordId>& seeds)
{
    std::set<std::int64_t> done;
    std::set<std::int64_t> gone;
    std::vector<Group> found;
    for (const RecordId seed : seeds) {
        if (done.contains(seed.value))
            continue;
        const Component component = TRY(Component::around(connection, seed.value));
        const std::vector<std::int64_t> records = component.records();
        done.insert(component.reached().begin(), component.reached().end());
        gone.insert(seed.value);
        gone.insert(records.begin(), records.end());
        std::ranges::move(component.groups(), std::back_inserter(found));
    }
    for (const std::int64_t record : done) {
        TRY(runWith(connection, "DELETE FROM citation WHERE id = ?1", record));
        TRY(runWith(connection, "DELETE FROM joined WHERE record = ?1", record));
    }
    Regrouped result;
    for (const Group& group : found) {
        TRY(write(connection, group));
        result.citations.emplace_back(group.records.front().first);
        gone.erase(group.records.front().first);
    }
    for (const std::int64_t record : gone)
        result.gone.emplace_back(record);
    return result;
}

} // namespace winnow::store

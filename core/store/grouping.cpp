#include "core/store/grouping.h"

#include "core/dedup/identity.h"
#include "core/model/screening.h"

#include <algorithm>
#include <set>
#include <string>
#include <unordered_map>

namespace winnow::store {

namespace {

/// What a record says of its identity.
struct Identity {
    std::string pmid;
    std::string wos;
    int sourceKind = 0;
    bool stands = false; ///< its import is not undone
};

class Groups {
public:
    explicit Groups(Connection& connection)
        : m_connection(connection)
    {
    }

    Result<const Identity*> identity(std::int64_t record)
    {
        const auto known = m_identities.find(record);
        if (known != m_identities.end())
            return &known->second;
        const StatementInUse query = TRY(m_connection.cached(
            "SELECT r.pmid, r.wos, s.kind, NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = i.op) FROM record r "
            "JOIN import i ON i.id = r.import JOIN search s ON s.id = i.search WHERE r.id = ?1"));
        TRY(query->bind(record));
        Identity found;
        if (TRY(query->step()))
            found = {query->text(0), query->text(1), static_cast<int>(query->integer(2)), query->integer(3) != 0};
        return &m_identities.emplace(record, std::move(found)).first->second;
    }

    /// All standing records that share an identifier with one already in the group, and so on.
    Result<std::vector<std::int64_t>> component(std::int64_t seed)
    {
        std::set<std::int64_t> group{seed};
        std::vector<std::int64_t> open{seed};
        while (!open.empty()) {
            const std::int64_t record = open.back();
            open.pop_back();
            const Identity* own = TRY(identity(record));
            TRY(reach(dedup::KeyKind::Pmid, own->pmid, &Identity::pmid, group, open));
            TRY(reach(dedup::KeyKind::Wos, own->wos, &Identity::wos, group, open));
        }
        return std::vector<std::int64_t>(group.begin(), group.end());
    }

private:
    Result<> reach(dedup::KeyKind kind, const std::string& value, std::string Identity::* field,
        std::set<std::int64_t>& group, std::vector<std::int64_t>& open)
    {
        if (value.empty())
            return {};
        const StatementInUse query = TRY(m_connection.cached("SELECT record FROM record_key WHERE hash = ?1"));
        TRY(query->bind(dedup::keyHash(kind, value)));
        std::vector<std::int64_t> candidates;
        while (TRY(query->step()))
            candidates.push_back(query->integer(0));
        for (const std::int64_t candidate : candidates) {
            if (group.contains(candidate))
                continue;
            const Identity* other = TRY(identity(candidate));
            if (other->stands && other->*field == value) { // equal hashes alone prove nothing
                group.insert(candidate);
                open.push_back(candidate);
            }
        }
        return {};
    }

    Connection& m_connection;
    std::unordered_map<std::int64_t, Identity> m_identities;
};

Result<> runWith(Connection& connection, const char* sql, std::int64_t value)
{
    const StatementInUse statement = TRY(connection.cached(sql));
    TRY(statement->bind(value));
    return statement->run();
}

Result<> write(Connection& connection, const std::vector<std::int64_t>& records, int arm)
{
    const std::int64_t lead = records.front();
    const StatementInUse citation = TRY(connection.cached(
        "INSERT INTO citation (id, box, arm, records, reason, retrieval) VALUES (?1, ?2, ?3, ?4, NULL, 0)"));
    TRY(citation->bind(lead, Box::Unscreened, arm, records.size()));
    TRY(citation->run());
    if (records.size() == 1)
        return {};
    const StatementInUse member = TRY(connection.cached("INSERT INTO joined (record, citation) VALUES (?1, ?2)"));
    for (const std::int64_t record : records) {
        TRY(member->bind(record, lead));
        TRY(member->run());
    }
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
    const StatementInUse remove =
        TRY(connection.cached("DELETE FROM citation WHERE id BETWEEN ?1 AND ?2 AND records = 1"));
    TRY(remove->bind(first, last));
    TRY(remove->run());
    return seeds;
}

Result<Regrouped> regroup(Connection& connection, const std::vector<RecordId>& seeds)
{
    Groups groups(connection);
    Regrouped result;
    std::set<std::int64_t> done;
    std::set<std::int64_t> gone;
    std::vector<std::vector<std::int64_t>> found;
    for (const RecordId seed : seeds) {
        if (done.contains(seed.value))
            continue;
        const Identity* own = TRY(groups.identity(seed.value));
        if (!own->stands) {
            done.insert(seed.value);
            gone.insert(seed.value);
            continue;
        }
        found.push_back(TRY(groups.component(seed.value)));
        done.insert(found.back().begin(), found.back().end());
    }
    for (const std::int64_t record : done) {
        TRY(runWith(connection, "DELETE FROM citation WHERE id = ?1", record));
        TRY(runWith(connection, "DELETE FROM joined WHERE record = ?1", record));
    }
    for (const std::vector<std::int64_t>& group : found) {
        int arm = static_cast<int>(SourceKind::Other);
        for (const std::int64_t record : group)
            if (TRY(groups.identity(record))->sourceKind != static_cast<int>(SourceKind::Other))
                arm = static_cast<int>(SourceKind::Database);
        TRY(write(connection, group, arm));
        result.citations.emplace_back(group.front());
        for (std::size_t i = 1; i < group.size(); ++i)
            gone.insert(group[i]);
    }
    for (const std::int64_t record : gone)
        result.gone.emplace_back(record);
    return result;
}

} // namespace winnow::store

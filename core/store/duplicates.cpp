#include "core/store/duplicates.h"

#include "core/base/text.h"
#include "core/dedup/identity.h"
#include "core/store/projection.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace winnow::store {

namespace {

/// What each standing run looked at, oldest first.
Result<std::set<std::int64_t>> checkedImports(Connection& connection)
{
    struct Look {
        std::set<std::int64_t> imports;
        std::set<std::int64_t> compared;
    };
    std::vector<std::pair<std::int64_t, Look>> looks;
    const StatementInUse query =
        TRY(connection.cached("SELECT e.op, e.import, e.compared FROM dedupe_import_event e JOIN op o ON o.id = e.op "
                              "WHERE NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = e.op) ORDER BY o.stamp, e.op"));
    while (TRY(query->step())) {
        if (looks.empty() || looks.back().first != query->integer(0))
            looks.emplace_back(query->integer(0), Look{});
        looks.back().second.imports.insert(query->integer(1));
        if (query->integer(2) != 0)
            looks.back().second.compared.insert(query->integer(1));
    }
    std::set<std::int64_t> checked;
    for (const auto& [op, look] : looks) {
        // One that was not there then has not been compared with what was new then.
        std::erase_if(checked, [&](std::int64_t import) { return !look.imports.contains(import); });
        checked.insert(look.compared.begin(), look.compared.end());
    }
    return checked;
}

std::vector<std::string> entries(std::string_view joined)
{
    return splitTrimmed(joined, '\n');
}

Result<std::unordered_set<std::int64_t>> versions(Connection& connection)
{
    const StatementInUse query = TRY(connection.cached("SELECT record FROM joined WHERE how = 3"));
    std::unordered_set<std::int64_t> found;
    while (TRY(query->step()))
        found.insert(query->integer(0));
    return found;
}

Result<std::int64_t> number(Connection& connection, const char* sql)
{
    const StatementInUse query = TRY(connection.cached(sql));
    TRY(query->step());
    const std::int64_t value = query->integer(0);
    return value;
}

/// The standing records that a source's words for a relation mean; none if it has no identifier or is not here.
Result<std::vector<RecordId>> named(Connection& connection, std::string_view target)
{
    constexpr std::size_t Most = 20; // a supplement's DOI stands on hundreds of abstracts
    const std::size_t colon = target.find(':');
    if (colon == std::string_view::npos)
        return std::vector<RecordId>{};
    const std::string_view scheme = target.substr(0, colon);
    const std::string value{trimmed(target.substr(colon + 1))};
    const auto kind = scheme == "pmid" ? dedup::KeyKind::Pmid
        : scheme == "doi"              ? dedup::KeyKind::Doi
                                       : dedup::KeyKind::SourceId;
    if (value.empty() || (kind == dedup::KeyKind::SourceId && scheme != "registration"))
        return std::vector<RecordId>{};
    const StatementInUse query = TRY(connection.cached(
        "SELECT r.id FROM record_key k JOIN record r ON r.id = k.record JOIN import i ON i.id = r.import "
        "WHERE k.hash = ?1 AND lower(?2) = lower(CASE ?3 WHEN 1 THEN r.pmid WHEN 3 THEN r.doi ELSE r.source_id END) "
        "AND (?3 <> 4 OR r.kind = ?4) AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = i.op) LIMIT ?5"));
    TRY(query->bind(dedup::keyHash(kind, value), value, kind, RecordKind::Registration, Most));
    std::vector<RecordId> records;
    while (TRY(query->step()))
        records.emplace_back(query->integer(0));
    return records;
}

constexpr const char* PairColumns = "p.record, p.other, p.by_person, p.answer, p.relation, p.likeness, p.rule";

Result<std::vector<ListedPair>> listed(Statement& query)
{
    std::vector<ListedPair> pairs;
    while (TRY(query.step())) {
        ListedPair one;
        one.pair.record = RecordId{query.integer(0)};
        one.pair.other = RecordId{query.integer(1)};
        one.pair.byPerson = query.integer(2) != 0;
        one.pair.said = static_cast<Said>(query.integer(3));
        if (!query.isNull(4))
            one.pair.relation = static_cast<RelationKind>(query.integer(4));
        one.pair.likeness = query.real(5);
        one.pair.rule = query.text(6);
        one.first = CitationId{query.integer(7)};
        one.second = CitationId{query.integer(8)};
        one.weight = query.real(9);
        pairs.push_back(std::move(one));
    }
    return pairs;
}

/// Pairs with the citations of their records: those that stand, and are no newer versions.
std::string standingPairs(const std::string& condition)
{
    return std::string("SELECT ") + PairColumns
        + ", coalesce(j.citation, p.record) AS first, coalesce(k.citation, p.other) AS second FROM pair p "
          "LEFT JOIN joined j ON j.record = p.record LEFT JOIN joined k ON k.record = p.other "
          "WHERE coalesce(j.how, 0) <> 3 AND coalesce(k.how, 0) <> 3 AND "
        + condition;
}

const std::string Waiting =
    standingPairs("p.by_person = 0 AND p.answer IN (1, 3) AND coalesce(j.citation, p.record) <> "
                  "coalesce(k.citation, p.other)");
const std::string Linked =
    standingPairs("p.answer = 2 AND coalesce(j.citation, p.record) <> coalesce(k.citation, p.other)");

Result<std::vector<ListedPair>> page(
    Connection& connection, const std::string& pairs, const char* weight, const char* order, int limit, int offset)
{
    Statement query = TRY(Statement::prepare(connection,
        "SELECT q.*, " + std::string(weight) + " AS weight FROM (" + pairs
            + ") q JOIN citation a ON a.id = q.first JOIN citation b ON b.id = q.second ORDER BY " + order
            + " LIMIT ?1 OFFSET ?2"));
    TRY(query.bind(limit, offset));
    return listed(query);
}

Result<std::int64_t> count(Connection& connection, const std::string& pairs)
{
    Statement query = TRY(Statement::prepare(connection,
        "SELECT count(*) FROM (" + pairs + ") q JOIN citation a ON a.id = q.first JOIN citation b ON b.id = q.second"));
    TRY(query.step());
    return query.integer(0);
}

} // namespace

Result<RunState> runState(Connection& connection)
{
    RunState state;
    const StatementInUse newest = TRY(connection.cached(
        "SELECT d.join_from, d.show_from FROM dedupe_event d JOIN op o ON o.id = d.op "
        "WHERE NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = d.op) ORDER BY o.stamp DESC, d.op DESC LIMIT 1"));
    if (TRY(newest->step())) {
        state.any = true;
        state.joinFrom = newest->real(0);
        state.showFrom = newest->real(1);
    }
    newest->reset();
    const std::set<std::int64_t> checked = TRY(checkedImports(connection));
    const StatementInUse imports =
        TRY(connection.cached("SELECT id, first_record, first_record + records - 1 FROM import i WHERE records > 0 "
                              "AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = i.op) ORDER BY first_record"));
    while (TRY(imports->step()))
        state.imports.push_back(
            {imports->integer(0), imports->integer(1), imports->integer(2), checked.contains(imports->integer(0))});
    return state;
}

Result<> eachComparable(Connection& connection, const std::vector<StandingImport>& imports,
    const std::function<Result<>(RecordId, Record&&)>& take)
{
    const std::unordered_set<std::int64_t> newer = TRY(versions(connection));
    const StatementInUse query = TRY(connection.cached(
        "SELECT r.id, r.kind, r.source_id, r.title, r.journal, r.year, r.volume, r.issue, r.pages, r.doi, r.pmid, "
        "r.wos, t.abstract, t.authors, t.original_title, t.group_authors, t.date, t.journal_abbreviation, t.pmcid, "
        "t.registrations, t.language, t.types, t.notices FROM record r JOIN record_text t ON t.record = r.id "
        "WHERE r.id BETWEEN ?1 AND ?2 ORDER BY r.id"));
    for (const StandingImport& import : imports) {
        query->reset();
        TRY(query->bind(import.first, import.last));
        while (TRY(query->step())) {
            if (newer.contains(query->integer(0)))
                continue;
            Record record;
            record.kind = static_cast<RecordKind>(query->integer(1));
            record.sourceId = query->text(2);
            record.title = query->text(3);
            record.journal = query->text(4);
            record.year = static_cast<int>(query->integer(5));
            record.volume = query->text(6);
            record.issue = query->text(7);
            record.pages = query->text(8);
            record.doi = query->text(9);
            record.pmid = query->text(10);
            record.wos = query->text(11);
            record.abstract = query->text(12);
            record.authors = entries(query->view(13));
            record.originalTitle = query->text(14);
            record.groupAuthors = entries(query->view(15));
            record.date = query->text(16);
            record.journalAbbreviation = query->text(17);
            record.pmcid = query->text(18);
            record.registrations = entries(query->view(19));
            record.language = query->text(20);
            record.types = entries(query->view(21));
            record.notices = entries(query->view(22));
            TRY(take(RecordId{query->integer(0)}, std::move(record)));
        }
    }
    return {};
}

Result<std::vector<NamedRelation>> namedRelations(Connection& connection)
{
    const std::unordered_set<std::int64_t> newer = TRY(versions(connection));
    const StatementInUse query = TRY(connection.cached(
        "SELECT e.record, e.kind, e.target FROM record_relation e JOIN record r ON r.id = e.record "
        "JOIN import i ON i.id = r.import WHERE NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = i.op)"));
    std::vector<NamedRelation> found;
    while (TRY(query->step())) {
        const RecordId record{query->integer(0)};
        if (newer.contains(record.value))
            continue;
        for (const RecordId target : TRY(named(connection, query->view(2))))
            if (target != record && !newer.contains(target.value))
                found.push_back({record, target, static_cast<RelationKind>(query->integer(1))});
    }
    return found;
}

Result<std::vector<StoredPair>> answeredPairs(Connection& connection)
{
    const StatementInUse query =
        TRY(connection.cached("SELECT record, other, answer FROM pair WHERE by_person = 1 AND answer IN (0, 1, 2)"));
    std::vector<StoredPair> pairs;
    while (TRY(query->step()))
        pairs.push_back({.record = RecordId{query->integer(0)},
            .other = RecordId{query->integer(1)},
            .byPerson = true,
            .said = static_cast<Said>(query->integer(2))});
    return pairs;
}

Result<std::vector<StoredPair>> programPairsBefore(Connection& connection, RecordId end)
{
    const StatementInUse query = TRY(connection.cached(
        "SELECT record, other, answer, relation, likeness, rule FROM pair WHERE other < ?1 AND by_person = 0 "
        "ORDER BY record, other"));
    TRY(query->bind(end));
    std::vector<StoredPair> pairs;
    while (TRY(query->step())) {
        StoredPair pair{.record = RecordId{query->integer(0)},
            .other = RecordId{query->integer(1)},
            .said = static_cast<Said>(query->integer(2)),
            .likeness = query->real(4),
            .rule = query->text(5)};
        if (!query->isNull(3))
            pair.relation = static_cast<RelationKind>(query->integer(3));
        pairs.push_back(std::move(pair));
    }
    return pairs;
}

Result<std::vector<ListedPair>> waitingPairs(Connection& connection, int limit, int offset)
{
    return page(connection, Waiting,
        "q.likeness * CASE WHEN a.box >= 4 OR b.box >= 4 THEN 1.0 WHEN a.box = 3 AND b.box = 3 THEN 0.125 ELSE 0.5 END",
        "weight DESC, q.record, q.other", limit, offset);
}

Result<std::int64_t> waitingPairCount(Connection& connection)
{
    return count(connection, Waiting);
}

Result<std::vector<ListedPair>> answeredPairs(Connection& connection, int limit, int offset)
{
    return page(
        connection, standingPairs("p.by_person = 1"), "q.likeness", "weight DESC, q.record, q.other", limit, offset);
}

Result<std::vector<ListedPair>> linkedPairs(Connection& connection, int limit, int offset)
{
    return page(connection, Linked, "q.likeness", "q.record, q.other", limit, offset);
}

Result<std::int64_t> linkedPairCount(Connection& connection)
{
    return count(connection, Linked);
}

Result<std::vector<ListedPair>> linksOf(Connection& connection, CitationId citation)
{
    std::vector<ListedPair> links;
    for (const RecordId record : TRY(recordsOf(connection, citation)))
        for (StoredPair& pair : TRY(pairsOf(connection, record))) {
            const CitationId first = TRY(citationOf(connection, pair.record));
            const CitationId second = TRY(citationOf(connection, pair.other));
            if (pair.said == Said::Linked && first && second && first != second)
                links.push_back({std::move(pair), first, second, 0});
        }
    return links;
}

Result<JoinedCounts> joinedCounts(Connection& connection)
{
    JoinedCounts counts;
    counts.byProgram = TRY(number(connection, "SELECT count(*) FROM joined WHERE how = 1"));
    counts.byPerson = TRY(number(connection, "SELECT count(*) FROM joined WHERE how = 2"));
    return counts;
}

Result<std::vector<RecordId>> originalsOf(Connection& connection, CitationId citation)
{
    const StatementInUse query =
        TRY(connection.cached("SELECT record FROM joined WHERE citation = ?1 AND how <> 3 ORDER BY record"));
    TRY(query->bind(citation));
    std::vector<RecordId> records;
    while (TRY(query->step()))
        records.emplace_back(query->integer(0));
    if (records.empty())
        records.emplace_back(citation.value);
    return records;
}

Result<std::vector<CitationId>> joinedAfter(Connection& connection, CitationId after, int limit)
{
    const StatementInUse query =
        TRY(connection.cached("SELECT DISTINCT citation FROM joined WHERE citation > ?1 ORDER BY citation LIMIT ?2"));
    TRY(query->bind(after.value, limit));
    std::vector<CitationId> citations;
    while (TRY(query->step()))
        citations.emplace_back(query->integer(0));
    return citations;
}

} // namespace winnow::store

#include "core/store/pairs.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace winnow::store {

namespace {

/// From the first record to the last.
struct Span {
    std::int64_t first = 0;
    std::int64_t last = 0;
};

/// A run of the program that stands, and the records it looked at. Those of imports that came to this copy later, from
/// a colleague's, may be numbered among them; it knows nothing of those.
struct Run {
    OpId op;
    std::vector<Span> looked;
};

/// Oldest first.
Result<std::vector<Run>> standingRuns(Connection& connection)
{
    const StatementInUse query = TRY(connection.cached(
        "SELECT d.op, max(d.first_record, i.first_record), min(d.last_record, i.first_record + i.records - 1) "
        "FROM dedupe_event d JOIN op o ON o.id = d.op JOIN dedupe_import_event e ON e.op = d.op "
        "JOIN import i ON i.id = e.import WHERE NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = d.op) "
        "ORDER BY o.stamp, d.op, i.first_record"));
    std::vector<Run> runs;
    while (TRY(query->step())) {
        if (runs.empty() || runs.back().op != OpId{query->integer(0)})
            runs.push_back({OpId{query->integer(0)}, {}});
        if (query->integer(1) <= query->integer(2))
            runs.back().looked.push_back({query->integer(1), query->integer(2)});
    }
    return runs;
}

/// The run that is heard on pairs whose later record is `other`; none if no run looked at it.
OpId heardOn(const std::vector<Run>& runs, std::int64_t other)
{
    for (auto run = runs.rbegin(); run != runs.rend(); ++run)
        if (std::ranges::any_of(
                run->looked, [other](const Span& span) { return span.first <= other && other <= span.last; }))
            return run->op;
    return {};
}

/// Records on whose pairs one run is heard.
struct Stretch {
    OpId op;
    Span records;
};

/// `first` to `last` in stretches.
std::vector<Stretch> stretches(const std::vector<Run>& runs, std::int64_t first, std::int64_t last)
{
    std::set<std::int64_t> starts{first};
    for (const Run& run : runs)
        for (const Span& span : run.looked)
            for (const std::int64_t start : {span.first, span.last + 1})
                if (start > first && start <= last)
                    starts.insert(start);
    std::vector<Stretch> found;
    for (auto start = starts.begin(); start != starts.end(); ++start) {
        const auto next = std::next(start);
        const std::int64_t end = next == starts.end() ? last : *next - 1;
        if (const OpId op = heardOn(runs, *start))
            found.push_back({op, {*start, end}});
    }
    return found;
}

StoredPair rowOf(const Statement& query)
{
    StoredPair pair;
    pair.record = RecordId{query.integer(0)};
    pair.other = RecordId{query.integer(1)};
    pair.byPerson = query.integer(2) != 0;
    if (!query.isNull(3))
        pair.said = static_cast<Said>(query.integer(3));
    if (!query.isNull(4))
        pair.relation = static_cast<RelationKind>(query.integer(4));
    pair.likeness = query.real(5);
    pair.rule = query.text(6);
    return pair;
}

Result<std::optional<StoredPair>> oneRow(Statement& query)
{
    std::optional<StoredPair> pair;
    if (TRY(query.step()))
        pair = rowOf(query);
    query.reset();
    return pair;
}

Result<> write(Connection& connection, const StoredPair& pair)
{
    const StatementInUse add =
        TRY(connection.cached("INSERT INTO pair (record, other, by_person, answer, relation, likeness, rule) "
                              "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"));
    TRY(add->bind(pair.record, pair.other, pair.byPerson, *pair.said, pair.relation, pair.likeness, pair.rule));
    return add->run();
}

/// What holds of one pair: the newest answer of a person, with what the program found; else what the program said.
Result<> projectPair(Connection& connection, const std::vector<Run>& runs, std::int64_t record, std::int64_t other)
{
    const StatementInUse remove = TRY(connection.cached("DELETE FROM pair WHERE record = ?1 AND other = ?2"));
    TRY(remove->bind(record, other));
    TRY(remove->run());
    const StatementInUse person = TRY(connection.cached(
        "SELECT e.record, e.other, 1, e.answer, e.relation, e.likeness, e.rule FROM pair_event e JOIN op o ON o.id = "
        "e.op WHERE e.record = ?1 AND e.other = ?2 AND e.by_person = 1 "
        "AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = e.op) ORDER BY o.stamp DESC, e.op DESC LIMIT 1"));
    TRY(person->bind(record, other));
    std::optional<StoredPair> holds = TRY(oneRow(*person));
    const StatementInUse program =
        TRY(connection.cached("SELECT record, other, 0, answer, relation, likeness, rule FROM pair_event "
                              "WHERE record = ?1 AND other = ?2 AND by_person = 0 AND op = ?3"));
    TRY(program->bind(record, other, heardOn(runs, other).value));
    std::optional<StoredPair> found = TRY(oneRow(*program));
    if (!holds || !holds->said) {
        holds = std::move(found);
    } else if (found) {
        holds->likeness = found->likeness;
        holds->rule = std::move(found->rule);
        if (holds->said == Said::Linked && found->said == Said::Linked)
            holds->relation = found->relation;
    }
    return holds ? write(connection, *holds) : Result<>{};
}

using Edge = std::tuple<std::int64_t, std::int64_t, std::int64_t>;

/// What holds of the pairs of a stretch, in order.
Result<std::vector<Edge>> edges(Connection& connection, std::int64_t first, std::int64_t last)
{
    const StatementInUse query =
        TRY(connection.cached("SELECT record, other, answer + 8 * by_person FROM pair WHERE other BETWEEN ?1 AND ?2"));
    TRY(query->bind(first, last));
    std::vector<Edge> found;
    while (TRY(query->step()))
        found.emplace_back(query->integer(0), query->integer(1), query->integer(2));
    std::ranges::sort(found);
    return found;
}

Result<> fill(Connection& connection, const std::vector<Run>& runs, std::int64_t first, std::int64_t last)
{
    const StatementInUse add =
        TRY(connection.cached("INSERT INTO pair (record, other, by_person, answer, relation, likeness, rule) "
                              "SELECT record, other, 0, answer, relation, likeness, rule FROM pair_event "
                              "WHERE op = ?1 AND by_person = 0 AND other BETWEEN ?2 AND ?3 ORDER BY record, other"));
    for (const Stretch& stretch : stretches(runs, first, last)) {
        TRY(add->bind(stretch.op, stretch.records.first, stretch.records.last));
        TRY(add->run());
    }
    const StatementInUse answered = TRY(connection.cached(
        "SELECT DISTINCT record, other FROM pair_event WHERE by_person = 1 AND other BETWEEN ?1 AND ?2"));
    TRY(answered->bind(first, last));
    std::vector<std::pair<std::int64_t, std::int64_t>> keys;
    while (TRY(answered->step()))
        keys.emplace_back(answered->integer(0), answered->integer(1));
    for (const auto& [record, other] : keys)
        TRY(projectPair(connection, runs, record, other));
    return {};
}

/// Another run is heard now on a stretch, or none. The records of the pairs that changed.
Result<std::set<std::int64_t>> projectStretch(
    Connection& connection, const std::vector<Run>& runs, std::int64_t first, std::int64_t last)
{
    const std::vector<Edge> before = TRY(edges(connection, first, last));
    const StatementInUse remove = TRY(connection.cached("DELETE FROM pair WHERE other BETWEEN ?1 AND ?2"));
    TRY(remove->bind(first, last));
    TRY(remove->run());
    TRY(fill(connection, runs, first, last));
    std::vector<Edge> changed;
    std::ranges::set_symmetric_difference(before, TRY(edges(connection, first, last)), std::back_inserter(changed));
    std::set<std::int64_t> records;
    for (const auto& [record, other, answer] : changed) {
        records.insert(record);
        records.insert(other);
    }
    return records;
}

} // namespace

Result<std::vector<RecordId>> projectPairs(Connection& connection, OpId op)
{
    std::set<std::int64_t> touched;
    const StatementInUse query =
        TRY(connection.cached("SELECT first_record, last_record FROM dedupe_event WHERE op = ?1"));
    TRY(query->bind(op));
    std::optional<Span> run;
    if (TRY(query->step()))
        run = Span{query->integer(0), query->integer(1)};
    query->reset();
    const StatementInUse answers =
        TRY(connection.cached("SELECT record, other FROM pair_event WHERE op = ?1 AND by_person = 1"));
    TRY(answers->bind(op));
    std::vector<std::pair<std::int64_t, std::int64_t>> keys;
    while (TRY(answers->step()))
        keys.emplace_back(answers->integer(0), answers->integer(1));
    if (!run && keys.empty())
        return std::vector<RecordId>{};

    const std::vector<Run> runs = TRY(standingRuns(connection));
    if (run)
        touched = TRY(projectStretch(connection, runs, run->first, run->last));
    for (const auto& [record, other] : keys) {
        TRY(projectPair(connection, runs, record, other));
        touched.insert(record);
        touched.insert(other);
    }
    return std::vector<RecordId>(touched.begin(), touched.end());
}

Result<> projectAllPairs(Connection& connection)
{
    TRY(connection.execute("DELETE FROM pair"));
    return fill(connection, TRY(standingRuns(connection)), 1, std::numeric_limits<std::int64_t>::max() - 1);
}

Result<std::vector<StoredPair>> pairsOf(Connection& connection, RecordId record)
{
    const StatementInUse query = TRY(connection.cached(
        "SELECT record, other, by_person, answer, relation, likeness, rule FROM pair WHERE record = ?1 "
        "UNION ALL "
        "SELECT record, other, by_person, answer, relation, likeness, rule FROM pair WHERE other = ?1 AND answer <> "
        "3"));
    TRY(query->bind(record));
    std::vector<StoredPair> pairs;
    while (TRY(query->step()))
        pairs.push_back(rowOf(*query));
    return pairs;
}

Result<std::optional<StoredPair>> pairOf(Connection& connection, RecordId one, RecordId other)
{
    const StatementInUse query = TRY(connection.cached("SELECT record, other, by_person, answer, relation, likeness, "
                                                       "rule FROM pair WHERE record = ?1 AND other = ?2"));
    TRY(query->bind(std::min(one, other), std::max(one, other)));
    return oneRow(*query);
}

dedup::Pair enginePair(const StoredPair& stored)
{
    dedup::Pair pair;
    pair.a = stored.record;
    pair.b = stored.other;
    pair.likeness = static_cast<float>(stored.likeness);
    pair.evidence = dedup::evidenceFromText(stored.rule).value_or(dedup::Evidence{.rule = dedup::Rule::OtherKind});
    switch (stored.said.value_or(Said::Doubtful)) {
    case Said::Apart:
        pair.answer = dedup::Answer::Distinct;
        break;
    case Said::Same:
        pair.answer = dedup::Answer::Same;
        break;
    case Said::Linked:
        pair.answer = dedup::Answer::Linked;
        break;
    case Said::Doubtful:
        pair.answer = dedup::Answer::Doubtful;
        break;
    }
    return pair;
}

StoredPair storedPair(const dedup::Pair& pair)
{
    StoredPair stored{
        .record = pair.a, .other = pair.b, .likeness = pair.likeness, .rule = dedup::toText(pair.evidence)};
    switch (pair.answer) {
    case dedup::Answer::Distinct:
        stored.said = Said::Apart;
        break;
    case dedup::Answer::Same:
        stored.said = Said::Same;
        break;
    case dedup::Answer::Linked:
        stored.said = Said::Linked;
        break;
    case dedup::Answer::Doubtful:
        stored.said = Said::Doubtful;
        break;
    }
    return stored;
}

} // namespace winnow::store

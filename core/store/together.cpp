// Why the records of a citation stand together.
#include "core/store/duplicates.h"
#include "core/store/projection.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace winnow::store {

namespace {

struct Member {
    RecordId record;
    std::string pmid;
    std::string wos;
    bool version = false;
};

Result<std::vector<Member>> membersOf(Connection& connection, CitationId citation)
{
    const StatementInUse query = TRY(connection.cached(
        "SELECT r.id, r.pmid, r.wos, j.how = 3 FROM joined j JOIN record r ON r.id = j.record WHERE j.citation = ?1 "
        "ORDER BY r.id"));
    TRY(query->bind(citation));
    std::vector<Member> members;
    while (TRY(query->step()))
        members.push_back({RecordId{query->integer(0)}, query->text(1), query->text(2), query->integer(3) != 0});
    return members;
}

/// The reviewer whose answer holds of a pair.
Result<ReviewerId> answeredBy(Connection& connection, const StoredPair& pair)
{
    const StatementInUse query = TRY(connection.cached(
        "SELECT o.reviewer FROM pair_event e JOIN op o ON o.id = e.op WHERE e.record = ?1 AND e.other = ?2 AND "
        "e.by_person = 1 AND NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = e.op) "
        "ORDER BY o.stamp DESC, e.op DESC LIMIT 1"));
    TRY(query->bind(pair.record, pair.other));
    ReviewerId reviewer;
    if (TRY(query->step()))
        reviewer = ReviewerId{query->integer(0)};
    return reviewer;
}

/// Every connection between two members, the plainest first: versions, identifiers, then pairs by likeness, then what
/// people said.
Result<std::vector<Together>> connections(Connection& connection, const std::vector<Member>& members)
{
    using Kind = Together::Kind;
    std::vector<Together> found;
    for (const auto& [field, kind] :
        {std::pair{&Member::pmid, Kind::SamePmid}, std::pair{&Member::wos, Kind::SameWos}}) {
        std::map<std::string, RecordId> first;
        for (const Member& member : members)
            if (!(member.*field).empty())
                if (const auto [known, added] = first.emplace(member.*field, member.record); !added)
                    found.push_back({member.record, known->second, kind, {}, {}});
    }
    std::vector<Together> pairs;
    for (const Member& member : members) {
        for (StoredPair& pair : TRY(pairsOf(connection, member.record))) {
            if (pair.record != member.record || pair.said != Said::Same
                || !std::ranges::binary_search(members, pair.other, {}, &Member::record))
                continue;
            const ReviewerId reviewer = pair.byPerson ? TRY(answeredBy(connection, pair)) : ReviewerId{};
            const Kind kind = pair.byPerson ? Kind::Person : Kind::Program;
            pairs.push_back({pair.other, pair.record, kind, std::move(pair), reviewer});
        }
    }
    std::ranges::stable_sort(pairs, [](const Together& x, const Together& y) {
        return std::pair{x.kind, -x.pair.likeness} < std::pair{y.kind, -y.pair.likeness};
    });
    std::ranges::move(pairs, std::back_inserter(found));
    const StatementInUse versions = TRY(connection.cached("SELECT of FROM version_event WHERE record = ?1"));
    for (const Member& member : members) {
        versions->reset();
        TRY(versions->bind(member.record));
        while (member.version && TRY(versions->step()))
            if (const RecordId of{versions->integer(0)}; std::ranges::binary_search(members, of, {}, &Member::record))
                found.insert(found.begin(), {member.record, of, Kind::Version, {}, {}});
    }
    return found;
}

} // namespace

Result<std::vector<Together>> whyTogether(Connection& connection, CitationId citation)
{
    const std::vector<Member> members = TRY(membersOf(connection, citation));
    // The connections that suffice, and from the leading record outwards what each adds.
    std::map<RecordId, RecordId> parent;
    const auto root = [&parent](RecordId record) {
        while (parent.contains(record) && parent.at(record) != record)
            record = parent.at(record);
        return record;
    };
    std::multimap<RecordId, Together> tree;
    for (Together& edge : TRY(connections(connection, members))) {
        const RecordId one = root(edge.record);
        const RecordId other = root(edge.with);
        if (one == other)
            continue;
        parent[std::max(one, other)] = std::min(one, other);
        Together back = edge;
        std::swap(back.record, back.with);
        tree.emplace(edge.with, std::move(edge));
        tree.emplace(back.with, std::move(back));
    }
    std::map<RecordId, Together> reached;
    std::vector<RecordId> open{RecordId{citation.value}};
    while (!open.empty()) {
        const RecordId at = open.back();
        open.pop_back();
        for (auto [edge, end] = tree.equal_range(at); edge != end; ++edge)
            if (const RecordId next = edge->second.record;
                next.value != citation.value && reached.emplace(next, edge->second).second)
                open.push_back(next);
    }
    std::vector<Together> why;
    for (const Member& member : members)
        if (member.record.value != citation.value) {
            // A version whose own original is gone stands with the first that is left.
            const auto known = reached.find(member.record);
            why.push_back(known != reached.end()
                    ? known->second
                    : Together{member.record, RecordId{citation.value}, Together::Kind::Version, {}, {}});
        }
    return why;
}

} // namespace winnow::store

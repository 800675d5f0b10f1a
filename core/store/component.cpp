#include "core/store/component.h"

#include "core/dedup/identity.h"
#include "core/model/screening.h"

#include <algorithm>
#include <functional>

namespace winnow::store {

namespace {

/// Which of some numbers are connected: each is known by the least of its set.
class Connected {
public:
    std::int64_t least(std::int64_t number)
    {
        const auto found = m_parent.find(number);
        if (found == m_parent.end() || found->second == number)
            return number;
        return found->second = least(found->second);
    }
    void connect(std::int64_t one, std::int64_t other)
    {
        const auto [first, second] = std::minmax({least(one), least(other)});
        m_parent[second] = first;
    }

private:
    std::unordered_map<std::int64_t, std::int64_t> m_parent;
};

} // namespace

Result<Component> Component::around(Connection& connection, std::int64_t seed)
{
    Component component(connection);
    component.add(seed);
    while (!component.m_open.empty()) {
        const std::int64_t record = component.m_open.back();
        component.m_open.pop_back();
        TRY(component.visit(record));
    }
    std::erase_if(component.m_pairs, [&](const StoredPair& pair) {
        const auto other = component.m_nodes.find(pair.other.value);
        return !component.m_reached.contains(pair.other.value) || !other->second.stands;
    });
    std::ranges::sort(component.m_pairs, {}, [](const StoredPair& p) { return std::pair{p.record, p.other}; });
    component.findOriginals();
    return component;
}

void Component::add(std::int64_t record)
{
    if (m_reached.insert(record).second)
        m_open.push_back(record);
}

Result<const Component::Node*> Component::node(std::int64_t record)
{
    const auto known = m_nodes.find(record);
    if (known != m_nodes.end())
        return &known->second;
    const StatementInUse query = TRY(m_connection->cached(
        "SELECT r.pmid, r.wos, s.kind, NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = i.op) FROM record r "
        "JOIN import i ON i.id = r.import JOIN search s ON s.id = i.search WHERE r.id = ?1"));
    TRY(query->bind(record));
    Node found;
    if (TRY(query->step()))
        found = {query->text(0), query->text(1), static_cast<int>(query->integer(2)), query->integer(3) != 0, record};
    return &m_nodes.emplace(record, std::move(found)).first->second;
}

Result<> Component::visit(std::int64_t record)
{
    TRY(reachVersions(record));
    const Node* const own = TRY(node(record));
    if (!own->stands)
        return {};
    const std::string pmid = own->pmid;
    const std::string wos = own->wos;
    TRY(reach(static_cast<int>(dedup::KeyKind::Pmid), pmid, &Node::pmid));
    TRY(reach(static_cast<int>(dedup::KeyKind::Wos), wos, &Node::wos));
    return reachPairs(record);
}

Result<> Component::reach(int kind, const std::string& value, std::string Node::* field)
{
    if (value.empty())
        return {};
    const StatementInUse query = TRY(m_connection->cached("SELECT record FROM record_key WHERE hash = ?1"));
    TRY(query->bind(dedup::keyHash(static_cast<dedup::KeyKind>(kind), value)));
    std::vector<std::int64_t> candidates;
    while (TRY(query->step()))
        candidates.push_back(query->integer(0));
    for (const std::int64_t candidate : candidates) {
        if (m_reached.contains(candidate))
            continue;
        const Node* const other = TRY(node(candidate));
        if (other->stands && other->*field == value) // equal hashes alone prove nothing
            add(candidate);
    }
    return {};
}

/// A version that does not stand connects those before and after it all the same.
Result<> Component::reachVersions(std::int64_t record)
{
    const StatementInUse query = TRY(m_connection->cached(
        "SELECT of FROM version_event WHERE record = ?1 UNION SELECT record FROM version_event WHERE of = ?1 "
        "UNION SELECT of FROM twin WHERE record = ?1 UNION SELECT record FROM twin WHERE of = ?1"));
    TRY(query->bind(record));
    while (TRY(query->step())) {
        m_versions.emplace_back(record, query->integer(0));
        add(query->integer(0));
    }
    return {};
}

Result<> Component::reachPairs(std::int64_t record)
{
    for (StoredPair& pair : TRY(pairsOf(*m_connection, RecordId{record}))) {
        const std::int64_t partner = pair.record.value == record ? pair.other.value : pair.record.value;
        if (pair.said == Said::Same && !m_reached.contains(partner) && TRY(node(partner))->stands)
            add(partner);
        if (pair.record.value == record)
            m_pairs.push_back(std::move(pair));
    }
    return {};
}

void Component::findOriginals()
{
    if (m_versions.empty())
        return;
    Connected versions;
    for (const auto& [one, other] : m_versions)
        versions.connect(one, other);
    std::map<std::int64_t, std::int64_t> firstStanding;
    for (const std::int64_t record : m_reached) // in order
        if (Node& node = m_nodes.at(record); node.stands) {
            node.original = firstStanding.emplace(versions.least(record), record).first->second;
            if (node.original != record)
                m_versionsOf[node.original].push_back(record);
        }
}

std::int64_t Component::originalOf(RecordId record) const
{
    return m_nodes.at(record.value).original;
}

std::vector<std::int64_t> Component::records() const
{
    std::vector<std::int64_t> records;
    for (const std::int64_t record : m_reached)
        if (m_nodes.at(record).stands)
            records.push_back(record);
    return records;
}

std::vector<dedup::PersonAnswer> Component::answers() const
{
    std::vector<dedup::PersonAnswer> answers;
    for (const StoredPair& pair : m_pairs) {
        const RecordId one{originalOf(pair.record)};
        const RecordId other{originalOf(pair.other)};
        if (pair.byPerson && one != other)
            answers.push_back({std::min(one, other), std::max(one, other),
                pair.said == Said::Same ? dedup::Answer::Same : dedup::Answer::Distinct});
    }
    // Said twice, of two versions of a record: what holds apart is heard last.
    std::ranges::sort(answers, {}, [](const dedup::PersonAnswer& answer) {
        return std::tuple{answer.a, answer.b, answer.answer != dedup::Answer::Same};
    });
    return answers;
}

std::vector<dedup::Pair> Component::programPairs() const
{
    std::vector<dedup::Pair> pairs;
    for (const StoredPair& stored : m_pairs) {
        if (stored.byPerson)
            continue;
        dedup::Pair pair = enginePair(stored);
        const RecordId one{originalOf(stored.record)};
        const RecordId other{originalOf(stored.other)};
        pair.a = std::min(one, other);
        pair.b = std::max(one, other);
        if (one != other)
            pairs.push_back(pair);
    }
    return pairs;
}

/// Records with one identifier are a chain of sure pairs. Those that a person took out of it are compared with each
/// other and with the chain, so that the others stay together whoever was taken out.
void Component::addIdentities(std::string Node::* field, dedup::Rule rule,
    const std::vector<dedup::PersonAnswer>& answers, std::vector<dedup::Pair>& pairs) const
{
    std::map<std::string, std::set<std::int64_t>> byValue;
    for (const std::int64_t record : records())
        if (const Node& node = m_nodes.at(record); !(node.*field).empty())
            byValue[node.*field].insert(node.original);
    std::set<std::int64_t> answered;
    for (const dedup::PersonAnswer& answer : answers)
        if (answer.answer != dedup::Answer::Same)
            answered.insert({answer.a.value, answer.b.value});
    const auto add = [&pairs, rule](std::int64_t one, std::int64_t other) {
        const dedup::Pair pair{.a = RecordId{std::min(one, other)},
            .b = RecordId{std::max(one, other)},
            .answer = dedup::Answer::Same,
            .likeness = 1,
            .evidence = {.rule = rule}};
        pairs.push_back(pair);
    };
    for (const auto& [value, class_] : byValue) {
        std::vector<std::int64_t> chain;
        std::vector<std::int64_t> apart;
        for (const std::int64_t record : class_)
            (answered.contains(record) ? apart : chain).push_back(record);
        for (std::size_t i = 1; i < chain.size(); ++i)
            add(chain[i - 1], chain[i]);
        for (std::size_t i = 0; i < apart.size(); ++i) {
            if (!chain.empty())
                add(chain.front(), apart[i]);
            for (std::size_t j = 0; j < i; ++j)
                add(apart[j], apart[i]);
        }
    }
}

std::vector<std::vector<RecordId>> Component::partition(
    const std::vector<dedup::Pair>& pairs, const std::vector<dedup::PersonAnswer>& answers) const
{
    std::set<RecordId> single;
    for (const std::int64_t record : records())
        single.insert(RecordId{m_nodes.at(record).original});
    const auto together = [](const dedup::Pair& pair) { return pair.answer == dedup::Answer::Same; };
    const auto same = [](const dedup::PersonAnswer& answer) { return answer.answer == dedup::Answer::Same; };
    if (std::ranges::all_of(pairs, together) && std::ranges::all_of(answers, same))
        return {std::vector<RecordId>(single.begin(), single.end())}; // nothing keeps any of them apart
    std::vector<std::vector<RecordId>> groups = dedup::groups(pairs, answers).groups;
    for (const std::vector<RecordId>& group : groups)
        for (const RecordId record : group)
            single.erase(record);
    for (const RecordId record : single)
        groups.push_back({record});
    return groups;
}

/// The program's pairs connect a group in one piece or in several: so many less one were joined by a person.
Group Component::groupOf(const std::vector<RecordId>& originals, const std::vector<dedup::Pair>& pairs) const
{
    const auto isOfDatabase = [this](RecordId record) {
        return m_nodes.at(record.value).sourceKind != static_cast<int>(SourceKind::Other);
    };
    const auto database = std::ranges::find_if(originals, isOfDatabase);
    const RecordId counted = database != originals.end() ? *database : originals.front();
    const std::set<RecordId> members(originals.begin(), originals.end());
    Connected pieces;
    for (const dedup::Pair& pair : pairs)
        if (pair.answer == dedup::Answer::Same && members.contains(pair.a) && members.contains(pair.b))
            pieces.connect(pair.a.value, pair.b.value);

    Group group;
    group.ofDatabase = database != originals.end();
    std::set<std::int64_t> begun{pieces.least(counted.value)};
    for (const RecordId record : originals) {
        const bool begins = begun.insert(pieces.least(record.value)).second;
        group.records.emplace_back(record.value,
            record == counted ? Standing::Counted
                : begins      ? Standing::ByPerson
                              : Standing::ByProgram);
        if (const auto versions = m_versionsOf.find(record.value); versions != m_versionsOf.end())
            for (const std::int64_t version : versions->second)
                group.records.emplace_back(version, Standing::Version);
    }
    std::ranges::sort(group.records);
    return group;
}

std::vector<Group> Component::groups() const
{
    const std::vector<dedup::PersonAnswer> said = answers();
    std::vector<dedup::Pair> pairs = programPairs();
    addIdentities(&Node::pmid, dedup::Rule::SamePmid, said, pairs);
    addIdentities(&Node::wos, dedup::Rule::SameWos, said, pairs);
    std::vector<Group> groups;
    for (const std::vector<RecordId>& originals : partition(pairs, said))
        if (!originals.empty())
            groups.push_back(groupOf(originals, pairs));
    return groups;
}

} // namespace winnow::store

#include "core/dedup/duplicates.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

namespace winnow::dedup {

namespace {

struct Key {
    RecordId a;
    RecordId b;
    bool operator==(const Key&) const = default;
};

Key keyOf(RecordId a, RecordId b)
{
    return a < b ? Key{a, b} : Key{b, a};
}

struct HashOfKey {
    std::size_t operator()(const Key& key) const
    {
        const auto a = static_cast<std::uint64_t>(key.a.value) * 0x9E3779B97F4A7C15ULL;
        const auto b = static_cast<std::uint64_t>(key.b.value) * 0xC2B2AE3D27D4EB4FULL;
        return static_cast<std::size_t>(a ^ (b + (a >> 31U)));
    }
};

/// Records in sets that can only grow together.
class Sets {
public:
    /// The number of a record's set.
    std::size_t of(RecordId id)
    {
        const auto [found, added] = m_of.emplace(id, m_members.size());
        if (added)
            m_members.push_back({id});
        return found->second;
    }
    [[nodiscard]] const std::vector<RecordId>& members(std::size_t set) const { return m_members[set]; }
    void unite(RecordId a, RecordId b)
    {
        std::size_t one = of(a);
        std::size_t other = of(b);
        if (one == other)
            return;
        if (m_members[one].size() < m_members[other].size())
            std::swap(one, other);
        for (const RecordId id : m_members[other])
            m_of[id] = one;
        m_members[one].insert(m_members[one].end(), m_members[other].begin(), m_members[other].end());
        m_members[other] = {};
    }
    [[nodiscard]] const std::vector<std::vector<RecordId>>& all() const { return m_members; }

private:
    std::unordered_map<RecordId, std::size_t> m_of;
    std::vector<std::vector<RecordId>> m_members;
};

class Grouper {
public:
    Grouper(const std::vector<Pair>& pairs, const std::vector<PersonAnswer>& answers, const ItemOf& itemOf,
        const Thresholds& thresholds)
        : m_itemOf(itemOf)
        , m_thresholds(thresholds)
    {
        for (const Pair& pair : pairs)
            m_unsure.emplace(keyOf(pair.a, pair.b), pair.answer != Answer::Same);
        hear(answers);
    }

    [[nodiscard]] bool answered(const Pair& pair) const { return m_said.contains(keyOf(pair.a, pair.b)); }
    [[nodiscard]] bool together(const Pair& pair) { return m_groups.of(pair.a) == m_groups.of(pair.b); }

    /// Joins a sure pair; false if that would bring records together that are not.
    bool join(const Pair& pair)
    {
        if (!together(pair) && personsForbid(m_groups.of(pair.a), m_groups.of(pair.b)))
            return false;
        const std::size_t one = m_sure.of(pair.a);
        const std::size_t other = m_sure.of(pair.b);
        if (one != other && !allSure(m_sure.members(one), m_sure.members(other)))
            return together(pair);
        m_sure.unite(pair.a, pair.b);
        m_groups.unite(pair.a, pair.b);
        return true;
    }

    [[nodiscard]] std::vector<std::vector<RecordId>> groups() const
    {
        std::vector<std::vector<RecordId>> groups;
        for (const std::vector<RecordId>& members : m_groups.all())
            if (members.size() > 1) {
                groups.push_back(members);
                std::ranges::sort(groups.back());
            }
        std::ranges::sort(groups);
        return groups;
    }

private:
    /// All that people said at once: what they hold apart first, then what they join, by number, so that the order in
    /// which they said it is of no matter.
    void hear(const std::vector<PersonAnswer>& answers)
    {
        for (const PersonAnswer& answer : answers) {
            m_said.insert_or_assign(keyOf(answer.a, answer.b), answer.answer);
            if (answer.answer != Answer::Same) {
                m_apartFrom[answer.a].push_back(answer.b);
                m_apartFrom[answer.b].push_back(answer.a);
            }
        }
        std::vector<Key> joins;
        for (const auto& [key, answer] : m_said)
            if (answer == Answer::Same)
                joins.push_back(key);
        std::ranges::sort(joins, {}, [](const Key& key) { return std::tuple{key.a, key.b}; });
        for (const Key& key : joins)
            if (!personsForbid(m_groups.of(key.a), m_groups.of(key.b)))
                m_groups.unite(key.a, key.b);
    }

    static constexpr std::size_t Looks = 400; ///< pairs looked at in one union: more are in groups of hostile size
    static constexpr std::size_t FewMembers = 40; ///< up to which pairs that are not known are compared

    [[nodiscard]] bool personsForbid(std::size_t one, std::size_t other)
    {
        if (m_apartFrom.empty())
            return false;
        if (m_groups.members(one).size() > m_groups.members(other).size())
            std::swap(one, other);
        for (const RecordId member : m_groups.members(one))
            if (const auto apart = m_apartFrom.find(member); apart != m_apartFrom.end())
                for (const RecordId id : apart->second)
                    if (m_groups.of(id) == other)
                        return true;
        return false;
    }

    [[nodiscard]] bool allSure(const std::vector<RecordId>& one, const std::vector<RecordId>& other)
    {
        std::size_t left = Looks;
        for (const RecordId a : one)
            for (const RecordId b : other) {
                if (left-- == 0)
                    return true;
                if (unsure(a, b, one.size() + other.size() <= FewMembers))
                    return false;
            }
        return true;
    }

    bool unsure(RecordId a, RecordId b, bool compares)
    {
        const Key key = keyOf(a, b);
        if (const auto said = m_said.find(key); said != m_said.end())
            return said->second != Answer::Same;
        if (const auto known = m_unsure.find(key); known != m_unsure.end())
            return known->second;
        if (!compares || !m_itemOf)
            return false;
        const Item* const one = m_itemOf(a);
        const Item* const other = m_itemOf(b);
        const bool unsure = one && other && compare(*one, *other, m_thresholds).answer != Answer::Same;
        m_unsure.emplace(key, unsure);
        return unsure;
    }

    const ItemOf& m_itemOf;
    const Thresholds& m_thresholds;
    Sets m_groups; ///< what people and the program joined
    Sets m_sure; ///< what the program joined
    std::unordered_map<Key, Answer, HashOfKey> m_said;
    std::unordered_map<RecordId, std::vector<RecordId>> m_apartFrom;
    std::unordered_map<Key, bool, HashOfKey> m_unsure;
};

bool moreAlike(const Pair& x, const Pair& y)
{
    return std::tuple{-x.likeness, x.a, x.b} < std::tuple{-y.likeness, y.a, y.b};
}

} // namespace

Groups groups(const std::vector<Pair>& pairs, const std::vector<PersonAnswer>& answers, const ItemOf& itemOf,
    const Thresholds& thresholds)
{
    Grouper grouper{pairs, answers, itemOf, thresholds};
    std::vector<Pair> sure;
    std::ranges::copy_if(pairs, std::back_inserter(sure), [](const Pair& pair) { return pair.answer == Answer::Same; });
    std::ranges::sort(sure, moreAlike);
    Groups result;
    for (Pair& pair : sure) {
        if (grouper.answered(pair) || grouper.join(pair))
            continue;
        pair.answer = Answer::Doubtful;
        pair.evidence.rule = Rule::OthersApart;
        result.doubtful.push_back(pair);
    }
    for (const Pair& pair : pairs) {
        if (grouper.answered(pair))
            continue;
        if (pair.answer == Answer::Doubtful)
            result.doubtful.push_back(pair);
        else if (pair.answer == Answer::Linked)
            result.linked.push_back(pair);
    }
    const auto joined = [&grouper](const Pair& pair) { return grouper.together(pair); };
    std::erase_if(result.doubtful, joined);
    std::erase_if(result.linked, joined);
    std::ranges::sort(result.doubtful, moreAlike);
    std::ranges::sort(
        result.linked, [](const Pair& x, const Pair& y) { return std::tuple{x.a, x.b} < std::tuple{y.a, y.b}; });
    result.groups = grouper.groups();
    return result;
}

} // namespace winnow::dedup

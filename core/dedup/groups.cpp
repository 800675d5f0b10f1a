#include "core/dedup/duplicates.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace winnow::dedup {

namespace {

using Key = std::pair<RecordId, RecordId>;

Key keyOf(RecordId a, RecordId b)
{
    return a < b ? Key{a, b} : Key{b, a};
}

struct KeyHash {
    std::size_t operator()(const Key& key) const
    {
        const auto a = static_cast<std::uint64_t>(key.first.value);
        const auto b = static_cast<std::uint64_t>(key.second.value);
        return static_cast<std::size_t>((a * 0x9E3779B97F4A7C15ULL) ^ (b + (a >> 31U)) * 0xC2B2AE3D27D4EB4FULL);
    }
};

/// Joins records, and keeps those apart that must be.
class Grouper {
public:
    Grouper(const std::vector<Pair>& pairs, const ItemOf& itemOf)
        : m_itemOf(itemOf)
    {
        for (const Pair& pair : pairs)
            m_apart.emplace(keyOf(pair.a, pair.b), contradicts(pair));
    }

    /// What people said, all of it at once: what they hold apart first, then what they join, by number, so that the
    /// order in which they said it is of no matter.
    void hear(const std::vector<PersonAnswer>& answers)
    {
        for (const PersonAnswer& answer : answers) {
            m_said.insert_or_assign(keyOf(answer.a, answer.b), answer.answer);
            if (answer.answer != Answer::Same) {
                m_heldApart[answer.a].push_back(answer.b);
                m_heldApart[answer.b].push_back(answer.a);
            }
        }
        for (const auto& [key, answer] : m_said)
            if (answer == Answer::Same && !holdApart(group(key.first), group(key.second)))
                unite(group(key.first), group(key.second));
    }
    [[nodiscard]] bool answered(RecordId a, RecordId b) const { return m_said.contains(keyOf(a, b)); }
    [[nodiscard]] bool together(RecordId a, RecordId b) { return group(a) == group(b); }

    /// False if that would bring records together that must stay apart.
    bool join(RecordId a, RecordId b)
    {
        const std::size_t one = group(a);
        const std::size_t other = group(b);
        if (one == other)
            return true;
        if (holdApart(one, other))
            return false;
        std::size_t left = Looks;
        for (const RecordId x : m_members[one])
            for (const RecordId y : m_members[other])
                if (left > 0 && apart(x, y, left))
                    return false;
        unite(one, other);
        return true;
    }

    [[nodiscard]] std::vector<std::vector<RecordId>> take()
    {
        std::vector<std::vector<RecordId>> groups;
        for (std::vector<RecordId>& members : m_members)
            if (members.size() > 1) {
                std::ranges::sort(members);
                groups.push_back(std::move(members));
            }
        std::ranges::sort(groups);
        return groups;
    }

private:
    static constexpr std::size_t Looks = 4096; ///< for groups of hostile size: no more comparisons in one union

    std::size_t group(RecordId id)
    {
        const auto [found, added] = m_group.emplace(id, m_members.size());
        if (added)
            m_members.push_back({id});
        return found->second;
    }

    void unite(std::size_t one, std::size_t other)
    {
        if (one == other)
            return;
        if (m_members[one].size() < m_members[other].size())
            std::swap(one, other);
        for (const RecordId id : m_members[other])
            m_group[id] = one;
        m_members[one].insert(m_members[one].end(), m_members[other].begin(), m_members[other].end());
        m_members[other].clear();
        m_members[other].shrink_to_fit();
    }

    /// True if a person holds a record of the one apart from a record of the other.
    bool holdApart(std::size_t one, std::size_t other)
    {
        if (m_heldApart.empty())
            return false;
        if (m_members[one].size() > m_members[other].size())
            std::swap(one, other);
        for (const RecordId x : m_members[one])
            if (const auto held = m_heldApart.find(x); held != m_heldApart.end())
                for (const RecordId y : held->second)
                    if (const auto found = m_group.find(y); found != m_group.end() && found->second == other)
                        return true;
        return false;
    }

    /// True if the program holds the two apart. `left`: how many more it may look at.
    bool apart(RecordId a, RecordId b, std::size_t& left)
    {
        --left;
        const Key key = keyOf(a, b);
        if (m_said.contains(key))
            return false; // and people have been heard
        if (const auto known = m_apart.find(key); known != m_apart.end())
            return known->second;
        if (!m_itemOf)
            return false;
        const Item* const one = m_itemOf(a);
        const Item* const other = m_itemOf(b);
        const bool distinct = one && other && contradicts(compare(*one, *other));
        m_apart.emplace(key, distinct);
        return distinct;
    }

    const ItemOf& m_itemOf;
    std::unordered_map<RecordId, std::size_t> m_group;
    std::vector<std::vector<RecordId>> m_members;
    std::map<Key, Answer> m_said;
    std::unordered_map<RecordId, std::vector<RecordId>> m_heldApart; ///< by people
    std::unordered_map<Key, bool, KeyHash> m_apart;
};

} // namespace

Groups groups(const std::vector<Pair>& pairs, const std::vector<PersonAnswer>& answers, const ItemOf& itemOf)
{
    Grouper grouper{pairs, itemOf};
    grouper.hear(answers);

    std::vector<const Pair*> sure;
    for (const Pair& pair : pairs)
        if (pair.answer == Answer::Same)
            sure.push_back(&pair);
    std::ranges::sort(sure, [](const Pair* x, const Pair* y) {
        return std::tuple{-x->likeness, x->a, x->b} < std::tuple{-y->likeness, y->a, y->b};
    });
    Groups result;
    for (const Pair* pair : sure) {
        if (grouper.answered(pair->a, pair->b) || grouper.join(pair->a, pair->b))
            continue;
        result.doubtful.push_back(*pair);
        result.doubtful.back().answer = Answer::Doubtful;
        result.doubtful.back().evidence.rule = Rule::OthersApart;
    }
    for (const Pair& pair : pairs) {
        if (grouper.answered(pair.a, pair.b) || grouper.together(pair.a, pair.b))
            continue;
        if (pair.answer == Answer::Doubtful)
            result.doubtful.push_back(pair);
        else if (pair.answer == Answer::Linked)
            result.linked.push_back(pair);
    }
    std::ranges::sort(result.doubtful, [](const Pair& x, const Pair& y) {
        return std::tuple{-x.likeness, x.a, x.b} < std::tuple{-y.likeness, y.a, y.b};
    });
    std::ranges::sort(
        result.linked, [](const Pair& x, const Pair& y) { return std::pair{x.a, x.b} < std::pair{y.a, y.b}; });
    result.groups = grouper.take();
    return result;
}

} // namespace winnow::dedup

// The records that some chain connects, and how they fall into citations.
#pragma once

#include "core/store/grouping.h"
#include "core/store/pairs.h"

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace winnow::store {

/// One citation in the making: its records in order, and how each stands.
struct Group {
    std::vector<std::pair<std::int64_t, Standing>> records;
    bool ofDatabase = false; ///< has a record from a database or register
};

/// Reads what connects records, from a seed as far as it goes.
class Component {
public:
    [[nodiscard]] static Result<Component> around(Connection& connection, std::int64_t seed);

    /// All that were looked at: the seed, the records, and versions between them whose import is undone.
    [[nodiscard]] const std::set<std::int64_t>& reached() const { return m_reached; }
    /// In order; empty if the seed's import is undone and nothing stands for it.
    [[nodiscard]] std::vector<std::int64_t> records() const;
    [[nodiscard]] std::vector<Group> groups() const;

private:
    /// What a record says of its identity.
    struct Node {
        std::string pmid;
        std::string wos;
        int sourceKind = 0;
        bool stands = false; ///< its import is not undone
        std::int64_t original = 0; ///< the first of its versions that stands: itself, mostly
    };

    explicit Component(Connection& connection)
        : m_connection(&connection)
    {
    }
    Result<> visit(std::int64_t record);
    Result<> reach(int kind, const std::string& value, std::string Node::* field);
    Result<> reachVersions(std::int64_t record);
    Result<> reachPairs(std::int64_t record);
    Result<const Node*> node(std::int64_t record);
    void add(std::int64_t record);
    void findOriginals();

    [[nodiscard]] std::vector<dedup::Pair> programPairs() const;
    [[nodiscard]] std::vector<dedup::PersonAnswer> answers() const;
    void addIdentities(std::string Node::* field, dedup::Rule rule, const std::vector<dedup::PersonAnswer>& answers,
        std::vector<dedup::Pair>& pairs) const;
    [[nodiscard]] std::vector<std::vector<RecordId>> partition(
        const std::vector<dedup::Pair>& pairs, const std::vector<dedup::PersonAnswer>& answers) const;
    [[nodiscard]] Group groupOf(const std::vector<RecordId>& originals, const std::vector<dedup::Pair>& pairs) const;
    [[nodiscard]] std::int64_t originalOf(RecordId record) const;

    Connection* m_connection;
    std::unordered_map<std::int64_t, Node> m_nodes; ///< all that were looked at
    std::set<std::int64_t> m_reached; ///< standing or a link between versions
    std::vector<std::int64_t> m_open;
    std::vector<StoredPair> m_pairs; ///< from a reached record to one with a greater number
    std::vector<std::pair<std::int64_t, std::int64_t>> m_versions;
    std::map<std::int64_t, std::vector<std::int64_t>> m_versionsOf; ///< by original, without itself
};

} // namespace winnow::store

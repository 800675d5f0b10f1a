// One kind of terms of all records, counted and weighted: TF-IDF as scikit-learn's TfidfVectorizer computes it.
#pragma once

#include "core/ranking/tokens.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace winnow::ranking {

/// Numbers terms 0, 1, 2 … in the order they are first seen. Open addressing; grows by doubling.
class TermNumbers {
public:
    [[nodiscard]] std::uint32_t add(TermHash term); ///< its number, the next one if it is new
    [[nodiscard]] std::optional<std::uint32_t> find(TermHash term) const;
    [[nodiscard]] std::size_t size() const { return m_size; }
    /// Keeps the terms for which `now` has a number, under that number; None drops.
    static constexpr std::uint32_t None = 0xFFFF'FFFF;
    void renumber(std::span<const std::uint32_t> now);

private:
    struct Slot {
        TermHash term = 0;
        std::uint32_t number = None;
    };
    [[nodiscard]] std::size_t slotOf(TermHash term) const;
    void grow();
    std::vector<Slot> m_slots;
    std::size_t m_size = 0;
};

/// Which terms are kept, and how they weigh.
struct BlockRules {
    double maxShare = 1; ///< a term in more than this share of the records is left out
    std::uint32_t minRecords = 1; ///< a term in fewer records is left out
    bool sublinear = true; ///< 1 + ln(count) in place of the count
};

/// A term of a record with its weight.
struct Entry {
    std::uint32_t term = 0;
    double weight = 0;
};

/// Filled record by record, then sealed. An empty record has no entries.
class Block {
public:
    explicit Block(BlockRules rules)
        : m_rules(rules)
    {
    }
    void add(TermHash term);
    void endRecord();
    /// Drops terms as the rules say and computes idf = ln((1 + records) / (1 + records with the term)) + 1.
    void seal();

    [[nodiscard]] std::size_t records() const { return m_ends.size(); }
    [[nodiscard]] std::size_t terms() const { return m_idf.size(); }
    [[nodiscard]] std::size_t entries() const { return m_terms.size(); }
    [[nodiscard]] double idf(std::uint32_t term) const { return m_idf[term]; }
    [[nodiscard]] std::optional<std::uint32_t> find(TermHash term) const { return m_numbers.find(term); }
    /// The record's terms, weighted, at Euclidean length 1. `out` is overwritten.
    void weights(std::size_t record, std::vector<Entry>& out) const;
    /// The same of any text's terms; those of no record are left out.
    void weights(std::span<const TermHash> terms, std::vector<Entry>& out) const;
    /// The end of each record's terms, and the terms themselves; what is left finds terms and weighs texts.
    [[nodiscard]] std::pair<std::vector<std::size_t>, std::vector<std::uint32_t>> takeRecords();

private:
    void weigh(std::vector<Entry>& counted) const;

    BlockRules m_rules;
    TermNumbers m_numbers;
    std::vector<std::size_t> m_ends; ///< of each record's entries
    std::vector<std::uint32_t> m_terms;
    std::vector<std::uint16_t> m_counts;
    std::vector<std::uint32_t> m_documents; ///< with the term
    std::vector<std::size_t> m_place; ///< where the present record's entry of a term stands, from m_start on
    std::vector<double> m_idf;
    std::size_t m_start = 0; ///< of the present record
};

} // namespace winnow::ranking

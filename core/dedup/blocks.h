// Which pairs of records are worth comparing: those that share one of several keys.
#pragma once

#include "core/dedup/item.h"

#include <array>
#include <cstdint>
#include <vector>

namespace winnow::dedup {

/// Two places in the list of items, the smaller one in the upper half.
using Candidate = std::uint64_t;

/// How many keys a record has.
inline constexpr std::size_t KeyCount = 16;

/// One kind of key for every item; 0 where an item has none.
[[nodiscard]] std::vector<std::uint64_t> keysOf(const std::vector<Item>& items, std::size_t key);

/// Appends the candidates that one kind of key gives: all pairs of a block of a few, and of a block of many only those
/// that share a second key or are neighbours when sorted by content. So a key that everything has ("Editorial") costs
/// no more than a rare one, and a hundred thousand copies of one record are a chain. Only pairs with an item numbered
/// from `firstNew` on.
void addCandidates(const std::vector<Item>& items, const std::vector<std::uint64_t>& keys, RecordId firstNew,
    std::vector<Candidate>& candidates);

} // namespace winnow::dedup

// Arms and events by their numbers: where extractors number them differently, and how one puts them in order.
//
// Values are compared by address, and the address of an arm's result has the arm's number. Nothing tells that arm 1 of
// one extractor is arm 1 of another but its name and its role.
#pragma once

#include "core/extraction/address.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace winnow::extraction {

using SectionItem = std::pair<std::string, int>; ///< id of a repeated section, number

/// The items that two extractors of a study may mean differently: their names or roles differ and no adjudicator has
/// `settled` these addresses, or one's name is that of another item with the other. `said`: what all said of the study.
[[nodiscard]] std::set<SectionItem> unmatchedItems(
    const Form& form, const std::vector<Value>& said, const std::set<std::string>& settled);

/// Whether a value is of one of the items: a field, a result, a contrast, or an event in such an arm.
[[nodiscard]] bool isOfAny(const Form& form, const Value& value, const std::set<SectionItem>& items);

/// What an extractor's values of a study become if two items change places: those with another address or text, and
/// empty ones where nothing is left.
[[nodiscard]] std::vector<Value> withItemsSwapped(
    const Form& form, const std::string& section, int item, int other, const std::vector<Value>& own);

} // namespace winnow::extraction

// One citation from several records: for each field the best value, and whose it is.
#pragma once

#include "core/model/ids.h"
#include "core/model/record.h"

#include <string>
#include <utility>
#include <vector>

namespace winnow::dedup {

struct BestValues {
    Record record; ///< without raw
    /// Field name → the record its value came from; fields that no record has are left out.
    std::vector<std::pair<std::string, RecordId>> origins;
};

/// The records in order, the leading one first; at least one. A field's value is that of the first record that has one,
/// but for the abstract and the pages, where the longest stands, and lists (authors, keywords, MeSH …), where the one
/// with most entries does. Notices, registrations and addresses are joined, as each record may know of another.
[[nodiscard]] BestValues bestValues(const std::vector<std::pair<RecordId, const Record*>>& records);

} // namespace winnow::dedup

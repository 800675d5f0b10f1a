// Judgements as the R package robvis and its web page read and write them: CSV with a study a row.
#pragma once

#include "core/base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::extraction {

struct RobvisRow {
    std::string study;
    std::vector<std::string> judgements; ///< one a domain; empty: not applicable
    std::string overall;
    std::optional<double> weight;
    bool operator==(const RobvisRow&) const = default;
};

struct RobvisTable {
    std::string tool; ///< "ROB2", "ROBINS-I", "QUADAS-2" …; "Generic" where the columns do not say
    std::vector<std::string> domains; ///< as the columns are called
    std::vector<RobvisRow> rows;
    bool operator==(const RobvisTable&) const = default;
};

/// Reads such a table as robvis does: the first letter of a judgement counts ("l", "LOW", "low risk"). What "s" means
/// (some concerns, serious) follows from the other judgements of the table. InvalidInput with the line for a word that
/// is no judgement, or where Study or Overall is missing.
[[nodiscard]] Result<RobvisTable> parseRobvis(std::string_view bytes);

/// With robvis' own words ("Low", "Some concerns", "High", "Moderate", "Serious", "Critical", "No information").
[[nodiscard]] std::string toRobvis(const RobvisTable& table);

} // namespace winnow::extraction

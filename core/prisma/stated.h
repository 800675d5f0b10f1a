// A flow as somebody states it: the rows of the PRISMA2020 R package's table, typed in or written by another program.
#pragma once

#include "core/base/result.h"
#include "core/prisma/prisma.h"

#include <string_view>

namespace winnow::prisma {

struct StatedFlow {
    FlowCounts counts; ///< ids none; what is not stated is 0
    std::optional<std::int64_t> databases; ///< totals, beside those of each source
    std::optional<std::int64_t> registers;
};

/// Reads a CSV with the columns `data` and `n`, rows in any order; rows it does not know are passed over. InvalidInput
/// with the row's name if a number is none, or if no row is known.
[[nodiscard]] Result<StatedFlow> statedFromCsv(std::string_view bytes);

/// As check() of counted flows, and R12: what is stated of each source sums to the totals.
[[nodiscard]] std::vector<Remark> check(const StatedFlow& flow);

/// For the diagram: what the sources do not account for stands as a source of its own.
[[nodiscard]] FlowCounts drawable(const StatedFlow& flow);

/// A box in which the statement and the review differ.
struct Difference {
    QString name; ///< of the row, "records_screened"; of a reason or source, "dbr_excluded: Wrong population"
    std::int64_t stated = 0;
    std::int64_t counted = 0;
    bool operator==(const Difference&) const = default;
};

/// In the order of the table.
[[nodiscard]] std::vector<Difference> differences(const StatedFlow& flow, const FlowCounts& review);

} // namespace winnow::prisma

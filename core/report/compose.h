// The report of a review, written from what is in it: methods, flow, tables, figures, checklist.
#pragma once

#include "core/report/document.h"
#include "core/review/reader.h"
#include "core/synthesis/analysis.h"

#include <vector>

namespace winnow::report {

struct Request {
    QString version; ///< of Winnow, for the methods
    std::vector<synthesis::Analysis> syntheses; ///< meta-analyses to report, in order
};

/// Everything that Winnow knows is said with its numbers, in PRISMA 2020's order; what only the authors know is set
/// apart as a hint. While a stage is blind its agreement is left out. Unbounded: run it in a job. Cancelled if progress
/// says stop.
[[nodiscard]] Result<Document> compose(review::Reader& reader, const Request& request, Progress& progress);

} // namespace winnow::report

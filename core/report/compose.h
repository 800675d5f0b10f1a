// The report of a review, written from what is in it: methods, flow, tables, figures, checklist.
#pragma once

#include "core/figure/riskfigure.h"
#include "core/report/document.h"
#include "core/review/reader.h"
#include "core/synthesis/synthesis.h"

#include <vector>

namespace winnow::report {

/// A meta-analysis to report, and what was done to get its numbers.
struct Reported {
    synthesis::Analysis analysis;
    std::vector<std::string> leftOut = {}; ///< studies with a result that have no row, and why
    std::vector<std::string> remarks = {}; ///< numbers that were not taken as they stand
    figure::RiskTable risk = {}; ///< beside the studies of its forest plot
};

struct Request {
    QString version; ///< of Winnow, for the methods
    std::vector<Reported> syntheses; ///< in order
};

/// Everything that Winnow knows is said with its numbers, in PRISMA 2020's order; what only the authors know is set
/// apart as a hint. While a stage is blind its agreement is left out. Unbounded: run it in a job. Cancelled if progress
/// says stop.
[[nodiscard]] Result<Document> compose(review::Reader& reader, const Request& request, Progress& progress);

/// The meta-analyses that the review keeps, for a request; `problems` takes those that cannot be computed, and why.
[[nodiscard]] Result<std::vector<Reported>> keptSyntheses(review::Reader& reader, QStringList& problems);

} // namespace winnow::report

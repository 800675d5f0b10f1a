// The PRISMA 2020 checklist (Page et al., BMJ 2021; 372: n71) with where each item stands in a report.
#pragma once

#include "core/report/document.h"

namespace winnow::report {

/// A row an item, in our own short words. Items that the report has a section for name it; of the others it says that
/// the authors write them. `hasSynthesis`: a meta-analysis is reported.
[[nodiscard]] Table checklist(const Document& document, bool hasSynthesis);

} // namespace winnow::report

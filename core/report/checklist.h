// The PRISMA 2020 checklist (Page et al., BMJ 2021; 372: n71) with where each item stands in a report.
#pragma once

#include "core/report/document.h"

namespace winnow::report {

/// What a section must say for an item to be claimed; its heading alone is no report.
struct Claims {
    bool searchDates = false; ///< of every source
    bool strategies = false;
    bool outcomes = false; ///< are listed
    bool synthesis = false; ///< a meta-analysis is reported
    bool preparation = false; ///< and how its numbers were made
};

/// A row an item, in our own short words. Items that the report says something of name the section; of the others it
/// says that the authors write them.
[[nodiscard]] Table checklist(const Document& document, const Claims& claims);

} // namespace winnow::report

// The counts of the PRISMA 2020 flow.
#pragma once

#include "core/model/screening.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace winnow {

struct SourceCount {
    std::string name;
    SourceKind kind = SourceKind::Database;
    std::int64_t records = 0;
    std::int64_t duplicates = 0; ///< of them, records of a citation that another record is counted for
};

struct ReasonCount {
    ReasonId id;
    std::string reason; ///< empty: excluded without one
    std::int64_t reports = 0;
};

/// From sought to excluded, for one arm of the diagram.
struct FlowArm {
    std::int64_t screened = 0; ///< records with a decision on title and abstract
    std::int64_t excludedScreening = 0;
    std::int64_t sought = 0;
    std::int64_t notRetrieved = 0;
    std::int64_t assessed = 0; ///< reports with a decision on eligibility
    std::vector<ReasonCount> excludedFullText;
    std::int64_t includedReports = 0;
    // What is still to be done; all zero when the review is complete.
    std::int64_t unscreened = 0;
    std::int64_t screeningOpen = 0;
    std::int64_t awaitingRetrieval = 0;
    std::int64_t awaitingAssessment = 0;
    std::int64_t assessmentOpen = 0;
};

/// Studies, and the reports that describe them.
struct StudyCount {
    std::int64_t studies = 0;
    std::int64_t reports = 0;
    bool operator==(const StudyCount&) const = default;
};

/// Counted from the records; but for `previous`, nothing in it is ever typed in.
struct FlowCounts {
    std::vector<SourceCount> sources;
    std::int64_t duplicates = 0; ///< records of databases and registers − citations they make
    std::int64_t duplicatesByPerson = 0; ///< of those, joined by a person; the others by the program
    std::int64_t automation = 0;
    std::int64_t otherRemoved = 0;
    FlowArm databases; ///< citations with a record from a database or register
    FlowArm others; ///< citations found only by other methods
    std::int64_t includedStudies = 0;
    std::int64_t includedReports = 0;
    std::optional<StudyCount> previous; ///< included in the version that this review updates; none: a new review
    std::optional<StudyCount> stated; ///< total of an update where it is given and not counted; else see total()
    std::optional<StudyCount> metaAnalysed; ///< in the meta-analysis; none: not said

    /// Of the review with its former version.
    [[nodiscard]] StudyCount total() const;
    [[nodiscard]] std::int64_t identified(SourceKind kind) const;
    /// True while a citation waits for a decision: the diagram is then stamped "interim".
    [[nodiscard]] bool interim() const;
};

} // namespace winnow

// The words of screening and eligibility, as PRISMA 2020 uses them.
#pragma once

#include "core/model/ids.h"

#include <cstdint>
#include <string>

namespace winnow {

enum class Stage : std::uint8_t { TitleAbstract = 1, FullText = 2 };

/// What a reviewer says of a citation at a stage.
enum class Verdict : std::uint8_t { Exclude = 0, Include = 1, Maybe = 2 };

/// Where a citation stands in the flow. Every citation is in exactly one box; records are identified, or duplicates.
enum class Box : std::uint8_t {
    Unscreened = 1, ///< not decided on title and abstract yet by as many reviewers as it needs
    ScreeningOpen = 2, ///< "maybe", or reviewers disagree on title and abstract
    ScreenedOut = 3, ///< excluded on title and abstract
    AwaitingRetrieval = 4, ///< report sought, neither retrieved nor given up
    NotRetrieved = 5,
    AwaitingAssessment = 6, ///< report retrieved, eligibility not decided
    AssessmentOpen = 7, ///< "maybe", or reviewers disagree on the full text
    ExcludedFullText = 8,
    Included = 9,
};

enum class SourceKind : std::uint8_t { Database = 1, Register = 2, Other = 3 };

/// Whether the document behind a citation could be had.
enum class Retrieval : std::uint8_t { Sought = 0, Retrieved = 1, NotRetrieved = 2 };

/// An exclusion reason of the review's own ordered list; one list a stage.
struct Reason {
    ReasonId id;
    Stage stage = Stage::TitleAbstract;
    std::string label;
    int position = 0;
    auto operator<=>(const Reason&) const = default;
};

} // namespace winnow

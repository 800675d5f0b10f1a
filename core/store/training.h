// What the learned order rests on: texts of citations, and what reviewers said of them.
#pragma once

#include "core/base/progress.h"
#include "core/model/views.h"
#include "core/store/sqlite.h"

#include <functional>
#include <string_view>
#include <vector>

namespace winnow::store {

/// The text of a citation: its leading record's, or another's where that one says nothing.
struct CitationText {
    CitationId citation;
    std::string title;
    std::string abstract;
    std::string keywords; ///< keywords and MeSH, one a line
};
/// Of every citation at the stage, by number; one at a time, so that memory does not grow with them.
[[nodiscard]] Result<> eachText(
    Connection& connection, Stage stage, const std::function<Result<>(const CitationText&)>& take);
/// NotFound if there is no such citation.
[[nodiscard]] Result<CitationText> textOf(Connection& connection, CitationId citation);

/// What the reviewers together said of a citation.
struct TrainingLabel {
    CitationId citation;
    bool trains = false; ///< somebody said include or exclude; "maybe" trains nothing
    bool relevant = false; ///< somebody included it
    bool notExcluded = false; ///< somebody did not exclude it
    std::optional<Verdict> mine;
    OpId mineAt; ///< the act by which
};
/// The one place where decisions become what is learned from. Reads all reviewers' decisions, also those that are not
/// open to `reviewer`: they may shape an order, and nothing that shows another's verdict may be made of them. In the
/// order in which the citations were decided on first.
[[nodiscard]] Result<std::vector<TrainingLabel>> trainingLabels(
    Connection& connection, ReviewerId reviewer, Stage stage);

/// How many citations eachText() gives.
[[nodiscard]] Result<std::int64_t> citationsAt(Connection& connection, Stage stage);

} // namespace winnow::store

// Counts, sources, studies and settings: the review as a whole. Counts are computed when asked, never stored.
#pragma once

#include "core/model/flow.h"
#include "core/model/form.h"
#include "core/model/views.h"
#include "core/store/sqlite.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace winnow::store {

/// An import as listed; Receipt::format by its key, `problems` empty.
struct StoredSource {
    Source source;
    std::string formatKey;
};
[[nodiscard]] Result<std::vector<StoredSource>> sources(Connection& connection);

[[nodiscard]] Result<FlowCounts> flowCounts(Connection& connection);
[[nodiscard]] Result<StageProgress> stageProgress(Connection& connection, ReviewerId reviewer, Stage stage);

/// Categories and how many citations (or, for a field, included studies) are in each; "" is not stated.
[[nodiscard]] Result<std::vector<std::pair<std::string, std::int64_t>>> tallyYears(Connection& connection);
[[nodiscard]] Result<std::vector<std::pair<std::string, std::int64_t>>> tallySources(Connection& connection);
[[nodiscard]] Result<std::vector<std::pair<Box, std::int64_t>>> tallyBoxes(Connection& connection);
/// Every stated value of the field with the study it is of, once each; and how many included studies there are.
struct FieldValues {
    std::vector<std::pair<StudyId, std::string>> values;
    std::vector<StudyId> studies;
};
/// As far as the viewer may see them.
[[nodiscard]] Result<FieldValues> fieldValues(Connection& connection, ReviewerId viewer, const std::string& field);

[[nodiscard]] Result<std::vector<Study>> studies(Connection& connection, ReviewerId reviewer);
/// The other reports of the study that has this citation's number.
[[nodiscard]] Result<std::vector<CitationId>> reportsLedBy(Connection& connection, CitationId citation);
/// Keys that begin so, with their values, by key; those that are empty now are left out.
[[nodiscard]] Result<std::vector<std::pair<std::string, std::string>>> settingsUnder(
    Connection& connection, std::string_view beginning);
[[nodiscard]] Result<std::optional<std::string>> setting(Connection& connection, std::string_view key);
/// Every value it was ever given, also by acts that are undone since; the newest act first.
[[nodiscard]] Result<std::vector<std::string>> formerSettings(Connection& connection, std::string_view key);
/// In order. Two copies of a review on which the same reason was typed hold it twice: reasons of a stage whose names
/// are the same in any case of letters are one wherever they are listed, counted, filtered by or compared, and stand
/// for the first of them, by place and then universal id. The acts keep which was meant, so that a merge stays a union.
[[nodiscard]] Result<std::vector<Reason>> reasons(Connection& connection, Stage stage);
/// For each reason that is offered the one that stands for all of its name.
[[nodiscard]] Result<std::map<ReasonId, ReasonId>> leadingReasons(Connection& connection);
/// The one that stands for this; itself if it is not offered any more.
[[nodiscard]] Result<ReasonId> leadingReason(Connection& connection, ReasonId reason);
/// A query of the numbers of all reasons that are one with this; `reason` is a number in SQL.
[[nodiscard]] std::string sameReasons(const std::string& reason);
/// As last worded, also of a reason no longer offered.
[[nodiscard]] Result<std::string> reasonLabel(Connection& connection, ReasonId reason);
[[nodiscard]] Result<std::vector<std::string>> labels(Connection& connection, ReviewerId viewer);

} // namespace winnow::store

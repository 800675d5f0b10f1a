// Looking for duplicates in a review, and what people say of pairs.
#pragma once

#include "core/base/progress.h"
#include "core/model/views.h"
#include "core/store/duplicates.h"
#include "core/store/journal.h"

namespace winnow::review {

/// As Review::findDuplicates. Nothing is written, and no lock held, until all has been compared.
[[nodiscard]] Result<DuplicateRun> findDuplicatesIn(store::Connection& connection, const store::Writer& writer,
    const std::optional<DuplicateThresholds>& thresholds, Progress& progress);
/// As Reader::previewDuplicates.
[[nodiscard]] Result<DuplicateRun> previewDuplicatesIn(
    store::Connection& connection, const DuplicateThresholds& thresholds, Progress& progress);

/// The events of a person's answer; InvalidInput if the two cannot be answered of.
[[nodiscard]] Result<> addAnswer(
    store::Connection& connection, store::Act& act, RecordId first, RecordId second, PairAnswer answer);
/// The events that make a record a citation of its own and keep the others together.
[[nodiscard]] Result<> addTakeOut(store::Connection& connection, store::Act& act, RecordId record);

[[nodiscard]] Result<DuplicateCounts> duplicateCountsOf(store::Connection& connection);
[[nodiscard]] DuplicateThresholds thresholdsOf(const store::RunState& state);
/// With rules in words.
[[nodiscard]] std::vector<DoubtfulPair> asDoubtful(const std::vector<store::ListedPair>& pairs);
/// Citations that belong to this one, each once.
[[nodiscard]] Result<std::vector<Link>> linksIn(store::Connection& connection, CitationId citation);
/// Why each record but the leading one stands in the citation, in words.
[[nodiscard]] Result<std::vector<std::pair<RecordId, QString>>> joinedByIn(
    store::Connection& connection, const store::LocalNames& names, CitationId citation, ReviewerId reviewer);

} // namespace winnow::review

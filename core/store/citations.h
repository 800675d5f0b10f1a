// Citations as lists, cards and scripts ask for them.
#pragma once

#include "core/model/views.h"
#include "core/store/sqlite.h"

#include <functional>
#include <string>
#include <vector>

namespace winnow::store {

/// All that match, in order. `reviewer`: whose verdicts Filter::mine means.
[[nodiscard]] Result<std::vector<CitationId>> citationIds(
    Connection& connection, ReviewerId reviewer, const Filter& filter, Order order, Direction direction);

/// Rows by number, in the order asked; those that are no longer are left out.
[[nodiscard]] Result<std::vector<CitationRow>> citationRows(
    Connection& connection, ReviewerId reviewer, const std::vector<CitationId>& ids);

/// Without AttachedFile::path and present, and names of reviewers. NotFound if there is no such citation.
[[nodiscard]] Result<CitationDetail> citationDetail(Connection& connection, ReviewerId reviewer, CitationId id);

/// Every citation that matches, in order, as they stood at the beginning, whatever is done meanwhile; how many of how
/// many were taken before. Not within a transaction.
using TakeCitation = std::function<Result<>(CitationDetail&& detail, std::size_t done, std::size_t all)>;
[[nodiscard]] Result<> eachCitation(Connection& connection, ReviewerId reviewer, const Filter& filter, Order order,
    Direction direction, const TakeCitation& take);

/// Citations with this identifier: kind "pmid", "doi", "wos", "key", "citation". InvalidInput for another kind.
[[nodiscard]] Result<std::vector<CitationId>> findCitations(
    Connection& connection, const std::string& kind, const std::string& value);

/// Without path and present.
[[nodiscard]] Result<std::vector<AttachedFile>> filesOf(Connection& connection, CitationId citation);
/// Every attached file of the review.
[[nodiscard]] Result<std::vector<AttachedFile>> allFiles(Connection& connection);

/// What a user typed as an FTS5 query: words are prefixes, "…" is a phrase, all must be there. Empty: nothing to
/// search.
[[nodiscard]] std::string searchQuery(std::string_view text);

/// What there is to filter by, among the records that stand.
[[nodiscard]] Result<FilterChoices> filterChoices(Connection& connection);

/// Adds up to `slice` records to the full-text index in one short transaction; how many are still missing.
[[nodiscard]] Result<std::int64_t> indexSlice(Connection& connection, int slice);

} // namespace winnow::store

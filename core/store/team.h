// What several reviewers said of the same, and what of it a reviewer may see.
#pragma once

#include "core/model/team.h"
#include "core/model/views.h"
#include "core/store/sqlite.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace winnow::store {

/// By stage − 1.
using StageRules = std::array<StageRule, 2>;
[[nodiscard]] Result<StageRules> stageRules(Connection& connection);
/// Whether what one decided needs nobody else.
[[nodiscard]] bool isOneEnough(const StageRules& rules, Stage stage);
/// Whether what others said at the stage is hidden. Full texts are while title and abstract is: who reads one was
/// included there.
[[nodiscard]] bool hides(const StageRules& rules, Stage stage);
/// The settings they stand in.
[[nodiscard]] std::string reviewersKey(Stage stage);
[[nodiscard]] std::string conflictsKey(Stage stage);
inline constexpr const char* OpenValue = "open";
/// Of the extraction, which is blind by the same rule as a stage.
[[nodiscard]] Result<StageRule> extractionRule(Connection& connection);
/// A subquery of (study, field, answer, text): what the viewer may see; the agreed value in place of those it settles.
[[nodiscard]] std::string seenValues(const StageRule& extraction, ReviewerId viewer);
inline constexpr const char* ExtractorsKey = "extractors";
inline constexpr const char* ExtractionKey = "extraction";

/// A subquery of (citation, label): the labels a reviewer may see. While the stage at which a citation stands is blind,
/// those are the ones they gave themselves, and those that came with an imported file.
[[nodiscard]] std::string seenLabels(const StageRules& rules, ReviewerId viewer);

/// A condition on a citation "c": it is in the list. False while the stage is blind.
[[nodiscard]] std::string inList(const StageRules& rules, TeamList list, Stage stage);
/// Zeros while the stage is blind.
[[nodiscard]] Result<TeamCounts> teamCounts(Connection& connection, const StageRules& rules, Stage stage);

/// As winnow::Judgements, with names left to who knows them.
struct StoredJudgements {
    std::vector<Decision> votes; ///< by when they were made
    std::vector<std::pair<ReviewerId, std::string>> notes; ///< on the citation
    std::vector<std::pair<ReviewerId, std::string>> labels; ///< that each hung on it
    std::optional<Decision> settled;
};
/// Of all reviewers, or where the stage is blind of the viewer alone.
[[nodiscard]] Result<StoredJudgements> judgements(
    Connection& connection, const StageRules& rules, ReviewerId viewer, CitationId citation, Stage stage);

/// One reviewer's decision of a citation at a stage.
struct StoredVote {
    CitationId citation;
    ReviewerId reviewer;
    Verdict verdict = Verdict::Maybe;
    std::int64_t at = 0;
};
/// Every vote of a stage, whoever may see it: by citation, then reviewer.
[[nodiscard]] Result<std::vector<StoredVote>> allVotes(Connection& connection, Stage stage);

struct Workload {
    std::int64_t assigned = 0;
    std::int64_t assignedDecided = 0;
    std::int64_t decided = 0;
};
[[nodiscard]] Result<Workload> workload(Connection& connection, ReviewerId reviewer, Stage stage);
/// Whether anything at the stage is assigned to the reviewer.
[[nodiscard]] Result<bool> hasAssignments(Connection& connection, ReviewerId reviewer, Stage stage);
/// Citations that wait at the stage and are assigned to nobody there.
[[nodiscard]] Result<std::vector<CitationId>> unassigned(Connection& connection, Stage stage);

/// Who has these citations at the stage; all of them if none are named.
[[nodiscard]] Result<std::vector<std::pair<CitationId, ReviewerId>>> assignments(
    Connection& connection, Stage stage, const std::vector<CitationId>& citations);

/// Whether an act of another tells something that the viewer must not see. `op` is no undo or redo.
[[nodiscard]] Result<bool> isHidden(
    Connection& connection, const StageRules& rules, ReviewerId viewer, OpId op, ReviewerId by, std::string_view kind);

} // namespace winnow::store

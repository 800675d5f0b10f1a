// Decisions, labels and notes as other review tools put them into the notes of a record.
#pragma once

#include "core/model/record.h"

#include <optional>
#include <string_view>

namespace winnow::formats {

/// Takes what Rayyan ("RAYYAN-INCLUSION: {"Ann"=>"Excluded"} | RAYYAN-LABELS: diet | RAYYAN-EXCLUSION-REASONS: wrong
/// outcome"), ASReview ("ASReview_relevant"), Covidence ("Exclusion reason: Wrong outcomes;") or Winnow itself wrote
/// into a note. False if it is none of theirs.
bool takeReviewNote(std::string_view note, Record& record);

/// "Included", "relevant", "1", "yes", "Excluded", "maybe" …: what tools call their verdicts. None for other words.
[[nodiscard]] std::optional<Verdict> verdictOf(std::string_view word);

} // namespace winnow::formats

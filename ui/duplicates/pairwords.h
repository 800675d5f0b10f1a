// What is said of a pair of records.
#pragma once

#include "core/model/views.h"

#include <QString>

namespace winnow::ui {

/// How the first record of a linked pair stands to the second: "Preprint of".
[[nodiscard]] QString wordsOf(RelationKind relation);
/// "Joined by you", "Preprint of · same title", or the program's rule.
[[nodiscard]] QString wordsOf(const DoubtfulPair& pair);
/// What the last search for duplicates came to: "214 records joined · 17 pairs to decide · 5 links".
[[nodiscard]] QString wordsOf(const DuplicateRun& run);
/// What other thresholds would change: "12 more records would be joined; 9 pairs would be doubtful instead of 17."
[[nodiscard]] QString differenceOf(const DuplicateRun& wouldBe, const DuplicateCounts& now);

} // namespace winnow::ui

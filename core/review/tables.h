// Decisions, retrieval and values taken from tables (CSV), as the command line and the sample review do.
#pragma once

#include "core/base/csv.h"
#include "core/review/review.h"

#include <cstdint>
#include <string>
#include <vector>

namespace winnow::review {

/// What came of a table.
struct Taken {
    struct Left {
        std::size_t line = 0; ///< in the table, 1-based
        std::string what; ///< the citation or study it names: "pmid 12345678"
        std::string why; ///< one plain sentence
    };
    std::int64_t applied = 0;
    std::vector<Left> unknown; ///< rows left out, because what they name is not in the review
    std::vector<std::string> doubts; ///< what speaks against values that were taken all the same
};

/// Columns that name a citation, the first that is filled in: citation, pmid, wos, doi, key (the record's own id).
/// Other columns: verdict (include, exclude, maybe, undecided), reason (label; added to the stage's list if new), note,
/// label (several separated by ";"). The decisions are one act. A row that cannot be understood is an error with its
/// line, and then nothing is taken.
[[nodiscard]] Result<Taken> takeDecisions(Review& review, const csv::Table& table, Stage stage);

/// Columns record, other, answer (same, apart, linked, taken-back; a row without one is passed over), as `dedupe
/// --pairs` writes them: the records by number. One act.
[[nodiscard]] Result<Taken> takeAnswers(Review& review, const csv::Table& table);

/// Columns: those that name a citation, status (sought, retrieved, not-retrieved), why. One act for each status and
/// why.
[[nodiscard]] Result<Taken> takeRetrieval(Review& review, const csv::Table& table);

/// Columns: those that name a citation, "report of": citations with the same word there become reports of one study.
/// One act a study.
[[nodiscard]] Result<Taken> takeStudies(Review& review, const csv::Table& table);

/// Columns: study or those that name a citation of it, field, value, answer (stated, not-reported, unclear,
/// not-applicable; stated if left empty), source, evidence (as valuesTable writes it). `field` is any address that the
/// form, a former one or an instrument has a place for. One act.
[[nodiscard]] Result<Taken> takeValues(Review& review, const csv::Table& table);

} // namespace winnow::review

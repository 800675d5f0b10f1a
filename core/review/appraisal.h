// Judgements of the risk of bias as tables of robvis: out of a review, and into it.
#pragma once

#include "core/extraction/appraisal.h"
#include "core/review/tables.h"

#include <cstdint>
#include <string>

namespace winnow::review {

/// Whose judgements: this reviewer's, or the review's – what assessors agree on, was settled, or one alone said; what
/// they differ on is left out.
enum class Judged : std::uint8_t { ByMe, ByReview };

/// Judgements at an outcome of the plan (empty: the study as a whole), a row for each included study that has any.
/// NotFound while no instrument is chosen.
[[nodiscard]] Result<extraction::RobvisTable> appraisalTable(
    Reader& reader, const std::string& outcome, Judged judged = Judged::ByMe);

/// How many judgements at an outcome assessors differ on and nobody settled; none while extraction is blind.
[[nodiscard]] Result<std::int64_t> judgementsThatDiffer(Reader& reader, const std::string& outcome);

/// A judgement with what it rests on (see extraction::supportText).
struct SupportedJudgement {
    std::string study;
    std::string domain; ///< as robvis calls it: "D1"; empty: overall
    std::string title; ///< of the domain; empty: overall
    std::string judgement; ///< empty: not judged yet, though answers have their quotes
    std::string support;
    bool operator==(const SupportedJudgement&) const = default;
};
/// Those that rest on something, by study and domain; else as appraisalTable.
[[nodiscard]] Result<std::vector<SupportedJudgement>> supportedJudgements(
    Reader& reader, const std::string& outcome, Judged judged = Judged::ByMe);

/// What stands beside the results of an outcome of the form: the review's judgements at that outcome, if the plan asks
/// for them by its id or its label, else those of the studies as a whole. No rows while there are none.
[[nodiscard]] Result<extraction::RobvisTable> appraisalBeside(Reader& reader, const Outcome& outcome);

/// Included studies of which something is still to be said by this reviewer; all while no instrument is chosen.
/// Unbounded: ask in a job.
[[nodiscard]] Result<std::int64_t> studiesToAppraise(Reader& reader);

/// The judgements of included studies that go by a row's name; rows are counted as lines from 2. A name that several
/// studies have is left out. A judgement keeps the quotes it rests on. One act; InvalidInput, and nothing taken, if the
/// table is not of the plan's instrument.
[[nodiscard]] Result<Taken> takeAppraisal(
    Review& review, const extraction::RobvisTable& table, const std::string& outcome);

} // namespace winnow::review

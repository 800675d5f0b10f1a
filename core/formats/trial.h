// What trial registers say in words of their own, as the values of TrialFacts: for every reader of registrations.
#pragma once

#include "core/model/record.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::formats {

/// The phases `text` names, in ascending order, each once, however they are spelled: "Phase 1/Phase 2",
/// "PHASE2|PHASE3", "II-III", "2b", "Phase1". "Early Phase 1" is "0", its former name. EU registers write a line a
/// phase, "Therapeutic exploratory (Phase II): yes"; those that say no are none. Empty for "N/A".
[[nodiscard]] std::vector<std::string> phasesIn(std::string_view text);
/// The same of several texts, in one set.
[[nodiscard]] std::vector<std::string> phasesIn(const std::vector<std::string>& texts);

/// Which of two numbers that could both be months is the day; Unknown leaves both out.
enum class DayAndMonth : std::uint8_t { Unknown, DayFirst, MonthFirst };

/// The date at the beginning of `text` as far as it is stated: "2019", "2019-03" or "2019-03-12", from "2019-03-12",
/// "20190312", "2019/3/12", "March 12, 2019", "12 Mar 2019", "March 2019", "12/03/2019" … with or without a time behind
/// it. Empty if there is no year.
[[nodiscard]] std::string isoDate(std::string_view text, DayAndMonth order = DayAndMonth::Unknown);

/// The number of participants in `text`: "1,200", "300 (Anticipated)", "Case series:30;Control group:30;" is 60.
/// 0 if it is not stated or stated as 0.
[[nodiscard]] std::int64_t enrolmentIn(std::string_view text);

/// "DRUG: Nifedipine" → "Nifedipine": without the kinds that ClinicalTrials.gov puts before it.
[[nodiscard]] std::string interventionName(std::string_view text);

/// What a register says of a trial in sentences.
struct TrialText {
    std::string summary = {};
    std::string description = {};
    std::string officialTitle = {}; ///< the longer one, if the register has two
    std::vector<std::string> primaryOutcomes = {};
    std::vector<std::string> secondaryOutcomes = {};
    std::string eligibility = {};
};

/// Completes the record of a registration, whose `title`, `sourceId` (the register's number) and `trial` are set, the
/// same for every format: its kind; its abstract, the summary and then the other texts, each a paragraph with a
/// heading; its year and date, those of the registration; and all registration ids: its own, those in `secondaryIds`,
/// and those in its texts.
void finishRegistration(Record& record, const TrialText& text, const std::vector<std::string>& secondaryIds);

} // namespace winnow::formats

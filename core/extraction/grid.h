// The results of a study: from values and their addresses to what can be checked, shown in tables and analysed.
#pragma once

#include "core/base/csv.h"
#include "core/extraction/checks.h"
#include "core/model/form.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::extraction {

enum class ArmRole : std::uint8_t { Experimental, Comparator, Other }; ///< Other: described, in no comparison
/// "experimental", "comparator", "other".
[[nodiscard]] std::string_view keyOf(ArmRole role);

/// An arm as its values describe it.
struct Arm {
    int item = 0;
    std::string label; ///< "Arm 2" where it has none
    ArmRole role = ArmRole::Experimental; ///< as stated, else arm 1 is experimental and later ones are comparators
    std::optional<double> registered, randomised, treated, analysed;
};
/// Of one study, by item.
[[nodiscard]] std::vector<Arm> armsOf(const Form& form, const std::vector<Value>& values);
/// The arm that an adverse event names, by number or by label; none if it names no arm of these.
[[nodiscard]] const Arm* armNamed(const std::vector<Arm>& arms, const std::string& said);

/// Whether a field is asked, given the study's other values (Field::when); `item` of a repeated section, else 0.
[[nodiscard]] bool isAsked(const Form& form, const Field& field, int item, const std::vector<Value>& values);

/// What is known of the place a result is for.
[[nodiscard]] Expected expectedOf(const Form& form, std::string_view address, const std::vector<Value>& values);
/// The likeliest reading of a value that states a result; none if its text says nothing that can be read.
[[nodiscard]] std::optional<Reading> readingOf(
    const Form& form, const Value& value, const std::vector<Value>& values = {});

/// The values of one study as the checks of checks.h take them; ids are addresses.
[[nodiscard]] StudyGrid gridOf(const Form& form, const std::vector<Value>& values);
/// All that can be said against the values of one study: readings, the grid, the arms, adverse events, and doubts of
/// plain fields are left to `doubt`. Finding::values are addresses.
[[nodiscard]] std::vector<Finding> checkValues(const Form& form, const std::vector<Value>& values);

/// A study with its values (those of one extractor, or the review's).
struct StudyValues {
    StudyId study;
    std::string name;
    std::vector<Value> values;
    std::vector<std::string> open = {}; ///< addresses on which extractors differ and nobody settled it; sorted
};
/// The year that ends a study's name ("Suk 2016", "Suk 2016a"); empty if none does.
[[nodiscard]] std::string yearOf(std::string_view studyName);

/// One row a result: study, outcome, group, domain, arm, role, time, days, as printed, events, n, mean, SD …, unit,
/// converted value and unit, analysis population, evidence. Contrasts have two arms.
[[nodiscard]] csv::Table resultsTable(const Form& form, const std::vector<StudyValues>& studies);
/// Efficacy: outcomes of the domain "efficacy" by outcome, time, study and arm. Here and in safetyTable, what is open
/// says "open", and the last column what speaks against the row's values (checkValues).
[[nodiscard]] csv::Table efficacyTable(const Form& form, const std::vector<StudyValues>& studies);
/// Safety: adverse events by system organ class and term, then outcomes of the domain "safety"; patients, events and n
/// at risk an arm. "None occurred" and "not reported" are different.
[[nodiscard]] csv::Table safetyTable(const Form& form, const std::vector<StudyValues>& studies);
/// One row a study, one column an address that any of them has.
[[nodiscard]] csv::Table studiesTable(const Form& form, const std::vector<StudyValues>& studies);

/// Whether two answers say the same: the same answer, and the same text but for spaces and letter case, or readings
/// whose numbers are equal.
[[nodiscard]] bool saySame(const Form& form, const Value& one, const Value& other);

} // namespace winnow::extraction

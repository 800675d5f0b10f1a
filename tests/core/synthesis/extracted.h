// Studies with extracted values, without a review.
#pragma once

#include "core/synthesis/results.h"

#include <string>
#include <vector>

namespace winnow::test {

inline Form form()
{
    Form made;
    made.outcomes.push_back(
        {"mortality", "Death", OutcomeDomain::Efficacy, OutcomeType::Dichotomous, "", Better::Lower, {}, {}, ""});
    made.outcomes.push_back(
        {"meld", "MELD", OutcomeDomain::Efficacy, OutcomeType::Continuous, "", Better::Lower, {}, {}, ""});
    made.outcomes.push_back(
        {"survival", "Survival", OutcomeDomain::Efficacy, OutcomeType::TimeToEvent, "", Better::Higher, {}, {}, ""});
    made.outcomes.push_back(
        {"attacks", "Attacks", OutcomeDomain::Efficacy, OutcomeType::Count, "", Better::Lower, {}, {}, ""});
    made.outcomes.push_back({"bilirubin", "Total bilirubin", OutcomeDomain::Efficacy, OutcomeType::Continuous, "µmol/L",
        Better::Lower, {}, {}, ""});
    Section arms{"arm", "Arms", {}, true};
    for (const char* id : {"arm.label", "arm.role", "arm.randomised", "arm.analysed"}) {
        Field field;
        field.id = id;
        field.label = id;
        arms.fields.push_back(field);
    }
    made.sections.push_back(arms);
    return made;
}

struct Stated {
    const char* address;
    const char* text;
};

inline extraction::StudyValues study(const char* name, const std::vector<Stated>& values)
{
    extraction::StudyValues made{StudyId{1}, name, {}};
    for (const Stated& one : values) {
        Value value;
        value.field = one.address;
        value.text = one.text;
        made.values.push_back(value);
    }
    return made;
}

inline std::vector<std::vector<std::string>> cells(const synthesis::ResultsTable& made)
{
    std::vector<std::vector<std::string>> rows;
    for (const csv::Row& row : made.table.rows) {
        rows.push_back(row.cells);
        rows.back().erase(rows.back().begin() + 1); // the year
    }
    return rows;
}

} // namespace winnow::test

// A table for a meta-analysis from extracted results.
#include "core/synthesis/results.h"

#include "core/synthesis/analysis.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace winnow::synthesis {
namespace {

Form form()
{
    Form made;
    made.outcomes.push_back(
        {"mortality", "Death", OutcomeDomain::Efficacy, OutcomeType::Dichotomous, "", Better::Lower, {}, {}, ""});
    made.outcomes.push_back(
        {"meld", "MELD", OutcomeDomain::Efficacy, OutcomeType::Continuous, "", Better::Lower, {}, {}, ""});
    made.outcomes.push_back(
        {"survival", "Survival", OutcomeDomain::Efficacy, OutcomeType::TimeToEvent, "", Better::Higher, {}, {}, ""});
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

extraction::StudyValues study(const char* name, const std::vector<Stated>& values)
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

std::vector<std::vector<std::string>> cells(const ResultsTable& made)
{
    std::vector<std::vector<std::string>> rows;
    for (const csv::Row& row : made.table.rows)
        rows.push_back(row.cells);
    return rows;
}

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(Results, ArmsOfOneRoleAreTakenTogether)
{
    const auto made = tableOfResults(form(),
        {study("Zekri 2015",
            {{"arm.role@1", "experimental"}, {"arm.role@2", "experimental"}, {"arm.role@3", "comparator"},
                {"result@mortality@1@12 months", "3/30"}, {"result@mortality@2@12 months", "2 of 30"},
                {"result@mortality@3@12 months", "5/30 (17 %)"}})},
        {"mortality", "12 months", stats::Measure::RiskRatio});
    ASSERT_TRUE(made) << made.error().message.toStdString();
    EXPECT_THAT(made->table.headings, ElementsAre("slab", "ai", "n1i", "ci", "n2i"));
    EXPECT_THAT(cells(*made), ElementsAre(ElementsAre("Zekri 2015", "5", "60", "5", "30")));
    EXPECT_THAT(made->remarks, Contains(HasSubstr("2 experimental arms taken together")));
}

TEST(Results, TakesPatientsFromWhereTheyStandAndSaysSo)
{
    const auto made = tableOfResults(form(),
        {study("A 2001",
             {{"arm.label@1", "Cells"}, {"arm.analysed@1", "20"}, {"result@mortality@1@6 months", "3"},
                 {"result@mortality@2@6 months", "20 %"}, {"result.n@mortality@2@6 months", "25"}}),
            study("B 2002", {{"result@mortality@1@6 months", "3"}, {"result@mortality@2@6 months", "1/9"}}),
            study("C 2003", {{"result@mortality@1@6 months", "3/10"}}), study("D 2004", {})},
        {"mortality", "6 months", stats::Measure::OddsRatio});
    ASSERT_TRUE(made) << made.error().message.toStdString();
    EXPECT_THAT(cells(*made), ElementsAre(ElementsAre("A 2001", "3", "20", "5", "25")));
    EXPECT_THAT(made->remarks, Contains("A 2001: n of Cells is that of the analysed"));
    EXPECT_THAT(made->leftOut,
        ElementsAre("B 2002: how many patients Arm 1 had is not known", "C 2003: no comparator has a result"));
}

TEST(Results, SpreadsAndMediansBecomeStandardDeviations)
{
    const auto made = tableOfResults(form(),
        {study("A 2001",
             {{"result@meld@1@3 months", "14.5 ± 0.5 SE"}, {"result.n@meld@1@3 months", "25"},
                 {"result@meld@2@3 months", "17.0 ± 1.7 SD"}, {"result.n@meld@2@3 months", "30"}}),
            study("B 2002",
                {{"result@meld@1@3 months", "median 12 (IQR 8–15)"}, {"result.n@meld@1@3 months", "40"},
                    {"result@meld@2@3 months", "15"}, {"result.n@meld@2@3 months", "40"}})},
        {"meld", "3 months", stats::Measure::MeanDifference});
    ASSERT_TRUE(made) << made.error().message.toStdString();
    EXPECT_THAT(cells(*made), ElementsAre(ElementsAre("A 2001", "14.5", "2.5", "25", "17", "1.7", "30")));
    EXPECT_THAT(made->leftOut, ElementsAre("B 2002: the result of Arm 2 has no mean with a spread"));
    EXPECT_THAT(made->remarks, Contains("A 2001: SD of Arm 1 from its standard error"));
}

TEST(Results, HazardRatiosComeFromContrasts)
{
    const auto made =
        tableOfResults(form(), {study("A 2001", {{"contrast@survival@1-2@24 months", "HR 0.61 (95 % CI 0.39–0.95)"}})},
            {"survival", "", stats::Measure::HazardRatio});
    ASSERT_TRUE(made) << made.error().message.toStdString();
    EXPECT_THAT(made->table.headings, ElementsAre("slab", "hr", "lb", "ub"));
    EXPECT_THAT(cells(*made), ElementsAre(ElementsAre("A 2001", "0.61", "0.39", "0.95")));
    EXPECT_THAT(made->remarks, ElementsAre("A 2001: at 24 months"));
}

TEST(Results, WithoutATimeTheLastOfEachStudyCounts)
{
    const auto made = tableOfResults(form(),
        {study("Lin 2017", {{"result@mortality@1@24 weeks", "15/56"}, {"result@mortality@2@24 weeks", "24/54"}}),
            study("Zekri 2015",
                {{"result@mortality@1@3 months", "1/60"}, {"result@mortality@2@3 months", "0/30"},
                    {"result@mortality@1@12 months", "5/60"}, {"result@mortality@2@12 months", "5/30"}}),
            study("Newsome 2018", {{"result@mortality@1@12 months", "2/28"}, {"result@mortality@2@12 months", "1/27"}}),
            study("Spahr 2013", {{"result@mortality@1@3 months", "2/28"}, {"result@mortality@2@3 months", "4/30"}})},
        {"mortality", "", stats::Measure::RiskRatio});
    ASSERT_TRUE(made) << made.error().message.toStdString();
    AnalysisOptions options;
    options.measure = "RR";
    options.method = "DL";
    const auto analysis = analyse(made->table, options);
    ASSERT_TRUE(analysis) << analysis.error().message.toStdString();
    // R metafor 3.8-1: 0.6061391 (0.3862766 to 0.951144)
    EXPECT_NEAR(std::exp(analysis->pooled().estimate), 0.6061391, 1e-7);
    EXPECT_NEAR(std::exp(analysis->pooled().interval.lower), 0.3862766, 1e-7);
    EXPECT_NEAR(std::exp(analysis->pooled().interval.upper), 0.951144, 1e-6);
}

TEST(Results, SaysWhatThereIs)
{
    const std::vector<extraction::StudyValues> studies{study("A 2001", {{"result@mortality@1@6 months", "3/10"}})};
    const auto unknown = tableOfResults(form(), studies, {"deaths", "", stats::Measure::RiskRatio});
    ASSERT_FALSE(unknown);
    EXPECT_THAT(unknown.error().message.toStdString(), HasSubstr("mortality, meld, survival"));
    const auto never = tableOfResults(form(), studies, {"mortality", "9 months", stats::Measure::RiskRatio});
    ASSERT_FALSE(never);
    EXPECT_THAT(never.error().message.toStdString(), HasSubstr("There are results at: 6 months."));
    const auto lonely = tableOfResults(form(), studies, {"mortality", "6 months", stats::Measure::RiskRatio});
    ASSERT_FALSE(lonely);
    EXPECT_THAT(lonely.error().message.toStdString(), HasSubstr("A 2001: no comparator has a result"));
}

} // namespace
} // namespace winnow::synthesis

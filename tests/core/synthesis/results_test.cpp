// A table for a meta-analysis from extracted results.
#include "core/synthesis/results.h"

#include "core/synthesis/analysis.h"
#include "core/synthesis/words.h"
#include "tests/core/synthesis/extracted.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace winnow::synthesis {
namespace {

using test::cells;
using test::form;
using test::study;
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
    EXPECT_THAT(made->table.headings, ElementsAre("slab", "year", "ai", "n1i", "ci", "n2i"));
    EXPECT_THAT(cells(*made), ElementsAre(ElementsAre("Zekri 2015", "5", "60", "5", "30")));
    EXPECT_THAT(made->remarks, Contains(HasSubstr("2 experimental arms taken together")));
}

TEST(Results, AreInTheOutcomesUnit)
{
    const auto made = tableOfResults(form(),
        {study("A 2001",
             {{"arm.role@1", "experimental"}, {"arm.role@2", "comparator"},
                 {"result@bilirubin@1@3 months", "3.0 ± 1.0 mg/dL (n = 20)"},
                 {"result@bilirubin@2@3 months", "60 ± 20 µmol/L (n = 20)"}, {"result.n@bilirubin@1@3 months", "20"},
                 {"result.n@bilirubin@2@3 months", "20"}}),
            study("B 2002",
                {{"arm.role@1", "experimental"}, {"arm.role@2", "comparator"},
                    {"result@bilirubin@1@3 months", "3.0 ± 1.0 g/L"}, {"result@bilirubin@2@3 months", "60 ± 20 µmol/L"},
                    {"result.n@bilirubin@1@3 months", "20"}, {"result.n@bilirubin@2@3 months", "20"}})},
        {"bilirubin", "3 months", stats::Measure::MeanDifference});
    ASSERT_TRUE(made) << made.error().message.toStdString();
    ASSERT_EQ(made->table.rows.size(), 1U);
    EXPECT_NEAR(std::stod(made->table.rows[0].cells[2]), 3 * 17.104, 0.02);
    EXPECT_NEAR(std::stod(made->table.rows[0].cells[3]), 17.104, 0.01);
    EXPECT_EQ(made->table.rows[0].cells[5], "60");
    EXPECT_THAT(made->remarks, Contains(HasSubstr("converted from mg/dL")));
    EXPECT_THAT(made->leftOut, ElementsAre(HasSubstr("g/L, which cannot be converted to µmol/L")));
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
    EXPECT_THAT(made->table.headings, ElementsAre("slab", "year", "hr", "lb", "ub"));
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

TEST(Results, AContrastWrittenTheOtherWayIsTurnedRound)
{
    const auto made = tableOfResults(form(),
        {study("A 2001", {{"contrast@survival@2-1@24 months", "HR 2 (95 % CI 1–4)"}}),
            study("B 2002",
                {{"arm.role@1", "comparator"}, {"arm.role@2", "experimental"},
                    {"contrast@survival@1-2@24 months", "HR 4.0 (95 % CI 2.0–8.0)"}})},
        {"survival", "", stats::Measure::HazardRatio});
    ASSERT_TRUE(made) << made.error().message.toStdString();
    EXPECT_THAT(cells(*made),
        ElementsAre(ElementsAre("A 2001", "0.5", "0.25", "1"), ElementsAre("B 2002", "0.25", "0.125", "0.5")));
    EXPECT_THAT(made->remarks, Contains("A 2001: turned round: Arm 1 against Arm 2"));
}

TEST(Results, OnlyHazardRatiosArePooledAsSuch)
{
    const auto made = tableOfResults(form(),
        {study("A 2001", {{"contrast@survival@1-2@24 months", "OR 0.61 (95 % CI 0.39–0.95)"}}),
            study("B 2002", {{"contrast@survival@1-2@24 months", "0.5 (95 % CI 0.25–1)"}}),
            study("C 2003",
                {{"arm.role@1", "experimental"}, {"arm.role@2", "experimental"},
                    {"contrast@survival@1-2@24 months", "HR 0.61 (95 % CI 0.39–0.95)"}}),
            study("D 2004",
                {{"arm.role@1", "experimental"}, {"arm.role@2", "experimental"}, {"arm.role@3", "comparator"},
                    {"contrast@survival@1-3@24 months", "HR 0.61 (95 % CI 0.39–0.95)"},
                    {"contrast@survival@2-3@24 months", "HR 0.71 (95 % CI 0.39–0.95)"}}),
            study("E 2005", {{"contrast@survival@1-2@24 months", "HR 0.5 (90 % CI 0.25–1)"}})},
        {"survival", "", stats::Measure::HazardRatio});
    ASSERT_TRUE(made) << made.error().message.toStdString();
    ASSERT_EQ(made->table.rows.size(), 2U);
    EXPECT_THAT(cells(*made)[0], ElementsAre("B 2002", "0.5", "0.25", "1"));
    EXPECT_THAT(made->remarks, Contains("B 2002: “0.5 (95 % CI 0.25–1)” taken as a hazard ratio"));
    // log 2 times 1.959964 / 1.644854
    EXPECT_NEAR(std::stod(cells(*made)[1][2]), 0.2189125, 1e-6);
    EXPECT_NEAR(std::stod(cells(*made)[1][3]), 1.1420086, 1e-6);
    EXPECT_THAT(made->leftOut,
        ElementsAre("A 2001: “OR 0.61 (95 % CI 0.39–0.95)” is no hazard ratio",
            "C 2003: Arm 1 against Arm 2 is no experimental arm against a comparator",
            "D 2004: it has more than one contrast (Arm 1 against Arm 3, Arm 2 against Arm 3), and patients would "
            "count "
            "twice"));
}

TEST(Results, WhatExtractorsLeftOpenIsLeftOutByName)
{
    auto result = study("A 2001", {{"result@mortality@1@6 months", "3/10"}});
    result.open = {"result@mortality@2@6 months"};
    auto role = study("B 2002", {{"result@mortality@1@6 months", "3/10"}, {"result@mortality@2@6 months", "1/10"}});
    role.open = {"arm.role@2"};
    auto size = study("C 2003", {{"result@mortality@1@6 months", "3"}, {"result@mortality@2@6 months", "1/10"}});
    size.open = {"arm.analysed@1"};
    auto all = study("D 2004", {});
    all.open = {"result@mortality@1@6 months", "result@mortality@2@6 months"};
    auto elsewhere =
        study("E 2005", {{"result@mortality@1@6 months", "3/10"}, {"result@mortality@2@6 months", "1/10"}});
    elsewhere.open = {"arm.analysed@1", "result@meld@2@6 months"};
    for (const char* time : {"6 months", ""}) {
        const auto made = tableOfResults(
            form(), {result, role, size, all, elsewhere}, {"mortality", time, stats::Measure::RiskRatio});
        ASSERT_TRUE(made) << made.error().message.toStdString();
        EXPECT_THAT(cells(*made), ElementsAre(ElementsAre("E 2005", "3", "10", "1", "10")));
        EXPECT_THAT(made->leftOut,
            ElementsAre("A 2001: extractors differ on the result of Arm 2; settle it first",
                "B 2002: extractors differ on what role Arm 2 has; settle it first",
                "C 2003: extractors differ on how many patients Arm 1 had; settle it first",
                "D 2004: extractors differ on the result of Arm 1; settle it first"));
    }
}

TEST(Results, AnArmThatCannotBeReadLeavesItsStudyOut)
{
    const auto made = tableOfResults(form(),
        {study("A 2001",
             {{"arm.role@1", "experimental"}, {"arm.role@2", "experimental"}, {"arm.role@3", "comparator"},
                 {"result@mortality@1@6 months", "3/30"}, {"result@mortality@2@6 months", "a few"},
                 {"result@mortality@3@6 months", "5/30"}}),
            study("B 2002",
                {{"arm.role@1", "experimental"}, {"arm.role@2", "other"}, {"arm.role@3", "comparator"},
                    {"arm.role@4", "comparator"}, {"arm.randomised@1", "20"}, {"result@mortality@1@6 months", "none"},
                    {"result@mortality@2@6 months", "1/30"}, {"result@mortality@3@6 months", "5/30"}})},
        {"mortality", "6 months", stats::Measure::RiskRatio});
    ASSERT_TRUE(made) << made.error().message.toStdString();
    EXPECT_THAT(cells(*made), ElementsAre(ElementsAre("B 2002", "0", "20", "5", "30")));
    EXPECT_THAT(made->leftOut, ElementsAre("A 2001: “a few” of Arm 2 says no number"));
    EXPECT_THAT(made->remarks, Contains("B 2002: without Arm 4, which has no result"));
}

TEST(Results, WithoutATimeBaselineNeverCountsAndBothGroupsMustBeThere)
{
    const auto made = tableOfResults(form(),
        {study("A 2001", {{"result@mortality@1@baseline", "3/30"}, {"result@mortality@2@baseline", "1/30"}}),
            study("B 2002",
                {{"result@mortality@1@3 months", "3/30"}, {"result@mortality@2@3 months", "1/30"},
                    {"result@mortality@1@12 months", "4/30"}}),
            study("C 2003", {{"result@mortality@1@3 months", "3/30"}})},
        {"mortality", "", stats::Measure::RiskRatio});
    ASSERT_TRUE(made) << made.error().message.toStdString();
    EXPECT_THAT(cells(*made), ElementsAre(ElementsAre("B 2002", "3", "30", "1", "30")));
    EXPECT_THAT(made->remarks, ElementsAre("B 2002: at 3 months, as the results at 12 months are not of both groups"));
    EXPECT_THAT(made->leftOut,
        ElementsAre("A 2001: there are results at baseline alone", "C 2003: no comparator has a result"));
}

TEST(Results, OneTimeInOtherWordsIsTheSameTime)
{
    const auto made = tableOfResults(form(),
        {study("A 2001", {{"result@mortality@1@1 year", "3/30"}, {"result@mortality@2@1 year", "1/30"}}),
            study("B 2002", {{"result@mortality@1@6 months", "3/30"}, {"result@mortality@2@6 months", "1/30"}})},
        {"mortality", "12 months", stats::Measure::RiskRatio});
    ASSERT_TRUE(made) << made.error().message.toStdString();
    EXPECT_THAT(cells(*made), ElementsAre(ElementsAre("A 2001", "3", "30", "1", "30")));
    EXPECT_THAT(made->remarks, ElementsAre("A 2001: at “1 year”"));
}

TEST(Results, FieldsOfStudiesAndOfExperimentalArmsAreColumns)
{
    Form made = form();
    Field design;
    design.id = "study.design";
    made.sections.push_back({"study", "Study", {design}, false});
    Field dose;
    dose.id = "arm.dose";
    dose.type = FieldType::Number;
    Field source;
    source.id = "arm.source";
    made.sections[0].fields.push_back(dose);
    made.sections[0].fields.push_back(source);
    const auto table = tableOfResults(made,
        {study("A 2001",
             {{"study.design", "RCT"}, {"arm.dose@1", "20"}, {"arm.dose@2", "5"}, {"arm.source@1", "fat"},
                 {"result@mortality@1@6 months", "3/10"}, {"result@mortality@2@6 months", "1/10"}}),
            study("B 2002b",
                {{"arm.role@1", "experimental"}, {"arm.role@2", "experimental"}, {"arm.role@3", "comparator"},
                    {"arm.dose@1", "20"}, {"arm.dose@2", "40"}, {"arm.source@1", "fat"}, {"arm.source@2", "cord"},
                    {"result@mortality@1@6 months", "3/10"}, {"result@mortality@2@6 months", "3/10"},
                    {"result@mortality@3@6 months", "1/10"}})},
        {"mortality", "6 months", stats::Measure::RiskRatio, {"study.design", "arm.dose", "arm.source"}});
    ASSERT_TRUE(table) << table.error().message.toStdString();
    EXPECT_THAT(table->table.headings,
        ElementsAre("slab", "year", "ai", "n1i", "ci", "n2i", "study.design", "arm.dose", "arm.source"));
    EXPECT_THAT(table->table.rows[0].cells, ElementsAre("A 2001", "2001", "3", "10", "1", "10", "RCT", "20", "fat"));
    EXPECT_THAT(table->table.rows[1].cells, ElementsAre("B 2002b", "2002", "6", "20", "1", "10", "", "", "cord + fat"));
    EXPECT_EQ(table->studies.size(), 2U);
    const auto none = tableOfResults(made, {}, {"mortality", "", stats::Measure::RiskRatio, {"study.size"}});
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().kind, ErrorKind::NotFound);
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

csv::Table trials(const std::string& route)
{
    std::string text = "study,ai,n1i,ci,n2i,route,dose\n";
    for (int i = 0; i < 4; ++i)
        text += "S" + std::to_string(i) + ',' + std::to_string(3 + i) + ",40," + std::to_string(8 - i) + ",41,"
            + (i < 2 ? route : "vein") + ',' + std::to_string(i) + '\n';
    return csv::parse(text).value();
}

bool saysThereIsNone(const Analysis& made)
{
    return std::ranges::any_of(
        made.warnings, [](const QString& warning) { return warning.startsWith(u"There is no meta-regression"); });
}

TEST(Analysis, KeepsThePooledEstimateWhereTooLittleIsThereForMore)
{
    AnalysisOptions options;
    options.measure = "RR";
    options.moderators = {"route"};
    for (const auto& [route, hasRegression] : {std::pair{"artery", true}, std::pair{"vein", false}}) {
        const auto made = analyse(trials(route), options);
        ASSERT_TRUE(made) << made.error().message.toStdString();
        EXPECT_TRUE(made->fit);
        EXPECT_EQ(made->regression.has_value(), hasRegression) << route;
        EXPECT_NE(saysThereIsNone(*made), hasRegression) << "said, not swallowed";
        EXPECT_EQ(methodsText(*made).contains(u"Meta-regression"), hasRegression) << "no claim of what is not there";
    }
    options.moderators = {"route", "dose", "n1i"}; // which is the same in all: its column depends on the intercept
    const auto made = analyse(trials("artery"), options);
    ASSERT_TRUE(made) << made.error().message.toStdString();
    EXPECT_FALSE(made->regression);
    EXPECT_TRUE(saysThereIsNone(*made));
    options.moderators = {"age"};
    EXPECT_FALSE(analyse(trials("artery"), options)) << "a column that is not there is a mistake";
}

TEST(Analysis, SaysWhatTheMetaRegressionFoundAndNothingOfOneSubgroup)
{
    AnalysisOptions options;
    options.measure = "RR";
    options.moderators = {"dose"};
    options.subgroup = "route";
    const auto found = [&](const char* route) { return summary(analyse(trials(route), options).value()).join(u'\n'); };
    EXPECT_TRUE(found("artery").contains(u"\nMeta-regression, on the analysed scale: QM(1) = "));
    EXPECT_TRUE(found("artery").contains(u"\ndose: "));
    EXPECT_TRUE(found("artery").contains(u"Test for subgroup differences"));
    EXPECT_FALSE(found("vein").contains(u"Test for subgroup differences"));
}

} // namespace
} // namespace winnow::synthesis

// Studies without usable arms enter by the effect that they give themselves.
#include "core/synthesis/analysis.h"
#include "core/synthesis/results.h"
#include "core/synthesis/words.h"
#include "tests/core/synthesis/extracted.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace winnow::synthesis {
namespace {

using stats::Measure;
using test::cells;
using test::form;
using test::Stated;
using test::study;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr double Quantile = 1.959963984540054;

const std::string Ratio = "contrast@mortality@1-2@12 months";
const std::string Difference = "contrast@meld@1-2@3 months";

ResultsTable madeOf(const std::vector<extraction::StudyValues>& studies, const ResultsAsked& asked)
{
    const auto made = tableOfResults(form(), studies, asked);
    EXPECT_TRUE(made) << (made ? "" : made.error().message.toStdString());
    return made.value_or(ResultsTable{});
}

ResultsAsked deaths(Measure measure = Measure::RiskRatio)
{
    return {"mortality", "12 months", measure};
}

/// yi and vi of the only row.
std::pair<double, double> givenIn(const ResultsTable& made)
{
    EXPECT_EQ(made.table.rows.size(), 1U) << (made.leftOut.empty() ? "" : made.leftOut.front());
    if (made.table.rows.size() != 1)
        return {stats::Missing, stats::Missing};
    const csv::Row& row = made.table.rows.front();
    return {std::stod(std::string{made.table.cell(row, "yi")}), std::stod(std::string{made.table.cell(row, "vi")})};
}

double squared(double x)
{
    return x * x;
}

TEST(GivenResults, StandBesideThoseOfArms)
{
    const ResultsTable made = madeOf(
        {study("A 2001", {{"result@mortality@1@12 months", "4/40"}, {"result@mortality@2@12 months", "8/41"}}),
            study("B 2002", {{Ratio.c_str(), "RR 0.61 (95 % CI 0.39–0.95)"}}),
            study("C 2003", {{"result@mortality@1@12 months", "12/90"}, {"result@mortality@2@12 months", "10/60"}}),
            study("D 2004", {{Ratio.c_str(), "risk ratio 0.50 (90 % CI 0.25 to 1.00)"}})},
        deaths());
    EXPECT_THAT(made.table.headings, ElementsAre("slab", "year", "ai", "n1i", "ci", "n2i", "yi", "vi"));
    EXPECT_THAT(cells(made)[0], ElementsAre("A 2001", "4", "40", "8", "41", "", ""));
    EXPECT_THAT(cells(made)[1], ElementsAre("B 2002", "", "", "", "", "-0.49429632181478", testing::_));
    EXPECT_THAT(made.remarks, Contains("B 2002: given by the study: RR 0.61 (95 % CI 0.39–0.95)"));
    AnalysisOptions options;
    options.measure = "RR";
    options.method = "DL";
    const auto analysis = analyse(made.table, options);
    ASSERT_TRUE(analysis) << analysis.error().message.toStdString();
    // R metafor 3.8-1: escalc(measure = "RR", …, replace = FALSE) with yi and vi in rows 2 and 4, rma(method = "DL")
    EXPECT_NEAR(analysis->pooled().estimate, -0.491732845705, 1e-11);
    EXPECT_NEAR(analysis->pooled().standardError, 0.170211621016, 1e-11);
    EXPECT_TRUE(analysis->effects.all[1].given);
    EXPECT_FALSE(analysis->effects.all[0].given);
    EXPECT_TRUE(footnotes(*analysis).join(u'\n').contains(
        u"Given by the study as an estimate, without the numbers of its groups: “B 2002”, “D 2004”."));
    EXPECT_TRUE(methodsText(*analysis).contains(u"Of these, 2 entered by the estimates that the studies give"));
}

TEST(GivenResults, ArmsComeFirstAndAreLeftOnlyWhereTheyCannotBeUsed)
{
    const ResultsTable both =
        madeOf({study("A 2001",
                   {{"result@mortality@1@12 months", "4/40"}, {"result@mortality@2@12 months", "8/41"},
                       {Ratio.c_str(), "RR 0.5 (0.2–1.25)"}})},
            deaths());
    EXPECT_THAT(both.table.headings, ElementsAre("slab", "year", "ai", "n1i", "ci", "n2i"));
    const ResultsTable half = madeOf({study("A 2001",
                                         {{"arm.analysed@1", "40"}, {"result@mortality@1@12 months", "4"},
                                             {Ratio.c_str(), "RR 0.5 (95 % CI 0.2–1.25)"}})},
        deaths());
    EXPECT_THAT(half.remarks,
        ElementsAre("A 2001: given by the study: RR 0.5 (95 % CI 0.2–1.25), as no comparator has a result"));
}

TEST(GivenResults, GiveWayToArmsAtTheSameTimeInOtherWords)
{
    const ResultsTable made = madeOf({study("A 2001",
                                         {{"result@mortality@1@1 year", "4/40"}, {"result@mortality@2@1 year", "8/41"},
                                             {Ratio.c_str(), "RR 0.5 (95 % CI 0.2–1.25)"}})},
        deaths());
    EXPECT_THAT(made.remarks, ElementsAre("A 2001: at “1 year”"));
}

TEST(GivenResults, AreTurnedRoundWhereTheyAreWrittenSo)
{
    const ResultsTable ratio =
        madeOf({study("A 2001", {{"contrast@mortality@2-1@12 months", "RR 2.0 (95 % CI 1.0–4.0)"}})}, deaths());
    EXPECT_NEAR(givenIn(ratio).first, -std::log(2), 1e-12);
    EXPECT_NEAR(givenIn(ratio).second, squared(std::log(4) / (2 * Quantile)), 1e-12);
    EXPECT_THAT(ratio.remarks, Contains("A 2001: turned round: Arm 1 against Arm 2"));
    const ResultsTable difference =
        madeOf({study("A 2001", {{"contrast@meld@2-1@3 months", "MD 2.5 (95 % CI 0.9 to 4.1)"}})},
            {"meld", "3 months", Measure::MeanDifference});
    EXPECT_EQ(givenIn(difference).first, -2.5);
}

TEST(GivenResults, NoMeasureStandsForAnother)
{
    const auto with = [](const char* text) { return study("A 2001", {{Ratio.c_str(), text}}); };
    const auto usable = study("Z 2020", {{Ratio.c_str(), "RR 0.5 (95 % CI 0.25–1.0)"}});
    const auto why = [&](const char* text, Measure measure = Measure::RiskRatio) {
        const auto made = tableOfResults(form(), {with(text), usable}, deaths(measure));
        return made && !made->leftOut.empty() ? made->leftOut.front()
            : made                            ? std::string{"taken"}
                                              : made.error().message.toStdString();
    };
    EXPECT_EQ(why("OR 0.61 (95 % CI 0.39–0.95)"), "A 2001: “OR 0.61 (95 % CI 0.39–0.95)” is no risk ratio");
    EXPECT_EQ(why("HR 0.61 (95 % CI 0.39–0.95)"), "A 2001: “HR 0.61 (95 % CI 0.39–0.95)” is no risk ratio");
    EXPECT_EQ(
        why("0.61 (95 % CI 0.39–0.95)"), "A 2001: “0.61 (95 % CI 0.39–0.95)” does not say that it is a risk ratio");
    EXPECT_EQ(why("RR 0.61"), "A 2001: “RR 0.61” is no ratio with its interval");
    EXPECT_EQ(why("RR 0.61 (95 % CI 0.7–0.95)"), "A 2001: “RR 0.61 (95 % CI 0.7–0.95)” lies outside its own interval");
    EXPECT_EQ(
        why("RR 0.61 (SE 0.14)"), "A 2001: “RR 0.61 (SE 0.14)” has an SE that may be of the ratio or of its logarithm");
    EXPECT_EQ(why("RR 0.61 (95 % CI 0.39–0.95)"), "taken");
    // Peto's odds ratio has a variance of its own, and a proportion is of one group.
    const auto peto = tableOfResults(form(), {with("OR 0.61 (95 % CI 0.39–0.95)")}, deaths(Measure::PetoOddsRatio));
    EXPECT_FALSE(peto);
}

TEST(GivenResults, AreLeftOutByNameWhereThereAreSeveralOrTheyAreOpen)
{
    auto open = study("B 2002", {});
    open.open = {Ratio};
    auto armsOpen = study("C 2003", {{"result@mortality@1@12 months", "3/10"}, {Ratio.c_str(), "RR 0.5 (0.25–1.0)"}});
    armsOpen.open = {"result@mortality@2@12 months"};
    const ResultsTable made =
        madeOf({study("A 2001",
                    {{"arm.role@1", "experimental"}, {"arm.role@2", "experimental"}, {"arm.role@3", "comparator"},
                        {"contrast@mortality@1-3@12 months", "RR 0.61 (95 % CI 0.39–0.95)"},
                        {"contrast@mortality@2-3@12 months", "RR 0.71 (95 % CI 0.39–1.30)"}}),
                   open, armsOpen,
                   study("D 2004",
                       {{"arm.role@1", "experimental"}, {"arm.role@2", "experimental"}, {"arm.role@3", "comparator"},
                           {"contrast@mortality@1-3@12 months", "RR 0.61 (95 % CI 0.39–0.95)"},
                           {"contrast@mortality@2-3@12 months", "OR 0.71 (95 % CI 0.39–1.30)"}})},
            deaths());
    EXPECT_THAT(made.leftOut,
        ElementsAre("A 2001: it has more than one contrast (Arm 1 against Arm 3, Arm 2 against Arm 3), and patients "
                    "would count twice",
            "B 2002: extractors differ on Arm 1 against Arm 2; settle it first",
            "C 2003: extractors differ on the result of Arm 2; settle it first"));
    EXPECT_THAT(
        made.remarks, ElementsAre("D 2004: given by the study for Arm 1 against Arm 3: RR 0.61 (95 % CI 0.39–0.95)"));
}

TEST(GivenResults, BothReasonsAreSaid)
{
    const auto made = tableOfResults(form(),
        {study("A 2001", {{"result@mortality@1@12 months", "4/40"}, {Ratio.c_str(), "OR 0.5 (95 % CI 0.2–1.25)"}})},
        deaths());
    ASSERT_FALSE(made);
    EXPECT_THAT(made.error().message.toStdString(),
        HasSubstr("A 2001: no comparator has a result; “OR 0.5 (95 % CI 0.2–1.25)” is no risk ratio"));
}

TEST(GivenResults, OfMeansByIntervalOrStandardErrorInTheOutcomesUnit)
{
    const ResultsAsked asked{"meld", "3 months", Measure::MeanDifference};
    const auto given = [&](const char* text) {
        return givenIn(madeOf({study("A 2001", {{Difference.c_str(), text}})}, asked));
    };
    EXPECT_EQ(given("mean difference −2.5 (−4.1 to −0.9)").first, -2.5);
    EXPECT_NEAR(given("mean difference −2.5 (−4.1 to −0.9)").second, squared(3.2 / (2 * Quantile)), 1e-12);
    EXPECT_NEAR(given("MD −2.5, SE 0.8").second, 0.64, 1e-12);
    EXPECT_NEAR(given("MD −2.5 (90 % CI −4.1 to −0.9)").second, squared(3.2 / (2 * 1.6448536269514722)), 1e-12);
    const ResultsTable converted =
        madeOf({study("A 2001", {{"contrast@bilirubin@1-2@3 months", "MD −1.0 mg/dL (95 % CI −1.5 to −0.5)"}}),
                   study("B 2002", {{"contrast@bilirubin@1-2@3 months", "MD −1.0 g/L (95 % CI −1.5 to −0.5)"}})},
            {"bilirubin", "3 months", Measure::MeanDifference});
    EXPECT_NEAR(givenIn(converted).first, -17.104, 0.001);
    EXPECT_NEAR(givenIn(converted).second, squared(17.104 / (2 * Quantile)), 0.001);
    EXPECT_THAT(converted.remarks, Contains("A 2001: converted from mg/dL"));
    EXPECT_THAT(converted.leftOut, ElementsAre(HasSubstr("is in g/L, which cannot be converted to µmol/L")));
    EXPECT_EQ(madeOf({study("A 2001", {{Difference.c_str(), "MD −2.5 (95 % CI −4.1 to −0.9)"}}),
                         study("B 2002", {{Difference.c_str(), "SMD −0.5 (95 % CI −0.9 to −0.1)"}})},
                  {"meld", "3 months", Measure::StandardizedMeanDifference})
                  .leftOut,
        std::vector<std::string>{"A 2001: “MD −2.5 (95 % CI −4.1 to −0.9)” is no standardized mean difference"});
}

TEST(GivenResults, OfSmallGroupsRestOnT)
{
    const ResultsTable made = madeOf({study("A 2001",
                                         {{"arm.analysed@1", "20"}, {"arm.randomised@2", "20"},
                                             {Difference.c_str(), "MD −2.5 (95 % CI −4.1 to −0.9)"}})},
        {"meld", "3 months", Measure::MeanDifference});
    EXPECT_NEAR(givenIn(made).second, squared(0.790359915338), 1e-10); // R: 3.2 / (2 * qt(.975, 38))
    EXPECT_THAT(
        made.remarks, Contains("A 2001: its standard error by t with 38 degrees of freedom, as groups are small"));
}

TEST(GivenResults, OfRisksInPercentAreShares)
{
    const ResultsAsked asked = deaths(Measure::RiskDifference);
    for (const char* text : {"RD −12 % (95 % CI −20 % to −4 %)", "risk difference −0.12 (95 % CI −0.20 to −0.04)"}) {
        const auto [estimate, variance] = givenIn(madeOf({study("A 2001", {{Ratio.c_str(), text}})}, asked));
        EXPECT_NEAR(estimate, -0.12, 1e-12) << text;
        EXPECT_NEAR(variance, squared(0.16 / (2 * Quantile)), 1e-12) << text;
    }
    const auto points =
        tableOfResults(form(), {study("A 2001", {{Ratio.c_str(), "RD −12 (95 % CI −20 to −4)"}})}, asked);
    ASSERT_FALSE(points);
    EXPECT_THAT(points.error().message.toStdString(), HasSubstr("is no difference of risks"));
}

TEST(GivenResults, RateRatiosComeFromContrastsAlone)
{
    const ResultsTable made =
        madeOf({study("A 2001",
                    {{"result@attacks@1@12 months", "4/40"},
                        {"contrast@attacks@1-2@12 months", "IRR 0.5 (95 % CI 0.25–1.0)"}}),
                   study("B 2002", {{"contrast@attacks@1-2@12 months", "RR 0.5 (95 % CI 0.25–1.0)"}})},
            {"attacks", "", Measure::RateRatio});
    EXPECT_THAT(made.table.headings, ElementsAre("slab", "year", "yi", "vi"));
    EXPECT_NEAR(givenIn(made).first, -std::log(2), 1e-12);
    EXPECT_THAT(made.leftOut, ElementsAre("B 2002: “RR 0.5 (95 % CI 0.25–1.0)” is no rate ratio"));
}

TEST(GivenResults, WithoutATimeTheLastThatHasEitherCounts)
{
    const ResultsTable made =
        madeOf({study("A 2001",
                    {{"result@mortality@1@3 months", "4/40"}, {"result@mortality@2@3 months", "8/41"},
                        {Ratio.c_str(), "RR 0.5 (95 % CI 0.25–1.0)"}}),
                   study("B 2002",
                       {{"result@mortality@1@3 months", "4/40"}, {"result@mortality@2@3 months", "8/41"},
                           {Ratio.c_str(), "HR 0.5 (95 % CI 0.25–1.0)"}})},
            {"mortality", "", Measure::RiskRatio});
    EXPECT_THAT(made.remarks,
        ElementsAre(
            "A 2001: at 12 months", "A 2001: given by the study: RR 0.5 (95 % CI 0.25–1.0)", "B 2002: at 3 months"));
}

TEST(GivenResults, TablesArePooledWithoutThem)
{
    AnalysisOptions options;
    options.measure = "RR";
    options.method = "MH";
    const auto table = csv::parse("study,ai,n1i,ci,n2i,yi,vi\na,4,40,8,41,,\nb,,,,,-0.49,0.05\nc,12,90,10,60,-9,0.1\n");
    const auto made = analyse(*table, options);
    ASSERT_TRUE(made) << made.error().message.toStdString();
    // R metafor 3.8-1: rma.mh of rows 1 and 3
    EXPECT_NEAR(made->pooled().estimate, -0.377087470053, 1e-11);
    EXPECT_NEAR(made->pooled().standardError, 0.322988828662, 1e-11);
    EXPECT_NEAR(made->tables->q, 0.413074538548, 1e-11);
    EXPECT_EQ(made->pooledStudies(), (std::vector<std::size_t>{0, 2}));
    EXPECT_THAT(made->warnings,
        Contains(QStringLiteral("Left out, as this method pools the numbers of groups, not estimates: “b”.")));
    options.measure = "OR";
    options.method = "PETO";
    const auto peto = analyse(*table, options);
    ASSERT_TRUE(peto);
    EXPECT_EQ(peto->pooledStudies(), (std::vector<std::size_t>{0, 2}));
    EXPECT_THAT(peto->warnings,
        Contains(QStringLiteral("Left out, as this method pools the numbers of groups, not estimates: “b”.")));
}

} // namespace
} // namespace winnow::synthesis

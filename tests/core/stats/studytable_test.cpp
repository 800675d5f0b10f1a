// Numbers as tables write them, and what is refused or said of them.
#include "core/stats/effects.h"
#include "core/stats/studytable.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace winnow::stats {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using enum Column;

Result<std::vector<StudyNumbers>> read(const std::string& text)
{
    return studiesOf(csv::parse(text).value());
}

std::string refusal(const std::string& text)
{
    const auto studies = read(text);
    return studies ? std::string{} : studies.error().message.toStdString();
}

std::string warningsOf(Measure measure, const std::string& text)
{
    const auto found = effects(measure, read(text).value());
    EXPECT_TRUE(found) << (found ? "" : found.error().message.toStdString());
    return found ? QStringList(found->warnings.begin(), found->warnings.end()).join(u'\n').toStdString() : "";
}

TEST(StudyTable, ReadsDecimalCommasOnlyWhereCommasSeparateNothing)
{
    EXPECT_DOUBLE_EQ(read("study;yi;vi\nA;−0,25;0,1\n").value()[0][Yi], -0.25);
    EXPECT_DOUBLE_EQ(read("study\tyi\tvi\nA\t1,234\t0,1\n").value()[0][Yi], 1.234);
    EXPECT_THAT(refusal("study,yi,vi\nA,\"0,25\",0.1\n"), HasSubstr("Line 2, column “yi”: “0,25” has a comma"));
}

TEST(StudyTable, NeverReadsThousandsAsAFraction)
{
    EXPECT_THAT(refusal("slab,ai,bi,ci,di\nA,\"1,234\",5000,6,7000\n"),
        HasSubstr("Line 2, column “ai”: “1,234” may be thousands or a fraction; write counts without commas."));
    EXPECT_THAT(refusal("slab;xi;ni\nA;3;1,234\n"), HasSubstr("column “ni”: “1,234” may be thousands"));
    EXPECT_THAT(refusal("slab;x1i;t1i;x2i;t2i\nA;12,345,678;1;2;3\n"), HasSubstr("column “x1i”"));
    EXPECT_THAT(refusal("slab;ai;bi;ci;di\nA;1;2;3;1,234\n"), HasSubstr("column “di”"));
    EXPECT_DOUBLE_EQ(read("slab;di;n1i;n2i\nA;1,234;20;20\n").value()[0][Di], 1.234) << "a standardized difference";
    EXPECT_DOUBLE_EQ(read("slab;ai;n1i\nA;3,5;20\n").value()[0][Ai], 3.5) << "imputed";
    EXPECT_DOUBLE_EQ(read("slab;ai;n1i\nA;0,125;20\n").value()[0][Ai], 0.125) << "no thousands";
}

TEST(StudyTable, SaysWhoseCountsAreNotWhole)
{
    EXPECT_THAT(warningsOf(Measure::RiskRatio, "study,ai,n1i,ci,n2i\nA,3.5,40,8,41\nB,4,40,8,41\n"),
        HasSubstr("People or events are not whole numbers, as if imputed or mistyped: “A”."));
    EXPECT_THAT(warningsOf(Measure::RiskRatio, "study,ai,n1i,ci,n2i\nB,4,40,8,41\n"), IsEmpty());
    EXPECT_THAT(warningsOf(Measure::LogitProportion, "study,xi,ni\nA,3,40.2\n"), HasSubstr("“A”"));
}

TEST(StudyTable, TakesLogHazardRatiosAsTheyAreGiven)
{
    const std::string text = "study,hr,lb,ub,yi,sei\nA,0.7,0.5,0.98,,\nB,,,,-0.3,0.2\nC,0.7,0.5,0.98,5,1\n";
    const auto found = effects(Measure::HazardRatio, read(text).value());
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->all[1].given);
    EXPECT_DOUBLE_EQ(found->all[1].estimate, -0.3);
    EXPECT_DOUBLE_EQ(found->all[1].variance, 0.04);
    EXPECT_DOUBLE_EQ(found->all[2].estimate, found->all[0].estimate) << "the interval goes first";
    EXPECT_THAT(warningsOf(Measure::HazardRatio, text),
        testing::AllOf(HasSubstr("logarithm of a hazard ratio with its variance: “B”"), HasSubstr("not used: “C”")));
    EXPECT_TRUE(needColumns(csv::parse("study,yi,vi\nA,0.1,0.2\n").value(), Measure::HazardRatio));
}

TEST(StudyTable, RefusesAHazardRatioOutsideItsInterval)
{
    const auto found = effects(Measure::HazardRatio, read("study,hr,lb,ub\nA,0.7,0.5,0.6\n").value());
    ASSERT_FALSE(found);
    EXPECT_THAT(found.error().message.toStdString(), HasSubstr("“A”) has a hazard ratio outside its own interval"));
}

TEST(StudyTable, DoubtsAHazardRatioAwayFromTheMiddleOfItsInterval)
{
    EXPECT_THAT(warningsOf(Measure::HazardRatio, "study,hr,lb,ub\nA,0.55,0.5,0.98\nB,0.7,0.5,0.98\n"),
        HasSubstr("not in the middle of its interval, on the log scale; one of them may be mistyped: “A”."));
    EXPECT_THAT(warningsOf(Measure::HazardRatio, "study,hr,lb,ub\nA,0.1,0.01,0.6\n"), IsEmpty()) << "but for rounding";
}

TEST(StudyTable, SaysWhereCountsWereUsedAndNotTheEstimateBesideThem)
{
    EXPECT_THAT(warningsOf(Measure::RiskRatio, "study,ai,n1i,ci,n2i,yi,sei\nA,4,40,8,41,9,1\nB,4,40,8,41,,\n"),
        HasSubstr("with an estimate (yi) beside them, which was not used: “A”."));
}

TEST(StudyTable, NamesTheMeasuresThereAre)
{
    EXPECT_THAT(knownMeasure("CVR").error().message.toStdString(),
        testing::StartsWith("Winnow has no CVR; it has RR, OR, RD, PETO, "));
    EXPECT_EQ(knownMeasure("RR").value(), Measure::RiskRatio);
}

} // namespace
} // namespace winnow::stats

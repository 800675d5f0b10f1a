// Adverse events by arm, and measures over time.
#include "core/synthesis/armfigures.h"

#include "core/stats/distributions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace winnow::synthesis {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Form form()
{
    Form made;
    made.outcomes.push_back(
        {"meld", "MELD", OutcomeDomain::Efficacy, OutcomeType::Continuous, "", Better::Lower, {}, {}, ""});
    made.outcomes.push_back({"bilirubin", "Total bilirubin", OutcomeDomain::Efficacy, OutcomeType::Continuous, "µmol/L",
        Better::Lower, {}, {}, ""});
    made.outcomes.push_back(
        {"death", "Death", OutcomeDomain::Efficacy, OutcomeType::Dichotomous, "", Better::Lower, {}, {}, ""});
    made.outcomes.push_back({"sae", "Serious adverse events", OutcomeDomain::Safety, OutcomeType::Dichotomous, "",
        Better::Lower, {}, {}, ""});
    const auto section = [&](const char* id, const std::vector<const char*>& fields) {
        Section made_{id, id, {}, true};
        for (const char* name : fields) {
            Field field;
            field.id = name;
            field.label = name;
            made_.fields.push_back(field);
        }
        made.sections.push_back(made_);
    };
    section("arm", {"arm.label", "arm.role", "arm.treated", "arm.analysed"});
    section("event", {"event.term", "event.soc", "event.arm", "event.grade", "event.patients", "event.at_risk"});
    made.times = {{"baseline", 0}, {"3 months", 91.3125}};
    return made;
}

struct Stated {
    const char* address;
    const char* text;
};

extraction::StudyValues study(int id, const char* name, const std::vector<Stated>& values)
{
    extraction::StudyValues made{StudyId{id}, name, {}};
    for (const Stated& one : values) {
        Value value;
        value.field = one.address;
        value.text = one.text;
        made.values.push_back(value);
    }
    return made;
}

const std::vector<Stated> TwoArms{{"arm.label@1", "Cells"}, {"arm.role@1", "experimental"}, {"arm.treated@1", "30"},
    {"arm.label@2", "Control"}, {"arm.role@2", "comparator"}, {"arm.analysed@2", "28"}};

std::vector<Stated> with(std::vector<Stated> more)
{
    more.insert(more.begin(), TwoArms.begin(), TwoArms.end());
    return more;
}

std::vector<QString> labels(const figure::DotPlot& plot)
{
    std::vector<QString> all;
    for (const figure::DotRow& row : plot.rows)
        all.push_back(row.label);
    return all;
}

TEST(SafetyFigure, HasARowAnEventAndStudyWithADotAnArm)
{
    const SafetyFigure made = safetyFigure(form(),
        {study(7, "Suk 2016",
            with({{"event.term@1", "Fever"}, {"event.soc@1", "general"}, {"event.arm@1", "Cells"},
                {"event.patients@1", "5"}, {"event.at_risk@1", "25"}, {"event.term@2", "fever"},
                {"event.soc@2", "General"}, {"event.arm@2", "2"}, {"event.patients@2", "none"}}))});
    EXPECT_THAT(labels(made.plot), ElementsAre(u"General", u"Fever · Suk 2016"));
    const figure::DotRow& row = made.plot.rows.back();
    ASSERT_EQ(row.dots.size(), 2U);
    EXPECT_EQ(row.dots[0].series, 0U);
    EXPECT_DOUBLE_EQ(row.dots[0].value, 20);
    const stats::Interval exact = stats::clopperPearson(5, 25, 95);
    EXPECT_DOUBLE_EQ(row.dots[0].interval.lower, 100 * exact.lower);
    EXPECT_DOUBLE_EQ(row.dots[0].interval.upper, 100 * exact.upper);
    EXPECT_EQ(row.dots[1].series, 1U) << "named by its number";
    EXPECT_DOUBLE_EQ(row.dots[1].value, 0) << "none is stated, and is not missing";
    EXPECT_THAT(row.cells, ElementsAre(u"5/25", u"0/28")) << "n at risk of the comparator is that of its patients";
    EXPECT_EQ(made.studies.at(static_cast<std::size_t>(row.index)), StudyId{7});
    EXPECT_TRUE(made.leftOut.isEmpty());
    EXPECT_THAT(made.plot.notes.join(u' ').toStdString(), HasSubstr("number at risk is not stated"));
}

TEST(SafetyFigure, SaysWhatItCannotDraw)
{
    auto open =
        study(1, "Open 2001", with({{"event.term@1", "Rash"}, {"event.arm@1", "1"}, {"event.patients@1", "3"}}));
    open.open = {"event.patients@1"};
    std::erase_if(open.values, [](const Value& value) { return value.field == "event.patients@1"; });
    const SafetyFigure made = safetyFigure(form(),
        {open,
            study(2, "Odd 2002",
                with({{"event.term@1", "Chills"}, {"event.arm@1", "1"}, {"event.patients@1", "31"},
                    {"event.term@2", "Pain"}, {"event.arm@2", "1"}, {"event.term@3", "Cough"}, {"event.arm@3", "all"},
                    {"event.patients@3", "1"}}))});
    EXPECT_TRUE(std::ranges::all_of(made.plot.rows, &figure::DotRow::isHeading));
    ASSERT_EQ(made.leftOut.size(), 4);
    EXPECT_THAT(made.leftOut[0].toStdString(), HasSubstr("extractors differ"));
    EXPECT_THAT(made.leftOut[1].toStdString(), HasSubstr("more patients than were at risk"));
    EXPECT_THAT(made.leftOut[2].toStdString(), HasSubstr("how many patients had it"));
    EXPECT_THAT(made.leftOut[3].toStdString(), HasSubstr("how many were at risk"));
}

TEST(SafetyFigure, HasTheOutcomesOfSafetyBelow)
{
    const SafetyFigure made = safetyFigure(form(),
        {study(1, "A 2001",
            with({{"result@sae@1@3 months", "4/30 (13 %)"}, {"result@sae@2@3 months", "6"},
                {"result.n@sae@2@3 months", "27"}, {"result@death@1@3 months", "9/30"}}))});
    EXPECT_THAT(labels(made.plot), ElementsAre(u"Outcomes of safety", u"Serious adverse events, 3 months · A 2001"));
    EXPECT_THAT(made.plot.rows.back().cells, ElementsAre(u"4/30", u"6/27"));
}

TEST(CourseFigure, HasALineAnArmInTheOutcomesUnit)
{
    const auto made = courseFigure(form(),
        {study(3, "A 2001",
            with({{"result@bilirubin@1@3 months", "51.3 ± 17.1 µmol/L"},
                {"result@bilirubin@1@baseline", "4.0 ± 1.0 mg/dL"}, {"result.n@bilirubin@1@3 months", "25"},
                {"result@bilirubin@2@baseline", "median 70 (IQR 50-90)"},
                {"result@bilirubin@2@3 months", "12 apples"}}))},
        "bilirubin");
    ASSERT_TRUE(made) << made.error().message.toStdString();
    ASSERT_EQ(made->plot.lines.size(), 2U);
    const figure::TimeLine& cells = made->plot.lines[0];
    EXPECT_EQ(cells.label, u"A 2001, Cells");
    ASSERT_EQ(cells.points.size(), 2U);
    EXPECT_DOUBLE_EQ(cells.points[0].time, 0);
    EXPECT_NEAR(cells.points[0].value, 68.4, 0.1) << "4 mg/dL";
    EXPECT_NEAR(cells.points[1].time, 3, 0.01) << "months";
    const double half = stats::criticalValue(95, 24) * 17.1 / std::sqrt(25);
    EXPECT_NEAR(cells.points[1].interval.upper, 51.3 + half, 1e-9);
    const figure::TimeLine& control = made->plot.lines[1];
    EXPECT_EQ(control.series, 1U);
    EXPECT_FALSE(control.points[0].interval.isKnown()) << "quartiles are no interval of a mean";
}

TEST(CourseFigure, IsThereOnlyWhereTimePasses)
{
    const std::vector studies{study(1, "A 2001",
        with({{"result@meld@1@3 months", "12 ± 3"}, {"result@death@1@baseline", "0/30"},
            {"result@death@1@3 months", "4/30"}}))};
    EXPECT_THAT(outcomesOverTime(form(), studies), ElementsAre("death"));
    EXPECT_FALSE(courseFigure(form(), studies, "meld"));
    EXPECT_FALSE(courseFigure(form(), studies, "nothing"));
    const auto death = courseFigure(form(), studies, "death");
    ASSERT_TRUE(death);
    EXPECT_NEAR(death->plot.lines.at(0).points.at(1).value, 13.333, 1e-3);
    EXPECT_TRUE(death->plot.lines[0].points[1].interval.isKnown());
}

} // namespace
} // namespace winnow::synthesis

#include "core/extraction/grid.h"

#include "core/base/text.h"
#include "core/extraction/form.h"
#include "core/extraction/templates.h"
#include "tests/support/shared.h"

#include <gtest/gtest.h>

#include <QFile>

#include <algorithm>
#include <cmath>

namespace winnow::extraction {
namespace {

using namespace Qt::Literals::StringLiterals;

Form liver()
{
    return templateForm("stem-cell-liver").value();
}

std::vector<Value> valuesOf(const std::vector<std::pair<std::string, std::string>>& said)
{
    std::vector<Value> values;
    for (const auto& [address, text] : said)
        values.push_back({StudyId{1}, address, ReviewerId{1}, Answer::Stated, text, {}});
    return values;
}

std::vector<std::string> about(const std::vector<Finding>& findings, Check check)
{
    for (const Finding& finding : findings)
        if (finding.check == check)
            return finding.values;
    return {};
}

using Addresses = std::vector<std::string>;

TEST(Grid, FindsWhatSpeaksAgainstResultsByTheirAddresses)
{
    const auto values = valuesOf({{"arm.label@1", "Cells"}, {"arm.label@2", "Care"}, {"arm.randomised@1", "28"},
        {"arm.randomised@2", "26"}, {"arm.treated@2", "30"}, {"result@mortality@1@12 months", "30/34 (50 %)"},
        {"result@meld@1@baseline", "14.5 ± 2.4"}, {"result@meld@2@baseline", "mean 55 (SD 3)"},
        {"contrast@survival@1-2@12 months", "HR 0.61 (95 % CI 0.70–0.95)"}, {"event.patients@1", "9"},
        {"event.at_risk@1", "8"}});
    const std::vector<Finding> found = checkValues(liver(), values);
    EXPECT_EQ(about(found, Check::TotalExceedsArm), Addresses{"result@mortality@1@12 months"});
    EXPECT_EQ(about(found, Check::PercentDiffers), Addresses{"result@mortality@1@12 months"});
    EXPECT_EQ(about(found, Check::IntervalMisses), Addresses{"contrast@survival@1-2@12 months"});
    EXPECT_EQ(about(found, Check::TotalsOutOfOrder), Addresses{"arm.randomised@2"});
    EXPECT_EQ(about(found, Check::OutOfRange), Addresses{"result@meld@2@baseline"});
    EXPECT_EQ(about(found, Check::CountExceedsTotal), (Addresses{"event.patients@1", "event.at_risk@1"}));
}

TEST(Grid, FindsMorePatientsWithAnOutcomeThanThereWere)
{
    const std::vector<Finding> found = checkValues(liver(), valuesOf({{"result@sae@1@12 months", "36/30"}}));
    EXPECT_EQ(about(found, Check::CountExceedsTotal), Addresses{"result@sae@1@12 months"});
    const std::vector<Finding> survival = checkValues(liver(), valuesOf({{"result@survival@1@12 months", "40/26"}}));
    ASSERT_EQ(survival.size(), 1U) << "patients that lived, of patients";
    EXPECT_EQ(survival[0].check, Check::CountExceedsTotal);
}

TEST(Grid, FindsResultsThatCannotBeRead)
{
    const std::vector<Finding> found = checkValues(liver(),
        valuesOf({{"result@mortality@1@12 months", "abc"}, {"result@mortality@2@12 months", "not reported"},
            {"result@meld@1@baseline", "14.5 ± 2.4"}}));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].values, Addresses{"result@mortality@1@12 months"});
    EXPECT_EQ(sentence(found[0]), "“abc” cannot be read as numbers; no figure or analysis uses it");
}

TEST(Grid, TakesTheFirstArmForTheExperimentalOneUnlessItsRoleSaysOtherwise)
{
    std::vector<Arm> arms = armsOf(liver(), valuesOf({{"arm.label@1", "A"}, {"result@meld@2@baseline", "14"}}));
    ASSERT_EQ(arms.size(), 2U);
    EXPECT_EQ(arms[0].role, ArmRole::Experimental);
    EXPECT_EQ(arms[1].role, ArmRole::Comparator);
    EXPECT_EQ(arms[1].label, "Arm 2");
    arms = armsOf(liver(), valuesOf({{"arm.role@1", "comparator"}, {"arm.role@2", "experimental"}}));
    EXPECT_EQ(arms[0].role, ArmRole::Comparator);
    EXPECT_EQ(arms[1].role, ArmRole::Experimental);
    arms = armsOf(liver(), valuesOf({{"arm.role@1", "experimental"}, {"arm.role@2", "other"}}));
    EXPECT_EQ(arms[1].role, ArmRole::Other);
}

TEST(Grid, AsksAFieldOnlyWhereItsConditionHolds)
{
    const Form form = liver();
    const Field& dose = *form.field("arm.dose@1");
    const auto values = valuesOf({{"arm.role@1", "experimental"}, {"arm.role@2", "comparator"}});
    EXPECT_TRUE(isAsked(form, dose, 1, values));
    EXPECT_FALSE(isAsked(form, dose, 2, values));
    EXPECT_FALSE(isAsked(form, dose, 3, values));
    EXPECT_TRUE(isAsked(form, *form.field("study.phase"), 0, {}));
}

TEST(Grid, ComparesWhatExtractorsSayByItsNumbers)
{
    const Form form = liver();
    const auto same = [&](const std::string& field, const std::string& one, const std::string& other) {
        const auto values = valuesOf({{field, one}, {field, other}});
        return saySame(form, values[0], values[1]);
    };
    EXPECT_TRUE(same("result@meld@1@baseline", "14.5 ± 2.4 SD", "mean 14.50 (SD 2.4)"));
    EXPECT_FALSE(same("result@meld@1@baseline", "14.5 ± 2.4 SD", "14.5 ± 2.4 SE"));
    EXPECT_FALSE(same("result@meld@1@baseline", "14.5 ± 2.4", "14.6 ± 2.4"));
    EXPECT_TRUE(same("result@mortality@1@1 month", "18/34", "18 of 34 (53 %)"));
    EXPECT_FALSE(same("result@mortality@1@1 month", "18/34", "18/35"));
    EXPECT_TRUE(same("population.age_mean", "50", "50.0"));
    EXPECT_TRUE(same("population.aetiology", "HBV; HCV", "HCV; HBV"));
    EXPECT_TRUE(same("study.country", "South  Korea", "south korea"));
    EXPECT_FALSE(same("study.country", "China", "Japan"));
}

TEST(Grid, MakesASafetyTableThatTellsNoneFromNotReported)
{
    StudyValues study{StudyId{1}, "Example 2019",
        valuesOf({{"arm.label@1", "Cells"}, {"event.term@1", "Fever"},
            {"event.soc@1", "general and administration site"}, {"event.arm@1", "1"}, {"event.patients@1", "3"},
            {"event.at_risk@1", "28"}, {"event.term@2", "Embolism"}, {"event.arm@2", "Cells"},
            {"event.patients@2", "0"}, {"event.term@3", "Tumour"}, {"result@sae@1@12 months", "12/28"}})};
    study.values.push_back({StudyId{1}, "event.patients@3", ReviewerId{1}, Answer::NotReported, {}, {}});
    const csv::Table table = safetyTable(liver(), {study});
    ASSERT_EQ(table.rows.size(), 4U);
    const auto cell = [&](std::size_t row, const char* heading) {
        return std::string(table.cell(table.rows[row], heading));
    };
    EXPECT_EQ(cell(0, "term"), "Fever");
    EXPECT_EQ(cell(0, "percent"), "10.7");
    EXPECT_EQ(cell(0, "arm"), "Cells");
    EXPECT_EQ(cell(1, "term"), "Embolism");
    EXPECT_EQ(cell(1, "occurred"), "none occurred");
    EXPECT_EQ(cell(2, "occurred"), "not reported");
    EXPECT_EQ(cell(3, "patients"), "12");
    EXPECT_EQ(cell(3, "at risk"), "28");
}

TEST(Grid, TellsAChangeThatIsNotSaidToBeOneACountAndAnArmThatIsNone)
{
    const auto found = checkValues(liver(),
        valuesOf({{"arm.label@1", "Cells"}, {"arm.label@2", "Control"}, {"event.term@1", "Fever"},
            {"event.arm@1", "Placebo"}, {"event.arm@2", "2"}, {"result@meld@1@3 months", "-0.5 (-1.5 to 1.1)"},
            {"result@meld@2@3 months", "change -0.5 (-1.5 to 1.1)"}, {"result@meld@1@6 months", "3/4"},
            {"contrast@meld@1-2@3 months", "2 ± 1"}, {"result@meld@2@6 months", "95 ± 3"}}));
    EXPECT_EQ(about(found, Check::ChangeUnmarked), Addresses{"result@meld@1@3 months"});
    EXPECT_EQ(about(found, Check::KindUnlikeOutcome), Addresses{"result@meld@1@6 months"});
    EXPECT_EQ(about(found, Check::ArmUnknown), Addresses{"event.arm@1"});
    EXPECT_EQ(about(found, Check::OutOfRange), Addresses{"result@meld@2@6 months"}) << "once, and no difference";
}

TEST(Grid, TablesSayWhatSpeaksAgainstTheirValues)
{
    const StudyValues study{StudyId{1}, "Example 2019",
        valuesOf({{"arm.label@1", "Cells"}, {"event.term@1", "Fever"}, {"event.arm@1", "1"}, {"event.patients@1", "29"},
            {"event.at_risk@1", "28"}, {"event.term@2", "Chills"}, {"event.arm@2", "1"}, {"event.patients@2", "2"},
            {"event.at_risk@2", "28"}, {"result@mortality@1@3 months", "30/28"},
            {"result@mortality@1@6 months", "3/28"}})};
    const csv::Table efficacy = efficacyTable(liver(), {study});
    ASSERT_EQ(efficacy.rows.size(), 2U);
    EXPECT_NE(efficacy.cell(efficacy.rows[0], "checks"), "");
    const csv::Table safety = safetyTable(liver(), {study});
    ASSERT_EQ(safety.rows.size(), 2U);
    EXPECT_EQ(safety.cell(safety.rows[0], "checks"), "") << "chills";
    EXPECT_NE(safety.cell(safety.rows[1], "checks"), "") << "fever";
}

TEST(Grid, TablesSayWhatIsOpenRatherThanLeaveItOut)
{
    const StudyValues study{StudyId{1}, "Example 2019",
        valuesOf(
            {{"arm.label@1", "Cells"}, {"event.term@1", "Fever"}, {"event.arm@1", "1"}, {"event.patients@1", "3"}}),
        {"arm.label@2", "event.at_risk@1", "result@meld@1@3 months"}};
    const csv::Table efficacy = efficacyTable(liver(), {study});
    ASSERT_EQ(efficacy.rows.size(), 1U);
    EXPECT_EQ(efficacy.cell(efficacy.rows[0], "printed"), "open");
    EXPECT_EQ(efficacy.cell(efficacy.rows[0], "arm"), "Cells");
    const csv::Table safety = safetyTable(liver(), {study});
    ASSERT_EQ(safety.rows.size(), 1U);
    EXPECT_EQ(safety.cell(safety.rows[0], "at risk"), "open");
    EXPECT_EQ(safety.cell(safety.rows[0], "percent"), "");
    EXPECT_TRUE(resultsTable(liver(), {study}).rows.empty()) << "for programs: no number, no row";
}

TEST(Grid, ConvertsUnitsBesideWhatIsPrinted)
{
    const StudyValues study{StudyId{1}, "Example 2019", valuesOf({{"result@bilirubin@1@3 months", "3.1 ± 0.5 mg/dL"}})};
    const csv::Table table = resultsTable(liver(), {study});
    ASSERT_EQ(table.rows.size(), 1U);
    EXPECT_EQ(table.cell(table.rows[0], "printed"), "3.1 ± 0.5 mg/dL");
    EXPECT_EQ(table.cell(table.rows[0], "unit"), "mg/dL");
    EXPECT_EQ(table.cell(table.rows[0], "converted"), "53");
    EXPECT_EQ(table.cell(table.rows[0], "days"), "91");
    const csv::Table efficacy = efficacyTable(liver(), {study});
    ASSERT_EQ(efficacy.rows.size(), 1U);
    EXPECT_EQ(efficacy.cell(efficacy.rows[0], "outcome"), "Total bilirubin");
}

/// Without remarks, and numbers with a power of ten by their value alone.
void normalise(Reading& reading)
{
    reading.remarks.clear();
    for (std::optional<Printed> Reading::* part :
        {&Reading::value, &Reading::low, &Reading::high, &Reading::sd, &Reading::se, &Reading::p, &Reading::count})
        if (auto& printed = reading.*part; printed && (printed->value >= 1e4 || std::abs(printed->value) < 1e-3))
            *printed = {printed->value, 1, 0, printed->bound};
}

/// Whichever reading of whatever is printed was chosen, its words say it and nothing else first.
TEST(Grid, WritesAChosenReadingSoThatItReadsBackAsTheSame)
{
    QFile file(test::fixture(u"extraction/reported.tsv"_s));
    ASSERT_TRUE(file.open(QFile::ReadOnly));
    int readings = 0;
    for (const QByteArray& line : file.readAll().split('\n')) {
        if (line.isEmpty() || line.startsWith('#'))
            continue;
        for (const ReportedValue& value : reportedValues(line.split('\t')[0].toStdString()))
            for (Reading wanted : value.readings) {
                const std::string text = asText(wanted);
                const std::vector<ReportedValue> back = reportedValues(text);
                ASSERT_FALSE(back.empty()) << text << " of " << line.toStdString();
                Reading first = back.front().readings.front();
                if (wanted.form == ReportedForm::Pair || (wanted.form == ReportedForm::Percent && wanted.total))
                    continue; // no words keep two numbers beside a slash, or all of whom a percentage is, from a share
                for (Reading* reading : {&first, &wanted})
                    normalise(*reading);
                EXPECT_TRUE(first == wanted && back.size() == 1)
                    << text << " is read as " << described(first) << " and not as " << described(wanted) << " of "
                    << line.toStdString();
                ++readings;
            }
    }
    EXPECT_GT(readings, 300);
}

} // namespace
} // namespace winnow::extraction

// The 33 contradictions of the literature in ../shared/data/liver/discrepancies.csv, each by its row. The facts are
// written here as a reviewer would enter them, so that these tests run everywhere; that none is left out is tested
// beside the file.
#include "core/base/csv.h"
#include "core/extraction/checks.h"
#include "tests/support/shared.h"

#include <gtest/gtest.h>

#include <QFile>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace winnow::extraction {
namespace {

using namespace Qt::Literals::StringLiterals;

Reading reading(const std::string& text, double total = 0)
{
    Reading best = reportedValues(text).front().readings.front();
    if (total > 0)
        best.total = Printed{total, 1, 0, Bound::Exact};
    return best;
}

GridValue cell(const std::string& arm, const std::string& outcome, const std::string& text, double days = 0)
{
    GridValue value;
    value.id = outcome + ", " + arm + ", " + std::to_string(static_cast<int>(days));
    value.arm = arm;
    value.outcome = outcome;
    value.time = "day " + std::to_string(static_cast<int>(days));
    value.days = days;
    value.reading = reading(text);
    return value;
}

Claim numbers(const std::string& source, std::vector<double> perArm, bool isRegister = false)
{
    Claim claim;
    claim.source = source;
    claim.numbers = std::move(perArm);
    claim.register_ = isRegister;
    return claim;
}

Claim words(const std::string& source, const std::string& text)
{
    Claim claim;
    claim.source = source;
    claim.words = text;
    return claim;
}

Claim dose(const std::string& source, const std::string& text)
{
    Claim claim;
    claim.source = source;
    claim.dose = doses(text).at(0);
    return claim;
}

Claim set(const std::string& source, std::vector<std::string> entries)
{
    Claim claim;
    claim.source = source;
    claim.set = std::move(entries);
    return claim;
}

std::vector<Finding> findingsOfSpahrResponders()
{
    return checkReading("responders", reading("18 patients (53%)", 30));
}

std::vector<Finding> findingsOfSharmaDeaths()
{
    StudyGrid study;
    study.arms = {{"cells", {}, 22, {}, {}}, {"control", {}, 23, {}, {}}};
    study.values = {cell("cells", "deaths", "6/23"), cell("control", "deaths", "5/23")};
    return checkStudy(study);
}

std::vector<Finding> findingsOfRealisticSafety()
{
    StudyGrid study;
    study.arms = {{"care", {}, 27, {}, {}}, {"G-CSF", {}, 26, {}, {}}, {"cells", {}, 28, {}, {}}};
    study.randomised = 81;
    study.values = {cell("care", "SAE", "three [12%] of 26"), cell("G-CSF", "SAE", "three [11%] of 28"),
        cell("cells", "SAE", "12 [43%] of 28")};
    std::vector<Finding> found = checkStudy(study);
    const auto sources = checkSources("SAE", {numbers("text", {3, 3, 12}), numbers("Table 4", {2, 3, 8})});
    found.insert(found.end(), sources.begin(), sources.end());
    return found;
}

std::vector<Finding> findingsOfZekriCreatinine()
{
    StudyGrid study;
    const std::vector<std::string> printed{"0.93 ± 0.10", "0.94 ± 0.09", "0.93 ± 0.11", "0.92 ± 0.10", "0.93 ± 0.99"};
    for (std::size_t i = 0; i < printed.size(); ++i)
        study.values.push_back(cell("control", "Creatinine", printed[i], 30 * static_cast<double>(i)));
    return checkStudy(study);
}

std::vector<Finding> findingsOfZekriTotals()
{
    StudyGrid study;
    study.arms = {{"control", {}, 30, {}, {}}};
    study.values = {cell("control", "ascites improved", "1/30", 30), cell("control", "ascites improved", "1/25", 365),
        cell("control", "Albumin", "2.64 ± 0.19", 365)};
    return checkStudy(study);
}

std::vector<Finding> findingsOfSalamaBaseline()
{
    StudyGrid study;
    study.randomisedTrial = true;
    study.values = {cell("cells", "Hemoglobin", "12.22 ± 2.24 g/dl (n = 20)"),
        cell("control", "Hemoglobin", "9.77 ± 2.13 g/dl (n = 20)"), cell("cells", "Age", "50.27 ± 6.05 years (n = 20)"),
        cell("control", "Age", "50.9 ± 7.23 years (n = 20)")};
    for (GridValue& value : study.values)
        value.baseline = true;
    return checkStudy(study);
}

std::vector<Finding> findingsOfShiAges()
{
    Claim median;
    median.source = "Xue 2018";
    median.reading = reading("median 40 (range 24–59)");
    Claim mean;
    mean.source = "Lu 2025";
    mean.reading = reading("24±8.75");
    return checkSources("age", {median, mean});
}

std::vector<Finding> findingsOfDates(const StudyDates& dates)
{
    StudyGrid study;
    study.dates = dates;
    return checkStudy(study);
}

std::vector<Finding> findingsOfEnrolment()
{
    StudyGrid study;
    study.enrolled = 0;
    return checkStudy(study);
}

std::vector<Finding> one(std::optional<Finding> finding)
{
    return finding ? std::vector{*finding} : std::vector<Finding>{};
}

StudyIdentity study(const std::string& id, std::vector<std::string> registrations, std::vector<double> sizes = {},
    const std::string& place = {}, const std::string& title = {})
{
    StudyIdentity identity;
    identity.id = id;
    identity.registrations = std::move(registrations);
    identity.armSizes = std::move(sizes);
    identity.place = place;
    identity.title = title;
    return identity;
}

struct Case {
    Check expected;
    std::function<std::vector<Finding>()> findings;
};

/// By the row of the file, the first below the headings being 1.
const std::map<int, Case>& cases()
{
    static const std::map<int, Case> all{
        {1, {Check::PercentDiffers, findingsOfSpahrResponders}},
        {2, {Check::TotalExceedsArm, findingsOfSharmaDeaths}},
        {3, {Check::ArmsDoNotSum, findingsOfRealisticSafety}},
        {4, {Check::SpreadUnlikeOthers, findingsOfZekriCreatinine}},
        {5, {Check::TotalMissing, findingsOfZekriTotals}},
        {6, {Check::BaselineDiffers, findingsOfSalamaBaseline}},
        {7,
            {Check::WordsDiffer,
                [] {
                    return checkSources("design",
                        {words("abstract", "matched controls"), words("Xue 2018", "Retrospective case control"),
                            words("Lu 2025", "RCT")});
                }}},
        {8,
            {Check::WordsDiffer,
                [] {
                    return checkSources("design",
                        {words("abstract", "divided based on their treatments"), words("meta-analysis", "RCT")});
                }}},
        {9,
            {Check::WordsDiffer,
                [] {
                    return checkSources(
                        "cell source", {words("abstract", "bone marrow"), words("Lu 2025", "umbilical cord")});
                }}},
        {10,
            {Check::PowerDiffers,
                [] {
                    return checkSources("dose",
                        {dose("abstract", "1-10x10^5/kg"), dose("PMC7347777", "[1-10]x10^6/kg"),
                            dose("Lu 2025", "1-10x10^8/kg")});
                }}},
        {11,
            {Check::BasisDiffers,
                [] { return checkSources("dose", {dose("abstract", "5x10^7 cells"), dose("Lu 2022", "5x10^7/kg")}); }}},
        {12, {Check::StatisticDiffers, findingsOfShiAges}},
        {13,
            {Check::ArmsSwapped,
                [] {
                    return checkSources("age", {numbers("abstract", {40.0, 42.8}), numbers("Xue 2018", {42.8, 40.0})});
                }}},
        {14,
            {Check::ArmsSwapped,
                [] {
                    return checkSources("n",
                        {numbers("Xue 2018", {14, 11}), numbers("PMC6783678", {11, 14}), numbers("GRP 2015", {15, 12}),
                            numbers("NCT00476060", {50}, true)});
                }}},
        {15,
            {Check::NumbersDiffer,
                [] {
                    return checkSources(
                        "n", {numbers("PMC6783678", {20, 19}), numbers("GRP 2015", {27, 29}), numbers("SCRT", {56})});
                }}},
        {16,
            {Check::ArmsSwapped,
                [] { return checkSources("n", {numbers("PMC6783678", {10, 15}), numbers("GRP 2015", {15, 10})}); }}},
        {17,
            {Check::RegisteredDiffers,
                [] {
                    return checkSources("n",
                        {numbers("the paper", {30, 15}), numbers("NCT01342250", {20}, true),
                            numbers("PMC6525815", {46})});
                }}},
        {18, {Check::ArmsDoNotSum, [] { return one(checkSum("n", {33, 35}, 70, Check::ArmsDoNotSum)); }}},
        {19, {Check::PartsDoNotSum, [] { return one(checkSum("sex", {12, 23, 20, 13}, 70)); }}},
        {20, {Check::DatesReversed, [] { return findingsOfDates({{}, "2021-06", "2016-04", {}}); }}},
        {21,
            {Check::WordsDiffer,
                [] {
                    return checkSources(
                        "status", {words("medpath", "Completed"), words("trials.co", "Unknown status")});
                }}},
        {22,
            {Check::SetsDiffer,
                [] { return checkSources("phase", {set("ClinicalTrials.gov", {"1", "2"}), set("a mirror", {"1"})}); }}},
        {23, {Check::EnrolmentZero, findingsOfEnrolment}},
        {24,
            {Check::WordsDiffer,
                [] {
                    return checkSources("condition",
                        {words("the register's title", "biliary atresia"),
                            words("the register's condition", "Primary Biliary Cirrhosis")});
                }}},
        {25,
            {Check::WordsDiffer,
                [] {
                    return checkSources(
                        "sponsor", {words("2019", "Promethera Biosciences"), words("2022", "Cellaion")});
                }}},
        {26, {Check::RegisteredLate, [] { return findingsOfDates({"2012-11-17", "2010-05", "2012-05", {}}); }}},
        {27,
            {Check::SameRegistration,
                [] {
                    return checkStudies({study("the article", {"NCT01591200", "CTRI/2012/04/002560"}),
                        study("the Indian register", {"CTRI/2012/04/002560"})});
                }}},
        {28,
            {Check::SameRegistration,
                [] {
                    return checkStudies({study("protocol", {"ISRCTN91288089"}), study("article", {"ISRCTN91288089"})});
                }}},
        {29,
            {Check::SamePopulation,
                [] {
                    return checkStudies({study("Spahr 2013", {}, {28, 30}, "Switzerland"),
                        study("Lanthier 2017", {}, {30, 28}, "Switzerland")});
                }}},
        {30,
            {Check::SameTitle,
                [] {
                    return checkStudies(
                        {study("preprint", {}, {}, {}, "Mesenchymal Stem Cell Therapy in Liver Failure"),
                            study("article", {}, {}, {}, "Mesenchymal stem cell therapy in liver failure")});
                }}},
    };
    return all;
}

/// What is no matter of extracted values, and where it is tested.
const std::map<int, std::string>& elsewhere()
{
    static const std::map<int, std::string> rooms{
        {31, "pages that differ between exports: core/dedup"},
        {32, "a year that differs by one: core/dedup"},
        {33, "a title that misleads: screening reads abstracts too"},
    };
    return rooms;
}

class Contradiction : public testing::TestWithParam<int> { };

TEST_P(Contradiction, IsFlagged)
{
    const Case& known = cases().at(GetParam());
    const std::vector<Finding> found = known.findings();
    EXPECT_TRUE(std::any_of(
        found.begin(), found.end(), [&](const Finding& finding) { return finding.check == known.expected; }))
        << found.size() << " findings, none of the kind";
    for (const Finding& finding : found) {
        EXPECT_FALSE(sentence(finding).empty());
        EXPECT_EQ(sentence(finding).find('%', 0) != std::string::npos, finding.check == Check::PercentDiffers)
            << sentence(finding);
    }
}

std::vector<int> rows()
{
    std::vector<int> all;
    for (const auto& [row, known] : cases())
        all.push_back(row);
    return all;
}

INSTANTIATE_TEST_SUITE_P(Row, Contradiction, testing::ValuesIn(rows()));

TEST(Contradictions, AreAllOfTheFile)
{
    WINNOW_NEEDS_SHARED();
    QFile file(test::sharedFolder() + u"/data/liver/discrepancies.csv"_s);
    ASSERT_TRUE(file.open(QFile::ReadOnly));
    const std::string bytes = file.readAll().toStdString();
    const Result<csv::Table> table = csv::parse(bytes);
    ASSERT_TRUE(table);
    EXPECT_EQ(table->rows.size(), cases().size() + elsewhere().size());
    EXPECT_GE(cases().size(), 25U);
    for (const auto& [row, room] : elsewhere())
        EXPECT_FALSE(cases().contains(row)) << room;
    // The order in the file is what the numbers above mean.
    const auto item = [&](int row) {
        return std::string(table->cell(table->rows.at(static_cast<std::size_t>(row) - 1), "item"));
    };
    EXPECT_EQ(item(1), "Spahr 2013");
    EXPECT_EQ(item(12), "Shi 2012");
    EXPECT_EQ(item(20), "NCT01591200");
    EXPECT_EQ(item(28), "REALISTIC");
    EXPECT_EQ(item(33), "NCT03414697");
}

} // namespace
} // namespace winnow::extraction

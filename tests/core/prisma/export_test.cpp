#include "core/base/csv.h"
#include "core/prisma/prisma.h"
#include "tests/core/prisma/flows.h"
#include "tests/support/shared.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <gmock/gmock.h>

#include <map>

namespace {

using namespace winnow;

std::vector<std::vector<std::string>> cells(const QByteArray& csv)
{
    std::vector<std::vector<std::string>> rows;
    const auto table = csv::parse(csv.toStdString());
    EXPECT_TRUE(table.has_value());
    if (table)
        for (const csv::Row& row : table->rows)
            rows.push_back(row.cells);
    return rows;
}

std::map<std::string, std::string> numbers(const FlowCounts& counts)
{
    std::map<std::string, std::string> found;
    for (const auto& row : cells(prisma::toCsv(counts)))
        found[row.front()] = row.back();
    return found;
}

TEST(Csv, HasTheRowsThatThePackageLooksUp)
{
    const auto rows = cells(prisma::toCsv(test::flowWithOtherMethods()));
    ASSERT_EQ(rows.size(), 34U);
    for (const auto& row : rows)
        EXPECT_EQ(row.size(), 8U) << row.front();
}

TEST(Csv, MatchesThePackagesTemplateRowByRow)
{
    WINNOW_NEEDS_SHARED();
    QFile file(test::sharedFolder() + QStringLiteral("/oracle/prisma2020_R_template.csv"));
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const auto expected = cells(file.readAll());
    const auto rows = cells(prisma::toCsv(test::flowWithOtherMethods()));
    ASSERT_EQ(rows.size(), expected.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (const std::size_t column : {0U, 1U, 2U})
            EXPECT_EQ(rows[i][column], expected[i][column]) << "row " << i;
}

TEST(Csv, GivesEachCountUnderThePackagesName)
{
    auto found = numbers(test::flowWithOtherMethods());
    EXPECT_EQ(found["database_results"], "2310");
    EXPECT_EQ(found["database_specific_results"], "PubMed, 1203; Web of Science, 1107");
    EXPECT_EQ(found["register_specific_results"], "ClinicalTrials.gov, 96");
    EXPECT_EQ(found["website_results"], "4");
    EXPECT_EQ(found["organisation_results"], "2");
    EXPECT_EQ(found["citations_results"], "24");
    EXPECT_EQ(found["duplicates"], "741");
    EXPECT_EQ(found["records_screened"], "1630");
    EXPECT_EQ(found["records_excluded"], "1498");
    EXPECT_EQ(found["dbr_excluded"],
        "No safety or efficacy outcome, 31; Wrong intervention, 24; No reason given, 22; Wrong population, 18");
    EXPECT_EQ(found["other_excluded"], "Wrong population, 12; Not primary research, 8");
    EXPECT_EQ(found["new_studies"], "29");
    EXPECT_EQ(found["new_reports"], "35");
}

TEST(Csv, LeavesWhatDoesNotApplyEmpty)
{
    auto found = numbers(test::finishedFlow());
    for (const char* name : {"previous_studies", "previous_reports", "website_results", "organisation_results",
             "citations_results", "other_sought_reports", "other_excluded", "total_studies_ma", "total_reports_ma"})
        EXPECT_EQ(found[name], "") << name;
}

TEST(Csv, KeepsReasonsApartFromThePackagesSeparators)
{
    FlowCounts counts = test::finishedFlow();
    counts.databases.excludedFullText = {{ReasonId(1), "Wrong dose, route; or \"timing\"", 95},
        {ReasonId(2), "Crohn's disease", 2}, {ReasonId(3), "=HYPERLINK(1)\nnext", 1}};
    EXPECT_EQ(numbers(counts)["dbr_excluded"],
        "Wrong dose / route / or \"timing\", 95; Crohn\xE2\x80\x99s disease, 2;  =HYPERLINK(1) next, 1");
}

TEST(Json, HasTheKeysOfTheContract)
{
    FlowCounts counts = test::finishedFlow();
    counts.databases.excludedFullText = {{ReasonId(1), "Wrong population", 95}};
    const QByteArray expected = R"({
        "identified": {"sources": [{"name": "PubMed", "kind": "database", "records": 1203, "duplicates": 0},
            {"name": "Web of Science", "kind": "database", "records": 1107,
                "duplicates": 0},
            {"name": "ClinicalTrials.gov", "kind": "register", "records": 96, "duplicates": 0}]},
        "duplicates": 741, "duplicates_by_program": 741, "duplicates_by_person": 0, "automation": 30, "other_removed": 5, "screened": 1630, "excluded_screening": 1498,
        "sought": 132, "not_retrieved": 7, "assessed": 125,
        "excluded_fulltext": [{"reason": "Wrong population", "reports": 95}],
        "included_studies": 25, "included_reports": 30,
        "undecided": {"unscreened": 0, "screening_open": 0, "awaiting_retrieval": 0, "awaiting_assessment": 0,
            "assessment_open": 0},
        "interim": false, "remarks": []})";
    EXPECT_EQ(prisma::toJson(counts), QJsonDocument::fromJson(expected).object());
}

TEST(Json, TellsOtherMethodsApart)
{
    const QJsonObject json = prisma::toJson(test::flowWithOtherMethods());
    EXPECT_EQ(json[QLatin1String("sought")].toInteger(), 132);
    EXPECT_EQ(json[QLatin1String("other_methods")].toObject()[QLatin1String("sought")].toInteger(), 27);
}

} // namespace

#include "core/prisma/prisma.h"
#include "tests/core/prisma/flows.h"
#include "tests/support/shared.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <gmock/gmock.h>

namespace {

using namespace winnow;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> rules(const FlowCounts& counts)
{
    std::vector<std::string> names;
    for (const prisma::Remark& remark : prisma::check(counts))
        names.push_back(remark.rule.toStdString());
    return names;
}

std::vector<ReasonCount> reasonsOf(const QJsonValue& value)
{
    std::vector<ReasonCount> reasons;
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        reasons.push_back(
            {ReasonId(static_cast<std::int64_t>(reasons.size()) + 1), it.key().toStdString(), it.value().toInteger()});
    return reasons;
}

std::int64_t sum(const std::vector<ReasonCount>& reasons)
{
    std::int64_t total = 0;
    for (const ReasonCount& reason : reasons)
        total += reason.reports;
    return total;
}

/// The oracle's names are those of the PRISMA2020 R package. It has no number of included reports per arm, so the
/// databases' is what the whole leaves to them.
FlowCounts fromOracle(const QJsonObject& oracle)
{
    const auto n = [&oracle](const char* name) { return oracle[QLatin1String(name)].toInteger(); };
    FlowCounts counts;
    counts.sources = {{"Databases", SourceKind::Database, n("database_results")},
        {"Registers", SourceKind::Register, n("register_results")},
        {"Websites", SourceKind::Other, n("website_results")},
        {"Organisations", SourceKind::Other, n("organisation_results")},
        {"Citation searching", SourceKind::Other, n("citations_results")}};
    counts.duplicates = n("duplicates");
    counts.automation = n("excluded_automatic");
    counts.otherRemoved = n("excluded_other");
    counts.databases.screened = n("records_screened");
    counts.databases.excludedScreening = n("records_excluded");
    counts.databases.sought = n("dbr_sought_reports");
    counts.databases.notRetrieved = n("dbr_notretrieved_reports");
    counts.databases.assessed = n("dbr_assessed");
    counts.databases.excludedFullText = reasonsOf(oracle[QLatin1String("dbr_excluded")]);
    counts.others.sought = n("other_sought_reports");
    counts.others.notRetrieved = n("other_notretrieved_reports");
    counts.others.assessed = n("other_assessed");
    counts.others.excludedFullText = reasonsOf(oracle[QLatin1String("other_excluded")]);
    counts.others.includedReports = counts.others.assessed - sum(counts.others.excludedFullText);
    counts.includedReports = n("new_reports");
    counts.databases.includedReports = counts.includedReports - counts.others.includedReports;
    counts.includedStudies = n("new_studies");
    return counts;
}

TEST(Identities, HoldInAFinishedReview)
{
    EXPECT_THAT(prisma::check(test::finishedFlow()), IsEmpty());
    EXPECT_THAT(prisma::check(test::flowWithOtherMethods()), IsEmpty());
    EXPECT_THAT(prisma::check(FlowCounts{}), IsEmpty());
}

TEST(Identities, FindTheSameFaultsAsTheReference)
{
    WINNOW_NEEDS_SHARED();
    // What only reviews with earlier versions or meta-analysis counts can break; totals of sources are never stored.
    const QStringList outside{
        QStringLiteral("R9"), QStringLiteral("R10"), QStringLiteral("R11"), QStringLiteral("R12")};
    QFile file(test::sharedFolder() + QStringLiteral("/oracle/prisma_rules.json"));
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const QJsonArray cases = QJsonDocument::fromJson(file.readAll()).object()[QLatin1String("cases")].toArray();
    ASSERT_EQ(cases.size(), 15);
    for (const QJsonValue& entry : cases) {
        const std::string name = entry[QLatin1String("name")].toString().toStdString();
        std::vector<std::string> expected;
        for (const QJsonValue& rule : entry[QLatin1String("expect_violations")].toArray())
            if (!outside.contains(rule.toString()))
                expected.push_back(rule.toString().toStdString());
        EXPECT_THAT(
            rules(fromOracle(entry[QLatin1String("counts")].toObject())), testing::UnorderedElementsAreArray(expected))
            << name;
    }
}

TEST(Identities, CountWhatWaitsWithTheStepItWaitsFor)
{
    FlowCounts counts = test::finishedFlow();
    counts.databases.screened -= 10;
    counts.databases.excludedScreening -= 10;
    counts.databases.unscreened = 7;
    counts.databases.screeningOpen = 3;
    EXPECT_THAT(rules(counts), ElementsAre("R14"));
    EXPECT_EQ(prisma::check(counts).front().text,
        QStringLiteral("The counts are interim: 7 not screened, 3 undecided at screening."));

    counts.databases.assessed -= 22;
    counts.databases.excludedFullText.pop_back();
    counts.databases.awaitingRetrieval = 20;
    counts.databases.assessmentOpen = 2;
    EXPECT_THAT(rules(counts), ElementsAre("R14"));
}

TEST(Identities, SayTheNumbersThatDisagree)
{
    FlowCounts counts = test::finishedFlow();
    counts.duplicates = 740;
    ASSERT_EQ(prisma::check(counts).size(), 1U);
    EXPECT_EQ(prisma::check(counts).front().text,
        QStringLiteral("Of 2,406 records identified, 775 were removed before screening, which leaves 1,631; but 1,630 "
                       "were screened or wait for it."));
}

TEST(Identities, HoldTheSourcesDuplicatesAgainstTheWhole)
{
    FlowCounts counts = test::finishedFlow();
    counts.sources[0].duplicates = 700;
    counts.sources[1].duplicates = 41;
    counts.duplicatesByPerson = 3;
    EXPECT_THAT(rules(counts), ElementsAre());
    EXPECT_EQ(prisma::duplicatesNote(counts),
        QStringLiteral("738 joined by the program and 3 by a person; from PubMed 700, Web of Science 41"));
    counts.sources[1].duplicates = 40;
    EXPECT_THAT(rules(counts), ElementsAre("D1"));
    counts.sources[1].duplicates = 41;
    counts.duplicatesByPerson = 742;
    EXPECT_THAT(rules(counts), ElementsAre("D1"));
}

TEST(Identities, TreatReasonsThatDifferInCaseAsOne)
{
    FlowCounts counts = test::finishedFlow();
    counts.databases.excludedFullText[1].reason = " wrong POPULATION";
    EXPECT_THAT(rules(counts), ElementsAre("R7"));
}

TEST(OpenWork, OpensTheCitationsThatWait)
{
    FlowCounts counts = test::flowWithOtherMethods();
    counts.others.awaitingRetrieval = 4;
    const auto open = prisma::openWork(counts);
    ASSERT_EQ(open.size(), 1U);
    EXPECT_EQ(open.front().count, 4);
    EXPECT_EQ(open.front().text, QStringLiteral("4 awaiting retrieval (other methods)"));
    Filter expected;
    expected.boxes = {Box::AwaitingRetrieval};
    expected.arm = SourceKind::Other;
    EXPECT_EQ(open.front().records, expected);
}

TEST(Number, GroupsDigitsInThrees)
{
    EXPECT_EQ(prisma::number(0), QStringLiteral("0"));
    EXPECT_EQ(prisma::number(999), QStringLiteral("999"));
    EXPECT_EQ(prisma::number(1000), QStringLiteral("1,000"));
    EXPECT_EQ(prisma::number(12345678), QStringLiteral("12,345,678"));
    EXPECT_EQ(prisma::number(-1234), QStringLiteral("\u22121,234"));
}

} // namespace

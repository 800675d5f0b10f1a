// Numbers that somebody else states: read, checked by all rules, held against the review's own.
#include "core/prisma/stated.h"

#include "core/prisma/diagram.h"
#include "tests/core/prisma/flows.h"
#include "tests/support/shared.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace winnow {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> rules(const prisma::StatedFlow& flow)
{
    std::vector<std::string> names;
    for (const prisma::Remark& remark : prisma::check(flow))
        names.push_back(remark.rule.toStdString());
    return names;
}

/// The oracle's counts as the R package's table.
std::string table(const QJsonObject& counts)
{
    std::string csv = "data,n\n";
    for (auto it = counts.begin(); it != counts.end(); ++it) {
        QString value = QString::number(it->toInt());
        if (it->isObject()) {
            QStringList parts;
            const QJsonObject list = it->toObject();
            for (auto entry = list.begin(); entry != list.end(); ++entry)
                parts += entry.key() + QStringLiteral(", ") + QString::number(entry->toInt());
            value = u'"' + parts.join(QStringLiteral("; ")) + u'"';
        }
        csv += it.key().toStdString() + ',' + value.toStdString() + '\n';
    }
    return csv;
}

TEST(StatedFlow, BreaksTheRulesThatTheReferenceSays)
{
    WINNOW_NEEDS_SHARED();
    QFile file(test::sharedFolder() + QStringLiteral("/oracle/prisma_rules.json"));
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const QJsonArray cases = QJsonDocument::fromJson(file.readAll()).object()[QLatin1String("cases")].toArray();
    ASSERT_EQ(cases.size(), 15);
    for (const QJsonValue& entry : cases) {
        SCOPED_TRACE(entry[QLatin1String("name")].toString().toStdString());
        const auto flow = prisma::statedFromCsv(table(entry[QLatin1String("counts")].toObject()));
        ASSERT_TRUE(flow);
        std::vector<std::string> expected;
        const QJsonArray violations = entry[QLatin1String("expect_violations")].toArray();
        for (const QJsonValue& rule : violations)
            expected.push_back(rule.toString().toStdString());
        EXPECT_THAT(rules(*flow), testing::UnorderedElementsAreArray(expected));
    }
}

TEST(StatedFlow, ReadsThePackagesOwnExample)
{
    WINNOW_NEEDS_SHARED();
    QFile file(test::sharedFolder() + QStringLiteral("/oracle/prisma_example.csv"));
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const auto flow = prisma::statedFromCsv(file.readAll().toStdString());
    ASSERT_TRUE(flow);
    EXPECT_EQ(flow->databases, 2310);
    EXPECT_EQ(flow->counts.previous, (StudyCount{12, 15}));
    EXPECT_THAT(rules(*flow), IsEmpty());
}

TEST(StatedFlow, ComesBackFromTheTableThatWeWrite)
{
    FlowCounts counts = test::flowWithOtherMethods();
    counts.previous = StudyCount{12, 15};
    counts.metaAnalysed = StudyCount{17, 20};
    const auto flow = prisma::statedFromCsv(prisma::toCsv(counts).toStdString());
    ASSERT_TRUE(flow);
    EXPECT_THAT(rules(*flow), IsEmpty());
    EXPECT_EQ(prisma::toCsv(prisma::drawable(*flow)), prisma::toCsv(counts));
    EXPECT_THAT(prisma::differences(*flow, counts), IsEmpty());
}

TEST(StatedFlow, SaysInWhichNumbersItDiffersFromTheReview)
{
    const FlowCounts review = test::finishedFlow();
    FlowCounts other = review;
    other.databases.screened = 1631;
    other.databases.excludedFullText[0].reports = 17;
    other.sources[0].records = 1200;
    const auto flow = prisma::statedFromCsv(prisma::toCsv(other).toStdString());
    ASSERT_TRUE(flow);
    EXPECT_THAT(prisma::differences(*flow, review),
        ElementsAre(prisma::Difference{QStringLiteral("database_results"), 2307, 2310},
            prisma::Difference{QStringLiteral("database_specific_results: PubMed"), 1200, 1203},
            prisma::Difference{QStringLiteral("records_screened"), 1631, 1630},
            prisma::Difference{QStringLiteral("dbr_excluded: Wrong population"), 17, 18}));
}

TEST(StatedFlow, NamesTheRowOfWhatIsNoNumber)
{
    const auto flow = prisma::statedFromCsv("data,n\nrecords_screened,about 12\n");
    ASSERT_FALSE(flow);
    EXPECT_TRUE(flow.error().message.contains(QStringLiteral("records_screened")));
    const auto none = prisma::statedFromCsv("title,year\na,2020\n");
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().kind, ErrorKind::InvalidInput);
}

TEST(UpdatedReview, AddsThePreviousVersionToTheNewStudies)
{
    FlowCounts counts = test::flowWithOtherMethods();
    counts.previous = StudyCount{12, 15};
    const prisma::Diagram diagram = prisma::diagram(counts);
    EXPECT_EQ(diagram.variant, prisma::Variant::UpdateWithOthers);
    const auto label = [&](prisma::Part part, std::size_t line = 0) { return diagram.box(part)->lines.at(line).label; };
    EXPECT_EQ(label(prisma::Part::PreviousTitle), QStringLiteral("Previous studies"));
    EXPECT_EQ(label(prisma::Part::DatabasesTitle),
        QStringLiteral("Identification of new studies via databases and registers"));
    EXPECT_EQ(label(prisma::Part::OthersTitle), QStringLiteral("Identification of new studies via other methods"));
    EXPECT_EQ(label(prisma::Part::Included), QStringLiteral("New studies included in review"));
    EXPECT_EQ(label(prisma::Part::Included, 1), QStringLiteral("Reports of new included studies"));
    EXPECT_EQ(label(prisma::Part::Total), QStringLiteral("Total studies included in review"));
    EXPECT_EQ(diagram.box(prisma::Part::Total)->lines.at(0).count, 41);
    EXPECT_EQ(diagram.box(prisma::Part::Total)->lines.at(1).count, 50);
    counts.sources.resize(3);
    counts.others = {};
    EXPECT_EQ(prisma::diagram(counts).variant, prisma::Variant::Update);
}

} // namespace
} // namespace winnow

#include "core/review/sample.h"

#include "core/prisma/prisma.h"
#include "core/review/review.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

using namespace winnow;

namespace {

/// The sample's files are read here line by line, without Winnow's own readers: a count of its own.
QList<QByteArray> lines(const char* name)
{
    QFile file{QStringLiteral(":/sample/") + QString::fromLatin1(name)};
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << name;
    return file.readAll().split('\n');
}

std::int64_t countStarting(const char* name, const char* start)
{
    std::int64_t count = 0;
    for (const QByteArray& line : lines(name))
        count += line.startsWith(start) ? 1 : 0;
    return count;
}

/// How often each value stands in a column.
std::map<std::string, std::int64_t> countBy(const char* name, int column)
{
    std::map<std::string, std::int64_t> counts;
    const auto all = lines(name);
    for (const QByteArray& line : all.mid(1))
        if (!line.trimmed().isEmpty())
            ++counts[line.split(',').value(column).trimmed().toStdString()];
    return counts;
}

class Sample : public testing::Test {
protected:
    static void SetUpTestSuite()
    {
        folder = new QTemporaryDir;
        NoProgress progress;
        const auto made = review::makeSample(path(), progress);
        ASSERT_TRUE(made) << made.error().message.toStdString() << made.error().detail.toStdString();
    }
    static void TearDownTestSuite() { delete folder; }

    static QString path() { return folder->filePath(QStringLiteral("Sample.winnow")); }
    static review::Review open()
    {
        auto opened = review::Review::open(path(), review::OpenMode::ReadWrite, {});
        EXPECT_TRUE(opened);
        return *std::move(opened);
    }

    static QTemporaryDir* folder;
};

QTemporaryDir* Sample::folder = nullptr;

TEST_F(Sample, SaysThatItIsADemonstration)
{
    auto review = open();
    const auto info = review.reader().info();
    ASSERT_TRUE(info);
    EXPECT_TRUE(info->demonstration);
    EXPECT_EQ(info->notice, "A demonstration from open data, not a systematic review");
    EXPECT_EQ(info->reviewerName, "sample team");
}

TEST_F(Sample, IsNotUndoneByWhoOpensIt)
{
    QTemporaryDir own;
    const QString copy = own.filePath(QStringLiteral("copy.winnow"));
    NoProgress progress;
    ASSERT_TRUE(open().backup(copy, progress));
    auto review = review::Review::open(copy, review::OpenMode::ReadWrite, {});
    ASSERT_TRUE(review);
    EXPECT_EQ(review->reader().undoState()->undo, QString());
    EXPECT_FALSE(review->undo());
    // What is done from now on can be, and nothing before it.
    ASSERT_TRUE(review->setCriteria("Adults"));
    EXPECT_NE(review->reader().undoState()->undo, QString());
    ASSERT_TRUE(review->undo());
    EXPECT_EQ(review->reader().undoState()->undo, QString());
    ASSERT_TRUE(review->redo());
}

TEST_F(Sample, CountsWhatItsFilesHold)
{
    auto review = open();
    const auto counts = review.reader().counts();
    ASSERT_TRUE(counts);
    std::map<std::string, std::int64_t> sources;
    for (const SourceCount& source : counts->sources)
        sources[source.name] = source.records;
    EXPECT_EQ(sources,
        (std::map<std::string, std::int64_t>{{"PubMed", countStarting("pubmed-demonstration.nbib", "PMID- ")},
            {"Web of Science", countStarting("web-of-science-demonstration.txt", "PT J")},
            {"ClinicalTrials.gov", countStarting("clinicaltrials-demonstration.ris", "TY  - ")},
            {"Citation searching", countStarting("references-demonstration.ris", "TY  - ")}}));
}

TEST_F(Sample, CountsWhatItsTablesDecide)
{
    auto review = open();
    const auto counts = review.reader().counts();
    ASSERT_TRUE(counts);
    auto titles = countBy("decisions-title-abstract.csv", 3);
    auto reports = countBy("decisions-full-text.csv", 3);
    auto retrieval = countBy("retrieval.csv", 3);
    const auto both = [&](std::int64_t FlowArm::* box) { return counts->databases.*box + counts->others.*box; };
    EXPECT_EQ(both(&FlowArm::excludedScreening), titles["exclude"]);
    EXPECT_EQ(both(&FlowArm::screeningOpen), titles["maybe"]);
    EXPECT_EQ(both(&FlowArm::sought), titles["include"]);
    EXPECT_EQ(both(&FlowArm::notRetrieved), retrieval["not-retrieved"]);
    EXPECT_EQ(both(&FlowArm::assessed), reports["include"] + reports["exclude"]);
    EXPECT_EQ(counts->includedReports, reports["include"]);

    auto reasons = countBy("decisions-full-text.csv", 4);
    reasons.erase("");
    std::map<std::string, std::int64_t> counted;
    for (const FlowArm* arm : {&counts->databases, &counts->others})
        for (const ReasonCount& reason : arm->excludedFullText)
            counted[reason.reason] += reason.reports;
    EXPECT_EQ(counted, reasons);
}

TEST_F(Sample, AddsUpAndLeavesWorkToTry)
{
    auto review = open();
    const auto counts = review.reader().counts();
    ASSERT_TRUE(counts);
    for (const prisma::Remark& remark : prisma::check(*counts))
        EXPECT_EQ(remark.weight, prisma::Weight::Interim) << remark.text.toStdString();
    EXPECT_EQ(counts->databases.unscreened, 20);
    EXPECT_EQ(counts->databases.screeningOpen, 1);
    EXPECT_EQ(counts->databases.awaitingAssessment, 2);
    EXPECT_EQ(counts->databases.awaitingRetrieval + counts->databases.assessmentOpen, 0);
    const FlowArm& others = counts->others;
    EXPECT_EQ(others.unscreened + others.screeningOpen + others.awaitingRetrieval + others.awaitingAssessment, 0);
    EXPECT_EQ(counts->duplicates, 22);
    EXPECT_LT(counts->includedStudies, counts->includedReports);
}

TEST_F(Sample, HasPdfsToReadAndValuesToChart)
{
    auto review = open();
    review::Reader& reader = review.reader();
    int sheets = 0;
    for (const char* pmid : {"26062731", "29127060", "23341981"}) {
        const auto citations = reader.find("pmid", pmid);
        ASSERT_TRUE(citations);
        ASSERT_EQ(citations->size(), 1U);
        const std::vector<AttachedFile> files = reader.files(citations->front()).value();
        for (const AttachedFile& file : files)
            sheets += file.present ? 1 : 0;
    }
    EXPECT_EQ(sheets, 3);
    for (const char* field : {"study.phase", "intervention.cell_source", "study.country"}) {
        const auto tallies = reader.tally(field);
        ASSERT_TRUE(tallies);
        EXPECT_GT(tallies->size(), 5U) << field;
    }
}

TEST_F(Sample, HoldsNoAbstractButItsOwnSummaries)
{
    auto review = open();
    const auto done = review.reader().eachRecord([](const RecordDetail& record, CitationId) -> Result<> {
        const std::string& text = record.record.abstract;
        EXPECT_TRUE(text.empty() || text.starts_with("Summary of facts by Winnow, not the ")) << record.record.title;
        return {};
    });
    EXPECT_TRUE(done);
}

TEST_F(Sample, ReplaysToTheSameState)
{
    auto review = open();
    NoProgress progress;
    const auto findings = review.check(true, progress);
    ASSERT_TRUE(findings);
    for (const Finding& finding : *findings)
        EXPECT_FALSE(finding.bad) << finding.text.toStdString();
}

TEST(SampleFailing, LeavesNothingBehindWhenStopped)
{
    class Stop final : public Progress {
    public:
        bool step(std::int64_t done, std::int64_t) override { return done < 4; }
    };
    const QTemporaryDir folder;
    Stop stop;
    const auto made = review::makeSample(folder.filePath(QStringLiteral("s.winnow")), stop);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().kind, ErrorKind::Cancelled);
    EXPECT_TRUE(QDir{folder.path()}.isEmpty());
}

TEST(SampleFailing, LeavesAReviewThatIsThereAlone)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("s.winnow"));
    {
        ASSERT_TRUE(review::Review::create(path, "Mine", {}));
    }
    NoProgress progress;
    const auto made = review::makeSample(path, progress);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().kind, ErrorKind::Conflict);
    auto mine = review::Review::open(path, review::OpenMode::ReadOnly, {});
    ASSERT_TRUE(mine);
    EXPECT_EQ(mine->reader().info()->title, "Mine");
}

} // namespace

#include "core/review/review.h"
#include "tests/support/shared.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QTemporaryDir>

namespace winnow::review {

namespace {

/// A review in a folder of its own, with a few records written by us.
class ReviewTest : public testing::Test {
protected:
    void SetUp() override
    {
        auto made =
            Review::create(folder.filePath(QStringLiteral("r.winnow")), "Trial review", {nullptr, "first reviewer"});
        ASSERT_TRUE(made) << made.error().message.toStdString() << made.error().detail.toStdString();
        review.emplace(std::move(*made));
    }

    QString write(const char* name, const QByteArray& bytes)
    {
        const QString path = folder.filePath(QString::fromLatin1(name));
        QFile file(path);
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        return path;
    }

    ImportResult import(const char* name, const QByteArray& bytes)
    {
        NoProgress progress;
        ImportRequest request;
        request.path = write(name, bytes);
        auto result = review->importFile(request, progress);
        EXPECT_TRUE(result) << (result ? "" : (result.error().message + result.error().detail).toStdString());
        return result ? std::move(*result) : ImportResult{};
    }

    std::vector<CitationId> all(const Filter& filter = {})
    {
        return review->reader().citations(filter, Order::AsImported, Direction::Ascending).value();
    }

    QTemporaryDir folder;
    std::optional<Review> review;
};

const QByteArray Medline = "PMID- 1001\nTI  - First trial\nAU  - Adam B\nDP  - 2011\nAB  - About cells.\n\n"
                           "PMID- 1002\nTI  - Second trial\nDP  - 2012\n\n"
                           "PMID- 1003\nTI  - Third trial\nDP  - 2013\n";
const QByteArray Wos =
    "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nTI First trial\nPM 1001\nUT WOS:000000000000001\nER\n\n"
    "PT J\nTI Fourth trial\nUT WOS:000000000000004\nER\n\nEF\n";

} // namespace

TEST_F(ReviewTest, CountsAddUpFromImportToInclusion)
{
    EXPECT_EQ(import("a.nbib", Medline).receipt.records, 3U);
    const ImportResult second = import("b.txt", Wos);
    EXPECT_EQ(second.receipt.records, 2U);
    EXPECT_EQ(second.joined, 1);
    ASSERT_EQ(all().size(), 4U);

    ASSERT_TRUE(review->setReasons(Stage::TitleAbstract, {{{}, Stage::TitleAbstract, "Wrong population", 1}}));
    const Reason reason = review->reader().reasons(Stage::TitleAbstract).value().front();
    const std::vector<CitationId> ids = all();
    ASSERT_TRUE(review->decide({ids[0], Stage::TitleAbstract, Verdict::Include, {}, {}}));
    ASSERT_TRUE(review->decide({ids[1], Stage::TitleAbstract, Verdict::Exclude, reason.id, {}}));
    ASSERT_TRUE(review->decide({ids[2], Stage::TitleAbstract, Verdict::Maybe, {}, {}}));
    const FlowCounts counts = review->reader().counts().value();
    EXPECT_EQ(counts.identified(SourceKind::Database), 5);
    EXPECT_EQ(counts.duplicates, 1);
    EXPECT_EQ(counts.databases.screened, 2);
    EXPECT_EQ(counts.databases.screeningOpen, 1);
    EXPECT_EQ(counts.databases.unscreened, 1);
    EXPECT_EQ(counts.databases.sought, 1);
    EXPECT_TRUE(counts.interim());
}

TEST_F(ReviewTest, UndoAndRedoGoAnyNumberOfStepsAlsoAfterReopening)
{
    import("a.nbib", Medline);
    const std::vector<CitationId> ids = all();
    for (const CitationId id : ids)
        ASSERT_TRUE(review->decide({id, Stage::TitleAbstract, Verdict::Include, {}, {}}));
    const QString path = review->path();
    review.reset();
    review.emplace(Review::open(path, OpenMode::ReadWrite, {}).value());
    for (int i = 0; i < 3; ++i)
        ASSERT_TRUE(review->undo());
    EXPECT_EQ(review->reader().progress(Stage::TitleAbstract).value().decided, 0);
    ASSERT_TRUE(review->undo()); // the import
    EXPECT_TRUE(all().empty());
    ASSERT_TRUE(review->redo());
    EXPECT_EQ(all(), ids);
    for (int i = 0; i < 3; ++i)
        ASSERT_TRUE(review->redo());
    EXPECT_EQ(review->reader().progress(Stage::TitleAbstract).value().included, 3);
    EXPECT_FALSE(review->redo());
    NoProgress progress;
    const auto findings = review->check(true, progress);
    ASSERT_TRUE(findings);
    for (const Finding& finding : *findings)
        ADD_FAILURE() << finding.text.toStdString();
}

TEST_F(ReviewTest, TheSameFileAgainAddsNothing)
{
    import("a.nbib", Medline);
    EXPECT_TRUE(import("copy.nbib", Medline).alreadyImported);
    EXPECT_EQ(all().size(), 3U);
    EXPECT_EQ(review->reader().sources().value().size(), 1U);
}

TEST_F(ReviewTest, AnImportIsNotBroughtBackBesideANewOneOfTheSameFile)
{
    const OpId first = import("a.nbib", Medline).changes.op;
    ASSERT_TRUE(review->undo());
    const OpId second = import("a.nbib", Medline).changes.op;
    const auto redone = review->redo(first);
    ASSERT_FALSE(redone);
    EXPECT_EQ(redone.error().kind, ErrorKind::Conflict);
    EXPECT_EQ(review->reader().counts().value().identified(SourceKind::Database), 3);
    ASSERT_TRUE(review->undo(second));
    ASSERT_TRUE(review->redo(first));
    EXPECT_EQ(review->reader().counts().value().identified(SourceKind::Database), 3);
}

TEST_F(ReviewTest, AReportThatGivesItsStudyTheNumberCanBeSeparatedAndBringsTheOthersAlong)
{
    import("a.nbib", Medline);
    import("b.txt", Wos);
    const std::vector<CitationId> ids = all();
    ASSERT_EQ(ids.size(), 4U);
    const auto studyOf = [&](CitationId id) { return review->reader().citation(id).value().study.value; };
    const auto studies = [&] {
        return std::vector{studyOf(ids[0]), studyOf(ids[1]), studyOf(ids[2]), studyOf(ids[3])};
    };
    const auto numbers = [&](std::vector<std::size_t> places) {
        std::vector<std::int64_t> found;
        for (const std::size_t place : places)
            found.push_back(ids[place].value);
        return found;
    };
    ASSERT_TRUE(review->joinStudy({ids[1], ids[0], ids[2]}));
    EXPECT_EQ(studies(), numbers({1, 1, 1, 3}));
    ASSERT_TRUE(review->separateStudy(ids[1]));
    EXPECT_EQ(studies(), numbers({0, 1, 0, 3}));
    ASSERT_TRUE(review->joinStudy({ids[3], ids[0]}));
    EXPECT_EQ(studies(), numbers({3, 1, 3, 3}));
    EXPECT_FALSE(review->joinStudy({ids[3], ids[3]}));
    for (int i = 0; i < 3; ++i)
        ASSERT_TRUE(review->undo());
    EXPECT_EQ(studies(), numbers({0, 1, 2, 3}));
}

TEST_F(ReviewTest, AnImportGoesOnAndSaysSoWhereTheCopyBeforeItCannotBeWritten)
{
    EXPECT_EQ(import("a.nbib", Medline).notice, QString());
    write("r.backups", "a file where the folder would be");
    const ImportResult second = import("b.txt", Wos);
    EXPECT_EQ(second.receipt.records, 2U);
    EXPECT_EQ(second.notice,
        QStringLiteral("The usual copy of the review before an import was left out: %1 cannot be written to. The "
                       "import can be undone.")
            .arg(folder.filePath(QStringLiteral("r.backups"))));
    EXPECT_EQ(import("b.txt", Wos).notice, QString()); // nothing was added, nothing needs a copy
}

TEST_F(ReviewTest, SearchFindsWordsByTheirBeginningOnceIndexed)
{
    import("a.nbib", Medline);
    while (review->indexSlice().value() > 0) { }
    Filter filter;
    filter.text = "sec tri";
    EXPECT_EQ(all(filter).size(), 1U);
    filter.text = "about";
    EXPECT_EQ(all(filter).size(), 1U);
}

} // namespace winnow::review

// Duplicates in a review: what is found, what a person says of it, and what follows.
#include "core/review/review.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QFile>
#include <QTemporaryDir>

namespace winnow::review {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

constexpr const char* Suk =
    "TI  - Autologous bone marrow cells in decompensated liver cirrhosis: a trial\nAU  - Suk, K\n"
    "AU  - Yoon, J\nPY  - 2016\nT2  - Hepatology\nVL  - 64\nSP  - 2185\nEP  - 2197\n";
constexpr const char* Other = "TI  - Mesenchymal cells for the failing heart, five years on\nAU  - Lee, H\nPY  - 2012\n"
                              "T2  - Stem Cells\nVL  - 3\nSP  - 12\n";

class Duplicates : public testing::Test {
protected:
    Duplicates()
        : review(Review::create(folder.filePath(QStringLiteral("r.winnow")), "Review", {nullptr, "Ada"}).value())
    {
    }

    void import(const std::vector<std::string>& records, const std::string& source = "Embase")
    {
        QFile file(folder.filePath(QStringLiteral("%1.ris").arg(++m_files)));
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        for (const std::string& record : records)
            file.write(("TY  - JOUR\n" + record + "ER  - \n\n").c_str());
        file.close();
        ImportRequest request;
        request.path = file.fileName();
        request.source = source;
        NoProgress quiet;
        const auto imported = review.importFile(request, quiet);
        ASSERT_TRUE(imported) << imported.error().message.toStdString();
    }
    DuplicateRun find(const std::optional<DuplicateThresholds>& thresholds = {})
    {
        NoProgress quiet;
        return review.findDuplicates(thresholds, quiet).value();
    }
    /// The citation of each record, by number.
    std::vector<std::int64_t> citations()
    {
        std::vector<std::int64_t> found;
        EXPECT_TRUE(review.reader().eachRecord([&](const RecordDetail&, CitationId citation) -> Result<> {
            found.push_back(citation.value);
            return {};
        }));
        return found;
    }

    QTemporaryDir folder;
    Review review;

private:
    int m_files = 0;
};

} // namespace

TEST_F(Duplicates, AreJoinedWhereSureAndTakenApartByUndo)
{
    import({Suk, Suk, Other});
    const DuplicateRun run = find();
    EXPECT_EQ(run.records, 3);
    EXPECT_EQ(run.citations, 2);
    EXPECT_EQ(run.joined, 1);
    EXPECT_THAT(citations(), ElementsAre(1, 1, 3));
    ASSERT_TRUE(review.undo());
    EXPECT_THAT(citations(), ElementsAre(1, 2, 3));
    ASSERT_TRUE(review.redo());
    EXPECT_THAT(citations(), ElementsAre(1, 1, 3));
}

TEST_F(Duplicates, PreviewSaysWhatTheRunComesToAndWritesNothing)
{
    import({Suk, Suk, Other, Suk});
    NoProgress quiet;
    const DuplicateRun preview = review.reader().previewDuplicates({}, quiet).value();
    EXPECT_THAT(citations(), ElementsAre(1, 2, 3, 4));
    EXPECT_THAT(review.reader().history(10).value(), SizeIs(2));
    const DuplicateRun run = find();
    EXPECT_EQ(preview.citations, run.citations);
    EXPECT_EQ(preview.joined, run.joined);
    EXPECT_EQ(preview.doubtful, run.doubtful);
}

TEST_F(Duplicates, OfASecondImportAreComparedAlone)
{
    import({Suk, Other});
    EXPECT_EQ(find().compared, 2);
    import({Suk}, "Elsewhere");
    const DuplicateRun second = find();
    EXPECT_EQ(second.compared, 1);
    EXPECT_EQ(second.joined, 1);
    EXPECT_THAT(citations(), ElementsAre(1, 2, 1));
    EXPECT_EQ(find().compared, 0);
    EXPECT_THAT(review.reader().history(10).value(), SizeIs(5)) << "a search without anything new is no act";
}

TEST_F(Duplicates, OfAnImportThatWasAwayAreLookedForWhenItIsBack)
{
    import({Suk});
    const OpId first = review.reader().history(1).value().front().op;
    ASSERT_TRUE(review.undo(first));
    import({Suk}, "Elsewhere");
    EXPECT_EQ(find().compared, 1);
    ASSERT_TRUE(review.redo(first));
    EXPECT_EQ(review.reader().duplicateCounts().value().unchecked, 1);
    EXPECT_EQ(find().joined, 1);
    EXPECT_THAT(citations(), ElementsAre(1, 1));
}

TEST_F(Duplicates, StayApartForEverWhereAPersonSaysSo)
{
    import({std::string{"DB  - PubMed\nAN  - 101\n"} + Suk, std::string{"DB  - PubMed\nAN  - 101\n"} + Suk});
    ASSERT_TRUE(review.answerPair(RecordId{2}, RecordId{1}, PairAnswer::Apart));
    EXPECT_THAT(citations(), ElementsAre(1, 2)) << "whatever their identifiers";
    (void)find();
    (void)find(DuplicateThresholds{0.5, 0.4});
    EXPECT_THAT(citations(), ElementsAre(1, 2)) << "whatever the program finds";
    ASSERT_TRUE(review.answerPair(RecordId{1}, RecordId{2}, PairAnswer::TakenBack));
    EXPECT_THAT(citations(), ElementsAre(1, 1));
}

TEST_F(Duplicates, StayTogetherWhenOneIsTakenOut)
{
    import({Suk, Other, Suk});
    ASSERT_TRUE(review.answerPair(RecordId{1}, RecordId{2}, PairAnswer::Same));
    ASSERT_TRUE(review.answerPair(RecordId{2}, RecordId{3}, PairAnswer::Same));
    EXPECT_THAT(citations(), ElementsAre(1, 1, 1));
    ASSERT_TRUE(review.takeOut(RecordId{2}));
    EXPECT_THAT(citations(), ElementsAre(1, 2, 1));
    EXPECT_FALSE(review.takeOut(RecordId{2})) << "it is alone";
    ASSERT_TRUE(review.undo());
    EXPECT_THAT(citations(), ElementsAre(1, 1, 1));
}

TEST_F(Duplicates, BringTheirDecisionsTogether)
{
    import({Suk, Suk});
    ASSERT_TRUE(review.decide({CitationId{2}, Stage::TitleAbstract, Verdict::Include, {}, "seen"}));
    (void)find();
    const CitationDetail detail = review.reader().citation(CitationId{1}).value();
    ASSERT_THAT(detail.decisions, SizeIs(1));
    EXPECT_EQ(detail.decisions.front().note, "seen");
    EXPECT_EQ(detail.box, Box::AwaitingRetrieval);
}

TEST_F(Duplicates, SayWhyTheyStandTogether)
{
    import({Suk, Suk, Other});
    (void)find();
    ASSERT_TRUE(review.answerPair(RecordId{1}, RecordId{3}, PairAnswer::Same));
    const auto joined = review.reader().citation(CitationId{1}).value().joinedBy;
    ASSERT_THAT(joined, SizeIs(2));
    EXPECT_TRUE(joined[0].second.contains(QStringLiteral("same title"))) << joined[0].second.toStdString();
    EXPECT_THAT(joined[1], Pair(RecordId{3}, QStringLiteral("joined by you")));
    const DuplicateCounts counts = review.reader().duplicateCounts().value();
    EXPECT_EQ(counts.byProgram, 1);
    EXPECT_EQ(counts.byPerson, 1);
    EXPECT_EQ(review.reader().counts().value().duplicatesByPerson, 1);
}

TEST_F(Duplicates, LinkTwoReportsWithoutJoiningThem)
{
    import({Suk, Other});
    ASSERT_TRUE(review.answerPair(RecordId{1}, RecordId{2}, PairAnswer::Linked));
    EXPECT_THAT(citations(), ElementsAre(1, 2));
    const auto links = review.reader().citation(CitationId{2}).value().links;
    ASSERT_THAT(links, SizeIs(1));
    EXPECT_EQ(links.front().citation, CitationId{1});
    EXPECT_TRUE(links.front().byPerson);
    EXPECT_THAT(review.reader().linkedPairs(10).value(), SizeIs(1));
}

TEST_F(Duplicates, LeaveTheReviewAsItWasWhenStopped)
{
    struct StopAt final : Progress {
        explicit StopAt(int at)
            : left(at)
        {
        }
        [[nodiscard]] bool step(std::int64_t, std::int64_t) override { return left-- > 0; }
        int left;
    };
    import({Suk, Suk, Other});
    bool ended = false;
    for (int at = 0; !ended; ++at) {
        StopAt progress{at};
        const auto run = review.findDuplicates({}, progress);
        ended = run.has_value();
        if (!ended) {
            EXPECT_EQ(run.error().kind, ErrorKind::Cancelled);
            EXPECT_THAT(citations(), ElementsAre(1, 2, 3));
            EXPECT_THAT(review.reader().history(10).value(), SizeIs(2));
        }
    }
    EXPECT_THAT(citations(), ElementsAre(1, 1, 3));
}

TEST_F(Duplicates, RefuseThresholdsThatMeanNothing)
{
    import({Suk});
    NoProgress quiet;
    EXPECT_FALSE(review.findDuplicates(DuplicateThresholds{1.5, 0}, quiet));
    EXPECT_FALSE(review.findDuplicates(DuplicateThresholds{0.5, 0.8}, quiet));
    EXPECT_THAT(review.reader().doubtfulPairs(false, 10).value(), IsEmpty());
}

} // namespace winnow::review

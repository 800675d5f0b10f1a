// Decisions, labels and notes that a file carries come in with it, as part of the one act.
#include "core/review/review.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QFile>
#include <QTemporaryDir>

namespace winnow::review {
namespace {

using namespace Qt::Literals::StringLiterals;
using testing::ElementsAre;
using testing::IsEmpty;

/// A RIS record with a PMID and a note as a review tool writes it.
std::string ris(const std::string& pmid, const std::string& note)
{
    return "TY  - JOUR\nTI  - Title " + pmid + "\nDB  - PubMed\nAN  - " + pmid + (note.empty() ? "" : "\nN1  - " + note)
        + "\nER  - \n\n";
}

class CarriedDecisions : public testing::Test {
protected:
    CarriedDecisions()
        : review(Review::create(folder.filePath(u"Liver.winnow"_s), "Liver", {nullptr, "Eva"}).value())
    {
    }

    ImportResult import(const std::string& text, bool takeDecisions = true, const std::string& source = "Rayyan")
    {
        QFile file(folder.filePath(u"%1.ris"_s.arg(++m_files)));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(text.c_str());
        file.close();
        ImportRequest request;
        request.path = file.fileName();
        request.source = source;
        request.takeDecisions = takeDecisions;
        NoProgress quiet;
        auto result = review.importFile(request, quiet);
        EXPECT_TRUE(result) << result.error().message.toStdString() << result.error().detail.toStdString();
        return result.value_or(ImportResult{});
    }

    CitationId only(Box box)
    {
        Filter filter;
        filter.boxes = {box};
        const auto ids = review.reader().citations(filter, Order::AsImported, Direction::Ascending).value();
        EXPECT_EQ(ids.size(), 1U);
        return ids.empty() ? CitationId{} : ids.front();
    }
    CitationDetail detail(std::size_t number)
    {
        const auto ids = review.reader().citations({}, Order::AsImported, Direction::Ascending).value();
        return review.reader().citation(ids.at(number)).value();
    }

    std::vector<std::string> reasonLabels(Stage stage)
    {
        std::vector<std::string> labels;
        for (const std::vector<Reason> list = review.reader().reasons(stage).value(); const Reason& reason : list)
            labels.push_back(reason.label);
        return labels;
    }

    void expectSound()
    {
        NoProgress quiet;
        const auto findings = review.check(true, quiet);
        ASSERT_TRUE(findings);
        for (const Finding& finding : *findings)
            ADD_FAILURE() << finding.text.toStdString();
    }

    QTemporaryDir folder;
    Review review;
    const std::string rayyan = ris("1", "RAYYAN-INCLUSION: {\"Ann\"=>\"Included\"} | RAYYAN-LABELS: diet,mice")
        + ris("2",
            "RAYYAN-INCLUSION: {\"Ann\"=>\"Excluded\", \"Eva\"=>\"Excluded\"} | RAYYAN-EXCLUSION-REASONS: wrong "
            "outcome")
        + ris("3", "");

private:
    int m_files = 0;
};

TEST_F(CarriedDecisions, AreOfTheReviewersTheFileNames)
{
    import(rayyan);
    EXPECT_THAT(review.reader().reviewers().value(), ElementsAre("Eva", "Ann"));
    EXPECT_THAT(detail(0).labels, ElementsAre("diet", "mice"));
    EXPECT_THAT(detail(0).decisions, IsEmpty()) << "Ann's, not Eva's";
    ASSERT_EQ(detail(1).decisions.size(), 1U);
    EXPECT_EQ(detail(1).decisions[0].verdict, Verdict::Exclude);
    EXPECT_EQ(review.reader().reasonLabel(detail(1).decisions[0].reason).value(), "wrong outcome");
    EXPECT_THAT(reasonLabels(Stage::TitleAbstract), ElementsAre("wrong outcome"));
    EXPECT_EQ(detail(0).box, Box::AwaitingRetrieval);
    EXPECT_EQ(detail(1).box, Box::ScreenedOut);
    EXPECT_EQ(detail(2).box, Box::Unscreened);
    expectSound();
}

TEST_F(CarriedDecisions, AreTakenBackWithTheImportAndComeAgainWithIt)
{
    import(rayyan);
    ASSERT_TRUE(review.undo());
    EXPECT_THAT(reasonLabels(Stage::TitleAbstract), IsEmpty());
    EXPECT_THAT(review.reader().labels().value(), IsEmpty());
    expectSound();
    ASSERT_TRUE(review.redo());
    EXPECT_EQ(detail(1).box, Box::ScreenedOut);
    EXPECT_THAT(reasonLabels(Stage::TitleAbstract), ElementsAre("wrong outcome"));
    expectSound();
}

TEST_F(CarriedDecisions, StayOutsideIfTheyAreNotWanted)
{
    const ImportResult result = import(rayyan, false);
    EXPECT_EQ(result.receipt.withDecisions, 2U);
    EXPECT_THAT(review.reader().labels().value(), IsEmpty());
    EXPECT_EQ(detail(1).box, Box::Unscreened);
    EXPECT_THAT(review.reader().reviewers().value(), ElementsAre("Eva"));
}

TEST_F(CarriedDecisions, FindReasonsByTheirLabel)
{
    ASSERT_TRUE(review.setReasons(Stage::TitleAbstract,
        {Reason{.id = {}, .stage = Stage::TitleAbstract, .label = "Animals", .position = 0},
            Reason{.id = {}, .stage = Stage::TitleAbstract, .label = "Wrong outcome", .position = 0}}));
    import(rayyan);
    EXPECT_THAT(reasonLabels(Stage::TitleAbstract), ElementsAre("Animals", "Wrong outcome"));
    EXPECT_EQ(review.reader().reasonLabel(detail(1).decisions.at(0).reason).value(), "Wrong outcome");
}

TEST_F(CarriedDecisions, OfAFullTextMeanThatItWasIncludedBefore)
{
    import(ris("7", "Exclusion reason: Wrong outcomes;"), true, "Covidence");
    EXPECT_EQ(detail(0).box, Box::ExcludedFullText);
    ASSERT_EQ(detail(0).decisions.size(), 2U);
    EXPECT_EQ(detail(0).decisions[0].verdict, Verdict::Include);
    EXPECT_EQ(detail(0).decisions[1].verdict, Verdict::Exclude);
    EXPECT_THAT(reasonLabels(Stage::FullText), ElementsAre("Wrong outcomes"));
    expectSound();
}

TEST_F(CarriedDecisions, GiveWayToWhatTheReviewerSaidHere)
{
    import(ris("2", ""), true, "PubMed");
    ASSERT_TRUE(review.decide({detail(0).id, Stage::TitleAbstract, Verdict::Include, {}, "mine"}));
    ASSERT_TRUE(review.setNote(detail(0).id, "my note"));
    import(rayyan + ris("2", "WINNOW: {\"note\":\"theirs\"}"));
    const CitationDetail two = detail(0);
    EXPECT_EQ(two.records.size(), 3U) << "the same PMID";
    ASSERT_EQ(two.decisions.size(), 1U);
    EXPECT_EQ(two.decisions[0].note, "mine");
    EXPECT_EQ(two.note, "my note");
    EXPECT_EQ(two.box, Box::ScreeningOpen) << "Ann's exclusion came with the file, and Eva included it";
    expectSound();
    ASSERT_TRUE(review.undo());
    EXPECT_EQ(detail(0).box, Box::AwaitingRetrieval);
    expectSound();
}

TEST_F(CarriedDecisions, OfRecordsThatWereThereAlreadyComeInToo)
{
    import(ris("1", "") + ris("2", "") + ris("3", ""));
    ASSERT_TRUE(review.setLabel({detail(0).id}, "diet", true));
    ASSERT_TRUE(review.setLabel({detail(0).id}, "diet", false));
    const ImportResult later = import(rayyan);
    EXPECT_EQ(later.unchanged, 3);
    EXPECT_EQ(later.fresh, 0);
    EXPECT_EQ(detail(1).box, Box::ScreenedOut);
    EXPECT_THAT(detail(0).labels, ElementsAre("mice")) << "one was taken away here";
    expectSound();
    ASSERT_TRUE(review.undo());
    EXPECT_EQ(detail(1).box, Box::Unscreened);
    EXPECT_THAT(detail(0).labels, IsEmpty());
    expectSound();
}

TEST_F(CarriedDecisions, LeaveTheHistorysLineToTheFile)
{
    import(rayyan);
    const HistoryRow row = review.reader().history(1).value().at(0);
    EXPECT_EQ(row.kind, "import");
    EXPECT_EQ(row.about, "");
}

} // namespace
} // namespace winnow::review

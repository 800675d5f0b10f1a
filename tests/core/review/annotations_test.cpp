// What is marked in PDFs: kept, changed, taken away, hidden while it must be, and given out as lists.
#include "core/base/csv.h"
#include "core/review/annotations.h"
#include "core/review/review.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QTemporaryDir>

namespace winnow::review {
namespace {

using namespace Qt::Literals::StringLiterals;

class Annotations : public testing::Test {
protected:
    Annotations()
        : review(Review::create(folder.filePath(u"r.winnow"_s), "Marks", {nullptr, "Ada"}).value())
    {
        QFile file(folder.filePath(u"one.ris"_s));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly)
            && file.write("TY  - JOUR\nTI  - *First* [trial]\nER  - \n\nTY  - JOUR\nTI  - Second\nER  - \n\n") > 0);
        file.close();
        NoProgress quiet;
        ImportRequest request;
        request.path = file.fileName();
        request.source = "PubMed";
        EXPECT_TRUE(review.importFile(request, quiet));
        first = review.reader().citations({}, Order::AsImported, Direction::Ascending).value().front();
    }

    Annotation highlight(const std::string& quote) const
    {
        Annotation said;
        said.citation = first;
        said.sha256 = std::string(32, 's');
        said.page = 3;
        said.rects = {{0.125, 0.5, 0.25, 0.015625}, {0.125, 0.53125, 0.0625, 0.015625}};
        said.quote = quote;
        said.prefix = "before ";
        said.suffix = " after";
        return said;
    }
    std::vector<Annotation> all() { return review.reader().annotations(first).value(); }

    QTemporaryDir folder;
    Review review;
    CitationId first;
};

TEST_F(Annotations, KeepTheirPlaceTheirWordsAndTheFirstMeaning)
{
    const auto done = review.annotate(highlight("18 (53 %)"));
    ASSERT_TRUE(done);
    EXPECT_EQ(done->flags, Changes::Annotations);
    EXPECT_EQ(done->done, u"Highlight in the PDF"_s);
    ASSERT_EQ(all().size(), 1U);
    Annotation expected = highlight("18 (53 %)");
    const Annotation kept = all().front();
    EXPECT_EQ(kept.id.size(), 16U);
    EXPECT_GT(kept.made, 0);
    EXPECT_EQ(kept.made, kept.changed);
    expected.id = kept.id;
    expected.meaning = "Safety";
    expected.reviewer = review.reviewer();
    expected.made = kept.made;
    expected.changed = kept.changed;
    EXPECT_EQ(kept, expected);
}

TEST_F(Annotations, AreChangedAndTakenAwayAndBroughtBackByUndo)
{
    ASSERT_TRUE(review.annotate(highlight("words")));
    Annotation said = all().front();
    const Annotation before = said;
    said.comment = "see Table 2";
    said.meaning = "Efficacy";
    said.rects.clear();
    ASSERT_TRUE(review.changeAnnotation(said));
    EXPECT_EQ(all().front().comment, "see Table 2");
    EXPECT_EQ(all().front().rects, before.rects) << "the place stays";
    EXPECT_EQ(all().front().made, before.made);
    ASSERT_TRUE(review.removeAnnotation(said.id));
    EXPECT_TRUE(all().empty());
    ASSERT_TRUE(review.undo());
    EXPECT_EQ(all().front().meaning, "Efficacy");
    ASSERT_TRUE(review.undo());
    EXPECT_EQ(all().front(), before);
    ASSERT_TRUE(review.redo());
    EXPECT_EQ(all().front().meaning, "Efficacy");
}

TEST_F(Annotations, MarkNothingOutsideOfAPage)
{
    for (auto* spoil : {+[](Annotation& said) { said.rects.clear(); }, +[](Annotation& said) { said.page = -1; },
             +[](Annotation& said) { said.sha256 = "short"; }, +[](Annotation& said) { said.rects[0].left = 1.5; }}) {
        Annotation said = highlight("words");
        spoil(said);
        const auto refused = review.annotate(said);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().kind, ErrorKind::InvalidInput);
    }
    EXPECT_TRUE(all().empty());
}

TEST_F(Annotations, OfOthersAreHiddenWhileFullTextsAreBlindAndNeverChanged)
{
    ASSERT_TRUE(review.annotate(highlight("of Ada")));
    const std::string id = all().front().id;
    ASSERT_TRUE(review.setReviewers(Stage::FullText, 2));
    const auto acts = review.reader().history(100).value().size();
    ASSERT_TRUE(review.useReviewer("Ben"));
    EXPECT_TRUE(all().empty());
    EXPECT_EQ(review.reader().history(100).value().size(), acts - 1);
    ASSERT_TRUE(review.annotate(highlight("of Ben")));
    EXPECT_EQ(all().size(), 1U);
    const auto refused = review.removeAnnotation(id);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::InvalidInput);
    ASSERT_TRUE(review.useReviewer("Ada"));
    ASSERT_TRUE(review.openConflicts(Stage::FullText, true));
    EXPECT_EQ(all().size(), 2U);
}

TEST_F(Annotations, HaveTheMeaningsThatTheReviewDefines)
{
    EXPECT_EQ(review.reader().annotationMeanings().value(),
        (std::vector<std::string>{"Safety", "Efficacy", "Population", "Method", "Other"}));
    ASSERT_TRUE(review.setAnnotationMeanings({" Dose\n", "", "Outcome"}));
    EXPECT_EQ(review.reader().annotationMeanings().value(), (std::vector<std::string>{"Dose", "Outcome"}));
    EXPECT_FALSE(review.setAnnotationMeanings({}));
    EXPECT_FALSE(review.setAnnotationMeanings({"1", "2", "3", "4", "5", "6"}));
    ASSERT_TRUE(review.annotate(highlight("words")));
    EXPECT_EQ(all().front().meaning, "Dose");
}

TEST_F(Annotations, AreListedAsTablesAndAsTextThatObeysNothing)
{
    Annotation said = highlight("=1+1 \"quoted\"");
    said.comment = "<b>two</b>\nlines";
    ASSERT_TRUE(review.annotate(said));
    const auto list = listedAnnotations(review.reader(), {}).value();
    const csv::Table table = csv::parse(annotationsAsCsv(list)).value();
    ASSERT_EQ(table.rows.size(), 1U);
    EXPECT_EQ(table.cell(table.rows[0], "page"), "4");
    EXPECT_EQ(table.cell(table.rows[0], "quote"), "=1+1 \"quoted\"");
    EXPECT_EQ(table.cell(table.rows[0], "comment"), "<b>two</b>\nlines");
    EXPECT_EQ(table.cell(table.rows[0], "reviewer"), "Ada");
    EXPECT_EQ(annotationsAsMarkdown(list),
        "## \\*First\\* \\[trial\\]\n\n- **Safety**, p. 4, highlight by Ada\n  > =1\\+1 \"quoted\"\n\n"
        "  \\<b\\>two\\</b\\> lines\n");
}

} // namespace
} // namespace winnow::review

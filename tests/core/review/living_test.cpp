// A search that is run again adds what is new, keeps what was decided, and says what changed.
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

/// A MEDLINE record; `more` are further lines.
std::string medline(const std::string& pmid, const std::string& title, const std::string& more = {})
{
    return "PMID- " + pmid + "\nTI  - " + title + "\nFAU - Suk, Ki\nDP  - 2026 Jan\nJT  - Liver notes\n" + more + "\n";
}
constexpr const char* InPrint = "VI  - 12\nPG  - 3-9\nAB  - Fifty people were given cells.\n";

class Living : public testing::Test {
protected:
    Living()
        : review(Review::create(folder.filePath(u"Liver.winnow"_s), "Liver", {nullptr, "Eva"}).value())
    {
    }

    QString write(const QString& name, const std::string& text) const
    {
        QFile file(folder.filePath(name));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(text.c_str());
        return file.fileName();
    }

    ImportResult import(const QString& name, const std::string& text, const std::string& source = "PubMed")
    {
        ImportRequest request;
        request.path = write(name, text);
        request.source = source;
        NoProgress quiet;
        auto result = review.importFile(request, quiet);
        EXPECT_TRUE(result) << result.error().message.toStdString() << result.error().detail.toStdString();
        return result.value_or(ImportResult{});
    }

    ImportPreview preview(const QString& name, const std::string& text, const std::string& source = {})
    {
        ImportRequest request;
        request.path = write(name, text);
        request.source = source;
        NoProgress quiet;
        auto result = previewImport(&review.reader(), request, quiet);
        EXPECT_TRUE(result) << result.error().message.toStdString();
        return result.value_or(ImportPreview{});
    }

    std::vector<CitationId> citations(const Filter& filter = {})
    {
        return review.reader().citations(filter, Order::AsImported, Direction::Ascending).value();
    }

    std::int64_t identified() { return review.reader().counts().value().identified(SourceKind::Database); }

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
    const std::string first = medline("1", "One") + medline("2", "Two") + medline("3", "Three");
    const std::string second =
        medline("1", "One") + medline("2", "Two", InPrint) + medline("3", "Three") + medline("4", "Four");
};

TEST_F(Living, AddsOnlyWhatIsNewAndTellsWhatChanged)
{
    const ImportResult before = import(u"march.nbib"_s, first);
    EXPECT_EQ(before.fresh, 3);
    EXPECT_EQ(before.unchanged, 0);
    EXPECT_EQ(before.changedCount, 0);
    const CitationId two = citations().at(1);
    ASSERT_TRUE(review.decide({two, Stage::TitleAbstract, Verdict::Include, {}, ""}));
    ASSERT_TRUE(review.setLabel({two}, "look again", true));

    const ImportResult now = import(u"april.nbib"_s, second);
    EXPECT_EQ(now.fresh, 1);
    EXPECT_EQ(now.unchanged, 2);
    EXPECT_EQ(now.changedCount, 1);
    EXPECT_EQ(now.joined, 0);
    ASSERT_EQ(now.changed.size(), 1U);
    EXPECT_EQ(now.changed[0].citation, two);
    EXPECT_EQ(now.changed[0].title, "Two");
    EXPECT_THAT(now.changed[0].what, ElementsAre(u"Volume and pages added (published)"_s, u"Abstract added"_s));

    EXPECT_EQ(citations().size(), 4U);
    EXPECT_EQ(identified(), 4) << "a newer version of a record is not identified again";
    EXPECT_EQ(review.reader().counts()->duplicates, 0);
    const CitationDetail detail = review.reader().citation(two).value();
    EXPECT_EQ(detail.best.abstract, "Fifty people were given cells.");
    EXPECT_EQ(detail.best.volume, "12");
    EXPECT_EQ(detail.records.size(), 2U);
    ASSERT_EQ(detail.decisions.size(), 1U);
    EXPECT_EQ(detail.decisions[0].verdict, Verdict::Include);
    EXPECT_THAT(detail.labels, ElementsAre("look again"));
    EXPECT_EQ(review.reader().recordDetail(now.changed[0].record)->record.raw,
        medline("2", "Two", InPrint).substr(0, medline("2", "Two", InPrint).size() - 1));
    Filter changed;
    changed.changedBy = now.import;
    EXPECT_THAT(citations(changed), ElementsAre(two));
    expectSound();
}

TEST_F(Living, TakesTheVersionsBackWithTheirImport)
{
    import(u"march.nbib"_s, first);
    const ImportResult now = import(u"april.nbib"_s, second);
    ASSERT_TRUE(review.undo());
    EXPECT_EQ(citations().size(), 3U);
    EXPECT_EQ(review.reader().citation(citations().at(1))->best.abstract, "");
    EXPECT_THAT(review.reader().changedRecords(now.import).value(), IsEmpty());
    expectSound();
    ASSERT_TRUE(review.redo());
    EXPECT_EQ(citations().size(), 4U);
    EXPECT_EQ(review.reader().changedRecords(now.import)->size(), 1U);
    EXPECT_EQ(review.reader().citation(citations().at(1))->best.volume, "12");
    expectSound();
}

TEST_F(Living, CallsARecordNewerOnlyWhileWhatItFollowsStands)
{
    const ImportResult march = import(u"march.nbib"_s, first);
    const ImportResult april = import(u"april.nbib"_s, medline("2", "Two", InPrint));
    ASSERT_EQ(april.changedCount, 1);
    const auto versions = [this] { return review.reader().sources().value().back().versions; };
    const OpId marchOp = review.reader().sources().value().front().op;
    ASSERT_EQ(review.reader().sources().value().front().import, march.import);
    Filter changed;
    changed.changedBy = april.import;
    ASSERT_TRUE(review.undo(marchOp));
    EXPECT_THAT(review.reader().changedRecords(april.import).value(), IsEmpty());
    EXPECT_THAT(citations(changed), IsEmpty());
    EXPECT_EQ(versions(), 0);
    EXPECT_EQ(identified(), 1);
    ASSERT_TRUE(review.redo(marchOp));
    EXPECT_EQ(review.reader().changedRecords(april.import)->size(), 1U);
    EXPECT_EQ(citations(changed).size(), 1U);
    EXPECT_EQ(versions(), 1);
    expectSound();
}

TEST_F(Living, ComparesWithTheNewestVersionOfARecord)
{
    import(u"march.nbib"_s, first);
    import(u"april.nbib"_s, second);
    const ImportResult again = import(u"may.nbib"_s, second + medline("5", "Five"));
    EXPECT_EQ(again.fresh, 1);
    EXPECT_EQ(again.unchanged, 4);
    EXPECT_EQ(again.changedCount, 0);
    const ImportResult third =
        import(u"june.nbib"_s, medline("2", "Two", std::string(InPrint) + "PT  - Retracted Publication\n"));
    ASSERT_EQ(third.changed.size(), 1U);
    EXPECT_THAT(third.changed[0].what, ElementsAre(u"Retracted"_s));
    EXPECT_EQ(identified(), 5);
    expectSound();
}

TEST_F(Living, KeepsTheGroundThatALaterImportRestsOn)
{
    const ImportResult before = import(u"march.nbib"_s, first);
    const ImportResult now = import(u"april.nbib"_s, second);
    const Result<Changes> refused = review.undo(before.changes.op);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::Conflict);
    EXPECT_TRUE(refused.error().message.contains(u"april.nbib"_s));
    EXPECT_EQ(citations().size(), 4U);
    ASSERT_TRUE(review.undo(now.changes.op));
    ASSERT_TRUE(review.undo(before.changes.op));
    const Result<Changes> groundless = review.redo(now.changes.op);
    ASSERT_FALSE(groundless);
    EXPECT_TRUE(groundless.error().message.contains(u"march.nbib"_s));
    ASSERT_TRUE(review.redo(before.changes.op));
    ASSERT_TRUE(review.redo(now.changes.op));
    EXPECT_EQ(citations().size(), 4U);
    expectSound();
}

TEST_F(Living, CountsANewerVersionOnceTheOlderOneIsUndone)
{
    const ImportResult before = import(u"march.nbib"_s, first);
    import(u"april.nbib"_s, medline("2", "Two", InPrint));
    ASSERT_TRUE(review.undo(before.changes.op));
    EXPECT_EQ(citations().size(), 1U);
    EXPECT_EQ(identified(), 1);
    EXPECT_EQ(review.reader().citation(citations().at(0))->best.volume, "12");
    expectSound();
    ASSERT_TRUE(review.redo(before.changes.op));
    EXPECT_EQ(citations().size(), 3U);
    EXPECT_EQ(identified(), 3);
    expectSound();
}

TEST_F(Living, LeavesOtherSourcesAlone)
{
    import(u"march.nbib"_s, first);
    const ImportResult other = import(u"medline.nbib"_s, second, "MEDLINE (Ovid)");
    EXPECT_EQ(other.fresh, 4);
    EXPECT_EQ(other.unchanged, 0);
    EXPECT_EQ(other.changedCount, 0);
    EXPECT_EQ(other.joined, 3) << "the same PMIDs";
    EXPECT_EQ(identified(), 7);
}

TEST_F(Living, ShowsBeforehandWhatAnImportWouldDoAndWritesNothing)
{
    import(u"march.nbib"_s, first);
    const auto acts = review.reader().history(100)->size();
    const ImportPreview shown = preview(u"april.nbib"_s, second);
    EXPECT_EQ(shown.source, "PubMed");
    EXPECT_EQ(shown.fresh, 1);
    EXPECT_EQ(shown.unchanged, 2);
    EXPECT_EQ(shown.changed, 1);
    EXPECT_EQ(shown.known, 3);
    EXPECT_FALSE(shown.alreadyImported);
    EXPECT_EQ(shown.first.size(), 4U);
    EXPECT_TRUE(preview(u"march again.nbib"_s, first).alreadyImported);
    EXPECT_EQ(preview(u"april.nbib"_s, second, "Embase").fresh, 4);
    EXPECT_EQ(review.reader().history(100)->size(), acts);
    EXPECT_EQ(citations().size(), 3U);
}

TEST_F(Living, SameFileAgainAddsNothing)
{
    const ImportResult before = import(u"march.nbib"_s, first);
    const ImportResult again = import(u"copy of march.nbib"_s, first);
    EXPECT_TRUE(again.alreadyImported);
    EXPECT_EQ(again.import, before.import);
    EXPECT_EQ(citations().size(), 3U);
}

TEST_F(Living, KnowsRecordsWithoutAnyNumberByAllThatTheySay)
{
    const std::string one = "TY  - JOUR\nTI  - Editorial\nPY  - 2020\nER  - \n\n";
    const std::string two = "TY  - JOUR\nTI  - Editorial\nPY  - 2020\nT2  - Liver notes\nER  - \n\n";
    import(u"a.ris"_s, one, "Scholar");
    const ImportResult again = import(u"b.ris"_s, one + two, "Scholar");
    EXPECT_EQ(again.unchanged, 1);
    EXPECT_EQ(again.fresh, 1) << "an editorial is not the other one";
    EXPECT_EQ(again.changedCount, 0);
}

TEST_F(Living, SaysHowManyOfASourceAreVersionsAndUnchanged)
{
    import(u"march.nbib"_s, first);
    import(u"april.nbib"_s, second);
    const std::vector<Source> sources = review.reader().sources().value();
    ASSERT_EQ(sources.size(), 2U);
    EXPECT_EQ(sources[1].receipt.records, 4U);
    EXPECT_EQ(sources[1].unchanged, 2);
    EXPECT_EQ(sources[1].versions, 1);
    EXPECT_EQ(sources[1].duplicates, 0);
    EXPECT_EQ(sources[1].identified(), 1);
}

} // namespace
} // namespace winnow::review

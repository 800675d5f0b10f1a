// What a source says of a record that it did not say before.
#include "core/dedup/version.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace winnow::dedup {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Record aheadOfPrint()
{
    Record record;
    record.pmid = "1";
    record.sourceId = "1";
    record.title = "Cells for the liver";
    record.authors = {"Suk, K", "Yoon, J"};
    record.journal = "Liver notes";
    record.date = "2026 Jan 5";
    record.year = 2026;
    record.doi = "10.1000/one";
    record.types = {"Journal Article"};
    return record;
}

TEST(Differences, AreNoneInTheSameRecordReadAgain)
{
    Record again = aheadOfPrint();
    again.raw = "PMID- 1\nLR  - 20260901\n";
    again.rawOffset = 512;
    again.line = 20;
    again.authors = {"Yoon, J", "Suk, K"};
    again.title = "Cells for \n the liver ";
    again.urls = {"https://example.org/session=2"};
    EXPECT_THAT(differences(aheadOfPrint(), again, Exported::Alike), IsEmpty());
}

TEST(Differences, AreNoneWhereLessIsSaidThanBefore)
{
    Record less = aheadOfPrint();
    less.doi.clear();
    less.authors.clear();
    less.year = 0;
    EXPECT_THAT(differences(aheadOfPrint(), less, Exported::Alike), IsEmpty());
}

TEST(Differences, TellPublicationAsOne)
{
    Record published = aheadOfPrint();
    published.volume = "12";
    published.pages = "3-9";
    published.date = "2027 Feb";
    published.year = 2027;
    EXPECT_THAT(differences(aheadOfPrint(), published, Exported::Alike), ElementsAre("published:volume+pages"));
    Record corrected = published;
    corrected.issue = "2";
    EXPECT_THAT(differences(published, corrected, Exported::Alike), ElementsAre("issue:added"));
}

TEST(Differences, BeginWithWhatMattersMost)
{
    Record now = aheadOfPrint();
    now.mesh = {"Liver Cirrhosis"};
    now.abstract = "Fifty people.";
    now.types = {"Journal Article", "Retracted Publication"};
    now.notices = {"Retraction in: Liver notes. 2027;1:1", "Erratum in: Liver notes. 2026;9:1"};
    now.title = "Cells for the whole liver";
    EXPECT_THAT(differences(aheadOfPrint(), now, Exported::Alike),
        ElementsAre("retracted", "corrected", "abstract:added", "title:changed", "mesh:added"));
}

TEST(Differences, AreToldByRelationsToo)
{
    Record now = aheadOfPrint();
    now.relations = {{RelationKind::RetractedBy, "pmid:9"}};
    EXPECT_THAT(differences(aheadOfPrint(), now, Exported::Alike), ElementsAre("retracted"));
    now.relations = {{RelationKind::CommentedBy, "pmid:9"}};
    EXPECT_THAT(differences(aheadOfPrint(), now, Exported::Alike), ElementsAre("relations:added"));
}

TEST(Differences, OfFormatsAreWhatBecameKnown)
{
    Record other = aheadOfPrint();
    other.authors = {"Suk, Ki Tae", "Yoon, Jung"};
    other.journal = "LIVER NOTES";
    other.date = "2026";
    other.types = {"Article"};
    other.keywords = {"cells"};
    EXPECT_THAT(differences(aheadOfPrint(), other, Exported::Differently), IsEmpty());
    other.abstract = "Fifty people.";
    EXPECT_THAT(differences(aheadOfPrint(), other, Exported::Differently), ElementsAre("abstract:added"));
}

TEST(Differences, TellWhatARegisterChanged)
{
    Record before;
    before.kind = RecordKind::Registration;
    before.sourceId = "NCT00000001";
    before.registrations = {"NCT00000001"};
    before.title = "Cells";
    before.trial.status = "Recruiting";
    before.trial.phases = {"1"};
    Record now = before;
    now.title = "Cells in cirrhosis";
    now.trial.status = "Completed";
    now.trial.phases = {"1", "2"};
    now.trial.enrolment = 40;
    now.trial.hasResults = true;
    EXPECT_TRUE(mayBeSame(before, now));
    EXPECT_THAT(differences(before, now, Exported::Alike),
        ElementsAre("title:changed", "trial.status:changed", "trial.phases:changed", "trial.enrolment:added",
            "trial.results:added"));
}

TEST(MayBeSame, TrustsPmidsAndAccessionNumbersAlone)
{
    Record other = aheadOfPrint();
    other.title = "Another title";
    other.doi = "10.1000/two";
    EXPECT_TRUE(mayBeSame(aheadOfPrint(), other));
    other.pmid = "2";
    EXPECT_FALSE(mayBeSame(aheadOfPrint(), other));
}

TEST(MayBeSame, AsksForMoreThanARowsNumberOrADoi)
{
    Record before;
    before.sourceId = "17";
    before.title = "Cells for the liver";
    Record now = before;
    EXPECT_TRUE(mayBeSame(before, now));
    now.title = "Mice";
    EXPECT_FALSE(mayBeSame(before, now));
    before.doi = now.doi = "10.1000/supplement";
    EXPECT_TRUE(mayBeSame(before, now)) << "number and DOI";
    now.sourceId = "18";
    EXPECT_FALSE(mayBeSame(before, now)) << "a supplement's DOI stands on many abstracts";
    now.title = before.title;
    EXPECT_TRUE(mayBeSame(before, now));
}

TEST(Outdate, LeavesOfTheOlderWhatTheNewerDoesNotSay)
{
    Record older = aheadOfPrint();
    Record newer;
    newer.title = "Cells for the whole liver";
    newer.year = 2027;
    newer.authors = {"Suk, K"};
    outdate(older, newer);
    EXPECT_EQ(older.title, "");
    EXPECT_EQ(older.year, 0);
    EXPECT_THAT(older.authors, IsEmpty());
    EXPECT_EQ(older.doi, "10.1000/one");
}

} // namespace
} // namespace winnow::dedup

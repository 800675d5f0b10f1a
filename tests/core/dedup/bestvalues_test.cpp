#include "core/dedup/bestvalues.h"
#include "core/dedup/identity.h"

#include <gtest/gtest.h>

namespace winnow::dedup {

TEST(BestValues, TakesEachFieldFromTheRecordThatHasIt)
{
    Record pubmed;
    pubmed.title = "First trial";
    pubmed.pmid = "1001";
    pubmed.abstract = "Short.";
    pubmed.authors = {"Adam, B"};
    Record wos;
    wos.title = "FIRST TRIAL";
    wos.wos = "WOS:1";
    wos.abstract = "Longer than the other.";
    wos.authors = {"Adam, B", "Baker, C"};
    wos.year = 2011;

    const BestValues best = bestValues({{RecordId{1}, &pubmed}, {RecordId{2}, &wos}});
    EXPECT_EQ(best.record.title, "First trial");
    EXPECT_EQ(best.record.abstract, "Longer than the other.");
    EXPECT_EQ(best.record.authors.size(), 2U);
    EXPECT_EQ(best.record.year, 2011);
    EXPECT_EQ(best.record.pmid, "1001");
    const std::vector<std::pair<std::string, RecordId>> origins = {{"title", RecordId{1}}, {"abstract", RecordId{2}},
        {"authors", RecordId{2}}, {"year", RecordId{2}}, {"pmid", RecordId{1}}, {"wos", RecordId{2}}};
    EXPECT_EQ(best.origins, origins);
}

TEST(BestValues, JoinsWhatEachRecordMayKnowAlone)
{
    Record a;
    a.registrations = {"NCT00000001"};
    a.notices = {"Retraction in: J Test. 2020"};
    Record b;
    b.registrations = {"NCT00000001", "ISRCTN00000002"};
    const BestValues best = bestValues({{RecordId{1}, &a}, {RecordId{2}, &b}});
    EXPECT_EQ(best.record.registrations, (std::vector<std::string>{"NCT00000001", "ISRCTN00000002"}));
    EXPECT_EQ(best.record.notices.size(), 1U);
}

TEST(KeyHash, TellsKindsApartAndIgnoresCase)
{
    EXPECT_NE(keyHash(KeyKind::Pmid, "1"), keyHash(KeyKind::Wos, "1"));
    EXPECT_EQ(keyHash(KeyKind::Doi, "10.1/ABC"), keyHash(KeyKind::Doi, " 10.1/abc "));
    EXPECT_GT(keyHash(KeyKind::SourceId, "x"), 0);
}

TEST(KeyHash, OnlyPmidsAndAccessionNumbersProveIdentity)
{
    EXPECT_LT(keyHash(KeyKind::Pmid, "123"), identityHashEnd());
    EXPECT_LT(keyHash(KeyKind::Wos, "WOS:123"), identityHashEnd());
    EXPECT_GE(keyHash(KeyKind::Doi, "10.1/a"), identityHashEnd());
    EXPECT_GE(keyHash(KeyKind::SourceId, "a"), identityHashEnd());
}

TEST(KeyHash, StaysWhatReviewFilesAlreadyHold)
{
    EXPECT_EQ(keyHash(KeyKind::Pmid, "12230038"), 709109367374458001);
}

} // namespace winnow::dedup

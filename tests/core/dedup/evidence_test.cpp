#include "core/dedup/evidence.h"

#include <gtest/gtest.h>

namespace winnow::dedup {

TEST(Evidence, ReadsWhatItWrote)
{
    Evidence evidence{Rule::OtherNumbers, 99, 87, Evidence::NotStated, 55, 80, Agreement::Same, Agreement::Close,
        Agreement::NotStated, Agreement::Different, Agreement::Same};
    const std::string text = toText(evidence);
    EXPECT_LE(text.size(), 60U);
    EXPECT_EQ(evidenceFromText(text), evidence);
    EXPECT_EQ(evidenceFromText(toText(Evidence{})), Evidence{});
}

TEST(Evidence, RefusesWhatItDidNotWrite)
{
    EXPECT_EQ(evidenceFromText(""), std::nullopt);
    EXPECT_EQ(evidenceFromText("0 1 2"), std::nullopt);
    EXPECT_EQ(evidenceFromText(toText(Evidence{}) + " 1"), std::nullopt);
    EXPECT_EQ(evidenceFromText("250 0 0 0 0 0 0 0 0 0 0"), std::nullopt);
    EXPECT_EQ(evidenceFromText("0 0 0 0 0 0 9 0 0 0 0"), std::nullopt);
}

TEST(Evidence, IsReadInWords)
{
    Evidence evidence;
    evidence.title = 99;
    evidence.pages = evidence.year = evidence.volume = Agreement::Same;
    EXPECT_EQ(inWords(evidence).toStdString(), "title 99 % alike, same first page, year, volume");
    evidence.rule = Rule::SamePmid;
    EXPECT_EQ(inWords(evidence).toStdString(), "same PMID");
    EXPECT_EQ(inWords({}).toStdString(), "nothing in common");
}

} // namespace winnow::dedup

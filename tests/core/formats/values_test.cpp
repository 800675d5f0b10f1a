#include "core/formats/values.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace winnow::formats {
namespace {

using testing::ElementsAre;

TEST(Doi, IsFoundInWhateverStandsAroundIt)
{
    for (const char* text :
        {"10.1000/AbC.1", "doi:10.1000/abc.1", "https://doi.org/10.1000/abc.1", "http://dx.doi.org/10.1000%2Fabc.1",
            "10.1000/abc.1 [doi]", "DOI: 10.1000/abc.1.", "(10.1000/abc.1)", "see 10.1000/abc.1; 10.1000/other"})
        EXPECT_EQ(findDoi(text, DoiIn::Field), "10.1000/abc.1") << text;
    EXPECT_EQ(findDoi("https://example.org/link?id=doi:10.1038%2Fs41467-024-1&atitle=x", DoiIn::Text),
        "10.1038/s41467-024-1");
}

TEST(Doi, KeepsItsOwnBracketsAndSigns)
{
    EXPECT_EQ(
        findDoi("http://dx.doi.org/10.1016/0376-8716%2876%2990010-7", DoiIn::Field), "10.1016/0376-8716(76)90010-7");
    EXPECT_EQ(findDoi("(10.1016/0376-8716(76)90010-7)", DoiIn::Text), "10.1016/0376-8716(76)90010-7");
    EXPECT_EQ(findDoi("10.1002/(SICI)1097-0258(19980815/30)17:15<1661::AID-SIM968>3.0.CO;2-2", DoiIn::Field),
        "10.1002/(sici)1097-0258(19980815/30)17:15<1661::aid-sim968>3.0.co;2-2");
}

TEST(Doi, IsNotSeenWhereNoneIs)
{
    for (const char* text : {"", "10.", "10.5 mg/kg", "110.1000/x", "467-72", "10.1000/", "10.123/x"})
        EXPECT_EQ(findDoi(text, DoiIn::Field), "") << text;
}

TEST(Pages, AreWrittenInFull)
{
    EXPECT_EQ(fullPages("494-6"), "494-496");
    EXPECT_EQ(fullPages("697-704"), "697-704");
    EXPECT_EQ(fullPages("S12-5"), "S12-S15");
    EXPECT_EQ(fullPages("e12-e15"), "e12-e15");
    EXPECT_EQ(fullPages("1279\u20101297"), "1279-1297");
    EXPECT_EQ(fullPages("411", "22"), "411-422");
    EXPECT_EQ(fullPages("5", "5"), "5");
    EXPECT_EQ(fullPages("", "9"), "9");
}

TEST(Pages, StayWhereTheyAreNoRange)
{
    for (const char* text : {"", "e0494", "41103-1-3", "12-4; discussion 15", "200-100", "A-12", "117694"})
        EXPECT_EQ(fullPages(text), text);
}

TEST(Year, IsTheFirstFourDigits)
{
    EXPECT_EQ(findYear("2019 Mar-Apr"), 2019);
    EXPECT_EQ(findYear("JUL 2021"), 2021);
    EXPECT_EQ(findYear("2013/07/22"), 2013);
    EXPECT_EQ(findYear("20190228"), 2019);
    EXPECT_EQ(findYear("10 15"), 0);
    EXPECT_EQ(findYear("99"), 0);
    EXPECT_EQ(findYear("123456"), 0);
}

TEST(Names, AreFamilyCommaGiven)
{
    EXPECT_EQ(personName("Doe JA"), "Doe, JA");
    EXPECT_EQ(personName("van den Berg J"), "van den Berg, J");
    EXPECT_EQ(personName("Shannon,Claude E."), "Shannon, Claude E.");
    EXPECT_EQ(personName("Doe, Jane"), "Doe, Jane");
    EXPECT_EQ(personName("Selvamani"), "Selvamani");
    EXPECT_EQ(personName("ATLAS"), "ATLAS");
    EXPECT_EQ(personName("Study Group A"), "Study Group A");
    EXPECT_TRUE(isGroupName("STRATIS Investigators"));
    EXPECT_FALSE(isGroupName("Group, Anna"));
}

TEST(Registrations, AreFoundInText)
{
    std::vector<std::string> ids;
    findRegistrations(
        "(NCT01234567; ISRCTN12345678.) ChiCTR-TRC-12345678, ChiCTR2000029949, EudraCT number: 2010-018459-25, "
        "UMIN000012345, CTRI/2011/07/001888, IRCT20080901001165N63, ACTRN12605000001617, NCT 09999999, NCT01234567",
        ids);
    EXPECT_THAT(ids,
        ElementsAre("NCT01234567", "ISRCTN12345678", "ChiCTR-TRC-12345678", "ChiCTR2000029949",
            "EudraCT 2010-018459-25", "UMIN000012345", "CTRI/2011/07/001888", "IRCT20080901001165N63",
            "ACTRN12605000001617", "NCT09999999"));
}

TEST(Registrations, AreNotSeenInOtherWords)
{
    std::vector<std::string> ids;
    findRegistrations("NCT123, FUNCTION, XNCT01234567, NCT012345678, JRCT, DRKS1, KCT12, Subjects", ids);
    EXPECT_TRUE(ids.empty()) << ids[0];
}

TEST(Sections, BeginALine)
{
    EXPECT_EQ(sectioned("AIM: One. METHODS AND RESULTS: Two. CONCLUSION: Three."),
        "AIM: One.\nMETHODS AND RESULTS: Two.\nCONCLUSION: Three.");
    EXPECT_EQ(sectioned("Background: One. Methods: Two."), "Background: One.\nMethods: Two.");
    EXPECT_EQ(sectioned("The ratio: 1. Of these: two. Then A: three."), "The ratio: 1. Of these: two. Then A: three.");
    EXPECT_EQ(sectioned(""), "");
}

TEST(Entities, BecomeCharacters)
{
    EXPECT_EQ(withoutEntities("a &lt; b &amp;&amp; c &#945;&#x3b1;&alpha; &Eacute;"), "a < b && c ααα É");
    EXPECT_EQ(withoutEntities("R&D; AT&T & co; &nosuch; &; &#0; &#xD800; &#1234567890;"),
        "R&D; AT&T & co; &nosuch; &; &#0; &#xD800; &#1234567890;");
}

} // namespace
} // namespace winnow::formats

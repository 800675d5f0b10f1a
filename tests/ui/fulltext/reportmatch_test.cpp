#include "ui/fulltext/reportmatch.h"

#include <gtest/gtest.h>

namespace winnow::ui {
namespace {

const std::vector<ReportKey> Reports{
    {CitationId(1), "10.1000/ex.1", "Umbilical cord stem cells in cirrhosis"},
    {CitationId(2), "10.1000/ex.12", "A second trial of bone marrow cells"},
    {CitationId(3), "", "Autologous CD34+ infusion: a na\xC3\xAFve comparison"},
    {CitationId(4), "10.1000/short", "Cells"},
};

TEST(ReportMatch, GoesByTheDoiEvenIfALineBreaksIt)
{
    EXPECT_EQ(matchReport("see https://doi.org/10.1000/\nex.1. Abstract", Reports),
        (ReportMatch{CitationId(1), MatchedBy::Doi}));
}

TEST(ReportMatch, DoesNotTakeALongerDoiForAShorterOne)
{
    EXPECT_EQ(matchReport("DOI 10.1000/EX.12Abstract", Reports), (ReportMatch{CitationId(2), MatchedBy::Doi}));
    EXPECT_EQ(matchReport("DOI 10.1000/ex.19", Reports), std::nullopt);
}

TEST(ReportMatch, GoesByTheTitleHoweverItIsPrinted)
{
    EXPECT_EQ(matchReport("RESEARCH ARTICLE\nAutologous CD34+ Infusion:\na naive comparison\nAuthors", Reports),
        (ReportMatch{CitationId(3), MatchedBy::Title}));
    EXPECT_EQ(matchReport("Cells", Reports), std::nullopt) << "too short to prove anything";
}

TEST(ReportMatch, NeverGuesses)
{
    EXPECT_EQ(matchReport("Nothing of the kind", Reports), std::nullopt);
    EXPECT_EQ(matchReport("10.1000/ex.1 and 10.1000/short", Reports), std::nullopt) << "an erratum bears two";
    EXPECT_EQ(matchReport("10.1000/ex.1 A second trial of bone marrow cells", Reports), std::nullopt)
        << "DOI and title name different reports";
    EXPECT_EQ(matchReport("10.1000/ex.1 10.1000/ex.12 A second trial of bone marrow cells", Reports),
        (ReportMatch{CitationId(2), MatchedBy::Title}));
}

} // namespace
} // namespace winnow::ui

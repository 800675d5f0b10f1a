#include "core/screening/agreementtable.h"

#include "core/base/csv.h"

#include <gtest/gtest.h>

namespace winnow::screening {
namespace {

std::vector<Vote> votes()
{
    const ReviewerId ada{1};
    const ReviewerId ben{2};
    std::vector<Vote> all;
    const std::pair<Verdict, Verdict> said[] = {{Verdict::Include, Verdict::Include},
        {Verdict::Include, Verdict::Exclude}, {Verdict::Exclude, Verdict::Exclude},
        {Verdict::Exclude, Verdict::Exclude}};
    std::int64_t record = 0;
    for (const auto& [first, second] : said) {
        ++record;
        all.push_back({CitationId{record}, ada, first, record});
        all.push_back({CitationId{record}, ben, second, record});
    }
    return all;
}

} // namespace

TEST(AgreementTable, HasARowForEachPairAndEachOfItsStretches)
{
    const StageAgreement found = agreementOf(votes(), MaybeAs::Include, 2);
    const QByteArray text = toCsv(found, Stage::TitleAbstract, {{ReviewerId{1}, "Ada"}, {ReviewerId{2}, "=Ben"}});
    const auto table = csv::parse(text.toStdString()).value();
    ASSERT_EQ(table.rows.size(), 4U);
    EXPECT_EQ(table.cell(table.rows[0], "stage"), "title and abstract");
    EXPECT_EQ(table.cell(table.rows[0], "first"), "Ada");
    EXPECT_EQ(table.cell(table.rows[0], "second"), "=Ben");
    EXPECT_FALSE(text.contains(",=Ben")) << "no spreadsheet takes a name for a formula";
    EXPECT_EQ(table.cell(table.rows[0], "records"), "4");
    EXPECT_EQ(table.cell(table.rows[0], "agreement"), "0.75");
    EXPECT_EQ(table.cell(table.rows[0], "kappa"), "0.5");
    EXPECT_EQ(table.cell(table.rows[0], "pabak"), "0.5");
    EXPECT_EQ(table.cell(table.rows[1], "from"), "1");
    EXPECT_EQ(table.cell(table.rows[1], "to"), "2");
    EXPECT_EQ(table.cell(table.rows[2], "agreement"), "1");
    EXPECT_EQ(table.cell(table.rows[2], "kappa"), "") << "both excluded everything: there is no kappa";
    EXPECT_EQ(table.cell(table.rows[3], "first"), "all reviewers");
    EXPECT_EQ(table.cell(table.rows[3], "records"), "4");
}

TEST(AgreementTable, OfNobodyIsItsHeadingsAndTheTotal)
{
    const auto table = csv::parse(toCsv({}, Stage::FullText, {}).toStdString()).value();
    ASSERT_EQ(table.rows.size(), 1U);
    EXPECT_EQ(table.cell(table.rows[0], "stage"), "full text");
    EXPECT_EQ(table.cell(table.rows[0], "alpha"), "");
}

} // namespace winnow::screening

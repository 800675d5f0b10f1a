#include "core/base/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace winnow;
using testing::ElementsAre;

namespace {

std::vector<std::vector<std::string>> cells(const csv::Table& table)
{
    std::vector<std::vector<std::string>> all;
    for (const csv::Row& row : table.rows)
        all.push_back(row.cells);
    return all;
}

TEST(Csv, ReadsQuotationsSeparatorsAndLineEnds)
{
    const auto table =
        csv::parse("\xEF\xBB\xBFPMID, Verdict ,Note\r\n1,include,\"a, \"\"b\"\"\nc\"\r\n\r\n2,exclude\r\n");
    ASSERT_TRUE(table);
    EXPECT_THAT(table->headings, ElementsAre("pmid", "verdict", "note"));
    EXPECT_THAT(
        cells(*table), ElementsAre(ElementsAre("1", "include", "a, \"b\"\nc"), ElementsAre("2", "exclude", "")));
    EXPECT_EQ(table->rows[1].line, 5U);
    EXPECT_EQ(table->cell(table->rows[1], "verdict"), "exclude");
    EXPECT_EQ(table->cell(table->rows[1], "reason"), "");
}

TEST(Csv, TakesSemicolonsAndTabsAsTheHeadingsDo)
{
    EXPECT_THAT(cells(*csv::parse("a;b\n1,5;2\n")), ElementsAre(ElementsAre("1,5", "2")));
    EXPECT_THAT(cells(*csv::parse("a\tb\n1;5\t2\n")), ElementsAre(ElementsAre("1;5", "2")));
}

TEST(Csv, NamesTheLineOfAFault)
{
    const auto open = csv::parse("a,b\n1,\"x\n2,y\n");
    ASSERT_FALSE(open);
    EXPECT_EQ(open.error().kind, ErrorKind::InvalidInput);
    EXPECT_TRUE(open.error().message.contains(QStringLiteral("line 2")));
    const auto wide = csv::parse("a,b\n1,2\n1,2,3\n");
    ASSERT_FALSE(wide);
    EXPECT_TRUE(wide.error().message.contains(QStringLiteral("Line 3")));
    EXPECT_FALSE(csv::parse(""));
    EXPECT_FALSE(csv::parse("a,b\n\xff,1\n"));
}

TEST(Csv, KeepsFormulasFromSpreadsheetsAndNumbersAsNumbers)
{
    EXPECT_EQ(csv::escaped("=HYPERLINK(1)"), "'=HYPERLINK(1)");
    EXPECT_EQ(csv::escaped("@x"), "'@x");
    EXPECT_EQ(csv::escaped("-2.5"), "-2.5");
    EXPECT_EQ(csv::escaped("+1e6"), "+1e6");
    EXPECT_EQ(csv::escaped("-2.5 kg"), "'-2.5 kg");
    EXPECT_EQ(csv::escaped("a \"b\""), "\"a \"\"b\"\"\"");
}

TEST(Csv, ReadsWhatItWrote)
{
    const std::vector<std::string> row{"=1+1", "-5", "a,b;c\td", "two\nlines", " edge ", "\"quoted\"", "'=x", "-x"};
    const auto table = csv::parse("a,b,c,d,e,f,g,h\r\n" + csv::line(row));
    ASSERT_TRUE(table);
    EXPECT_THAT(cells(*table), ElementsAre(row));
}

} // namespace

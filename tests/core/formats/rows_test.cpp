#include "core/formats/rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

namespace winnow::formats {
namespace {

using testing::ElementsAre;

struct Cut {
    std::vector<std::vector<std::string>> rows;
    std::vector<RowTrouble> troubles;
};

Cut cutAll(std::string_view text, const Dialect& dialect)
{
    Cut cut;
    std::vector<Cell> cells;
    while (!text.empty()) {
        const Row row = cutRow(text, true, dialect, cells);
        EXPECT_GT(row.length, 0U);
        std::vector<std::string> texts;
        for (const Cell& cell : cells)
            texts.push_back(cellText(cell));
        cut.rows.push_back(texts);
        cut.troubles.push_back(row.trouble);
        // Alone it reads the same.
        (void)cutRow(text.substr(0, row.length), true, dialect, cells);
        std::vector<std::string> again;
        for (const Cell& cell : cells)
            again.push_back(cellText(cell));
        EXPECT_EQ(again, texts);
        text.remove_prefix(row.length);
    }
    return cut;
}

using Texts = std::vector<std::string>;

TEST(Rows, HoldLineEndsAndDelimitersInQuotedCells)
{
    const Cut cut = cutAll("1,\"a, \"\"b\"\"\r\nc\",x\r\n2,d,y\r3,e,z\n", {',', true, 3});
    EXPECT_THAT(cut.rows, ElementsAre(Texts{"1", "a, \"b\"\nc", "x"}, Texts{"2", "d", "y"}, Texts{"3", "e", "z"}));
    EXPECT_THAT(cut.troubles, testing::Each(RowTrouble::None));
}

TEST(Rows, WithAnOpenQuotationEndWhereTheNextRowBegins)
{
    const Cut cut = cutAll("1,\"never closed,x\n2,\"b\",y\n3,\"c\",z\n", {',', true, 3});
    ASSERT_EQ(cut.rows.size(), 3U);
    EXPECT_EQ(cut.troubles, (std::vector{RowTrouble::OpenQuote, RowTrouble::None, RowTrouble::None}));
    EXPECT_EQ(cut.rows[0], (Texts{"1", "never closed", "x"}));
    EXPECT_EQ(cut.rows[2], (Texts{"3", "c", "z"}));
}

TEST(Rows, WithTheSameCellOpenInOneAndQuotedInTheNextAreTwo)
{
    const Cut cut = cutAll("1,\"open\n2,\"b\"\n3,\"c\"\n", {',', true, 2});
    EXPECT_THAT(cut.rows, ElementsAre(Texts{"1", "open"}, Texts{"2", "b"}, Texts{"3", "c"}));
}

TEST(Rows, KeepQuotationMarksThatAreNotDoubled)
{
    const Cut cut = cutAll("1,\"the \"new\" way, told\",x\n2,\"\"\"A\"\" b\",y\n3,\"Foo\" is, z\n", {',', true, 3});
    EXPECT_THAT(cut.rows,
        ElementsAre(Texts{"1", "the \"new\" way, told", "x"}, Texts{"2", "\"A\" b", "y"}, Texts{"3", "Foo\" is", "z"}));
    EXPECT_THAT(cut.troubles, ElementsAre(RowTrouble::None, RowTrouble::None, RowTrouble::LoneQuote));
}

TEST(Rows, WithoutQuotingKeepEveryMark)
{
    const Cut cut = cutAll("1\t\"A\" b\tx\n2\t\"c\t\"d\"\n", {'\t', false, 3});
    EXPECT_THAT(cut.rows, ElementsAre(Texts{"1", "\"A\" b", "x"}, Texts{"2", "\"c", "\"d\""}));
}

TEST(Rows, OfAnotherDelimiterAreReadSo)
{
    const Cut cut = cutAll("1;a;x\n2,b,y\n", {';', true, 3});
    EXPECT_THAT(cut.rows, ElementsAre(Texts{"1", "a", "x"}, Texts{"2", "b", "y"}));
    EXPECT_EQ(cut.troubles[1], RowTrouble::OtherDelimiter);
}

TEST(Rows, WithTooFewOrTooManyCellsSaySo)
{
    const Cut cut = cutAll("1,a\n2,b,y,,\n3,c,z,w\n", {',', true, 3});
    EXPECT_THAT(cut.troubles, ElementsAre(RowTrouble::FewCells, RowTrouble::None, RowTrouble::ManyCells));
}

TEST(Rows, LoseTheGuardsAgainstExcel)
{
    EXPECT_THAT(cutAll("=\"0012\",x\n", {',', true, 2}).rows, ElementsAre(Texts{"0012", "x"}));
}

RC_GTEST_PROP(Rows, OfAnyBytesEndAndReadTheSameAlone, ())
{
    const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(
        std::vector<std::string>{"a", "bc", ",", ",", "\"", "\"\"", "\n", "\r\n", "\r", " ", "\t", ";", "\"x\"", "é"}));
    std::string text;
    for (const std::string& piece : pieces)
        text += piece;
    (void)cutAll(text, {',', true, static_cast<std::size_t>(*rc::gen::inRange(0, 4))});
}

} // namespace
} // namespace winnow::formats

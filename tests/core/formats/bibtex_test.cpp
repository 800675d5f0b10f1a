#include "tests/core/formats/collect.h"

#include <gmock/gmock.h>

namespace winnow::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// Of one record that is read without a problem.
Record onlyRecord(std::string_view bytes)
{
    const Result<Collected> collected = collect(bytes);
    EXPECT_TRUE(collected);
    if (!collected || collected->records.size() != 1) {
        ADD_FAILURE() << "not one record";
        return {};
    }
    EXPECT_EQ(collected->receipt.problemCount, 0U) << collected->receipt.problems.at(0).text;
    return collected->records[0];
}

TEST(BibtexEntries, AreNotLostForANameWithASpaceOrAPlus)
{
    const Result<Collected> collected = collect("@article{a,\n title={One},\n Early Access Date = {{SEP 2020}},\n"
                                                " funding_text 1={x},\n author+an:role = {y},\n doi={10.5555/1}\n}\n"
                                                "@article{b, title={Two}}\n");
    ASSERT_TRUE(collected);
    ASSERT_EQ(collected->records.size(), 2U);
    EXPECT_EQ(collected->records[0].doi, "10.5555/1");
    EXPECT_EQ(collected->records[0].year, 2020);
    EXPECT_EQ(collected->records[1].title, "Two");
    const std::vector<RawField> fields = formats::rawFields(Format::Bibtex, "UTF-8", "", collected->records[0].raw);
    EXPECT_THAT(fields,
        ElementsAre(RawField{"@article", "a"}, RawField{"title", "One"}, RawField{"Early Access Date", "SEP 2020"},
            RawField{"funding_text 1", "x"}, RawField{"author+an:role", "y"}, RawField{"doi", "10.5555/1"}));
}

TEST(BibtexEntries, MayBeBracedTwiceQuotedOrPutTogether)
{
    const Record record =
        onlyRecord("@Article ( key:1 , TITLE = \"A \" # {{Double} braced} , year = 2001 , month = dec,\n"
                   "author = {{Doe, Jane and Roe, Richard}}, pages=\"1--9\" )");
    EXPECT_EQ(record.title, "A Double braced");
    EXPECT_EQ(record.year, 2001);
    EXPECT_EQ(record.date, "Dec 2001");
    EXPECT_THAT(record.authors, ElementsAre("Doe, Jane", "Roe, Richard"));
    EXPECT_THAT(record.groupAuthors, IsEmpty());
    EXPECT_EQ(record.pages, "1-9");
}

TEST(BibtexEntries, CanBeReadAloneWithTheAbbreviationsTheyNeed)
{
    const Result<Collected> collected = collect(
        "@string{j = {Journal of } # {Examples}}\n@string{unused = {x}}\n@article{a, title={T}, journal = j}\n");
    ASSERT_TRUE(collected);
    EXPECT_EQ(collected->receipt.context, "@string{j = {Journal of Examples}}\n");
    const std::vector<RawField> fields =
        formats::rawFields(Format::Bibtex, "UTF-8", collected->receipt.context, collected->records.at(0).raw);
    EXPECT_EQ(fields.back(), (RawField{"journal", "Journal of Examples"}));
}

TEST(BibtexEntries, AreReadInUtf16WithoutAByteOrderMark)
{
    for (const bool bigEndian : {false, true}) {
        const std::string bytes =
            utf16("% Encoding: UTF-16\n\n@article{a,\n title = {Plain},\n year = 2001\n}\n", bigEndian);
        EXPECT_EQ(onlyRecord(bytes).title, "Plain");
    }
}

TEST(BibtexEntries, MayNestAsDeepAsTheyLike)
{
    constexpr std::size_t Depth = 100'000;
    const std::string deep = std::string(Depth, '{') + "deep" + std::string(Depth, '}');
    EXPECT_EQ(onlyRecord("@article{a, title = {" + deep + "}, year = 2001}").title, "deep");
    const Result<Collected> open =
        collect("@article{a, title = {" + std::string(Depth, '{') + "\n\n@article{b, title={B}}");
    ASSERT_TRUE(open);
    ASSERT_EQ(open->records.size(), 2U);
    EXPECT_EQ(open->records[1].title, "B");
}

TEST(BibtexEntries, MayStandOnOneLongLine)
{
    std::string bytes;
    while (bytes.size() < 1'000'000)
        bytes += "@article{k" + std::to_string(bytes.size()) + ", title = {A title}, year = {2001}} ";
    bytes += "@article{long, title = {" + std::string(1'000'000, 'x') + "}}";
    const Result<Collected> collected = collect(bytes, 65'536);
    ASSERT_TRUE(collected);
    expectEveryByteAccountedFor(bytes, *collected);
    EXPECT_EQ(collected->records.back().title.size(), 1'000'000U);
    EXPECT_EQ(collected->receipt.problemCount, 0U);
}

TEST(BibtexEntries, AreNotBlownUpByAbbreviations)
{
    std::string bytes = "@string{a0 = {" + std::string(1000, 'x') + "}}\n";
    for (int i = 1; i < 40; ++i)
        bytes +=
            "@string{a" + std::to_string(i) + " = a" + std::to_string(i - 1) + " # a" + std::to_string(i - 1) + "}\n";
    bytes += "@article{k, title = a39";
    for (int i = 0; i < 10'000; ++i)
        bytes += " # a6";
    bytes += ", year = 2001}\n";
    const Result<Collected> collected = collect(bytes);
    ASSERT_TRUE(collected);
    ASSERT_EQ(collected->records.size(), 1U);
    EXPECT_LT(collected->records[0].title.size(), 3'000'000U);
    EXPECT_EQ(collected->records[0].year, 2001);
    EXPECT_GT(collected->receipt.problemCount, 0U);
}

TEST(BibtexEntries, OfTensOfThousandsUnclosedAreEachTold)
{
    std::string bytes;
    for (int i = 0; i < 5'000; ++i)
        bytes += "@article{k" + std::to_string(i) + ",\n title = {Open,\n year = {2001}\n\n";
    const Result<Collected> collected = collect(bytes);
    ASSERT_TRUE(collected);
    expectEveryByteAccountedFor(bytes, *collected);
    EXPECT_EQ(collected->records.size(), 5'000U);
    EXPECT_EQ(collected->records[7].title, "Open");
    EXPECT_EQ(collected->records[7].year, 2001);
    EXPECT_GE(collected->receipt.problemCount, 5'000U);
}

TEST(BibtexFields, OfHostileFilesTakeNoLongerThanTheyAreLong)
{
    for (const std::string_view part : {"a={", "a={\n", "a=\"", "\na={\nb=", "{", "}", "},\na=", "#", "a=b#", "\\",
             "@a{", "\n@a{b,", "a,b,", "\n\n", "a\n", "%\n", "@string{a=", "\"", "(", "=", "a=\\'{", " and ", "$a"}) {
        for (const std::string_view start :
            {"@article{k,", "@article(k,", "@article{k, author={", "@comment{", "@article{k}\n"}) {
            std::string bytes{start};
            while (bytes.size() < 40'000)
                bytes += part;
            const Result<Collected> collected = collect(bytes);
            if (collected)
                expectEveryByteAccountedFor(bytes, *collected);
        }
    }
}

} // namespace
} // namespace winnow::test

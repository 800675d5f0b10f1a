#include "core/ranking/tokens.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace winnow::ranking {
namespace {

using testing::ElementsAre;

std::vector<std::string> wordsOf(std::string_view text)
{
    const std::u32string lower = lowered(text);
    std::vector<std::string> found;
    for (const std::u32string_view word : words(lower))
        found.push_back(utf8(word));
    return found;
}

TEST(Tokens, AreRunsOfTwoOrMoreWordCharacters)
{
    EXPECT_THAT(wordsOf("A double-blind trial's IL_6 x2 β"), ElementsAre("double", "blind", "trial", "il_6", "x2"));
}

TEST(Tokens, AreLoweredInEveryScript)
{
    EXPECT_THAT(wordsOf("ÉTUDE ΟΔΟΣ ΣΑΣ Übung"), ElementsAre("étude", "οδος", "σας", "übung"));
}

TEST(Tokens, EndAtCombiningMarks)
{
    EXPECT_THAT(wordsOf("cafe\u0301s"), ElementsAre("cafe")) << "the mark is no word character, and s is one alone";
}

TEST(CharacterRuns, ReachOverTheBordersOfWordsByOneSpace)
{
    std::vector<TermHash> runs;
    characterRuns(U"cells", 4, runs);
    std::vector<TermHash> expected;
    for (const char32_t* run : {U" cel", U"cell", U"ells", U"lls "})
        expected.push_back(TermHash{run[0]} << 48U | TermHash{run[1]} << 32U | TermHash{run[2]} << 16U | run[3]);
    EXPECT_EQ(runs, expected);
}

TEST(CharacterRuns, AreOneOfAWordTooShort)
{
    std::vector<TermHash> runs;
    characterRuns(U"a of", 4, runs);
    EXPECT_EQ(runs.size(), 2U);
}

TEST(Phrases, AreCutAtSemicolonsAndQualifiers)
{
    EXPECT_THAT(phrases(U"*liver cirrhosis/therapy; stem cells\nhumans;;"),
        ElementsAre(U"liver cirrhosis", U"therapy", U"stem cells", U"humans"));
}

TEST(StopWords, AreTheEnglishOnes)
{
    EXPECT_TRUE(isStopWord(U"the"));
    EXPECT_TRUE(isStopWord(U"a"));
    EXPECT_TRUE(isStopWord(U"yourselves"));
    EXPECT_FALSE(isStopWord(U"patients"));
}

} // namespace
} // namespace winnow::ranking

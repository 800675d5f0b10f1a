#include "ui/shell/fuzzymatch.h"

#include <gtest/gtest.h>

using winnow::ui::fuzzyMatch;

TEST(FuzzyMatch, FindsLettersInOrderWhateverTheirCaseAndAccents)
{
    const auto match = fuzzyMatch(QStringLiteral("rr"), QStringLiteral("Redone révision"));
    ASSERT_TRUE(match.has_value());
    EXPECT_EQ(match->positions, (std::vector<qsizetype>{0, 7}));
    EXPECT_TRUE(fuzzyMatch(QStringLiteral("REV"), QStringLiteral("révision")).has_value());
    EXPECT_FALSE(fuzzyMatch(QStringLiteral("vr"), QStringLiteral("rev")).has_value());
    EXPECT_FALSE(fuzzyMatch(QStringLiteral("long"), QStringLiteral("lo")).has_value());
}

TEST(FuzzyMatch, PrefersBeginningsOfWordsAndRuns)
{
    const auto score = [](const char* typed, const char* name) {
        return fuzzyMatch(QString::fromLatin1(typed), QString::fromLatin1(name))->score;
    };
    EXPECT_GT(score("op", "Open"), score("op", "Group"));
    EXPECT_GT(score("imp", "Import export files"), score("imp", "Simple"));
    EXPECT_GT(score("sc", "Save a copy"), score("sc", "Descend"));
}

TEST(FuzzyMatch, FitsEverythingWhileNothingIsTyped)
{
    ASSERT_TRUE(fuzzyMatch({}, QStringLiteral("Open")).has_value());
    EXPECT_TRUE(fuzzyMatch({}, QStringLiteral("Open"))->positions.empty());
}

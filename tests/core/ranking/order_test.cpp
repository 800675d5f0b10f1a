#include "core/ranking/order.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

namespace winnow::ranking {
namespace {

using testing::ElementsAre;

TEST(Order, IsByScoreAndAmongEqualsByNumber)
{
    const std::vector<double> scores{1, 3, 2, 3, 9};
    EXPECT_THAT(ordered(scores, {3, 2, 1, 0}, {}), ElementsAre(1, 3, 2, 0));
}

TEST(Order, IsThatOfAComparisonForAnyScores)
{
    std::mt19937_64 random(5); // NOLINT(cert-msc32-c,cert-msc51-cpp): the same each time
    std::vector<double> scores{0.0, -0.0, 1e-300, -1e-300, 1e300, -1e300};
    while (scores.size() < 3000) {
        const double score = static_cast<double>(random() % 2000) - 1000;
        scores.push_back(random() % 3 == 0 ? score : score * 1e-9 + 1);
    }
    std::vector<std::uint32_t> expected(scores.size());
    std::iota(expected.begin(), expected.end(), 0U);
    std::vector<std::uint32_t> shuffled = expected;
    std::ranges::shuffle(shuffled, random);
    std::ranges::stable_sort(expected, [&](auto left, auto right) { return scores[left] > scores[right]; });
    EXPECT_EQ(ordered(scores, shuffled, {}), expected);
}

TEST(Order, MixesInTheSameRecordsForTheSameSeed)
{
    std::vector<double> scores(200);
    std::vector<std::uint32_t> all;
    for (std::uint32_t i = 0; i < 200; ++i) {
        scores[i] = -static_cast<double>(i);
        all.push_back(i);
    }
    const auto mixed = ordered(scores, all, {0.2, 7});
    EXPECT_EQ(mixed, ordered(scores, all, {0.2, 7}));
    EXPECT_NE(mixed, ordered(scores, all, {0.2, 8}));
    EXPECT_NE(mixed, all);
    EXPECT_THAT(mixed, testing::UnorderedElementsAreArray(all));
    std::size_t early = 0;
    for (std::size_t i = 0; i < 50; ++i)
        early += mixed[i] >= 60 ? 1U : 0U;
    EXPECT_GT(early, 0U) << "some stand early that the scores put late";
    EXPECT_LT(early, 25U);
}

} // namespace
} // namespace winnow::ranking

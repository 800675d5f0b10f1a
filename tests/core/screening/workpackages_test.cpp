#include "core/screening/workpackages.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace winnow::screening {
namespace {

std::vector<CitationId> citations(std::int64_t count)
{
    std::vector<CitationId> found;
    for (std::int64_t i = 1; i <= count; ++i)
        found.emplace_back(i * 3);
    return found;
}

const std::vector<ReviewerId> Three{ReviewerId{4}, ReviewerId{7}, ReviewerId{9}};

TEST(WorkPackages, GiveEveryRecordToSomebodyAndEverybodyTheSame)
{
    for (const std::int64_t count : {0, 1, 2, 3, 100, 1001})
        for (const int each : {1, 2, 3})
            for (const double overlap : {0.0, 0.1, 1.0}) {
                const auto all = citations(count);
                const auto found = split(all, {Three, each, overlap, 42});
                ASSERT_TRUE(found);
                std::map<ReviewerId, std::int64_t> loads;
                std::map<CitationId, std::set<ReviewerId>> given;
                for (const Assigned& one : *found) {
                    ++loads[one.reviewer];
                    EXPECT_TRUE(given[one.citation].insert(one.reviewer).second) << "to one reviewer twice";
                }
                EXPECT_EQ(given.size(), all.size());
                std::int64_t least = count > 0 ? std::int64_t{1} << 40U : 0;
                std::int64_t most = 0;
                for (const ReviewerId reviewer : Three) {
                    least = std::min(least, loads[reviewer]);
                    most = std::max(most, loads[reviewer]);
                }
                EXPECT_LE(most - least, 1) << count << ' ' << each << ' ' << overlap;
                const auto more = std::ranges::count_if(
                    given, [&](const auto& one) { return static_cast<int>(one.second.size()) > each; });
                const auto expected = each == 3 ? 0 : std::llround(overlap * static_cast<double>(count));
                EXPECT_EQ(more, expected);
            }
}

TEST(WorkPackages, LetPairsMeetEquallyOften)
{
    const auto found = split(citations(300), {Three, 2, 0, 7});
    ASSERT_TRUE(found);
    std::map<CitationId, std::vector<ReviewerId>> given;
    for (const Assigned& one : *found)
        given[one.citation].push_back(one.reviewer);
    std::map<std::vector<ReviewerId>, int> met;
    for (const auto& [citation, reviewers] : given)
        ++met[reviewers];
    ASSERT_EQ(met.size(), 3U);
    for (const auto& [pair, times] : met)
        EXPECT_NEAR(times, 100, 1);
}

TEST(WorkPackages, AreTheSameForTheSameSeedWhateverTheOrder)
{
    auto all = citations(50);
    const Split how{Three, 1, 0.2, 99};
    const auto one = split(all, how);
    std::ranges::reverse(all);
    const auto other = split(all, how);
    ASSERT_TRUE(one && other);
    EXPECT_EQ(*one, *other);
    const auto another = split(all, {Three, 1, 0.2, 100});
    ASSERT_TRUE(another);
    EXPECT_NE(*one, *another);
    // By the engine's definition in the C++ standard, so the same with every library.
    const auto few = split(citations(4), {{ReviewerId{1}, ReviewerId{2}}, 1, 0, 1});
    ASSERT_TRUE(few);
    std::string said;
    for (const Assigned& assigned : *few)
        said += std::to_string(assigned.citation.value) + ':' + std::to_string(assigned.reviewer.value) + ' ';
    EXPECT_EQ(said, "3:1 6:2 9:1 12:2 ");
}

TEST(WorkPackages, RefuseWhatMakesNoSense)
{
    EXPECT_FALSE(split(citations(3), {{}, 1, 0, 1}));
    EXPECT_FALSE(split(citations(3), {{ReviewerId{1}, ReviewerId{1}}, 1, 0, 1}));
    EXPECT_FALSE(split(citations(3), {Three, 4, 0, 1}));
    EXPECT_FALSE(split(citations(3), {Three, 0, 0, 1}));
    EXPECT_FALSE(split(citations(3), {Three, 1, 1.5, 1}));
}

} // namespace
} // namespace winnow::screening

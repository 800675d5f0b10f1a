#include "ui/models/ranks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace winnow::ui {
namespace {

using testing::Eq;

std::vector<CitationId> ids(std::initializer_list<std::int64_t> numbers)
{
    std::vector<CitationId> made;
    for (const std::int64_t number : numbers)
        made.emplace_back(number);
    return made;
}

Reading reading(std::int64_t current, std::initializer_list<std::int64_t> passed)
{
    return {CitationId{current},
        [list = ids(passed)](CitationId id) { return std::find(list.begin(), list.end(), id) != list.end(); }};
}

const Ranks Backwards(ids({9, 7, 5, 3, 1}));

TEST(Ranks, PutInTheirOrderAndWhatHasNoPlaceLastAsItStood)
{
    std::vector<CitationId> list = ids({1, 2, 3, 700, 5, 4, 9});
    Backwards.arrange(list);
    EXPECT_THAT(list, Eq(ids({9, 5, 3, 1, 2, 700, 4})));
}

TEST(Ranks, OfNothingLeaveAListAsItIs)
{
    std::vector<CitationId> list = ids({3, 1, 2});
    Ranks({}).arrange(list);
    EXPECT_THAT(list, Eq(ids({3, 1, 2})));
}

TEST(Ranks, OfANumberThatNoReviewHasAreNone)
{
    std::vector<CitationId> list = ids({2, std::int64_t{1} << 60, 1});
    Ranks(ids({std::int64_t{1} << 60, 1, 2})).arrange(list);
    EXPECT_THAT(list, Eq(ids({1, 2, std::int64_t{1} << 60})));
}

TEST(ArrangedBehind, KeepsWhatIsReadAndWhatWasPassedBeforeIt)
{
    const auto before = ids({1, 3, 5, 7, 9});
    EXPECT_THAT(arrangedBehind(before, before, reading(5, {1}), Backwards), Eq(ids({1, 5, 9, 7, 3})));
    EXPECT_THAT(arrangedBehind(before, before, reading(1, {}), Backwards), Eq(ids({1, 9, 7, 5, 3})));
    EXPECT_THAT(arrangedBehind(before, before, reading(3, {1, 7}), Backwards), Eq(ids({1, 3, 9, 7, 5})))
        << "passed, and behind again: by rank";
}

TEST(ArrangedBehind, TakesWhatIsNewAndLosesWhatIsGone)
{
    EXPECT_THAT(
        arrangedBehind(ids({3, 5, 9, 11}), ids({1, 3, 5}), reading(5, {1, 3}), Backwards), Eq(ids({3, 5, 9, 11})));
    EXPECT_THAT(arrangedBehind(ids({3, 5}), ids({1}), reading(1, {}), Backwards), Eq(ids({5, 3})));
    EXPECT_THAT(arrangedBehind(ids({3, 5}), ids({1}), reading(3, {}), Backwards), Eq(ids({3, 5})))
        << "come into the list while it is read";
    EXPECT_THAT(arrangedBehind({}, ids({1}), reading(0, {}), Backwards), Eq(ids({})));
}

} // namespace
} // namespace winnow::ui

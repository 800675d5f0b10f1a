#include "core/dedup/duplicates.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace winnow::dedup {

namespace {

Pair pairOf(std::int64_t a, std::int64_t b, Answer answer, float likeness = 0.95F)
{
    Pair pair{RecordId{a}, RecordId{b}, answer, Relation::None, likeness, {}};
    if (answer == Answer::Distinct)
        pair.evidence.rule = Rule::OtherPmid;
    return pair;
}

std::vector<RecordId> ids(std::initializer_list<std::int64_t> numbers)
{
    std::vector<RecordId> list;
    for (const std::int64_t number : numbers)
        list.emplace_back(number);
    return list;
}

using Lists = std::vector<std::vector<RecordId>>;

} // namespace

TEST(Groups, JoinWhatAChainOfSurePairsConnects)
{
    const Groups result = groups({pairOf(1, 2, Answer::Same), pairOf(2, 5, Answer::Same), pairOf(3, 4, Answer::Same),
                                     pairOf(6, 7, Answer::Doubtful, 0.7F)},
        {});
    EXPECT_EQ(result.groups, (Lists{ids({1, 2, 5}), ids({3, 4})}));
    ASSERT_EQ(result.doubtful.size(), 1U);
    EXPECT_EQ(result.doubtful[0].a, RecordId{6});
}

TEST(Groups, AskWhereAChainWouldConnectTwoThatAreDistinct)
{
    const Groups result = groups(
        {pairOf(1, 2, Answer::Same, 0.99F), pairOf(2, 3, Answer::Same, 0.95F), pairOf(1, 3, Answer::Distinct, 0)}, {});
    EXPECT_EQ(result.groups, (Lists{ids({1, 2})}));
    ASSERT_EQ(result.doubtful.size(), 1U);
    EXPECT_EQ(result.doubtful[0].evidence.rule, Rule::OthersApart);
    EXPECT_EQ(result.doubtful[0].b, RecordId{3});
}

TEST(Groups, APersonsWordOutranksTheProgram)
{
    const std::vector<Pair> pairs = {
        pairOf(1, 2, Answer::Same), pairOf(2, 3, Answer::Doubtful, 0.6F), pairOf(1, 3, Answer::Distinct, 0)};
    EXPECT_EQ(groups(pairs, {{RecordId{2}, RecordId{1}, Answer::Distinct}}).groups, Lists{});
    EXPECT_EQ(groups(pairs, {{RecordId{1}, RecordId{3}, Answer::Same}}).groups, (Lists{ids({1, 2, 3})}));
    EXPECT_EQ(groups(pairs, {{RecordId{2}, RecordId{3}, Answer::Distinct}}).doubtful, std::vector<Pair>{});
}

TEST(Groups, KeepApartWhatAPersonCalledDistinctAcrossAChain)
{
    const Groups result = groups({pairOf(1, 2, Answer::Same, 0.99F), pairOf(2, 3, Answer::Same, 0.95F)},
        {{RecordId{1}, RecordId{3}, Answer::Distinct}});
    EXPECT_EQ(result.groups, (Lists{ids({1, 2})}));
    EXPECT_EQ(result.doubtful.size(), 1U);
}

TEST(Groups, NeverHoldWhatAPersonHoldsApartInWhateverOrderTheyWereTold)
{
    std::vector<PersonAnswer> answers = {{RecordId{1}, RecordId{3}, Answer::Same},
        {RecordId{2}, RecordId{3}, Answer::Same}, {RecordId{1}, RecordId{2}, Answer::Distinct}};
    for (int turn = 0; turn < 3; ++turn) {
        EXPECT_EQ(groups({}, answers).groups, (Lists{ids({1, 3})}));
        std::ranges::rotate(answers, answers.begin() + 1);
    }
    EXPECT_EQ(groups({pairOf(1, 2, Answer::Same)}, {{RecordId{1}, RecordId{2}, Answer::Linked}}).groups, Lists{});
}

} // namespace winnow::dedup

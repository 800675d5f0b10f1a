#include "tests/core/dedup/labelled.h"
#include "tests/support/shared.h"

#include <gtest/gtest.h>

namespace winnow::dedup {

namespace {

/// What is asked of a set: shares of the records that can be removed.
struct Bar {
    const char* set;
    double found;
    double foundOrAsked;
};

void PrintTo(const Bar& bar, std::ostream* out)
{
    *out << bar.set;
}

class LabelledSets : public testing::TestWithParam<Bar> { };

} // namespace

TEST_P(LabelledSets, LoseNothingAndLeaveLittle)
{
    WINNOW_NEEDS_SHARED();
    const Bar bar = GetParam();
    const Labelled labelled = readLabelled(bar.set);
    ASSERT_FALSE(labelled.records.empty());
    const std::vector<Item> items = labelled.items();
    NoProgress progress;
    const auto pairs = dedup::find(items, {}, progress);
    ASSERT_TRUE(pairs);
    const Score result = score(labelled, groups(*pairs, {}));
    EXPECT_EQ(result.impure, 0);
    EXPECT_GE(result.found, bar.found * result.removable);
    EXPECT_GE(result.foundOrAsked, bar.foundOrAsked * result.removable);
}

TEST_P(LabelledSets, AskLittle)
{
    WINNOW_NEEDS_SHARED();
    const Labelled labelled = readLabelled(GetParam().set);
    const std::vector<Item> items = labelled.items();
    NoProgress progress;
    const auto pairs = dedup::find(items, {}, progress);
    ASSERT_TRUE(pairs);
    EXPECT_LT(groups(*pairs, {}).doubtful.size(), labelled.records.size() / 30);
}

/// However the reader of a table took the list of authors apart.
TEST_P(LabelledSets, DoNotDependOnHowAuthorsWereSplit)
{
    WINNOW_NEEDS_SHARED();
    const Bar bar = GetParam();
    Labelled labelled = readLabelled(bar.set);
    for (Record& record : labelled.records) {
        std::string all;
        for (const std::string& author : record.authors)
            all += (all.empty() ? "" : " and ") + author;
        record.authors = {all};
    }
    const std::vector<Item> items = labelled.items();
    NoProgress progress;
    const auto pairs = dedup::find(items, {}, progress);
    ASSERT_TRUE(pairs);
    const Score result = score(labelled, groups(*pairs, {}));
    EXPECT_EQ(result.impure, 0);
    EXPECT_GE(result.found, bar.found * result.removable);
}

INSTANTIATE_TEST_SUITE_P(Rathbone, LabelledSets,
    testing::Values(Bar{"cytology_screening", 0.992, 0.995}, Bar{"respiratory", 0.97, 0.995},
        Bar{"diabetes", 0.999, 0.995}, Bar{"tafenoquine", 1, 1}));

} // namespace winnow::dedup

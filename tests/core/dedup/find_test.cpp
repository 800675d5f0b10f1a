#include "tests/core/dedup/labelled.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

namespace winnow::dedup {

namespace {

/// Works that look alike in every way, several records each: the hard cases on a small scale. The same for a seed.
std::vector<Record> crowd(unsigned seed, int works)
{
    std::mt19937 random{seed};
    const auto pick = [&random](std::initializer_list<const char*> list) {
        return std::string{*(list.begin() + random() % list.size())};
    };
    std::vector<Record> records;
    for (int i = 0; i < works; ++i) {
        Record work = article();
        work.title =
            pick({"Editorial", "Stem cells for liver failure", "Stem cells for liver failure: a randomised trial",
                "Stem cells for liver failure. Part II", "Stem cells in renal failure of children", "Reply"});
        work.authors = {pick({"Zhang, Z", "Smith, J", "Garcia, M"}), pick({"Lin, H", "Miller, A"})};
        work.year = 2010 + static_cast<int>(random() % 3);
        work.volume = pick({"26", "27", ""});
        work.pages = pick({"11-18", "19-20", "112-120", "S12", ""});
        work.doi = pick({"10.1/a", "10.1/b", ""});
        work.journal = pick({"Hepatology", "J Hepatol", "Journal of Hepatology"});
        if (random() % 2 == 0)
            work.abstract.clear();
        if (random() % 8 == 0)
            work.pmid = pick({"1", "2", "3"});
        records.push_back(work);
    }
    return records;
}

std::vector<Item> itemsOf(const std::vector<Record>& records)
{
    std::vector<Item> items;
    for (std::size_t i = 0; i < records.size(); ++i)
        items.push_back(itemOf(RecordId{static_cast<std::int64_t>(i) + 1}, records[i]));
    return items;
}

std::vector<Pair> found(const std::vector<Item>& items, const Options& options = {})
{
    NoProgress progress;
    auto pairs = dedup::find(items, options, progress);
    EXPECT_TRUE(pairs);
    return pairs ? *pairs : std::vector<Pair>{};
}

class StopsAtOnce final : public Progress {
public:
    bool step(std::int64_t, std::int64_t) override { return false; }
};

class Watches final : public Progress {
public:
    bool step(std::int64_t done, std::int64_t total) override
    {
        EXPECT_LE(m_done, done);
        EXPECT_LE(done, total);
        m_done = done;
        return true;
    }

private:
    std::int64_t m_done = 0;
};

} // namespace

TEST(Find, GivesTheSamePairsForAnyOrderOfTheRecords)
{
    for (unsigned seed = 0; seed < 3; ++seed) {
        std::vector<Item> items = itemsOf(crowd(seed, 120));
        const std::vector<Pair> pairs = found(items);
        EXPECT_FALSE(pairs.empty());
        std::shuffle(items.begin(), items.end(), std::mt19937{seed});
        EXPECT_EQ(found(items), pairs);
    }
}

TEST(Find, GivesTheSamePairsForAnyNumberOfThreads)
{
    const std::vector<Item> items = itemsOf(crowd(11, 250));
    Options options;
    options.threads = 1;
    const std::vector<Pair> pairs = found(items, options);
    for (const int threads : {2, 5}) {
        options.threads = threads;
        EXPECT_EQ(found(items, options), pairs);
    }
}

/// Numbered the other way round, the same records come together.
TEST(Find, GroupsDoNotDependOnTheNumbersOfTheRecords)
{
    for (unsigned seed = 0; seed < 12; ++seed) {
        const std::vector<Record> records = crowd(seed, 60);
        const auto count = static_cast<std::int64_t>(records.size());
        std::vector<Item> forwards;
        std::vector<Item> backwards;
        for (std::int64_t i = 0; i < count; ++i) {
            forwards.push_back(itemOf(RecordId{i + 1}, records[static_cast<std::size_t>(i)]));
            backwards.push_back(itemOf(RecordId{count - i}, records[static_cast<std::size_t>(i)]));
        }
        // Records that say the same may stand for one another, so groups are compared by what their records say.
        const auto contents = [](const std::vector<Item>& items) {
            std::map<RecordId, std::uint32_t> content;
            for (const Item& item : items)
                content[item.record] = item.content;
            std::vector<std::vector<std::uint32_t>> groups;
            for (const std::vector<RecordId>& group : dedup::groups(found(items), {}).groups) {
                groups.emplace_back();
                for (const RecordId id : group)
                    groups.back().push_back(content[id]);
                std::ranges::sort(groups.back());
            }
            std::ranges::sort(groups);
            return groups;
        };
        EXPECT_EQ(contents(forwards), contents(backwards)) << seed;
    }
}

TEST(Find, ComparesOnlyTheNewOnesWhenRecordsAreAdded)
{
    const std::vector<Item> items = itemsOf(crowd(3, 140));
    const std::vector<Item> old(items.begin(), items.begin() + 120);
    Options options;
    options.firstNew = RecordId{121};
    options.known = found(old);
    std::vector<Pair> expected = found(items);
    std::erase_if(expected, [&](const Pair& pair) { return pair.b < options.firstNew; });
    EXPECT_EQ(found(items, options), expected);
}

TEST(Find, ReturnsWhatAPreviewOfOtherThresholdsNeeds)
{
    const std::vector<Item> items = itemsOf(crowd(4, 35)); // few enough that all are compared with all
    Options options;
    options.keep = 0.3;
    const Thresholds lower{0.8, 0.3};
    std::vector<Pair> previewed = found(items, options);
    std::erase_if(previewed, [&](const Pair& pair) { return decide(pair, lower) != Answer::Doubtful; });
    options.thresholds = lower;
    std::vector<Pair> done = found(items, options);
    std::erase_if(done, [](const Pair& pair) { return pair.answer != Answer::Doubtful; });
    ASSERT_EQ(previewed.size(), done.size());
    for (std::size_t i = 0; i < done.size(); ++i)
        EXPECT_EQ(previewed[i].likeness, done[i].likeness);
}

/// Not all pairs, of which there are eight million.
TEST(Find, ManyRecordsWithOneTitleAreNoMoreWorkThanOthers)
{
    std::vector<Item> same;
    std::vector<Item> editorials;
    Record record;
    record.title = "Editorial";
    for (std::int64_t i = 1; i <= 4'000; ++i) {
        editorials.push_back(itemOf(RecordId{i}, record));
        same.push_back(itemOf(RecordId{i}, article()));
    }
    EXPECT_EQ(dedup::groups(found(editorials), {}).groups.size(), 0U);
    const Groups all = dedup::groups(found(same), {});
    ASSERT_EQ(all.groups.size(), 1U); // a chain of neighbours
    EXPECT_EQ(all.groups.front().size(), same.size());
}

TEST(Find, StopsWhenItIsTold)
{
    StopsAtOnce progress;
    const auto pairs = dedup::find(itemsOf(crowd(1, 50)), {}, progress);
    ASSERT_FALSE(pairs);
    EXPECT_EQ(pairs.error().kind, ErrorKind::Cancelled);
}

TEST(Find, SaysHowFarItIs)
{
    Watches progress;
    EXPECT_TRUE(dedup::find(itemsOf(crowd(1, 100)), {}, progress));
}

TEST(Find, FindsNothingInNothing)
{
    EXPECT_TRUE(found({}).empty());
    const std::vector<Item> blanks = itemsOf(std::vector<Record>(50));
    EXPECT_TRUE(dedup::groups(found(blanks), {}).groups.empty());
}

TEST(Find, ComparingIsTheSameFromBothSides)
{
    std::vector<Item> items = itemsOf(crowd(8, 60));
    for (std::size_t i = 0; i < items.size(); ++i)
        for (std::size_t j = i + 1; j < items.size(); ++j) {
            const Pair pair = compare(items[i], items[j]);
            EXPECT_EQ(compare(items[j], items[i]), pair);
            std::swap(items[i].record, items[j].record); // numbered the other way round
            const Pair turned = compare(items[i], items[j]);
            std::swap(items[i].record, items[j].record);
            EXPECT_EQ(turned.answer, pair.answer);
            EXPECT_EQ(turned.likeness, pair.likeness);
            EXPECT_EQ(turned.evidence, pair.evidence);
        }
}

} // namespace winnow::dedup

// The n-th operation on the disk fails, for n = 1, 2, 3 … until the act goes through.
#include "tests/faults/faultydisk.h"
#include "tests/faults/scenario.h"

#include <gtest/gtest.h>

#include <QDir>
#include <QFile>

namespace winnow::faults {
namespace {

constexpr int MostOperations = 2000;

/// A folder's files under a name of their own, to begin each trial with.
class Keep {
public:
    explicit Keep(const Scenario& scenario)
        : m_scenario(scenario)
    {
        EXPECT_TRUE(QFile::copy(scenario.review(), kept()));
    }
    ~Keep() { QFile::remove(kept()); }
    Keep(const Keep&) = delete;
    Keep& operator=(const Keep&) = delete;
    void bringBack() const
    {
        for (const char* suffix : {"", "-wal", "-shm", "-journal", ".lock"})
            QFile::remove(m_scenario.review() + QLatin1String(suffix));
        EXPECT_TRUE(QFile::copy(kept(), m_scenario.review()));
        QDir(m_scenario.folder() + QStringLiteral("/Liver.backups")).removeRecursively();
    }

private:
    [[nodiscard]] QString kept() const { return m_scenario.review() + QStringLiteral(".kept"); }
    const Scenario& m_scenario;
};

std::string reopened(const QString& path)
{
    auto review = open(path);
    if (!review)
        return "cannot be opened: " + review.error().message.toStdString() + ' ' + review.error().detail.toStdString();
    EXPECT_EQ(faultsOf(*review), "");
    return stateOf(*review);
}

struct Before {
    std::string before;
    std::string after;
};

/// One trial: true if the act went through before the fault could happen.
bool passes(const Scenario& scenario, const Act& act, Fault fault, int number, const Before& state)
{
    bool succeeded = false;
    {
        auto review = open(scenario.review());
        EXPECT_TRUE(review) << review.error().message.toStdString();
        if (!review)
            return true;
        FaultyDisk::arm(fault, number);
        succeeded = act.act(*review).has_value();
        if (fault != Fault::PowerCut) {
            if (!FaultyDisk::disarm()) {
                EXPECT_TRUE(succeeded);
                return true;
            }
            EXPECT_EQ(stateOf(*review), succeeded ? state.after : state.before) << "while it is open";
            if (!succeeded) {
                const Result<> again = act.act(*review);
                EXPECT_TRUE(again) << "again: " << again.error().message.toStdString()
                                   << again.error().detail.toStdString();
                EXPECT_EQ(stateOf(*review), state.after) << "tried again";
                succeeded = true;
            }
        }
    }
    const bool happened = fault == Fault::PowerCut ? FaultyDisk::disarm() : true;
    const std::string found = reopened(scenario.review());
    EXPECT_TRUE(found == state.after || (!succeeded && found == state.before)) << "after reopening:\n"
                                                                               << found << "\nbefore:\n"
                                                                               << state.before << "\nafter:\n"
                                                                               << state.after;
    return !happened;
}

class Disk : public testing::TestWithParam<Fault> {
protected:
    static void SetUpTestSuite() { FaultyDisk::install(); }
};

TEST_P(Disk, LeavesEveryActWholeOrUndoneWhereverItFails)
{
    const Scenario scenario;
    ASSERT_TRUE(review::Review::create(scenario.review(), "Liver", {.clock = nullptr, .reviewer = "Eva"}));
    for (const Act& act : scenario.acts()) {
        const Keep keep{scenario};
        Before state;
        state.before = reopened(scenario.review());
        {
            auto review = open(scenario.review());
            ASSERT_TRUE(review);
            ASSERT_TRUE(act.act(*review)) << act.name;
            state.after = stateOf(*review);
        }
        ASSERT_NE(state.before, state.after) << act.name;
        int number = 1;
        for (bool passed = false; !passed; ++number) {
            keep.bringBack();
            passed = passes(scenario, act, GetParam(), number, state);
            ASSERT_FALSE(HasFailure()) << act.name << ", operation " << number;
            ASSERT_LT(number, MostOperations) << act.name;
        }
        EXPECT_GT(number, 2) << act.name << " wrote nothing";
        keep.bringBack();
        auto review = open(scenario.review()); // on with the next
        ASSERT_TRUE(review);
        ASSERT_TRUE(act.act(*review)) << act.name;
    }
}

/// More than SQLite's cache holds: its first pages stand in the file long before the end.
TEST_P(Disk, LeavesALargeFirstImportWholeOrUndoneWhereverItFails)
{
    const Scenario scenario;
    ASSERT_TRUE(review::Review::create(scenario.review(), "Liver", {.clock = nullptr, .reviewer = "Eva"}));
    const Act import = importOf(scenario.exportFile(2000, QStringLiteral("large.ris"), 9000));
    const Keep keep{scenario};
    Before state;
    state.before = reopened(scenario.review());
    {
        auto review = open(scenario.review());
        ASSERT_TRUE(review);
        ASSERT_TRUE(import.act(*review));
        state.after = stateOf(*review);
    }
    int trials = 0;
    bool passed = false;
    for (int number = 3; !passed; number *= 4) { // each n is tried with the small import
        keep.bringBack();
        passed = passes(scenario, import, GetParam(), number, state);
        ASSERT_FALSE(HasFailure()) << "operation " << number;
        ASSERT_LT(++trials, 20);
    }
    EXPECT_GT(trials, 4) << "too few writes to try";
}

TEST_P(Disk, MakesAReviewWholeOrNotAtAllWhereverItFails)
{
    for (int number = 1; number < MostOperations; ++number) {
        const Scenario scenario;
        FaultyDisk::arm(GetParam(), number);
        const bool made =
            review::Review::create(scenario.review(), "Liver", {.clock = nullptr, .reviewer = "Eva"}).has_value();
        const bool happened = FaultyDisk::disarm();
        if (QFile::exists(scenario.review())) {
            auto review = open(scenario.review());
            ASSERT_TRUE(review) << "operation " << number << ": " << review.error().message.toStdString();
            EXPECT_EQ(faultsOf(*review), "") << "operation " << number;
        } else {
            EXPECT_FALSE(made) << "operation " << number;
        }
        if (!happened) {
            EXPECT_TRUE(made);
            return;
        }
    }
    FAIL() << "never made";
}

INSTANTIATE_TEST_SUITE_P(
    Faults, Disk, testing::Values(Fault::Once, Fault::Full, Fault::PowerCut), [](const auto& fault) {
        return fault.param == Fault::Once ? "ErrorOnce" : fault.param == Fault::Full ? "FullFromThere" : "PowerCut";
    });

} // namespace
} // namespace winnow::faults

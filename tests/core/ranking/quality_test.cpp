// What the learned order and the stopping rule promise, on labelled sets. ranking_bench has the figures of all of them;
// here are the small ones, which take seconds.
#include "core/ranking/simulation.h"
#include "core/ranking/stopping.h"
#include "tests/core/ranking/sharedsets.h"
#include "tests/support/shared.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <ranges>

namespace winnow::ranking {
namespace {

constexpr std::size_t Small = 1000;

double meanLoss(const LabelledSet& set, const std::string& name, Model model)
{
    constexpr int Runs = 5;
    const Features features = set.features(model);
    double loss = 0;
    for (int run = 0; run < Runs; ++run) {
        NoProgress progress;
        const auto simulated = simulate(features, set.relevant, sharedPriors(name, run), progress);
        EXPECT_TRUE(simulated) << name;
        loss += simulated ? simulated->quality.loss / Runs : 1;
    }
    return loss;
}

TEST(OurOrder, FindsRelevantRecordsBeforeElasU4Does)
{
    WINNOW_NEEDS_SHARED();
    double logs = 0;
    double sets = 0;
    for (const std::string& name : sharedSets()) {
        const LabelledSet set = sharedSet(name);
        if (set.records.size() > Small)
            continue;
        const double ours = meanLoss(set, name, Model::Default);
        const double theirs = meanLoss(set, name, Model::ElasU4);
        EXPECT_LE(ours, theirs + 0.01) << name;
        logs += std::log(ours / theirs);
        ++sets;
    }
    ASSERT_GE(sets, 3);
    EXPECT_LE(std::exp(logs / sets), 0.92);
}

/// The share of the relevant records found when the rule first says so, looked at after every decision.
double recallWhenStopped(const std::vector<bool>& found, std::size_t records, StoppingTarget target)
{
    HypergeometricRule rule(records);
    double seen = 0;
    for (const bool relevant : found) {
        rule.add(relevant);
        seen += relevant ? 1 : 0;
        if (rule.chanceOfMissing(target.recall) < 1 - target.confidence)
            break;
    }
    return seen / static_cast<double>(std::ranges::count(found, true));
}

TEST(HypergeometricRule, ReachesItsRecallAsOftenAsItSays)
{
    WINNOW_NEEDS_SHARED();
    const StoppingTarget target{0.95, 0.95};
    int runs = 0;
    int reached = 0;
    for (const std::string& name : sharedSets()) {
        const LabelledSet set = sharedSet(name);
        if (set.records.size() > Small)
            continue;
        for (const Model model : {Model::Default, Model::ElasU4}) {
            const Features features = set.features(model);
            for (int run = 0; run < 5; ++run) {
                NoProgress progress;
                const auto simulated = simulate(features, set.relevant, sharedPriors(name, run), progress);
                ASSERT_TRUE(simulated) << name;
                std::vector<bool> found = simulated->relevant;
                found.resize(set.records.size() - 2, false); // the priors are no part of it
                reached += recallWhenStopped(found, found.size(), target) >= target.recall ? 1 : 0;
                ++runs;
            }
        }
    }
    ASSERT_GE(runs, 30);
    EXPECT_GE(reached, std::ceil(0.95 * runs)) << "of " << runs;
}

} // namespace
} // namespace winnow::ranking

// How fast a meta-analysis is, at 10 to 10,000 studies. tests/bench/metafor.R times R's metafor on the same data.
//
// Studies are made up: true effects with τ² = 0.1 about 0.3, variances between 0.01 and 0.2.
#include "core/stats/model.h"
#include "core/stats/sensitivity.h"
#include "core/stats/smallstudy.h"

#include <benchmark/benchmark.h>

#include <cmath>
#include <random>

namespace winnow::stats {
namespace {

struct Data {
    std::vector<double> y;
    std::vector<double> v;
};

Data made(std::int64_t k)
{
    std::mt19937_64 random{1};
    std::uniform_real_distribution<double> variance{0.01, 0.2};
    std::normal_distribution<double> normal;
    Data data;
    for (std::int64_t i = 0; i < k; ++i) {
        data.v.push_back(variance(random));
        data.y.push_back(0.3 + normal(random) * std::sqrt(0.1 + data.v.back()));
    }
    return data;
}

/// Everything a forest plot shows: estimate, interval, prediction interval, weights, τ² with its interval, I², H², Q.
void forest(benchmark::State& state)
{
    const Data data = made(state.range(0));
    for (auto unused : state) {
        const auto found = fit(data.y, data.v, {Estimator::RestrictedMaximumLikelihood, Inference::KnappHartung, 95});
        Moments moments{data.y, data.v};
        const TauInterval tau = qProfile(moments, 95);
        benchmark::DoNotOptimize(predictionInterval(*found));
        benchmark::DoNotOptimize(i2At(*found, tau.tau2.upper));
    }
}
BENCHMARK(forest)->Arg(10)->Arg(100)->Arg(1000)->Arg(10000)->Unit(benchmark::kMicrosecond);

void withoutEach(benchmark::State& state)
{
    const Data data = made(state.range(0));
    for (auto unused : state)
        benchmark::DoNotOptimize(leaveOneOut(data.y, data.v));
}
BENCHMARK(withoutEach)->Arg(10)->Arg(100)->Unit(benchmark::kMicrosecond);

void oneByOne(benchmark::State& state)
{
    const Data data = made(state.range(0));
    const std::vector<std::size_t> order = orderBy(data.v);
    for (auto unused : state)
        benchmark::DoNotOptimize(cumulative(data.y, data.v, order));
}
BENCHMARK(oneByOne)->Arg(10)->Arg(100)->Unit(benchmark::kMicrosecond);

void influenceOfEach(benchmark::State& state)
{
    const Data data = made(state.range(0));
    for (auto unused : state)
        benchmark::DoNotOptimize(influence(data.y, data.v));
}
BENCHMARK(influenceOfEach)->Arg(10)->Arg(100)->Unit(benchmark::kMicrosecond);

void asymmetry(benchmark::State& state)
{
    const Data data = made(state.range(0));
    for (auto unused : state) {
        benchmark::DoNotOptimize(regressionTest(data.y, data.v, {}, Predictor::StandardError));
        benchmark::DoNotOptimize(rankTest(data.y, data.v));
        benchmark::DoNotOptimize(trimAndFill(data.y, data.v, TrimFill::L0));
    }
}
BENCHMARK(asymmetry)->Arg(10)->Arg(100)->Unit(benchmark::kMicrosecond);

} // namespace
} // namespace winnow::stats

BENCHMARK_MAIN();

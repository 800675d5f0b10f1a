// Duval and Tweedie's trim and fill.
#include "core/stats/smallstudy.h"
#include "core/stats/words.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace winnow::stats {

namespace {

constexpr int MostRounds = 100;

/// Studies turned so that those too many lie right, in rising order.
struct Turned {
    std::vector<double> y;
    std::vector<double> v;
};

Turned turned(std::span<const double> y, std::span<const double> v, Side side)
{
    std::vector<std::size_t> order(y.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const double direction = side == Side::Right ? -1 : 1;
    std::stable_sort(
        order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return direction * y[a] < direction * y[b]; });
    Turned all;
    for (const std::size_t i : order) {
        all.y.push_back(direction * y[i]);
        all.v.push_back(v[i]);
    }
    return all;
}

/// Ranks of the distances from the centre, with the sign of the side; equal ones as they stand.
std::vector<double> signedRanks(const std::vector<double>& y, double centre)
{
    std::vector<std::size_t> order(y.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
        [&](std::size_t a, std::size_t b) { return std::abs(y[a] - centre) < std::abs(y[b] - centre); });
    std::vector<double> ranks(y.size());
    for (std::size_t rank = 0; rank < order.size(); ++rank) {
        const double away = y[order[rank]] - centre;
        ranks[order[rank]] = (away > 0 ? 1 : away < 0 ? -1 : 0) * static_cast<double>(rank + 1);
    }
    return ranks;
}

struct Estimate {
    double count = 0;
    double error = 0;
};

Estimate fromRightmostRun(const std::vector<double>& ranks)
{
    double farthestLeft = 0;
    for (const double rank : ranks)
        farthestLeft = std::max(farthestLeft, -rank);
    const double count = static_cast<double>(ranks.size()) - farthestLeft - 1;
    return {count, std::sqrt(2 * std::max(0.0, count) + 2)};
}

Estimate fromRankSum(const std::vector<double>& ranks)
{
    const auto k = static_cast<double>(ranks.size());
    double sum = 0;
    for (const double rank : ranks)
        sum += std::max(0.0, rank);
    const double count = (4 * sum - k * (k + 1)) / (2 * k - 1);
    const double c = count;
    const double variance =
        (k * (k + 1) * (2 * k + 1) + 10 * c * c * c + 27 * c * c + 17 * c - 18 * k * c * c - 18 * k * c + 6 * k * k * c)
        / 24;
    return {count, 4 * std::sqrt(variance) / (2 * k - 1)};
}

/// The side on which small studies are missing: opposite to where they lie.
Result<Side> sideOf(std::span<const double> y, std::span<const double> v, const ModelOptions& options)
{
    const auto test = regressionTest(y, v, {}, Predictor::StandardError, options);
    if (!test) // all equally precise: neither side has the small ones
        return Side::Left;
    return test->statistic < 0 ? Side::Right : Side::Left;
}

} // namespace

Result<Filled> trimAndFill(
    std::span<const double> y, std::span<const double> v, TrimFill kind, const ModelOptions& options)
{
    if (y.size() < 3)
        return fail(ErrorKind::InvalidInput, tr("Trim and fill needs at least three studies."));
    ModelOptions plain = options;
    plain.test = Inference::Wald;
    Filled filled;
    filled.side = TRY(sideOf(y, v, plain));
    const Turned all = turned(y, v, filled.side);
    const std::size_t k = y.size();
    std::size_t missing = 0;
    double centre = 0;
    for (int round = 0; round < MostRounds; ++round) {
        const std::size_t kept = k - std::min(missing, k - 1);
        const Fit trimmed = TRY(fit(std::span{all.y}.first(kept), std::span{all.v}.first(kept), plain));
        centre = trimmed.pooled().estimate;
        const std::vector<double> ranks = signedRanks(all.y, centre);
        const Estimate estimate = kind == TrimFill::R0 ? fromRightmostRun(ranks) : fromRankSum(ranks);
        const std::size_t former = missing;
        missing = static_cast<std::size_t>(std::max(0.0, std::nearbyint(estimate.count)));
        filled.missingError = std::max(0.0, estimate.error);
        if (missing == former)
            break;
    }
    missing = std::min(missing, k - 1);
    filled.missing = static_cast<int>(missing);
    if (kind == TrimFill::R0)
        filled.missingP = std::pow(0.5, filled.missing + 1);
    filled.estimates.assign(y.begin(), y.end());
    filled.variances.assign(v.begin(), v.end());
    const double direction = filled.side == Side::Right ? -1 : 1;
    for (std::size_t i = k - missing; i < k; ++i) {
        filled.estimates.push_back(direction * (2 * centre - all.y[i]));
        filled.variances.push_back(all.v[i]);
    }
    filled.fit = TRY(fit(filled.estimates, filled.variances, options));
    return filled;
}

} // namespace winnow::stats

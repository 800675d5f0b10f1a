#include "core/stats/fivenumbers.h"

#include "core/stats/distributions.h"
#include "core/stats/words.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace winnow::stats {

namespace {

double squared(double x)
{
    return x * x;
}

Result<> check(const FiveNumbers& f)
{
    if (std::isnan(f.median) || (!f.hasRange() && !f.hasQuartiles()))
        return fail(ErrorKind::InvalidInput, tr("A median with its quartiles or range is needed."));
    if (!(f.n >= 5))
        return fail(ErrorKind::InvalidInput, tr("Mean and SD cannot be estimated of fewer than five."));
    std::vector<double> known{f.least, f.q1, f.median, f.q3, f.most};
    std::erase_if(known, [](double x) { return std::isnan(x); });
    if (!std::is_sorted(known.begin(), known.end()))
        return fail(ErrorKind::InvalidInput, tr("Minimum, quartiles, median and maximum are not in order."));
    return {};
}

/// Expected width of the range and of the quartiles, in SDs (Wan et al. 2014, equations 9 and 16).
double rangeWidth(double n)
{
    return 2 * normalQuantile((n - 0.375) / (n + 0.25));
}

double quartileWidth(double n)
{
    return 2 * normalQuantile((0.75 * n - 0.125) / (n + 0.25));
}

double luoMean(const FiveNumbers& f)
{
    const double n = f.n;
    const double middleOfRange = (f.least + f.most) / 2;
    const double middleOfQuartiles = (f.q1 + f.q3) / 2;
    if (!f.hasQuartiles()) { // equation 7
        const double w = 4 / (4 + std::pow(n, 0.75));
        return w * middleOfRange + (1 - w) * f.median;
    }
    if (!f.hasRange()) { // equation 11
        const double w = 0.7 + 0.39 / n;
        return w * middleOfQuartiles + (1 - w) * f.median;
    }
    const double w1 = 2.2 / (2.2 + std::pow(n, 0.75)); // equation 15
    const double w2 = 0.7 - 0.72 / std::pow(n, 0.55);
    return w1 * middleOfRange + w2 * middleOfQuartiles + (1 - w1 - w2) * f.median;
}

double bestSd(const FiveNumbers& f)
{
    if (!f.hasQuartiles())
        return (f.most - f.least) / rangeWidth(f.n);
    if (!f.hasRange())
        return (f.q3 - f.q1) / quartileWidth(f.n);
    const double w = 1 / (1 + 0.07 * std::pow(f.n, 0.6)); // Shi et al. 2020, equation 10
    return w * (f.most - f.least) / rangeWidth(f.n) + (1 - w) * (f.q3 - f.q1) / quartileWidth(f.n);
}

/// Shi et al. 2023: how much σ̂² and σ̂⁴ are too large, and how much of each biases the mean.
struct LogNormalBias {
    double second;
    double fourth;
    double ofSecond;
    double ofFourth;
};

LogNormalBias biasOf(const FiveNumbers& f)
{
    const double log2 = squared(std::log(f.n));
    if (!f.hasQuartiles())
        return {1.01 + 0.25 / log2, 1 + 2.23 / log2, 0.565, 0.37};
    if (!f.hasRange())
        return {1 + 1.58 / f.n, 1 + 19.2 / std::pow(f.n, 1.2), 0.57, 0.75};
    return {1 + 0.28 / log2, 1 + 3.93 / f.n, 0.405, 0.315};
}

} // namespace

Result<MeanAndSd> fromNormal(const FiveNumbers& numbers)
{
    TRY(check(numbers));
    return MeanAndSd{luoMean(numbers), bestSd(numbers)};
}

Result<MeanAndSd> fromNormalSimply(const FiveNumbers& numbers)
{
    const FiveNumbers& f = numbers;
    TRY(check(f));
    if (!f.hasQuartiles())
        return MeanAndSd{(f.least + 2 * f.median + f.most) / 4, bestSd(f)};
    if (!f.hasRange())
        return MeanAndSd{(f.q1 + f.median + f.q3) / 3, bestSd(f)};
    return MeanAndSd{(f.least + 2 * f.q1 + 2 * f.median + 2 * f.q3 + f.most) / 8,
        ((f.most - f.least) / rangeWidth(f.n) + (f.q3 - f.q1) / quartileWidth(f.n)) / 2};
}

Result<MeanAndSd> fromLogNormal(const FiveNumbers& numbers)
{
    TRY(check(numbers));
    FiveNumbers logs = numbers;
    for (double* x : {&logs.least, &logs.q1, &logs.median, &logs.q3, &logs.most}) {
        if (*x <= 0)
            return fail(ErrorKind::InvalidInput, tr("Log-normal data lie above zero."));
        *x = std::log(*x);
    }
    const LogNormalBias bias = biasOf(logs);
    const double n = numbers.n;
    const double mean = luoMean(logs);
    const double raw = squared(bestSd(logs));
    const double s2 = raw / bias.second;
    const double s4 = squared(raw) / bias.fourth;
    const auto factor = [&](double second, double fourth) {
        return 1 + second * bias.ofSecond * s2 / n + fourth * bias.ofFourth * s4 / n;
    };
    const double variance = std::exp(2 * mean + 2 * s2) / factor(4, 16) - std::exp(2 * mean + s2) / factor(4, 4);
    return MeanAndSd{std::exp(mean + s2 / 2) / factor(1, 1), std::sqrt(variance)};
}

Result<Skewness> skewness(const FiveNumbers& numbers)
{
    const FiveNumbers& f = numbers;
    TRY(check(f));
    const double n = f.n;
    const double ofRange = std::abs(f.least + f.most - 2 * f.median) / (f.most - f.least);
    const double ofQuartiles = std::abs(f.q1 + f.q3 - 2 * f.median) / (f.q3 - f.q1);
    Skewness found;
    if (!f.hasQuartiles()) {
        found.statistic = ofRange;
        found.critical = 1 / std::log(n + 9) + 2.5 / (n + 1);
    } else if (!f.hasRange()) {
        found.statistic = ofQuartiles;
        found.critical = 2.65 / std::sqrt(n) - 6 / squared(n);
    } else {
        found.statistic = std::max(2.65 * std::log(0.6 * n) / std::sqrt(n) * ofRange, ofQuartiles);
        found.critical = 3 / std::sqrt(n) - 40 / (n * n * n);
    }
    found.isSignificant = found.statistic >= found.critical;
    return found;
}

} // namespace winnow::stats

#include "core/stats/smallstudy.h"

#include "core/stats/distributions.h"
#include "core/stats/words.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace winnow::stats {

namespace {

double squared(double x)
{
    return x * x;
}

Result<> needThree(std::size_t k)
{
    if (k >= 3)
        return {};
    return fail(ErrorKind::InvalidInput, tr("Tests for small-study effects need at least three studies."));
}

Result<> needVariances(std::span<const double> v)
{
    if (std::all_of(v.begin(), v.end(), [](double x) { return x > 0; }))
        return {};
    return fail(ErrorKind::InvalidInput, tr("A study has a variance of zero."));
}

Result<Eigen::MatrixXd> predictorDesign(std::span<const double> v, std::span<const double> sizes, Predictor predictor)
{
    const bool bySize = predictor == Predictor::InverseSize || predictor == Predictor::Size;
    const auto k = static_cast<Eigen::Index>(v.size());
    Eigen::MatrixXd design{k, 2};
    design.col(0).setOnes();
    for (Eigen::Index i = 0; i < k; ++i) {
        const auto at = static_cast<std::size_t>(i);
        const double size = bySize && at < sizes.size() ? sizes[at] : Missing;
        if (bySize && !(size > 0))
            return fail(ErrorKind::InvalidInput, tr("The sizes of the studies are not known."));
        switch (predictor) {
        case Predictor::StandardError:
            design(i, 1) = std::sqrt(v[at]);
            break;
        case Predictor::Variance:
            design(i, 1) = v[at];
            break;
        case Predictor::InverseSize:
            design(i, 1) = 1 / size;
            break;
        case Predictor::Size:
            design(i, 1) = size;
        }
    }
    if (design.col(1).maxCoeff() == design.col(1).minCoeff())
        return fail(ErrorKind::InvalidInput, tr("All studies are equally precise: asymmetry cannot be tested."));
    return design;
}

AsymmetryTest fromFit(const Fit& fit, Predictor predictor)
{
    const Coefficient& slope = fit.coefficients.back();
    AsymmetryTest test{slope.statistic, fit.df, slope.p, {}};
    if (predictor != Predictor::Size)
        test.limit = fit.pooled();
    return test;
}

/// How probable at most `inversions` are among the n! orders: by the generating function Π (1 + x + … + x^i)/(i + 1).
double inversionsAtMost(std::size_t n, std::size_t inversions)
{
    const std::size_t most = n * (n - 1) / 2;
    std::vector<double> probability(most + 1, 0);
    probability[0] = 1;
    std::vector<double> next(most + 1);
    for (std::size_t i = 1; i < n; ++i) {
        double window = 0;
        for (std::size_t j = 0; j <= i * (i + 1) / 2; ++j) {
            window += probability[j];
            if (j > i)
                window -= probability[j - i - 1];
            next[j] = window / static_cast<double>(i + 1);
        }
        probability = next;
    }
    double sum = 0;
    for (std::size_t j = 0; j <= std::min(inversions, most); ++j)
        sum += probability[j];
    return std::min(1.0, sum);
}

/// Sizes of the groups of equal values.
std::vector<double> ties(std::span<const double> values)
{
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    std::vector<double> groups;
    for (std::size_t from = 0; from < sorted.size();) {
        const auto to = std::upper_bound(sorted.begin(), sorted.end(), sorted[from]) - sorted.begin();
        if (static_cast<std::size_t>(to) - from > 1)
            groups.push_back(static_cast<double>(static_cast<std::size_t>(to) - from));
        from = static_cast<std::size_t>(to);
    }
    return groups;
}

template <typename Function> double over(const std::vector<double>& groups, Function function)
{
    return std::accumulate(groups.begin(), groups.end(), 0.0, [&](double sum, double t) { return sum + function(t); });
}

int sign(double x)
{
    return x > 0 ? 1 : x < 0 ? -1 : 0;
}

/// Concordant minus discordant pairs.
double concordance(std::span<const double> x, std::span<const double> y)
{
    double sum = 0;
    for (std::size_t i = 0; i < x.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            sum += sign(x[i] - x[j]) * sign(y[i] - y[j]);
    return sum;
}

double exactP(double concordance, std::size_t n)
{
    const double pairs = static_cast<double>(n * (n - 1)) / 2;
    const auto agreeing = static_cast<std::size_t>(std::llround((concordance + pairs) / 2));
    const auto all = static_cast<std::size_t>(pairs);
    // The distribution is symmetric: at least q agree as probably as at most all − q.
    const double atMost = inversionsAtMost(n, agreeing);
    const double atLeast = inversionsAtMost(n, all - agreeing);
    return std::min(1.0, 2 * std::min(atMost, atLeast));
}

/// With ties (Kendall 1970, 4.2 and 5.2).
double normalP(double concordance, double n, const std::vector<double>& x, const std::vector<double>& y)
{
    const auto triple = [](double t) { return t * (t - 1) * (2 * t + 5); };
    const auto pair = [](double t) { return t * (t - 1); };
    const auto three = [](double t) { return t * (t - 1) * (t - 2); };
    double variance = (triple(n) - over(x, triple) - over(y, triple)) / 18;
    variance += over(x, pair) * over(y, pair) / (2 * pair(n));
    variance += over(x, three) * over(y, three) / (9 * three(n));
    return twoSided(concordance / std::sqrt(variance), Missing);
}

/// Above this many studies counting the orders takes longer than it tells.
constexpr std::size_t MostExact = 170;

} // namespace

Result<AsymmetryTest> regressionTest(std::span<const double> y, std::span<const double> v,
    std::span<const double> sizes, Predictor predictor, double level)
{
    // Knapp and Hartung's scale with τ² = 0 is the dispersion of weighted least squares.
    return regressionTest(y, v, sizes, predictor, {Estimator::EqualEffects, Inference::KnappHartung, level});
}

Result<AsymmetryTest> regressionTest(std::span<const double> y, std::span<const double> v,
    std::span<const double> sizes, Predictor predictor, const ModelOptions& options)
{
    TRY(needThree(y.size()));
    TRY(needVariances(v));
    const Eigen::MatrixXd design = TRY(predictorDesign(v, sizes, predictor));
    const Fit found = TRY(fit(y, v, design, true, options));
    return fromFit(found, predictor);
}

Result<EggerLine> eggerLine(std::span<const double> y, std::span<const double> v, double level)
{
    TRY(needThree(y.size()));
    TRY(needVariances(v));
    const Eigen::MatrixXd design = TRY(predictorDesign(v, {}, Predictor::StandardError));
    // Dividing a line through (se, y) by se makes its slope the intercept and its intercept the slope.
    const Fit found = TRY(fit(y, v, design, true, {Estimator::EqualEffects, Inference::KnappHartung, level}));
    return EggerLine{found.coefficients[1], found.coefficients[0], found.df};
}

RankTest kendall(std::span<const double> x, std::span<const double> y)
{
    const std::size_t n = x.size();
    const std::vector<double> tiesX = ties(x);
    const std::vector<double> tiesY = ties(y);
    const auto pairs = [](double t) { return t * (t - 1) / 2; };
    const double all = pairs(static_cast<double>(n));
    const double score = concordance(x, y);
    RankTest found;
    found.tau = score / std::sqrt((all - over(tiesX, pairs)) * (all - over(tiesY, pairs)));
    found.exact = tiesX.empty() && tiesY.empty() && n <= MostExact;
    found.p = std::isnan(found.tau) ? Missing
        : found.exact               ? exactP(score, n)
                                    : normalP(score, static_cast<double>(n), tiesX, tiesY);
    return found;
}

Result<RankTest> rankTest(std::span<const double> y, std::span<const double> v)
{
    TRY(needThree(y.size()));
    TRY(needVariances(v));
    double weights = 0;
    double sum = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
        weights += 1 / v[i];
        sum += y[i] / v[i];
    }
    std::vector<double> standardized;
    for (std::size_t i = 0; i < y.size(); ++i)
        standardized.push_back((y[i] - sum / weights) / std::sqrt(v[i] - 1 / weights));
    return kendall(standardized, v);
}

FailSafe failSafe(std::span<const double> y, std::span<const double> v)
{
    const auto k = static_cast<double>(y.size());
    double z = 0;
    double mean = 0;
    double weights = 0;
    double weighted = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
        z += y[i] / std::sqrt(v[i]);
        mean += y[i] / k;
        weights += 1 / v[i];
        weighted += y[i] / v[i];
    }
    // Rounded up, but not for the sake of the last bits.
    const auto up = [](double n) { return std::max(0.0, std::ceil(n - 1e-8)); };
    FailSafe found;
    found.rosenthal = up(squared(z / normalQuantile(0.95)) - k);
    found.orwin = mean == 0 ? Missing : k; // half the mean is reached when as many again have none
    found.rosenberg = up(k * (squared(weighted / normalQuantile(0.975)) - weights) / weights);
    return found;
}

double contourSlope(double p)
{
    return -normalQuantile(p / 2);
}

} // namespace winnow::stats

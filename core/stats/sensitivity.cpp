#include "core/stats/sensitivity.h"

#include "core/stats/distributions.h"
#include "core/stats/words.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace winnow::stats {

namespace {

Step stepOf(const Fit& fit, std::size_t study)
{
    return {study, fit.k, fit.pooled(), fit.q, fit.qP, fit.tau2, fit.i2, fit.h2};
}

std::vector<double> without(std::span<const double> values, std::size_t position)
{
    std::vector<double> rest(values.begin(), values.end());
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(position));
    return rest;
}

Result<> needTwo(std::size_t k)
{
    if (k >= 2)
        return {};
    return fail(ErrorKind::InvalidInput, tr("Leaving studies out needs at least two."));
}

double squared(double x)
{
    return x * x;
}

/// The full fit's facts that every study is compared with.
Influence compared(double y, double v, const Fit& full, double hat, const Fit& rest, double fullInformation)
{
    Influence found;
    const double moved = full.pooled().estimate - rest.pooled().estimate;
    const double restVariance = squared(rest.pooled().standardError);
    const double fullVariance = squared(full.pooled().standardError);
    double residual = y - rest.pooled().estimate;
    if (std::abs(residual) < 100 * std::numeric_limits<double>::epsilon())
        residual = 0;
    found.tau2Deleted = rest.tau2;
    found.qDeleted = rest.q;
    found.hat = hat;
    found.weight = 100 * hat;
    found.rstudent = residual / std::sqrt(v * rest.scale + restVariance + rest.tau2 * rest.scale);
    found.dffits = moved / std::sqrt(rest.scale * hat * (rest.tau2 + v));
    found.cooksDistance = squared(moved) / fullVariance;
    found.covarianceRatio = restVariance / fullVariance;
    found.dfbetas = moved / std::sqrt(rest.scale / fullInformation);
    found.baujatX = squared(y - full.pooled().estimate) / (v + full.tau2);
    found.baujatY = squared(moved) / restVariance;
    const auto k = static_cast<double>(full.k);
    found.isInfluential = std::abs(found.dffits) > 3 * std::sqrt(1 / (k - 1))
        || chiSquaredBelow(found.cooksDistance, 1) > 0.5 || hat > 3 / k || std::abs(found.dfbetas) > 1;
    return found;
}

} // namespace

Result<std::vector<Step>> leaveOneOut(std::span<const double> y, std::span<const double> v, const ModelOptions& options)
{
    TRY(needTwo(y.size()));
    std::vector<Step> steps;
    steps.reserve(y.size());
    for (std::size_t i = 0; i < y.size(); ++i) {
        const Fit rest = TRY(fit(without(y, i), without(v, i), options));
        steps.push_back(stepOf(rest, i));
    }
    return steps;
}

Result<std::vector<Step>> cumulative(std::span<const double> y, std::span<const double> v,
    std::span<const std::size_t> order, const ModelOptions& options)
{
    std::vector<double> estimates;
    std::vector<double> variances;
    std::vector<Step> steps;
    steps.reserve(order.size());
    for (const std::size_t i : order) {
        estimates.push_back(y[i]);
        variances.push_back(v[i]);
        const Fit soFar = TRY(fit(estimates, variances, options));
        steps.push_back(stepOf(soFar, i));
    }
    return steps;
}

std::vector<std::size_t> orderBy(std::span<const double> keys)
{
    std::vector<std::size_t> order(keys.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [keys](std::size_t a, std::size_t b) {
        if (std::isnan(keys[a]) || std::isnan(keys[b]))
            return !std::isnan(keys[a]) && std::isnan(keys[b]);
        return keys[a] < keys[b];
    });
    return order;
}

Result<std::vector<Influence>> influence(
    std::span<const double> y, std::span<const double> v, const ModelOptions& options)
{
    TRY(needTwo(y.size()));
    const Fit full = TRY(fit(y, v, options));
    std::vector<Influence> found;
    found.reserve(y.size());
    for (std::size_t i = 0; i < y.size(); ++i) {
        const Fit rest = TRY(fit(without(y, i), without(v, i), options));
        double information = 0; // of all studies, at the τ² without this one
        for (const double variance : v)
            information += 1 / (variance + rest.tau2);
        found.push_back(compared(y[i], v[i], full, full.weights[i] / 100, rest, information));
    }
    return found;
}

} // namespace winnow::stats

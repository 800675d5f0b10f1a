// McGrath et al. 2020: the distribution whose quantiles come nearest to those reported.
#include "core/stats/distributions.h"
#include "core/stats/fivenumbers.h"
#include "core/stats/words.h"

#include <boost/math/distributions/gamma.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <vector>

namespace winnow::stats {

namespace {

double squared(double x)
{
    return x * x;
}

struct Reported {
    double probability;
    double value;
};

/// The range's ends stand for the quantiles 1/n and 1 − 1/n.
std::vector<Reported> reported(const FiveNumbers& f)
{
    std::vector<Reported> all;
    if (f.hasRange())
        all.push_back({1 / f.n, f.least});
    if (f.hasQuartiles())
        all.push_back({0.25, f.q1});
    all.push_back({0.5, f.median});
    if (f.hasQuartiles())
        all.push_back({0.75, f.q3});
    if (f.hasRange())
        all.push_back({1 - 1 / f.n, f.most});
    return all;
}

/// Two parameters, each on the whole line (logarithms where they must be positive).
using Parameters = std::array<double, 2>;
using Quantile = std::function<double(const Parameters&, double)>;
using Loss = std::function<double(const Parameters&)>;

Parameters along(const Parameters& from, const Parameters& to, double step)
{
    return {from[0] + step * (to[0] - from[0]), from[1] + step * (to[1] - from[1])};
}

/// Nelder and Mead 1965, in two dimensions; begun again once, so that no flat simplex is taken for the end.
Parameters least(const Loss& loss, Parameters start)
{
    struct Corner {
        Parameters at;
        double loss;
    };
    const auto corner = [&loss](const Parameters& at) {
        const double value = loss(at);
        return Corner{at, std::isfinite(value) ? value : std::numeric_limits<double>::max()};
    };
    constexpr int Rounds = 2;
    constexpr int MostSteps = 2000;
    for (int round = 0; round < Rounds; ++round) {
        std::array<Corner, 3> simplex{corner(start), corner({start[0] + 0.1 + 0.1 * std::abs(start[0]), start[1]}),
            corner({start[0], start[1] + 0.1 + 0.1 * std::abs(start[1])})};
        for (int step = 0; step < MostSteps; ++step) {
            std::sort(simplex.begin(), simplex.end(), [](const Corner& a, const Corner& b) { return a.loss < b.loss; });
            auto& [best, middle, worst] = simplex;
            const double size = std::abs(worst.at[0] - best.at[0]) + std::abs(worst.at[1] - best.at[1])
                + std::abs(middle.at[0] - best.at[0]) + std::abs(middle.at[1] - best.at[1]);
            if (size < 1e-12 * (1 + std::abs(best.at[0]) + std::abs(best.at[1])))
                break;
            const Parameters centre = along(best.at, middle.at, 0.5);
            const Corner reflected = corner(along(worst.at, centre, 2));
            if (reflected.loss < best.loss) {
                const Corner expanded = corner(along(worst.at, centre, 3));
                worst = expanded.loss < reflected.loss ? expanded : reflected;
            } else if (reflected.loss < middle.loss) {
                worst = reflected;
            } else {
                const Corner contracted = corner(along(worst.at, centre, reflected.loss < worst.loss ? 1.5 : 0.5));
                if (contracted.loss < std::min(reflected.loss, worst.loss)) {
                    worst = contracted;
                } else {
                    middle = corner(along(best.at, middle.at, 0.5));
                    worst = corner(along(best.at, worst.at, 0.5));
                }
            }
        }
        start = std::min_element(simplex.begin(), simplex.end(), [](const Corner& a, const Corner& b) {
            return a.loss < b.loss;
        })->at;
    }
    return start;
}

struct FamilyModel {
    Family family;
    Quantile quantile;
    std::function<Parameters(const MeanAndSd&)> start;
    std::function<MeanAndSd(const Parameters&)> moments;
};

FamilyModel logNormal()
{
    return {Family::LogNormal,
        [](const Parameters& t, double p) { return std::exp(t[0] + std::exp(t[1]) * normalQuantile(p)); },
        [](const MeanAndSd& m) {
            const double s2 = std::log(1 + squared(m.sd / m.mean));
            return Parameters{std::log(m.mean) - s2 / 2, std::log(s2) / 2};
        },
        [](const Parameters& t) {
            const double s2 = std::exp(2 * t[1]);
            const double mean = std::exp(t[0] + s2 / 2);
            return MeanAndSd{mean, mean * std::sqrt(std::exp(s2) - 1)};
        }};
}

FamilyModel gammaFamily()
{
    return {Family::Gamma,
        [](const Parameters& t, double p) {
            const boost::math::gamma_distribution<double> gamma{std::exp(t[0]), std::exp(t[1])};
            return boost::math::quantile(gamma, p);
        },
        [](const MeanAndSd& m) { return Parameters{2 * std::log(m.mean / m.sd), std::log(squared(m.sd) / m.mean)}; },
        [](const Parameters& t) { return MeanAndSd{std::exp(t[0] + t[1]), std::exp(t[0] / 2 + t[1])}; }};
}

FamilyModel weibull()
{
    return {Family::Weibull,
        [](const Parameters& t, double p) { return std::exp(t[1]) * std::pow(-std::log1p(-p), std::exp(-t[0])); },
        [](const MeanAndSd& m) {
            const double shape = std::pow(m.sd / m.mean, -1.086); // Justus et al. 1978
            return Parameters{std::log(shape), std::log(m.mean / std::tgamma(1 + 1 / shape))};
        },
        [](const Parameters& t) {
            const double inverse = std::exp(-t[0]);
            const double mean = std::tgamma(1 + inverse);
            return MeanAndSd{
                std::exp(t[1]) * mean, std::exp(t[1]) * std::sqrt(std::tgamma(1 + 2 * inverse) - squared(mean))};
        }};
}

/// The normal family is linear in its parameters: a least-squares line through (z, value).
QuantileFit normalFit(const std::vector<Reported>& all)
{
    double z = 0;
    double y = 0;
    double zz = 0;
    double zy = 0;
    for (const Reported& r : all) {
        const double at = normalQuantile(r.probability);
        z += at;
        y += r.value;
        zz += at * at;
        zy += at * r.value;
    }
    const auto n = static_cast<double>(all.size());
    const double sd = (zy - z * y / n) / (zz - z * z / n);
    const double mean = (y - sd * z) / n;
    double squares = 0;
    for (const Reported& r : all)
        squares += squared(mean + sd * normalQuantile(r.probability) - r.value);
    return {Family::Normal, squares, {mean, sd}};
}

} // namespace

Result<QuantileFit> fromQuantiles(const FiveNumbers& numbers)
{
    const MeanAndSd rough = TRY(fromNormalSimply(numbers)); // also checks
    const std::vector<Reported> all = reported(numbers);
    QuantileFit best = normalFit(all);
    if (all.front().value <= 0 || rough.sd <= 0)
        return best; // the others lie above zero
    for (const FamilyModel& model : {logNormal(), gammaFamily(), weibull()}) {
        const Loss loss = [&](const Parameters& t) {
            if (std::abs(t[0]) > 50 || std::abs(t[1]) > 50)
                return std::numeric_limits<double>::max();
            double squares = 0;
            for (const Reported& r : all)
                squares += squared(model.quantile(t, r.probability) - r.value);
            return squares;
        };
        const Parameters found = least(loss, model.start(rough));
        if (loss(found) < best.squares)
            best = {model.family, loss(found), model.moments(found)};
    }
    return best;
}

} // namespace winnow::stats

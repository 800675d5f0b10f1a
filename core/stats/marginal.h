// The probability of a study's counts with its random effects integrated out.
#pragma once

#include "core/stats/counts.h"
#include "core/stats/jet.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <vector>

namespace winnow::stats {

/// Nodes and weights for the expectation over the standard normal distribution.
struct Quadrature {
    std::vector<double> nodes;
    std::vector<double> weights; ///< their sum is 1
};
/// Gauss and Hermite's rule, by the eigenvectors of the recurrence (Golub and Welsch 1969).
[[nodiscard]] Quadrature gaussHermite(int points);

// Below, T is a Jet, or double where no derivatives are needed. A study has one count or two, each beside its
// predictor.

/// Of one count, with one random effect z ~ N(0, 1): η = at + slope × z.
template <typename T> struct Predictor {
    T at;
    T slope;
};
template <typename T> using Predictors = std::span<const Predictor<T>>;

/// log of the counts' probability and z's density, less the constant of the latter.
template <typename T> [[nodiscard]] T jointAt(std::span<const Count> counts, Predictors<T> lines, const T& z)
{
    T sum = -0.5 * (z * z);
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const T eta = lines[i].at + lines[i].slope * z;
        const Cumulants b = counts[i].cumulants(valueOf(eta));
        sum += through(eta, counts[i].logProbability(valueOf(eta), b), counts[i].y() - b[1], -b[2]);
    }
    return sum;
}

/// The same with its first derivative along z, and the second with the opposite sign.
template <typename T> struct Along {
    T value;
    T score;
    T curvature;
};
template <typename T> [[nodiscard]] Along<T> alongAt(std::span<const Count> counts, Predictors<T> lines, const T& z)
{
    Along<T> found{-0.5 * (z * z), -1 * z, T{1}};
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const T& slope = lines[i].slope;
        const T eta = lines[i].at + slope * z;
        const Cumulants b = counts[i].cumulants(valueOf(eta));
        found.value += through(eta, counts[i].logProbability(valueOf(eta), b), counts[i].y() - b[1], -b[2]);
        found.score += slope * (T{counts[i].y()} - through(eta, b[1], b[2], b[3]));
        found.curvature += slope * slope * through(eta, b[2], b[3], b[4]);
    }
    return found;
}

constexpr double ModeStandsStill = 1e-9; // squared by each further step

/// Where the joint density is highest along z: it is log-concave, so steps of Newton's that overshoot are halved.
[[nodiscard]] double modeOf(std::span<const Count> counts, Predictors<double> lines);

template <int N> [[nodiscard]] double modeOf(std::span<const Count> counts, Predictors<Jet<N>> lines)
{
    std::array<Predictor<double>, 2> values{};
    for (std::size_t i = 0; i < lines.size(); ++i)
        values[i] = {lines[i].at.value, lines[i].slope.value};
    return modeOf(counts, Predictors<double>{values}.first(lines.size()));
}

/// log of the integral over z by adaptive Gauss–Hermite quadrature (Pinheiro and Bates 1995): nodes about the mode, by
/// the curvature there. One node is Laplace's approximation.
template <int N>
[[nodiscard]] Jet<N> logAdaptive(std::span<const Count> counts, Predictors<Jet<N>> lines, const Quadrature& rule)
{
    Jet<N> mode{modeOf<N>(counts, lines)};
    Along<Jet<N>> along = alongAt(counts, lines, mode);
    for (int order = 1; order <= 2; ++order) { // of derivatives: the mode moves with the variables
        mode += along.score / along.curvature;
        along = alongAt(counts, lines, mode);
    }
    const Jet<N> logScale = -0.5 * log(along.curvature);
    if (rule.nodes.size() == 1)
        return along.value + logScale;
    const Jet<N> scale = exp(logScale);
    Jet<N> sum;
    for (std::size_t i = 0; i < rule.nodes.size(); ++i) {
        const double node = rule.nodes[i];
        const Jet<N> joint = jointAt(counts, lines, mode + node * scale);
        sum += rule.weights[i] * exp(joint - Jet<N>{along.value.value - node * node / 2});
    }
    return logScale + Jet<N>{along.value.value} + log(sum);
}

/// log of the integral over z to some ten digits by the trapezoidal rule, whose error falls exponentially with its step
/// for such integrands (Trefethen and Weideman 2014, section 5). The nodes need not move with the variables.
template <int N> [[nodiscard]] Jet<N> logExact(std::span<const Count> counts, Predictors<Jet<N>> lines)
{
    constexpr double StepOfScale = 0.3;
    constexpr double Negligible = 1e-16;
    const double mode = modeOf<N>(counts, lines);
    const Along<Jet<N>> along = alongAt(counts, lines, Jet<N>{mode});
    const double step = StepOfScale / std::sqrt(along.curvature.value);
    const Jet<N> most{along.value.value};
    Jet<N> sum = exp(along.value - most);
    const auto add = [&](double z) {
        const Jet<N> term = exp(jointAt(counts, lines, Jet<N>{z}) - most);
        sum += term;
        return term.value > Negligible;
    };
    for (int i = 1; add(mode + i * step); ++i) { }
    for (int i = 1; add(mode - i * step); ++i) { }
    constexpr double DensityConstant = 0.91893853320467274; // log √(2π)
    return log(sum) + most + Jet<N>{std::log(step) - DensityConstant};
}

/// Of one count, with two independent random effects, N(0, 1) both: η = at + slopes[0] × z₁ + slopes[1] × z₂.
template <typename T> struct PlanePredictor {
    T at;
    std::array<T, 2> slopes;
};
template <typename T> using PlanePredictors = std::span<const PlanePredictor<T>>;

template <typename T> using Place = std::array<T, 2>;

/// The joint density on the plane of both, as Along.
template <typename T> struct Around {
    T value;
    Place<T> score;
    T curvature11, curvature12, curvature22;

    [[nodiscard]] T determinant() const { return curvature11 * curvature22 - curvature12 * curvature12; }
    /// Newton's step to the mode.
    [[nodiscard]] Place<T> step() const
    {
        const T all = determinant();
        return {(curvature22 * score[0] - curvature12 * score[1]) / all,
            (curvature11 * score[1] - curvature12 * score[0]) / all};
    }
};
template <typename T>
[[nodiscard]] Around<T> aroundAt(std::span<const Count> counts, PlanePredictors<T> planes, const Place<T>& z)
{
    Around<T> found{-0.5 * (z[0] * z[0] + z[1] * z[1]), {-1 * z[0], -1 * z[1]}, T{1}, T{0}, T{1}};
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const auto& [at, slopes] = planes[i];
        const T eta = at + slopes[0] * z[0] + slopes[1] * z[1];
        const Cumulants b = counts[i].cumulants(valueOf(eta));
        const T residual = T{counts[i].y()} - through(eta, b[1], b[2], b[3]);
        const T variance = through(eta, b[2], b[3], b[4]);
        found.value += through(eta, counts[i].logProbability(valueOf(eta), b), counts[i].y() - b[1], -b[2]);
        found.score[0] += slopes[0] * residual;
        found.score[1] += slopes[1] * residual;
        found.curvature11 += slopes[0] * slopes[0] * variance;
        found.curvature12 += slopes[0] * slopes[1] * variance;
        found.curvature22 += slopes[1] * slopes[1] * variance;
    }
    return found;
}

[[nodiscard]] Place<double> modeOf(std::span<const Count> counts, PlanePredictors<double> planes);

/// log of the integral over both by Laplace's approximation.
template <int N> [[nodiscard]] Jet<N> logLaplace(std::span<const Count> counts, PlanePredictors<Jet<N>> planes)
{
    std::array<PlanePredictor<double>, 2> values{};
    for (std::size_t i = 0; i < planes.size(); ++i)
        values[i] = {planes[i].at.value, {planes[i].slopes[0].value, planes[i].slopes[1].value}};
    const Place<double> start = modeOf(counts, PlanePredictors<double>{values}.first(planes.size()));
    Place<Jet<N>> mode{Jet<N>{start[0]}, Jet<N>{start[1]}};
    Around<Jet<N>> around = aroundAt(counts, planes, mode);
    for (int order = 1; order <= 2; ++order) {
        const Place<Jet<N>> step = around.step();
        mode[0] += step[0];
        mode[1] += step[1];
        around = aroundAt(counts, planes, mode);
    }
    return around.value - 0.5 * log(around.determinant());
}

} // namespace winnow::stats

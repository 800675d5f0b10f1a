#include "core/stats/heterogeneity.h"

#include "core/base/text.h"
#include "core/stats/distributions.h"
#include "core/stats/words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numbers>

namespace winnow::stats {

namespace {

using enum Estimator;
using Depth = Moments::Depth;

constexpr double Precision = 1e-14; ///< relative; the last step of Newton's method goes far beyond it
constexpr int MostSteps = 1000;

struct Named {
    Estimator estimator;
    std::string_view name;
};
constexpr std::array Names{Named{EqualEffects, "EE"}, Named{DerSimonianLaird, "DL"}, Named{Hedges, "HE"},
    Named{HunterSchmidt, "HS"}, Named{HunterSchmidtSmall, "HSk"}, Named{SidikJonkman, "SJ"},
    Named{MaximumLikelihood, "ML"}, Named{RestrictedMaximumLikelihood, "REML"}, Named{EmpiricalBayes, "EB"},
    Named{PauleMandel, "PM"}, Named{PauleMandelMedian, "PMM"}};

constexpr auto Estimators = [] {
    std::array<Estimator, Names.size()> all{};
    std::transform(Names.begin(), Names.end(), all.begin(), [](const Named& named) { return named.estimator; });
    return all;
}();

double squared(double x)
{
    return x * x;
}

double hedges(Moments& moments)
{
    const Moments::Unweighted least = moments.unweighted();
    return (least.rss - least.tracePV) / moments.df();
}

/// A root of a function that falls through it, kept between bounds that close in.
class Bracket {
public:
    explicit Bracket(double lower)
        : m_lower(lower)
    {
    }
    void see(double x, bool isLeftOfRoot)
    {
        if (isLeftOfRoot)
            m_lower = std::max(m_lower, x);
        else
            m_upper = std::min(m_upper, x);
    }
    /// The proposed next place, or one inside the bounds if it lies outside.
    [[nodiscard]] double within(double proposed) const
    {
        if (proposed > m_lower && proposed < m_upper)
            return proposed;
        return std::isinf(m_upper) ? 2 * m_lower + std::numeric_limits<double>::min() : (m_lower + m_upper) / 2;
    }
    [[nodiscard]] bool isClosed() const { return !std::isinf(m_upper); }

private:
    double m_lower;
    double m_upper = std::numeric_limits<double>::infinity();
};

/// Whether an iteration has come as far as numbers allow.
class Standstill {
public:
    explicit Standstill(double variance)
        : m_grain(variance * std::numeric_limits<double>::epsilon())
    {
    }
    /// Steps that no longer shrink are rounding, once they are small.
    [[nodiscard]] bool isReached(double tau2, double step)
    {
        const double size = std::abs(step);
        const bool noise = size < 1e-10 * tau2 + 1e3 * m_grain && size >= m_last / 2;
        m_last = size;
        return size <= Precision * tau2 + m_grain / 16 || noise;
    }

private:
    double m_grain;
    double m_last = std::numeric_limits<double>::infinity();
};

struct Root {
    double tau2 = 0;
    bool converged = true;
};

/// The τ² at which Q is `target`; 0 if it is below that everywhere. Newton's method on 1/Q, which is concave and nearly
/// straight in τ².
Root whereQIs(double target, Moments& moments)
{
    const bool defined = moments.leastVariance() > 0;
    double tau2 = defined ? 0 : std::max(hedges(moments), 1e-6 * moments.spread());
    if (!defined && !(tau2 > 0))
        return {};
    Bracket bracket{0};
    Standstill standstill{moments.leastVariance()};
    for (int step = 0; step < MostSteps; ++step) {
        const Moments::At at = moments.at(tau2, Depth::Fit);
        if (tau2 == 0 && at.yPy <= target)
            return {};
        bracket.see(tau2, at.yPy > target);
        const double move = at.yPy * (at.yPy - target) / (target * at.yPPy);
        if (tau2 > 0 && standstill.isReached(tau2, move))
            return {std::max(0.0, tau2 + move)};
        tau2 = bracket.within(tau2 + move);
        if (tau2 < std::numeric_limits<double>::min())
            return {};
    }
    return {tau2, false};
}

struct Score {
    double slope; ///< twice the derivative of the log-likelihood
    double information; ///< twice the expected information
    double curvature; ///< twice the second derivative
};

Score scoreAt(double tau2, Estimator estimator, Moments& moments)
{
    const Moments::At at = moments.at(tau2, Depth::Score);
    if (estimator == MaximumLikelihood)
        return {at.yPPy - at.sumW, at.sumWW, at.sumWW - 2 * at.yPPPy};
    return {at.yPPy - at.traceP, at.tracePP, at.tracePP - 2 * at.yPPPy};
}

/// Fisher's scoring finds the hill, as in metafor from HE's estimate; near the top Newton's method ends it, which
/// squares the error each time.
double stepOf(double tau2, const Score& score)
{
    const double fisher = score.slope / score.information;
    const double newton = score.curvature < 0 ? -score.slope / score.curvature : fisher;
    const bool near = std::abs(fisher) < 0.1 * tau2 && std::abs(newton) < 0.2 * tau2;
    double step = near ? newton : fisher;
    while (tau2 + step < 0)
        step /= 2;
    return step;
}

Root likelihoodMode(Moments& moments, Estimator estimator)
{
    double tau2 = std::max(0.0, hedges(moments));
    const bool defined = moments.leastVariance() > 0;
    if (!defined && tau2 == 0)
        tau2 = 1e-3 * std::max(moments.spread(), moments.v().mean());
    const double nothing = 1e-15 * (defined ? moments.leastVariance() : moments.v().mean());
    Bracket bracket{0};
    Standstill standstill{moments.leastVariance()};
    for (int count = 0; count < MostSteps; ++count) {
        const Score score = scoreAt(tau2, estimator, moments);
        if (tau2 == 0 && score.slope <= 0)
            return {};
        bracket.see(tau2, score.slope > 0);
        const double step = stepOf(tau2, score);
        if (tau2 + step < nothing)
            return {};
        if (standstill.isReached(tau2, step))
            return {tau2 + step};
        tau2 = bracket.isClosed() ? bracket.within(tau2 + step) : tau2 + step;
    }
    return {tau2, false};
}

Root likelihood(Moments& moments, Estimator estimator)
{
    const Root found = likelihoodMode(moments, estimator);
    if (found.tau2 == 0 || moments.leastVariance() <= 0)
        return found;
    const bool zeroIsHigher = logLikelihood(moments, estimator, 0) > logLikelihood(moments, estimator, found.tau2);
    return zeroIsHigher ? Root{} : found;
}

/// Estimators that need one pass at τ² = 0; may be negative.
double fromZero(const Moments::At& at, Estimator estimator, const Moments& moments)
{
    const auto k = static_cast<double>(moments.k());
    switch (estimator) {
    case DerSimonianLaird:
        return (at.yPy - moments.df()) / at.traceP;
    case HunterSchmidt:
        return (at.yPy - k) / at.sumW;
    default: // HSk
        return (k / moments.df() * at.yPy - k) / at.sumW;
    }
}

Heterogeneity closedForm(Moments& moments, Estimator estimator)
{
    const auto k = static_cast<double>(moments.k());
    const double df = moments.df();
    const Moments::At at = moments.at(0, Depth::Score);
    const double tau2 = std::max(0.0, fromZero(at, estimator, moments));
    // Variance of Q at τ² (DerSimonian and Laird 1986; Biggerstaff and Tweedie 1997).
    const double variance = 2 * df + 4 * tau2 * at.traceP + 2 * squared(tau2) * at.tracePP;
    const double scale = estimator == DerSimonianLaird ? at.traceP : at.sumW;
    const double factor = estimator == HunterSchmidtSmall ? k / df : 1;
    return {tau2, factor * std::sqrt(variance) / scale};
}

Heterogeneity hedgesEstimate(Moments& moments)
{
    const double df = moments.df();
    const Moments::Unweighted least = moments.unweighted();
    const double tau2 = std::max(0.0, (least.rss - least.tracePV) / df);
    const double variance = 2 * least.tracePVPV + 4 * tau2 * least.tracePV + 2 * squared(tau2) * df;
    return {tau2, std::sqrt(variance) / df};
}

Heterogeneity sidikJonkman(Moments& moments)
{
    const double df = moments.df();
    const auto k = static_cast<double>(moments.k());
    const double start = moments.spread() * (k - 1) / k;
    if (start == 0)
        return {0, Missing};
    const Moments::At at = moments.at(start, Depth::Score);
    const double tau2 = start * at.yPy / df;
    const Moments::Mixed mixed = moments.mixed(start);
    const double variance = 2 * mixed.tracePVPV + 4 * tau2 * mixed.tracePPV + 2 * squared(tau2) * at.tracePP;
    return {tau2, start / df * std::sqrt(variance)};
}

Heterogeneity iterated(Moments& moments, Estimator estimator)
{
    const auto k = static_cast<double>(moments.k());
    const double df = moments.df();
    Root root;
    if (estimator == MaximumLikelihood || estimator == RestrictedMaximumLikelihood)
        root = likelihood(moments, estimator);
    else // EB solves the same equation as PM
        root = whereQIs(estimator == PauleMandelMedian ? chiSquaredQuantile(0.5, df) : df, moments);
    const Moments::At at = moments.at(root.tau2, Depth::Score);
    double error = std::sqrt(2 * k * k / df) / at.sumW;
    if (estimator == MaximumLikelihood)
        error = std::sqrt(2 / at.sumWW);
    if (estimator == RestrictedMaximumLikelihood)
        error = std::sqrt(2 / at.tracePP);
    return {root.tau2, error, root.converged};
}

bool dividesByVariance(Estimator estimator)
{
    switch (estimator) {
    case EqualEffects:
    case DerSimonianLaird:
    case HunterSchmidt:
    case HunterSchmidtSmall:
    case PauleMandel:
    case PauleMandelMedian:
        return true;
    default:
        return false;
    }
}

/// The τ² beyond `from` (or, going down, before it) at which `deficit` turns positive, by halving and secants.
double whereTurnsPositive(double inside, double outside, const std::function<double(double)>& deficit)
{
    double atInside = deficit(inside);
    double atOutside = deficit(outside);
    for (int step = 0; step < MostSteps; ++step) {
        // Regula falsi in the Illinois form, with halving whenever it is slow.
        double middle =
            step % 3 == 2 ? (inside + outside) / 2 : (inside * atOutside - outside * atInside) / (atOutside - atInside);
        const double low = std::min(inside, outside);
        const double high = std::max(inside, outside);
        if (!(middle > low && middle < high))
            middle = low + (high - low) / 2;
        if (high - low <= 4 * Precision * high || middle == low || middle == high)
            return middle;
        const double at = deficit(middle);
        if (at == 0)
            return middle;
        if (at > 0) {
            outside = middle;
            atOutside = at;
        } else {
            inside = middle;
            atInside = at;
        }
    }
    return (inside + outside) / 2;
}

} // namespace

std::string_view nameOf(Estimator estimator)
{
    return Names[static_cast<std::size_t>(estimator)].name;
}

std::optional<Estimator> estimatorNamed(std::string_view name)
{
    if (name == "FE" || name == "CE")
        return EqualEffects;
    const auto* found =
        std::find_if(Names.begin(), Names.end(), [name](const Named& named) { return named.name == name; });
    return found == Names.end() ? std::nullopt : std::optional{found->estimator};
}

std::span<const Estimator> allEstimators()
{
    return Estimators;
}

double logLikelihood(Moments& moments, Estimator estimator, double tau2)
{
    const Moments::At at = moments.at(tau2, Depth::Likelihood);
    const double logTwoPi = std::log(2 * std::numbers::pi);
    if (estimator == MaximumLikelihood)
        return -(static_cast<double>(moments.k()) * logTwoPi + at.sumLogV + at.yPy) / 2;
    const double design = moments.isPlain() ? std::log(static_cast<double>(moments.k()))
                                            : std::log((moments.design().transpose() * moments.design()).determinant());
    return -(moments.df() * logTwoPi - design + at.sumLogV + at.logDeterminant + at.yPy) / 2;
}

Result<Heterogeneity> heterogeneity(Moments& moments, Estimator estimator)
{
    if (dividesByVariance(estimator) && moments.leastVariance() <= 0)
        return fail(ErrorKind::InvalidInput,
            tr("The method %1 divides by the variances, and a study's is zero; add to zero cells, leave the study out, "
               "or choose REML.")
                .arg(toQString(nameOf(estimator))));
    if (moments.df() < 1)
        return Heterogeneity{0, Missing, true};
    switch (estimator) {
    case EqualEffects:
        return Heterogeneity{0, Missing, true};
    case DerSimonianLaird:
    case HunterSchmidt:
    case HunterSchmidtSmall:
        return closedForm(moments, estimator);
    case Hedges:
        return hedgesEstimate(moments);
    case SidikJonkman:
        return sidikJonkman(moments);
    default:
        return iterated(moments, estimator);
    }
}

TauInterval qProfile(Moments& moments, double level)
{
    if (moments.df() < 1 || moments.leastVariance() <= 0)
        return {};
    const double tail = (1 - level / 100) / 2;
    const double low = chiSquaredQuantile(tail, moments.df());
    const double high = chiSquaredQuantile(1 - tail, moments.df());
    if (moments.at(0, Depth::Fit).yPy <= low)
        return {{0, 0}, moments.at(0, Depth::Fit).yPy < low};
    return {{whereQIs(high, moments).tau2, whereQIs(low, moments).tau2}, false};
}

TauInterval profileLikelihood(Moments& moments, Estimator estimator, double tau2, double level)
{
    if (moments.df() < 1 || (estimator != MaximumLikelihood && estimator != RestrictedMaximumLikelihood))
        return {};
    const double most = logLikelihood(moments, estimator, tau2);
    const double critical = chiSquaredQuantile(level / 100, 1);
    const auto deficit = [&](double at) { return 2 * (most - logLikelihood(moments, estimator, at)) - critical; };
    TauInterval found;
    if (moments.leastVariance() > 0)
        found.tau2.lower = tau2 == 0 || deficit(0) <= 0 ? 0 : whereTurnsPositive(tau2, 0, deficit);
    double outside = std::max({2 * tau2, moments.spread(), moments.v().mean()});
    for (int step = 0; step < MostSteps && deficit(outside) <= 0; ++step)
        outside *= 2;
    found.tau2.upper = whereTurnsPositive(tau2, outside, deficit);
    return found;
}

} // namespace winnow::stats

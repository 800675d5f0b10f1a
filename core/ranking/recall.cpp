#include "core/ranking/recall.h"

#include <algorithm>
#include <cmath>

namespace winnow::ranking {

namespace {

constexpr std::size_t CurvePoints = 200;

/// λ(x) = level · exp(−fall · x): how the relevant come over the records screened.
struct Rate {
    double level = 0;
    double fall = 0;

    [[nodiscard]] double between(double from, double to) const
    {
        return fall < 1e-12 ? level * (to - from) : level / fall * (std::exp(-fall * from) - std::exp(-fall * to));
    }
};

/// Of an exponential falling over [0, 1], cut off at 1: its mean, which falls from ½.
double meanWhere(double fall)
{
    return fall < 1e-6 ? 0.5 - fall / 12 : 1 / fall - 1 / std::expm1(fall);
}

Rate rateOf(double fall, double found, double screened)
{
    if (fall < 1e-6)
        return {found / screened, 0};
    return {found * fall / (-std::expm1(-fall)) / screened, fall / screened};
}

/// Maximum likelihood: the fall at which the mean place of what was found is the one seen; never a rise.
double likeliestFall(double meanPlace)
{
    if (meanPlace >= 0.5)
        return 0;
    double low = 0;
    double high = 1e6;
    for (int step = 0; step < 100; ++step) {
        const double middle = (low + high) / 2;
        (meanWhere(middle) > meanPlace ? low : high) = middle;
    }
    return (low + high) / 2;
}

/// One standard deviation of the fall, from its information.
double deviationOf(double fall, double found)
{
    if (fall < 1e-3)
        return std::sqrt(12 / found);
    const double half = std::sinh(std::min(fall, 600.0) / 2);
    return 1 / std::sqrt(found * (1 / (fall * fall) - 1 / (4 * half * half)));
}

void project(const std::vector<bool>& relevant, StoppingFigures& figures)
{
    const auto screened = static_cast<double>(figures.screened);
    const auto records = static_cast<double>(figures.records);
    const auto found = static_cast<double>(figures.found);
    if (figures.found == 0 || figures.screened == figures.records)
        return;
    double sum = 0;
    for (std::size_t i = 0; i < relevant.size(); ++i)
        sum += relevant[i] ? (static_cast<double>(i) + 0.5) / screened : 0;
    const double fall = likeliestFall(sum / found);
    const double deviation = 1.959964 * deviationOf(fall, found);
    const Rate rate = rateOf(fall, found, screened);
    const Rate fewer = rateOf(fall + deviation, found, screened);
    const Rate more = rateOf(std::max(0.0, fall - deviation), found, screened);
    // Of how many come until then: what the rate says either way, and what chance adds to it.
    const auto interval = [&](double until) {
        const double few = fewer.between(screened, until);
        const double many = more.between(screened, until);
        return Interval{std::max(0.0, few - 1.959964 * std::sqrt(few)),
            std::min(until - screened, many + 1.959964 * std::sqrt(many + 1) + 1)};
    };
    figures.expectedUnseen = rate.between(screened, records);
    figures.unseen95 = interval(records);
    figures.expectedCurve.push_back({figures.screened, found, {found, found}});
    constexpr std::size_t Steps = 50;
    for (std::size_t step = 1; step <= Steps; ++step) {
        const auto at =
            static_cast<std::size_t>(std::llround(screened + (records - screened) * static_cast<double>(step) / Steps));
        if (at == figures.expectedCurve.back().screened)
            continue;
        const auto until = static_cast<double>(at);
        const Interval unseen = interval(until);
        figures.expectedCurve.push_back(
            {at, found + rate.between(screened, until), {found + unseen.low, found + unseen.high}});
    }
}

double recallGranted(const HypergeometricRule& rule, double confidence)
{
    int low = 0; // in thousandths
    int high = 1000;
    while (high - low > 1) {
        const int middle = (low + high) / 2;
        (rule.chanceOfMissing(middle / 1000.0) < 1 - confidence ? low : high) = middle;
    }
    return low / 1000.0;
}

} // namespace

double StoppingFigures::expectedRecall() const
{
    const auto all = static_cast<double>(found) + expectedUnseen;
    return all > 0 ? static_cast<double>(found) / all : 0;
}

Interval StoppingFigures::expectedRecall95() const
{
    const auto share = [this](double more) {
        const double all = static_cast<double>(found) + more;
        return all > 0 ? static_cast<double>(found) / all : 0;
    };
    return {share(unseen95.high), share(unseen95.low)};
}

StoppingFigures stoppingFigures(const std::vector<bool>& relevant, std::size_t records, const StoppingTarget& target)
{
    StoppingFigures figures;
    figures.records = std::max(records, relevant.size());
    figures.screened = relevant.size();
    figures.target = target;
    HypergeometricRule rule(figures.records);
    const std::size_t every = std::max<std::size_t>(1, relevant.size() / CurvePoints);
    figures.curve.push_back({});
    for (std::size_t i = 0; i < relevant.size(); ++i) {
        rule.add(relevant[i]);
        figures.run = relevant[i] ? 0 : figures.run + 1;
        if ((i + 1) % every == 0 || i + 1 == relevant.size())
            figures.curve.push_back({i + 1, rule.found()});
    }
    figures.found = rule.found();
    figures.chanceOfMissing = rule.chanceOfMissing(target.recall);
    if (figures.screened == figures.records)
        figures.recallAtLeast = 1;
    else if (figures.found > 0)
        figures.recallAtLeast = recallGranted(rule, target.confidence);
    project(relevant, figures);
    return figures;
}

} // namespace winnow::ranking

#include "core/stats/conversions.h"

#include "core/stats/distributions.h"

#include <cmath>

namespace winnow::stats {

namespace {

double squared(double x)
{
    return x * x;
}

} // namespace

double sdFromStandardError(double standardError, double n)
{
    return standardError * std::sqrt(n);
}

double sdFromInterval(Interval interval, double n, double level, bool byT)
{
    const double critical = criticalValue(level, byT ? n - 1 : Missing);
    return std::sqrt(n) * (interval.upper - interval.lower) / (2 * critical);
}

DifferenceError errorFromT(double difference, double t, double n1, double n2)
{
    DifferenceError found;
    found.t = std::abs(t);
    found.standardError = std::abs(difference) / found.t;
    found.sd = found.standardError / std::sqrt(1 / n1 + 1 / n2);
    return found;
}

DifferenceError errorFromP(double difference, double p, double n1, double n2)
{
    return errorFromT(difference, -tQuantile(p / 2, n1 + n2 - 2), n1, n2);
}

double sdOfChange(double sdBase, double sdFinal, double correlation)
{
    return std::sqrt(squared(sdBase) + squared(sdFinal) - 2 * correlation * sdBase * sdFinal);
}

double correlationFromSds(double sdBase, double sdFinal, double sdChange)
{
    return (squared(sdBase) + squared(sdFinal) - squared(sdChange)) / (2 * sdBase * sdFinal);
}

Group combined(const Group& first, const Group& second)
{
    const double n = first.n + second.n;
    const double between = first.n * second.n / n * squared(first.mean - second.mean);
    const double within = (first.n - 1) * squared(first.sd) + (second.n - 1) * squared(second.sd);
    return {n, (first.n * first.mean + second.n * second.mean) / n, std::sqrt((within + between) / (n - 1))};
}

Group inUnit(const Group& group, double factor, double offset)
{
    return {group.n, group.mean * factor + offset, group.sd * std::abs(factor)};
}

LogRatio logRatioFromInterval(double ratio, Interval interval, double level)
{
    const double estimate = std::log(ratio);
    const double lower = std::log(interval.lower);
    const double upper = std::log(interval.upper);
    const double error = (upper - lower) / (2 * criticalValue(level, Missing));
    return {estimate, squared(error), estimate - (lower + upper) / 2};
}

LogRatio logRatioFromP(double ratio, double p)
{
    const double estimate = std::log(ratio);
    return {estimate, squared(estimate / normalQuantile(p / 2)), Missing};
}

LogRatio logHazardRatio(double observedMinusExpected, double variance)
{
    return {observedMinusExpected / variance, 1 / variance, Missing};
}

LogRank logRankFromP(double events, double n1, double n2, double p, bool favoursFirst)
{
    const double variance = events * n1 * n2 / squared(n1 + n2);
    const double size = -normalQuantile(p / 2) * std::sqrt(variance);
    return {favoursFirst ? -size : size, variance};
}

} // namespace winnow::stats

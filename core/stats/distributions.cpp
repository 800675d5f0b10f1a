#include "core/stats/distributions.h"

// Only this file includes the distributions: they cost seconds to compile.
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

#include <numbers>

namespace winnow::stats {

namespace {

namespace policies = boost::math::policies;
/// Arguments are checked here; what overflows becomes infinite, never an exception.
using Quiet =
    policies::policy<policies::domain_error<policies::ignore_error>, policies::overflow_error<policies::ignore_error>,
        policies::pole_error<policies::ignore_error>, policies::evaluation_error<policies::ignore_error>>;

using T = boost::math::students_t_distribution<double, Quiet>;
using ChiSquared = boost::math::chi_squared_distribution<double, Quiet>;
using F = boost::math::fisher_f_distribution<double, Quiet>;
using Beta = boost::math::beta_distribution<double, Quiet>;
using Normal = boost::math::normal_distribution<double, Quiet>;

constexpr double Infinity = std::numeric_limits<double>::infinity();

bool isProbability(double p)
{
    return p >= 0 && p <= 1;
}

bool isPositive(double df)
{
    return df > 0;
}

} // namespace

double normalBelow(double x)
{
    return std::erfc(-x / std::numbers::sqrt2) / 2;
}

double normalAbove(double x)
{
    return std::erfc(x / std::numbers::sqrt2) / 2;
}

double normalQuantile(double probability)
{
    if (!isProbability(probability))
        return Missing;
    if (probability == 0 || probability == 1)
        return probability == 0 ? -Infinity : Infinity;
    return boost::math::quantile(Normal{}, probability);
}

double tBelow(double x, double df)
{
    return tAbove(-x, df);
}

double tAbove(double x, double df)
{
    if (!isPositive(df) || std::isnan(x))
        return Missing;
    if (std::isinf(x))
        return x > 0 ? 0 : 1;
    return boost::math::cdf(boost::math::complement(T{df}, x));
}

double tQuantile(double probability, double df)
{
    if (!isPositive(df) || !isProbability(probability))
        return Missing;
    if (probability == 0 || probability == 1)
        return probability == 0 ? -Infinity : Infinity;
    return boost::math::quantile(T{df}, probability);
}

double chiSquaredBelow(double x, double df)
{
    if (!isPositive(df) || std::isnan(x))
        return Missing;
    if (x <= 0 || std::isinf(x))
        return x <= 0 ? 0 : 1;
    return boost::math::cdf(ChiSquared{df}, x);
}

double chiSquaredAbove(double x, double df)
{
    if (!isPositive(df) || std::isnan(x))
        return Missing;
    if (x <= 0 || std::isinf(x))
        return x <= 0 ? 1 : 0;
    return boost::math::cdf(boost::math::complement(ChiSquared{df}, x));
}

double chiSquaredQuantile(double probability, double df)
{
    if (!isPositive(df) || !isProbability(probability))
        return Missing;
    if (probability == 0 || probability == 1)
        return probability == 0 ? 0 : Infinity;
    return boost::math::quantile(ChiSquared{df}, probability);
}

double fBelow(double x, double df1, double df2)
{
    if (!isPositive(df1) || !isPositive(df2) || std::isnan(x))
        return Missing;
    if (x <= 0 || std::isinf(x))
        return x <= 0 ? 0 : 1;
    return boost::math::cdf(F{df1, df2}, x);
}

double fAbove(double x, double df1, double df2)
{
    if (!isPositive(df1) || !isPositive(df2) || std::isnan(x))
        return Missing;
    if (x <= 0 || std::isinf(x))
        return x <= 0 ? 1 : 0;
    return boost::math::cdf(boost::math::complement(F{df1, df2}, x));
}

double fQuantile(double probability, double df1, double df2)
{
    if (!isPositive(df1) || !isPositive(df2) || !isProbability(probability))
        return Missing;
    if (probability == 0 || probability == 1)
        return probability == 0 ? 0 : Infinity;
    return boost::math::quantile(F{df1, df2}, probability);
}

double twoSided(double statistic, double df)
{
    const double size = std::abs(statistic);
    return 2 * (std::isnan(df) ? normalAbove(size) : tAbove(size, df));
}

double criticalValue(double level, double df)
{
    const double above = (1 - level / 100) / 2;
    return -(std::isnan(df) ? normalQuantile(above) : tQuantile(above, df));
}

Interval clopperPearson(double events, double size, double level)
{
    if (!(events >= 0 && events <= size && size > 0))
        return {};
    const double tail = (1 - level / 100) / 2;
    const double others = size - events;
    return {events == 0 ? 0 : boost::math::quantile(Beta{events, others + 1}, tail),
        others == 0 ? 1 : boost::math::quantile(boost::math::complement(Beta{events + 1, others}, tail))};
}

Interval wilson(double events, double size, double level)
{
    if (!(events >= 0 && events <= size && size > 0))
        return {};
    const double z = criticalValue(level, Missing);
    const double p = events / size;
    const double middle = (p + z * z / (2 * size)) / (1 + z * z / size);
    const double half = z / (1 + z * z / size) * std::sqrt(p * (1 - p) / size + z * z / (4 * size * size));
    return {events == 0 ? 0 : middle - half, events == size ? 1 : middle + half};
}

Interval exactPoisson(double events, double time, double level)
{
    if (!(events >= 0 && time > 0))
        return {};
    const double tail = (1 - level / 100) / 2;
    return {events == 0 ? 0 : chiSquaredQuantile(tail, 2 * events) / 2 / time,
        boost::math::quantile(boost::math::complement(ChiSquared{2 * events + 2}, tail)) / 2 / time};
}

} // namespace winnow::stats

#include "core/figure/ticks.h"

#include <algorithm>
#include <cmath>

namespace winnow::figure {

namespace {

/// Within a rounding of the ends.
bool isWithin(double x, double lower, double upper)
{
    const double slack = 1e-9 * (std::abs(lower) + std::abs(upper));
    return x >= lower - slack && x <= upper + slack;
}

/// Ticks at 10^(stride × n), so that 1 is always among them.
std::vector<double> powerTicks(double lower, double upper, int stride)
{
    std::vector<double> ticks;
    const int first = static_cast<int>(std::floor(std::log10(lower)));
    const int last = static_cast<int>(std::ceil(std::log10(upper)));
    for (int power = first; power <= last; ++power)
        if (power % stride == 0 && isWithin(std::pow(10, power), lower, upper))
            ticks.push_back(std::pow(10, power));
    return ticks;
}

std::vector<double> decadeTicks(double lower, double upper, const std::vector<double>& digits)
{
    std::vector<double> ticks;
    const int first = static_cast<int>(std::floor(std::log10(lower)));
    const int last = static_cast<int>(std::ceil(std::log10(upper)));
    for (int power = first; power <= last; ++power)
        for (const double digit : digits)
            // Divided, not multiplied, below one: 0.2 is 2/10, not 2 × 0.1.
            if (const double tick = power < 0 ? digit / std::pow(10, -power) : digit * std::pow(10, power);
                isWithin(tick, lower, upper))
                ticks.push_back(tick);
    return ticks;
}

} // namespace

std::vector<double> ratioTicks(double lower, double upper, int most)
{
    const auto wanted = static_cast<std::size_t>(std::max(most, 1));
    if (auto ticks = decadeTicks(lower, upper, {1, 2, 5}); ticks.size() <= wanted && !ticks.empty())
        return ticks;
    for (int stride = 1; stride < 400; ++stride)
        if (auto ticks = powerTicks(lower, upper, stride); ticks.size() <= wanted)
            return ticks;
    return {1};
}

std::vector<double> differenceTicks(double lower, double upper, int most, double least)
{
    const double raw = std::max(least, (upper - lower) / std::max(most, 1));
    const double power = std::pow(10, std::floor(std::log10(raw)));
    for (const double factor : {1.0, 2.0, 5.0, 10.0, 20.0}) {
        const double step = factor * power;
        if (step < least)
            continue;
        std::vector<double> ticks;
        const double first = std::ceil(lower / step - 1e-9);
        const double count = std::floor(upper / step + 1e-9) - first + 1;
        if (!(count <= std::max(most, 1)))
            continue;
        for (int i = 0; i < static_cast<int>(count); ++i)
            ticks.push_back((first + i) * step == 0 ? 0 : (first + i) * step);
        return ticks;
    }
    return {0};
}

QString roundText(double tick)
{
    QString text = QString::number(tick, 'g', 6);
    if (text.contains(u'e')) // figures print no powers
        text = QString::number(tick, 'f', std::max(0, static_cast<int>(std::ceil(-std::log10(std::abs(tick))))));
    return text.replace(u'-', QChar{0x2212});
}

} // namespace winnow::figure

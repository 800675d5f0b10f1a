#include "core/figure/forestaxis.h"

#include "core/figure/ticks.h"

#include <algorithm>
#include <cmath>

namespace winnow::figure {

ForestAxis::ForestAxis(const Forest& forest)
    : m_ratio(forest.isRatio)
{
    std::vector<double> middles;
    std::vector<Span> intervals;
    for (const ForestRow& row : forest.rows) {
        if (!isDrawable(row))
            continue;
        middles.push_back(on(row.estimate));
        intervals.push_back({on(row.interval.lower), on(row.interval.upper)});
    }
    if (forest.hasNullLine)
        middles.push_back(0); // the logarithm of 1, too
    if (middles.empty())
        middles = {0};
    reach(middles, intervals);
}

void ForestAxis::reach(const std::vector<double>& middles, const std::vector<Span>& intervals)
{
    const auto [least, most] = std::minmax_element(middles.begin(), middles.end());
    std::vector<double> lengths;
    for (const Span& interval : intervals)
        lengths.push_back(interval.upper - interval.lower);
    std::sort(lengths.begin(), lengths.end());
    const double usual = lengths.empty() ? 1 : lengths[lengths.size() / 2];
    const double beyond = std::max(std::isfinite(usual) ? 2 * usual : 0, 0.25 * (*most - *least));
    m_lower = *least;
    m_upper = *most;
    for (const Span& interval : intervals) {
        m_lower = std::min(m_lower, std::max(interval.lower, *least - beyond));
        m_upper = std::max(m_upper, std::min(interval.upper, *most + beyond));
    }
    if (!(m_upper > m_lower)) {
        m_lower -= 1;
        m_upper += 1;
    }
    const double margin = 0.03 * (m_upper - m_lower);
    m_lower -= margin;
    m_upper += margin;
}

double ForestAxis::on(double value) const
{
    return m_ratio ? std::log(value) : value;
}

double ForestAxis::at(double value) const
{
    return m_left + (m_right - m_left) * (on(value) - m_lower) / (m_upper - m_lower);
}

std::vector<double> ForestAxis::ticks(int most) const
{
    return m_ratio ? ratioTicks(std::exp(m_lower), std::exp(m_upper), most) : differenceTicks(m_lower, m_upper, most);
}

bool ForestAxis::isDrawable(const ForestRow& row) const
{
    return std::isfinite(row.estimate) && row.interval.isKnown() && (!m_ratio || row.estimate > 0);
}

} // namespace winnow::figure

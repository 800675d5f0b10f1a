#include "ui/screening/pace.h"

#include <cmath>
#include <numeric>

namespace winnow::ui {

void Pace::decided(std::int64_t now)
{
    if (m_last && now >= *m_last && now - *m_last <= Pause) {
        m_gaps.push_back(now - *m_last);
        if (m_gaps.size() > Kept)
            m_gaps.pop_front();
    }
    m_last = now;
}

std::optional<double> Pace::perMinute() const
{
    if (m_gaps.size() < Fewest)
        return std::nullopt;
    const std::int64_t spent = std::accumulate(m_gaps.begin(), m_gaps.end(), std::int64_t{0});
    return static_cast<double>(m_gaps.size()) * 60'000.0 / static_cast<double>(std::max<std::int64_t>(spent, 1));
}

std::optional<int> Pace::minutesFor(std::int64_t records) const
{
    const std::optional<double> pace = perMinute();
    if (!pace)
        return std::nullopt;
    return static_cast<int>(std::ceil(std::min(static_cast<double>(records) / *pace, 1e8)));
}

} // namespace winnow::ui

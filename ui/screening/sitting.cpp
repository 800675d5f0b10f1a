#include "ui/screening/sitting.h"

#include "ui/screening/pace.h"

#include <algorithm>

namespace winnow::ui {

void Sitting::decided(std::int64_t now, std::optional<Verdict> before, std::optional<Verdict> after)
{
    if (m_last && now >= *m_last && now - *m_last <= Pace::Pause) {
        m_working += now - *m_last;
        ++m_timed;
    }
    m_last = now;
    if (!after) {
        ++m_takenBack;
        return;
    }
    if (before) {
        ++m_changed;
        return;
    }
    ++(*after == Verdict::Include ? m_included : *after == Verdict::Exclude ? m_excluded : m_maybe);
}

std::optional<double> Sitting::perMinute() const
{
    if (m_timed < static_cast<int>(Pace::Fewest))
        return std::nullopt;
    return m_timed * 60'000.0 / static_cast<double>(std::max<std::int64_t>(m_working, 1));
}

} // namespace winnow::ui

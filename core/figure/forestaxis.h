// The axis of a forest plot: which range it shows, and where numbers stand on it.
#pragma once

#include "core/figure/forest.h"

#include <vector>

namespace winnow::figure {

/// All estimates lie on it; intervals as far as they are not far longer than is usual in this plot.
class ForestAxis {
public:
    explicit ForestAxis(const Forest& forest);

    void place(double left, double right)
    {
        m_left = left;
        m_right = right;
    }
    [[nodiscard]] double left() const { return m_left; }
    [[nodiscard]] double right() const { return m_right; }
    [[nodiscard]] double nullLine() const { return at(m_ratio ? 1 : 0); }
    /// Where a number stands, beyond the ends if it lies there.
    [[nodiscard]] double at(double value) const;
    /// Round numbers on it.
    [[nodiscard]] std::vector<double> ticks(int most) const;
    /// Whether a row has an estimate that the axis can show.
    [[nodiscard]] bool isDrawable(const ForestRow& row) const;

private:
    [[nodiscard]] double on(double value) const;
    void reach(const std::vector<double>& middles, const std::vector<Span>& intervals);

    bool m_ratio;
    double m_lower = 0; ///< logarithms for ratios
    double m_upper = 1;
    double m_left = 0;
    double m_right = 1;
};

} // namespace winnow::figure

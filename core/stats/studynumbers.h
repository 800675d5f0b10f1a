// What is reported of a study, in the columns that effect measures are computed from.
#pragma once

#include "core/stats/interval.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace winnow::stats {

/// Named as metafor names them, so that its data sets are read as they are. A group is 1 or 2; a name without a number
/// is of the one group of a study.
enum class Column : std::uint8_t {
    Ai, ///< events in group 1
    Bi, ///< without event in group 1
    Ci, ///< events in group 2
    Di, ///< without event in group 2; with SMD the standardized difference
    N1i, ///< size of group 1
    N2i,
    M1i, ///< mean of group 1, or at the first time
    Sd1i,
    M2i,
    Sd2i,
    Xi, ///< events of one group
    Mi, ///< its mean; with proportions those without event
    Sdi,
    Ni, ///< its size
    Ti, ///< its person-time; with SMD the t statistic
    X1i, ///< events in group 1 …
    T1i, ///< … and its person-time
    X2i,
    T2i,
    Ri, ///< correlation
    Yi, ///< estimate
    Vi, ///< its variance
    Sei, ///< its standard error
    Hr, ///< hazard ratio
    Lb, ///< its interval, 95 % unless said otherwise
    Ub,
    Ome, ///< observed minus expected events (log-rank)
    V, ///< their variance
};
inline constexpr std::size_t ColumnCount = static_cast<std::size_t>(Column::V) + 1;

/// One study. A number that was not reported is Missing, never zero.
class StudyNumbers {
public:
    StudyNumbers() { m_values.fill(Missing); }

    [[nodiscard]] double operator[](Column column) const { return m_values[static_cast<std::size_t>(column)]; }
    [[nodiscard]] double& operator[](Column column) { return m_values[static_cast<std::size_t>(column)]; }

    std::string label;

private:
    std::array<double, ColumnCount> m_values{};
};

} // namespace winnow::stats

// Analyses by group, and whether the groups differ.
#pragma once

#include "core/stats/model.h"

#include <span>
#include <string>
#include <vector>

namespace winnow::stats {

struct Subgroup {
    std::string name;
    std::vector<std::size_t> studies; ///< positions
    Fit fit;
};

/// Each group with a τ² of its own (as RevMan): Q between = Σ w (m − m̄)² with w = 1/SE².
struct Subgroups {
    std::vector<Subgroup> groups; ///< in order of their names
    double qBetween = Missing;
    double qDf = 0;
    double qP = Missing;
    double i2Between = Missing; ///< percent
};

/// `groupOf` names each study's group; studies without a name are left out. InvalidInput if there is no group.
[[nodiscard]] Result<Subgroups> subgroups(std::span<const double> y, std::span<const double> v,
    std::span<const std::string> groupOf, const ModelOptions& options = {});

/// The design with one common τ²: a constant and one indicator a group but the first. Columns are named `names`.
struct GroupDesign {
    Eigen::MatrixXd design;
    std::vector<std::string> names; ///< of the columns after the constant
};
[[nodiscard]] GroupDesign groupDesign(std::span<const std::string> groupOf);

} // namespace winnow::stats

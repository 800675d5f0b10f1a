#include "core/stats/subgroups.h"

#include "core/stats/distributions.h"
#include "core/stats/words.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace winnow::stats {

namespace {

void testBetween(Subgroups& found)
{
    double weights = 0;
    double sum = 0;
    for (const Subgroup& group : found.groups) {
        const double w = 1 / (group.fit.pooled().standardError * group.fit.pooled().standardError);
        weights += w;
        sum += w * group.fit.pooled().estimate;
    }
    found.qDf = static_cast<double>(found.groups.size()) - 1;
    if (found.qDf < 1)
        return;
    found.qBetween = 0;
    for (const Subgroup& group : found.groups) {
        const double away = (group.fit.pooled().estimate - sum / weights) / group.fit.pooled().standardError;
        found.qBetween += away * away;
    }
    found.qP = chiSquaredAbove(found.qBetween, found.qDf);
    found.i2Between = found.qBetween > 0 ? std::max(0.0, 100 * (found.qBetween - found.qDf) / found.qBetween) : 0;
}

} // namespace

Result<Subgroups> subgroups(std::span<const double> y, std::span<const double> v, std::span<const std::string> groupOf,
    const ModelOptions& options)
{
    std::map<std::string, std::vector<std::size_t>> members;
    for (std::size_t i = 0; i < groupOf.size(); ++i)
        if (!groupOf[i].empty())
            members[groupOf[i]].push_back(i);
    if (members.empty())
        return fail(ErrorKind::InvalidInput, tr("No study belongs to a subgroup."));
    Subgroups found;
    for (const auto& [name, studies] : members) {
        std::vector<double> estimates;
        std::vector<double> variances;
        for (const std::size_t i : studies) {
            estimates.push_back(y[i]);
            variances.push_back(v[i]);
        }
        Fit group = TRY(fit(estimates, variances, options));
        found.groups.push_back({name, studies, std::move(group)});
    }
    testBetween(found);
    return found;
}

GroupDesign groupDesign(std::span<const std::string> groupOf)
{
    std::vector<std::string> names(groupOf.begin(), groupOf.end());
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    GroupDesign found;
    const auto rows = static_cast<Eigen::Index>(groupOf.size());
    const auto columns = static_cast<Eigen::Index>(names.size());
    found.design = Eigen::MatrixXd::Zero(rows, std::max<Eigen::Index>(1, columns));
    found.design.col(0).setOnes();
    for (Eigen::Index row = 0; row < rows; ++row) {
        const auto at = std::lower_bound(names.begin(), names.end(), groupOf[static_cast<std::size_t>(row)]);
        if (at != names.begin())
            found.design(row, at - names.begin()) = 1;
    }
    if (!names.empty())
        found.names.assign(names.begin() + 1, names.end());
    return found;
}

} // namespace winnow::stats

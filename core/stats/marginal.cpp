#include "core/stats/marginal.h"

namespace winnow::stats {

namespace {

constexpr int MostSteps = 100;

} // namespace

Quadrature gaussHermite(int points)
{
    Eigen::MatrixXd recurrence = Eigen::MatrixXd::Zero(points, points);
    for (int i = 1; i < points; ++i)
        recurrence(i, i - 1) = recurrence(i - 1, i) = std::sqrt(i);
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> axes{recurrence};
    Quadrature rule;
    for (int i = 0; i < points; ++i) {
        rule.nodes.push_back(axes.eigenvalues()[i]);
        rule.weights.push_back(axes.eigenvectors()(0, i) * axes.eigenvectors()(0, i));
    }
    return rule;
}

double modeOf(std::span<const Count> counts, Predictors<double> lines)
{
    double z = 0;
    Along<double> here = alongAt(counts, lines, z);
    for (int step = 0; step < MostSteps; ++step) {
        double move = here.score / here.curvature;
        Along<double> there = alongAt(counts, lines, z + move);
        while (!(there.value >= here.value) && std::abs(move) > ModeStandsStill)
            there = alongAt(counts, lines, z + (move /= 2));
        z += move;
        here = there;
        if (std::abs(move) <= ModeStandsStill)
            break;
    }
    return z;
}

Place<double> modeOf(std::span<const Count> counts, PlanePredictors<double> planes)
{
    Place<double> z{0, 0};
    Around<double> here = aroundAt(counts, planes, z);
    for (int step = 0; step < MostSteps; ++step) {
        Place<double> move = here.step();
        const auto length = [&move] { return std::max(std::abs(move[0]), std::abs(move[1])); };
        Around<double> there = aroundAt(counts, planes, {z[0] + move[0], z[1] + move[1]});
        while (!(there.value >= here.value) && length() > ModeStandsStill) {
            move = {move[0] / 2, move[1] / 2};
            there = aroundAt(counts, planes, {z[0] + move[0], z[1] + move[1]});
        }
        z = {z[0] + move[0], z[1] + move[1]};
        here = there;
        if (length() <= ModeStandsStill)
            break;
    }
    return z;
}

} // namespace winnow::stats

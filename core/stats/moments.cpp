#include "core/stats/moments.h"

#include <cmath>

namespace winnow::stats {

namespace {

Eigen::ArrayXd arrayOf(std::span<const double> values)
{
    return Eigen::Map<const Eigen::ArrayXd>(values.data(), static_cast<Eigen::Index>(values.size()));
}

} // namespace

Moments::Moments(std::span<const double> y, std::span<const double> v)
    : m_y(arrayOf(y))
    , m_v(arrayOf(v))
    , m_w(m_y.size())
    , m_r(m_y.size())
    , m_plain(true)
{
    m_centre = m_y.mean();
    m_y -= m_centre;
}

Moments::Moments(std::span<const double> y, std::span<const double> v, Eigen::MatrixXd design)
    : Moments(y, v)
{
    m_design = std::move(design);
    m_y += m_centre; // a design need not hold a constant
    m_centre = 0;
    m_plain = false;
}

double Moments::spread() const
{
    return (m_y - m_y.mean()).square().sum() / static_cast<double>(k() - 1);
}

Eigen::MatrixXd Moments::crossed(const Eigen::ArrayXd& weights) const
{
    return m_design.transpose() * (m_design.array().colwise() * weights).matrix();
}

Moments::At Moments::at(double tau2, Depth depth)
{
    m_w = (m_v + tau2).inverse();
    return m_plain ? plainAt(tau2, depth) : designAt(tau2, depth);
}

Moments::At Moments::plainAt(double tau2, Depth depth)
{
    At at;
    at.sumW = m_sumW = m_w.sum();
    m_mean = (m_w * m_y).sum() / at.sumW;
    m_r = m_w * (m_y - m_mean);
    at.yPy = (m_r * (m_y - m_mean)).sum();
    at.yPPy = m_r.square().sum();
    at.sumWW = m_w.square().sum();
    if (depth == Depth::Fit)
        return at;
    const double sumWWW = m_w.cube().sum();
    const double wr = (m_w * m_r).sum();
    at.yPPPy = (m_w * m_r.square()).sum() - wr * wr / at.sumW;
    const double ratio = at.sumWW / at.sumW;
    at.traceP = at.sumW - ratio;
    at.tracePP = at.sumWW - 2 * sumWWW / at.sumW + ratio * ratio;
    if (depth == Depth::Likelihood) {
        at.sumLogV = (m_v + tau2).log().sum();
        at.logDeterminant = std::log(at.sumW);
    }
    return at;
}

Moments::At Moments::designAt(double tau2, Depth depth)
{
    At at;
    at.sumW = m_w.sum();
    at.sumWW = m_w.square().sum();
    const Eigen::MatrixXd information = crossed(m_w);
    const Eigen::LDLT<Eigen::MatrixXd> solver{information};
    m_inverse = solver.solve(Eigen::MatrixXd::Identity(p(), p()));
    m_beta = solver.solve(m_design.transpose() * (m_w * m_y).matrix());
    const Eigen::ArrayXd residual = m_y - (m_design * m_beta).array();
    m_r = m_w * residual; // Py
    at.yPy = (m_r * residual).sum();
    at.yPPy = m_r.square().sum();
    if (depth == Depth::Fit)
        return at;
    // P u = w (u − X (X'WX)⁻¹ X'W u) for u = Py.
    const Eigen::VectorXd slope = solver.solve(m_design.transpose() * (m_w * m_r).matrix());
    at.yPPPy = (m_r * m_w * (m_r - (m_design * slope).array())).sum();
    const Eigen::MatrixXd second = m_inverse * crossed(m_w.square());
    at.traceP = at.sumW - second.trace();
    at.tracePP = at.sumWW - 2 * (m_inverse * crossed(m_w.cube())).trace() + (second * second).trace();
    if (depth == Depth::Likelihood) {
        at.sumLogV = (m_v + tau2).log().sum();
        at.logDeterminant = std::log(solver.vectorD().array().abs().prod());
    }
    return at;
}

Moments::Unweighted Moments::unweighted()
{
    Unweighted found;
    const auto n = static_cast<double>(k());
    const double sumV = m_v.sum();
    if (m_plain) {
        found.rss = (m_y - m_y.mean()).square().sum();
        found.tracePV = sumV - sumV / n;
        found.tracePVPV = m_v.square().sum() * (1 - 2 / n) + sumV / n * sumV / n;
        return found;
    }
    const Eigen::LDLT<Eigen::MatrixXd> solver{m_design.transpose() * m_design};
    const Eigen::VectorXd beta = solver.solve(m_design.transpose() * m_y.matrix());
    found.rss = (m_y - (m_design * beta).array()).square().sum();
    const Eigen::MatrixXd first = solver.solve(crossed(m_v));
    found.tracePV = sumV - first.trace();
    found.tracePVPV = m_v.square().sum() - 2 * solver.solve(crossed(m_v.square())).trace() + (first * first).trace();
    return found;
}

Moments::Mixed Moments::mixed(double tau2)
{
    const At fit = at(tau2, Depth::Fit);
    const Eigen::ArrayXd wv = m_w * m_v;
    if (m_plain) {
        const double first = (m_w * wv).sum() / fit.sumW; // of WVW
        return {wv.square().sum() - 2 * (m_w * wv.square()).sum() / fit.sumW + first * first,
            (m_w * wv).sum() - 2 * (m_w.square() * wv).sum() / fit.sumW + fit.sumWW / fit.sumW * first};
    }
    const Eigen::MatrixXd first = m_inverse * crossed(m_w * wv);
    const Eigen::MatrixXd plain = m_inverse * crossed(m_w.square());
    return {wv.square().sum() - 2 * (m_inverse * crossed(m_w * wv.square())).trace() + (first * first).trace(),
        (m_w * wv).sum() - 2 * (m_inverse * crossed(m_w.square() * wv)).trace() + (plain * first).trace()};
}

Eigen::VectorXd Moments::coefficients() const
{
    return m_plain ? Eigen::VectorXd::Constant(1, m_mean + m_centre) : m_beta;
}

Eigen::MatrixXd Moments::inverse() const
{
    return m_plain ? Eigen::MatrixXd::Constant(1, 1, 1 / m_sumW) : m_inverse;
}

} // namespace winnow::stats

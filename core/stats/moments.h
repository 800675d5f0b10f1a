// The sums over studies that every estimator is made of, in time proportional to the number of studies.
#pragma once

#include <Eigen/Dense>

#include <span>

namespace winnow::stats {

/// A model's data: estimates y with variances v, and a design X (one column of ones for a plain meta-analysis).
///
/// With weights w = 1/(v + τ²), W their diagonal matrix and P = W − WX(X'WX)⁻¹X'W, the matrix P (k × k, what metafor
/// builds) is never made: its traces and forms follow from the p × p matrices X'WⁿX and the residuals. Keeps buffers,
/// so one Moments serves one thread.
class Moments {
public:
    /// All of the same length; X has full rank.
    Moments(std::span<const double> y, std::span<const double> v, Eigen::MatrixXd design);
    /// A plain meta-analysis, which takes a shorter way.
    Moments(std::span<const double> y, std::span<const double> v);

    [[nodiscard]] Eigen::Index k() const { return m_y.size(); }
    [[nodiscard]] Eigen::Index p() const { return m_plain ? 1 : m_design.cols(); }
    [[nodiscard]] bool isPlain() const { return m_plain; }
    [[nodiscard]] double df() const { return static_cast<double>(k() - p()); }
    [[nodiscard]] const Eigen::ArrayXd& y() const { return m_y; }
    [[nodiscard]] const Eigen::ArrayXd& v() const { return m_v; }
    [[nodiscard]] const Eigen::MatrixXd& design() const { return m_design; }
    [[nodiscard]] double leastVariance() const { return m_v.minCoeff(); }
    /// Σ(y − ȳ)²/(k − 1).
    [[nodiscard]] double spread() const;

    /// What is computed at a value of τ², from cheap to dear.
    enum class Depth { Fit, Score, Likelihood };
    struct At {
        double sumW = 0; ///< Σw
        double sumWW = 0; ///< Σw²
        double yPy = 0; ///< Q at this τ²
        double yPPy = 0; ///< −dQ/dτ²
        double yPPPy = 0; ///< Score and above
        double traceP = 0; ///< Score and above
        double tracePP = 0; ///< Score and above
        double sumLogV = 0; ///< Likelihood: Σ log(v + τ²)
        double logDeterminant = 0; ///< Likelihood: log |X'WX|
    };
    /// With weights 1/(v + tau2).
    [[nodiscard]] At at(double tau2, Depth depth);
    /// With weights 1 (ordinary least squares): yPy, traceP and tracePP are those of PV, and PVPV, here.
    struct Unweighted {
        double rss = 0; ///< y'Py
        double tracePV = 0;
        double tracePVPV = 0;
    };
    [[nodiscard]] Unweighted unweighted();
    /// tr(PV), tr(PVPV) and tr(PPV) with weights 1/(v + tau2).
    struct Mixed {
        double tracePVPV = 0;
        double tracePPV = 0;
    };
    [[nodiscard]] Mixed mixed(double tau2);

    // Of the last call of `at`:
    [[nodiscard]] const Eigen::ArrayXd& weights() const { return m_w; }
    [[nodiscard]] Eigen::VectorXd coefficients() const;
    /// (X'WX)⁻¹.
    [[nodiscard]] Eigen::MatrixXd inverse() const;

private:
    [[nodiscard]] At plainAt(double tau2, Depth depth);
    [[nodiscard]] At designAt(double tau2, Depth depth);
    /// X' diag(weights) X.
    [[nodiscard]] Eigen::MatrixXd crossed(const Eigen::ArrayXd& weights) const;

    Eigen::ArrayXd m_y; ///< about its mean, which keeps digits
    Eigen::ArrayXd m_v;
    Eigen::MatrixXd m_design; ///< empty for a plain meta-analysis
    Eigen::ArrayXd m_w;
    Eigen::ArrayXd m_r; ///< w × residual, and scratch
    Eigen::VectorXd m_beta;
    Eigen::MatrixXd m_inverse;
    double m_centre = 0;
    double m_mean = 0; ///< plain: the weighted mean, about m_centre
    double m_sumW = 0;
    bool m_plain;
};

} // namespace winnow::stats

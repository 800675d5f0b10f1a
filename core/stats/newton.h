// The maximum of a sum over studies, which share some parameters and may have one of their own each.
#pragma once

#include "core/stats/jet.h"

#include <Eigen/Dense>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace winnow::stats {

/// Where the sum is highest, and how surely: `information` is the negative Hessian by the shared parameters, the
/// studies' own profiled out; those held have a row and a column of the identity.
template <int Shared> struct Maximum {
    Eigen::Matrix<double, Shared, 1> at = Eigen::Matrix<double, Shared, 1>::Zero();
    Eigen::Matrix<double, Shared, Shared> information;
    std::vector<double> own; ///< of the studies
    double value = 0;
    bool converged = false;
};

/// Newton's method. `Own` is 0 or 1. The studies' own parameters are eliminated one by one (the Hessian is an arrow),
/// so a step costs O(k). Where the sum is not concave, the step goes uphill all the same: the Hessian's eigenvalues are
/// taken as negative, and a saddle is left; a step that does not gain is halved.
template <int Shared, int Own> class Newton {
public:
    static constexpr int N = Shared + Own; ///< a study's own parameter is the last
    using Point = Eigen::Matrix<double, Shared, 1>;
    using Held = Eigen::Array<bool, Shared, 1>;
    using Variables = std::array<Jet<N>, static_cast<std::size_t>(N)>;

    /// `held`: shared parameters that stay where they start.
    Newton(std::size_t studies, Point start, std::vector<double> own, Held held = Held::Constant(false))
        : m_k(studies)
        , m_point(start)
        , m_own(std::move(own))
        , m_held(held)
    {
    }

    /// `ofStudy(i, variables)` gives study i's part of the sum as a jet.
    template <typename OfStudy> [[nodiscard]] Maximum<Shared> maximise(const OfStudy& ofStudy)
    {
        constexpr int MostSteps = 200;
        constexpr int MostHalvings = 40;
        constexpr double Near = 1e-5; // what such a step gains is lost in the sum's rounding: it is trusted
        constexpr double Still = 1e-7; // after a step of Newton's, the square of that is left
        Maximum<Shared> found;
        Sum here = sumAt(ofStudy, m_point, m_own);
        for (int step = 0; step < MostSteps && !found.converged; ++step) {
            const Move move = moveAt(here);
            found.converged = move.length < Still;
            double part = 1;
            Point point = m_point + move.shared;
            std::vector<double> own = moved(move, part);
            Sum there = sumAt(ofStudy, point, own);
            const auto gains = [&] { return there.value >= here.value || move.length < Near; };
            for (int i = 0; i < MostHalvings && !gains(); ++i) {
                part /= 2;
                point = m_point + part * move.shared;
                own = moved(move, part);
                there = sumAt(ofStudy, point, own);
            }
            if (!gains())
                break;
            m_point = point;
            m_own = std::move(own);
            here = std::move(there);
        }
        found.at = m_point;
        found.information = -here.hessian;
        found.own = m_own;
        found.value = here.value;
        found.converged = found.converged && std::isfinite(here.value);
        return found;
    }

private:
    /// The sum, its gradient and Hessian by the shared parameters with the own ones profiled out.
    struct Sum {
        double value = 0;
        Point gradient = Point::Zero();
        Eigen::Matrix<double, Shared, Shared> hessian = Eigen::Matrix<double, Shared, Shared>::Zero();
        struct OwnPart {
            double step = 0; ///< with the shared parameters where they are
            Point follow = Point::Zero(); ///< how it follows them
        };
        std::vector<OwnPart> own;
    };
    struct Move {
        Point shared;
        std::vector<double> own;
        double length = 0; ///< of the largest part
    };

    template <typename OfStudy>
    [[nodiscard]] Sum sumAt(const OfStudy& ofStudy, const Point& point, const std::vector<double>& own) const
    {
        Variables variables;
        for (int i = 0; i < Shared; ++i)
            variables[static_cast<std::size_t>(i)] = m_held[i] ? Jet<N>{point[i]} : Jet<N>::variable(point[i], i);
        Sum sum;
        sum.own.resize(Own == 0 ? 0 : m_k);
        for (std::size_t study = 0; study < m_k; ++study) {
            if constexpr (Own == 1)
                variables[Shared] = Jet<N>::variable(own[study], Shared);
            const Jet<N> part = ofStudy(study, variables);
            sum.value += part.value;
            sum.gradient += part.gradient.template head<Shared>();
            sum.hessian += part.hessian.template topLeftCorner<Shared, Shared>();
            if constexpr (Own == 1) {
                const double curvature = -part.hessian(Shared, Shared);
                if (!(curvature > 0)) // it says nothing of its own parameter
                    continue;
                const Point cross = part.hessian.col(Shared).template head<Shared>();
                sum.own[study] = {part.gradient[Shared] / curvature, cross / curvature};
                sum.gradient += cross * sum.own[study].step;
                sum.hessian += cross * sum.own[study].follow.transpose();
            }
        }
        for (int i = 0; i < Shared; ++i)
            if (m_held[i])
                sum.hessian(i, i) = -1;
        return sum;
    }

    [[nodiscard]] Move moveAt(const Sum& sum) const
    {
        constexpr double Longest = 2; // on a log scale no start is far
        constexpr double Flattest = 1e-8;
        constexpr double OffSaddle = 0.05;
        const Eigen::SelfAdjointEigenSolver<Eigen::Matrix<double, Shared, Shared>> axes{sum.hessian};
        Point steps = axes.eigenvectors().transpose() * sum.gradient;
        for (int i = 0; i < Shared; ++i) {
            const double curvature = axes.eigenvalues()[i];
            steps[i] /= std::max(std::abs(curvature), Flattest);
            if (curvature > Flattest && std::abs(steps[i]) < OffSaddle)
                steps[i] = steps[i] < 0 ? -OffSaddle : OffSaddle; // uphill on either side
        }
        Move move;
        move.shared = axes.eigenvectors() * steps;
        for (int i = 0; i < Shared; ++i)
            if (m_held[i])
                move.shared[i] = 0; // to the last bit
        const double reach = move.shared.cwiseAbs().maxCoeff();
        if (reach > Longest)
            move.shared *= Longest / reach;
        move.length = move.shared.cwiseAbs().maxCoeff();
        for (const auto& own : sum.own) {
            move.own.push_back(std::clamp(own.step + own.follow.dot(move.shared), -Longest, Longest));
            move.length = std::max(move.length, std::abs(move.own.back()));
        }
        return move;
    }

    [[nodiscard]] std::vector<double> moved(const Move& move, double part) const
    {
        std::vector<double> own = m_own;
        for (std::size_t study = 0; study < own.size(); ++study)
            own[study] += part * move.own[study];
        return own;
    }

    std::size_t m_k;
    Point m_point;
    std::vector<double> m_own;
    Held m_held;
};

} // namespace winnow::stats

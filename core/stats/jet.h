// A number with its first and second derivatives by a few variables: exact derivatives of what is computed.
#pragma once

#include <Eigen/Dense>

#include <cmath>

namespace winnow::stats {

/// Arithmetic of Taylor series cut off after the second order (Griewank and Walther 2008, chapter 13): value, gradient
/// and Hessian by N variables. What is computed by iteration is differentiated by going on with jets: each step of
/// Newton's method doubles the number of orders that are right.
template <int N> struct Jet {
    using Gradient = Eigen::Matrix<double, N, 1>;
    using Hessian = Eigen::Matrix<double, N, N>;

    double value = 0;
    Gradient gradient = Gradient::Zero();
    Hessian hessian = Hessian::Zero();

    Jet() = default;
    Jet(double constant) // implicit: constants stand among jets
        : value(constant)
    {
    }
    /// The variable `which`, at `at`.
    [[nodiscard]] static Jet variable(double at, int which)
    {
        Jet x{at};
        x.gradient[which] = 1;
        return x;
    }

    Jet& operator+=(const Jet& other)
    {
        value += other.value;
        gradient += other.gradient;
        hessian += other.hessian;
        return *this;
    }
    Jet& operator-=(const Jet& other)
    {
        value -= other.value;
        gradient -= other.gradient;
        hessian -= other.hessian;
        return *this;
    }
    Jet& operator*=(double factor)
    {
        value *= factor;
        gradient *= factor;
        hessian *= factor;
        return *this;
    }

    friend Jet operator+(Jet a, const Jet& b) { return a += b; }
    friend Jet operator-(Jet a, const Jet& b) { return a -= b; }
    friend Jet operator*(double factor, Jet a) { return a *= factor; }
    friend Jet operator*(const Jet& a, const Jet& b)
    {
        Jet product;
        product.value = a.value * b.value;
        product.gradient = a.value * b.gradient + b.value * a.gradient;
        const Hessian mixed = a.gradient * b.gradient.transpose();
        product.hessian = a.value * b.hessian + b.value * a.hessian + mixed + mixed.transpose();
        return product;
    }
    friend Jet operator/(const Jet& a, const Jet& b)
    {
        const double inverse = 1 / b.value;
        return a * through(b, inverse, -inverse * inverse, 2 * inverse * inverse * inverse);
    }
};

/// f(x), by the value of f and of its first two derivatives at x.
template <int N> [[nodiscard]] Jet<N> through(const Jet<N>& x, double f, double first, double second)
{
    Jet<N> result;
    result.value = f;
    result.gradient = first * x.gradient;
    result.hessian = first * x.hessian + (second * x.gradient) * x.gradient.transpose();
    return result;
}

/// The same of plain numbers, for what is computed with both.
[[nodiscard]] inline double through(double /*x*/, double f, double /*first*/, double /*second*/)
{
    return f;
}

template <int N> [[nodiscard]] double valueOf(const Jet<N>& x)
{
    return x.value;
}
[[nodiscard]] inline double valueOf(double x)
{
    return x;
}

template <int N> [[nodiscard]] Jet<N> exp(const Jet<N>& x)
{
    const double e = std::exp(x.value);
    return through(x, e, e, e);
}

template <int N> [[nodiscard]] Jet<N> log(const Jet<N>& x)
{
    return through(x, std::log(x.value), 1 / x.value, -1 / (x.value * x.value));
}

} // namespace winnow::stats

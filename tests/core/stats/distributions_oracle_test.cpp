// Distributions beside values computed with 34 digits.
#include "core/stats/distributions.h"
#include "tests/core/stats/oracle.h"
#include "tests/support/shared.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <iostream>
#include <map>

namespace winnow::stats {
namespace {

using Function = std::function<double(const std::vector<double>&)>;

const std::map<QString, Function>& functions()
{
    using Arguments = const std::vector<double>&;
    static const std::map<QString, Function> all{
        {key("norm_cdf"), [](Arguments a) { return normalBelow(a.at(0)); }},
        {key("norm_sf"), [](Arguments a) { return normalAbove(a.at(0)); }},
        {key("norm_quantile"), [](Arguments a) { return normalQuantile(a.at(0)); }},
        {key("t_cdf"), [](Arguments a) { return tBelow(a.at(0), a.at(1)); }},
        {key("t_sf"), [](Arguments a) { return tAbove(a.at(0), a.at(1)); }},
        {key("t_quantile"), [](Arguments a) { return tQuantile(a.at(0), a.at(1)); }},
        {key("chi2_cdf"), [](Arguments a) { return chiSquaredBelow(a.at(0), a.at(1)); }},
        {key("chi2_sf"), [](Arguments a) { return chiSquaredAbove(a.at(0), a.at(1)); }},
        {key("chi2_quantile"), [](Arguments a) { return chiSquaredQuantile(a.at(0), a.at(1)); }},
        {key("f_cdf"), [](Arguments a) { return fBelow(a.at(0), a.at(1), a.at(2)); }},
        {key("f_sf"), [](Arguments a) { return fAbove(a.at(0), a.at(1), a.at(2)); }},
        {key("f_quantile"), [](Arguments a) { return fQuantile(a.at(0), a.at(1), a.at(2)); }},
    };
    return all;
}

TEST(OracleDistributions, AllDigitsHoldIntoTheTails)
{
    WINNOW_NEEDS_SHARED();
    double worst = 0;
    int compared = 0;
    for (const auto& entry : readOracle(key("dist_reference.json")).value(key("rows")).toArray()) {
        const QJsonArray row = entry.toArray();
        const auto function = functions().find(row.at(0).toString());
        ASSERT_NE(function, functions().end()) << row.at(0).toString().toStdString();
        std::vector<double> arguments;
        for (const auto& argument : row.at(1).toArray())
            arguments.push_back(argument.toDouble());
        const double expected = row.at(2).toString().toDouble();
        const double found = function->second(arguments);
        const double error = expected == 0 ? std::abs(found) : std::abs(found - expected) / std::abs(expected);
        EXPECT_LE(error, 1e-12) << function->first.toStdString() << ' ' << testing::PrintToString(arguments) << ": "
                                << found << ", not " << expected;
        worst = std::max(worst, error);
        ++compared;
    }
    EXPECT_GT(compared, 0);
    std::cout << compared << " values, worst relative error " << worst << '\n';
}

} // namespace
} // namespace winnow::stats

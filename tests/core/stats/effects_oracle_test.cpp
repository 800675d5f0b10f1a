// Effect sizes beside metafor's.
#include "core/stats/distributions.h"
#include "core/stats/effects.h"
#include "tests/core/stats/oracle.h"
#include "tests/support/shared.h"

#include <gtest/gtest.h>

#include <QJsonArray>

#include <iostream>

namespace winnow::stats {
namespace {

TEST(OracleEffects, EstimatesVariancesAndIntervalsAreMetafors)
{
    WINNOW_NEEDS_SHARED();
    Agreement agreement;
    for (const OracleBlock& b : oracleBlocks()) {
        const auto found = effects(b.measure(), b.studies(), b.options());
        if (!found) {
            agreement.fail(b.name + found.error().message);
            continue;
        }
        std::vector<double> y;
        std::vector<double> v;
        std::vector<double> lower;
        std::vector<double> upper;
        for (const Effect& effect : found->all) {
            const Interval interval = around(effect.estimate, criticalValue(95, Missing) * std::sqrt(effect.variance));
            y.push_back(effect.estimate);
            v.push_back(effect.variance);
            lower.push_back(interval.lower);
            upper.push_back(interval.upper);
        }
        agreement.compare(b.name + key(" yi"), y, b.block.value(key("yi")));
        agreement.compare(b.name + key(" vi"), v, b.block.value(key("vi")));
        agreement.compare(b.name + key(" ci_lb"), lower, b.block.value(key("ci_lb")));
        agreement.compare(b.name + key(" ci_ub"), upper, b.block.value(key("ci_ub")));
        std::vector<double> used;
        for (const std::size_t i : usable(*found).positions)
            used.push_back(static_cast<double>(i + 1));
        agreement.compare(b.name + key(" used"), used, b.block.value(key("used")));
    }
    std::cout << agreement.compared() << " numbers, worst relative error " << agreement.worst() << '\n';
    EXPECT_EQ(agreement.report(), "");
}

TEST(OracleEffects, ExactIntervalsOfSingleStudiesAreRs)
{
    WINNOW_NEEDS_SHARED();
    Agreement agreement;
    for (const OracleBlock& b : oracleBlocks()) {
        const QJsonObject single = b.dataset.value(key("single_study_ci")).toObject();
        std::vector<double> exactLower;
        std::vector<double> exactUpper;
        std::vector<double> scoreLower;
        std::vector<double> scoreUpper;
        const bool rates = single.contains(key("exact_poisson_lb"));
        for (const StudyNumbers& study : b.studies()) {
            const Interval exact = rates ? exactPoisson(study[Column::Xi], study[Column::Ti], 95)
                                         : clopperPearson(study[Column::Xi], study[Column::Ni], 95);
            const Interval score = wilson(study[Column::Xi], study[Column::Ni], 95);
            exactLower.push_back(exact.lower);
            exactUpper.push_back(exact.upper);
            scoreLower.push_back(score.lower);
            scoreUpper.push_back(score.upper);
        }
        agreement.compare(b.name + key(" exact lb"), exactLower,
            single.value(rates ? key("exact_poisson_lb") : key("clopper_pearson_lb")));
        agreement.compare(b.name + key(" exact ub"), exactUpper,
            single.value(rates ? key("exact_poisson_ub") : key("clopper_pearson_ub")));
        agreement.compare(b.name + key(" wilson lb"), scoreLower, single.value(key("wilson_lb")));
        agreement.compare(b.name + key(" wilson ub"), scoreUpper, single.value(key("wilson_ub")));
    }
    EXPECT_GT(agreement.compared(), 0);
    EXPECT_EQ(agreement.report(), "");
}

TEST(OracleEffects, RevMansStandardizedMeanDifferenceIsReproduced)
{
    WINNOW_NEEDS_SHARED();
    Agreement agreement;
    for (const OracleBlock& b : oracleBlocks()) {
        const QJsonObject revMan = b.block.value(key("smd_revman")).toObject();
        if (revMan.isEmpty())
            continue;
        std::vector<double> y;
        std::vector<double> errors;
        for (const StudyNumbers& study : b.studies()) {
            const Effect effect = revManStandardizedMeanDifference(study);
            y.push_back(effect.estimate);
            errors.push_back(std::sqrt(effect.variance));
        }
        agreement.compare(b.name + key(" yi"), y, revMan.value(key("yi")));
        agreement.compare(b.name + key(" sei"), errors, revMan.value(key("sei")));
    }
    EXPECT_GT(agreement.compared(), 0);
    EXPECT_EQ(agreement.report(), "");
}

} // namespace
} // namespace winnow::stats

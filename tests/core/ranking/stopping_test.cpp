#include "core/ranking/recall.h"
#include "tests/support/shared.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

namespace winnow::ranking {
namespace {

using namespace Qt::Literals::StringLiterals;

QJsonArray oracle(const QString& name)
{
    QFile file(winnow::test::sharedFolder() + u"/oracle/"_s + name);
    EXPECT_TRUE(file.open(QIODevice::ReadOnly));
    const QJsonArray cases = QJsonDocument::fromJson(file.readAll()).array();
    EXPECT_FALSE(cases.isEmpty());
    return cases;
}

std::size_t size(const QJsonValue& value)
{
    return static_cast<std::size_t>(value.toInteger());
}

std::vector<bool> decisions(std::size_t relevant, std::size_t others)
{
    std::vector<bool> made(relevant, true);
    made.resize(relevant + others, false);
    return made;
}

double chance(const std::vector<bool>& made, std::size_t records, double recall)
{
    HypergeometricRule rule(records);
    for (const bool relevant : made)
        rule.add(relevant);
    return rule.chanceOfMissing(recall);
}

TEST(HypergeometricRule, AgreesWithItsAuthorsProgram)
{
    WINNOW_NEEDS_SHARED();
    for (const QJsonValue& given : oracle(u"stopping_hypergeom.json"_s)) {
        std::vector<bool> made;
        for (const QChar label : given[u"labels"_s].toString())
            made.push_back(label == u'1');
        EXPECT_NEAR(chance(made, size(given[u"N"_s]), given[u"tau"_s].toDouble()), given[u"p"_s].toDouble(), 1e-9)
            << given[u"desc"_s].toString().toStdString();
    }
}

TEST(HypergeometricRule, LooksAtEveryWindow)
{
    // Slowly and by the definition: every window's own chance, as a sum of binomial coefficients.
    const std::vector<bool> made{true, false, true, true, false, false, true, false, false, false, false, true, false};
    const std::size_t records = 31;
    const auto choose = [](std::size_t n, std::size_t k) {
        double value = k > n ? 0 : 1;
        for (std::size_t i = 0; i < k && k <= n; ++i)
            value *= static_cast<double>(n - i) / static_cast<double>(i + 1);
        return value;
    };
    double least = 1;
    const std::size_t found = 5;
    for (std::size_t window = 1; window <= made.size(); ++window) {
        const auto within =
            static_cast<std::size_t>(std::count(made.end() - static_cast<std::ptrdiff_t>(window), made.end(), true));
        const std::size_t population = records - (made.size() - window);
        const std::size_t relevant = static_cast<std::size_t>(5 / 0.8 + 1) - (found - within);
        double sum = 0;
        for (std::size_t x = 0; x <= within && x <= relevant; ++x)
            sum += choose(relevant, x) * choose(population - relevant, window - x) / choose(population, window);
        least = std::min(least, sum);
    }
    EXPECT_NEAR(chance(made, records, 0.8), least, 1e-12);
}

TEST(HypergeometricRule, HasNothingToMissOnceAllIsSeen)
{
    EXPECT_EQ(chance(decisions(3, 7), 10, 0.95), 0);
}

TEST(HypergeometricRule, GivesTheShareUnseenWhileNothingIsFound)
{
    EXPECT_NEAR(chance(decisions(0, 50), 100, 0.95), 0.5, 1e-12);
}

TEST(RunOfIrrelevant, AgreesWithItsAuthorsCalculator)
{
    WINNOW_NEEDS_SHARED();
    for (const QJsonValue& given : oracle(u"stopping_consecutive.json"_s))
        EXPECT_NEAR(chanceOfMissingAfterRun(size(given[u"relevant_found"_s]), size(given[u"consecutive_irrelevant"_s]),
                        size(given[u"remaining"_s]), given[u"recall_target"_s].toDouble()),
            given[u"p"_s].toDouble(), 1e-9);
}

TEST(SampleToFind, AgreesWithTheBinomial)
{
    WINNOW_NEEDS_SHARED();
    for (const QJsonValue& given : oracle(u"stopping_qbcb.json"_s)) {
        const auto found = sampleToFind(
            size(given[u"sample_relevant_r"_s]), {given[u"tau"_s].toDouble(), 1 - given[u"alpha"_s].toDouble()});
        const QJsonValue expected = given[u"stop_when_j_found"_s];
        EXPECT_EQ(found.has_value(), !expected.isNull());
        if (found) {
            EXPECT_EQ(*found, size(expected));
        }
    }
}

TEST(ChaoPopulation, AgreesWithItsFormula)
{
    WINNOW_NEEDS_SHARED();
    for (const QJsonValue& given : oracle(u"chao1987.json"_s)) {
        const Population population = chaoPopulation(size(given[u"S"_s]), size(given[u"f1"_s]), size(given[u"f2"_s]));
        EXPECT_NEAR(population.size, given[u"N"_s].toDouble(), 1e-9);
        EXPECT_NEAR(population.variance, given[u"var"_s].toDouble(), 1e-9);
        EXPECT_NEAR(population.interval95.low, given[u"ci95"_s][0].toDouble(), 1e-9);
        EXPECT_NEAR(population.interval95.high, given[u"ci95"_s][1].toDouble(), 1e-9);
    }
}

TEST(ChaoPopulation, DividesByNothingWhenNoneWasChosenTwice)
{
    const Population population = chaoPopulation(20, 4, 0);
    EXPECT_DOUBLE_EQ(population.size, 26);
    EXPECT_TRUE(std::isfinite(population.interval95.high));
}

TEST(ClopperPearson, AgreesWithTheBetaDistribution)
{
    WINNOW_NEEDS_SHARED();
    for (const QJsonValue& given : oracle(u"binomial_cp.json"_s)) {
        const Interval interval = clopperPearson(size(given[u"x"_s]), size(given[u"n"_s]));
        EXPECT_NEAR(interval.low, given[u"cp95"_s][0].toDouble(), 1e-9);
        EXPECT_NEAR(interval.high, given[u"cp95"_s][1].toDouble(), 1e-9);
        EXPECT_NEAR(clopperPearsonUpper(size(given[u"x"_s]), size(given[u"n"_s])),
            given[u"one_sided_upper95"_s].toDouble(), 1e-9);
    }
}

TEST(StoppingFigures, GrantLessThanTheTargetUntilItIsReached)
{
    const StoppingFigures early = stoppingFigures(decisions(40, 200), 1000, {});
    EXPECT_FALSE(early.targetReached());
    EXPECT_LT(early.recallAtLeast, 0.95);
    const StoppingFigures late = stoppingFigures(decisions(40, 860), 1000, {});
    EXPECT_TRUE(late.targetReached());
    EXPECT_GE(late.recallAtLeast, 0.95);
    EXPECT_LT(late.expectedUnseen, early.expectedUnseen);
    EXPECT_EQ(late.run, 860U);
}

TEST(StoppingFigures, ExpectAsManyMoreWhereTheRateStays)
{
    std::vector<bool> made;
    for (int i = 0; i < 500; ++i)
        made.push_back(i % 10 == 5);
    const StoppingFigures figures = stoppingFigures(made, 1000, {});
    EXPECT_NEAR(figures.expectedUnseen, 50, 5);
    EXPECT_LE(figures.unseen95.low, 50);
    EXPECT_GE(figures.unseen95.high, 50);
}

TEST(StoppingFigures, SayNothingOfNothing)
{
    for (const std::size_t records : {std::size_t{0}, std::size_t{1}, std::size_t{50}}) {
        const StoppingFigures figures = stoppingFigures({}, records, {});
        EXPECT_EQ(figures.expectedUnseen, 0);
        EXPECT_FALSE(ruleInWords(figures).isEmpty());
        EXPECT_FALSE(statement(figures).isEmpty());
    }
}

TEST(Statement, ClaimsWhatTheRuleGrantsAndCitesIt)
{
    QLocale::setDefault(QLocale::c());
    EXPECT_EQ(statement(stoppingFigures(decisions(40, 860), 1000, {})).toStdString(),
        "900 of 1000 records (90.0 %) were screened in an order learned from the decisions; judged relevant: 40; "
        "irrelevant in a row at the end: 860. By the hypergeometric stopping rule (Callaghan and Müller-Hansen 2020, "
        "doi:10.1186/s13643-020-01521-4), the null hypothesis that recall is below 95 % was rejected at the 5 % level "
        "(p = 0.0011).");
}

TEST(Statement, SaysInWhatOrderTheRecordsStoodAsFarAsIsKnown)
{
    QLocale::setDefault(QLocale::c());
    const StoppingFigures figures = stoppingFigures(decisions(40, 860), 1000, {});
    EXPECT_TRUE(statement(figures, 900).contains(QStringLiteral("screened in an order by relevance")));
    EXPECT_TRUE(
        statement(figures, 850).contains(QStringLiteral("screened, at least 850 of them in an order by relevance")));
    EXPECT_TRUE(statement(figures, 0).contains(QStringLiteral("screened, not in an order by relevance")));
}

TEST(Words, OfASampleSayWhatItMustHoldAndWhatMustBeMetAgain)
{
    QLocale::setDefault(QLocale::c());
    EXPECT_TRUE(sampleInWords(58, {}).contains(QStringLiteral("too few")));
    EXPECT_TRUE(sampleInWords(0, {}).endsWith(QStringLiteral("it takes 59 at least.")));
    EXPECT_TRUE(sampleInWords(59, {}).contains(QStringLiteral("met 59 of the 59 again")));
    EXPECT_TRUE(sampleInWords(100, {}).contains(QStringLiteral("met 99 of the 100 again")));
}

TEST(Words, OfTheUnseenSayHowManyCanBeRelevantAtMost)
{
    QLocale::setDefault(QLocale::c());
    const StoppingFigures figures = stoppingFigures(decisions(95, 905), 2000, {});
    // 0 of 299: 0.99695 % at most, ten of a thousand.
    EXPECT_EQ(elusionInWords(figures, 299, 0).toStdString(),
        "With 95 % confidence at most 10 of the 1000 unseen records are relevant (1.00 %), so that at least 90.5 % of "
        "the relevant records had been found before the sample.");
    EXPECT_TRUE(elusionInWords(figures, 0, 0).startsWith(QStringLiteral("Draw some of the 1000 unseen records")));
    EXPECT_TRUE(elusionInWords(figures, 10, 11).startsWith(QStringLiteral("Draw some")));
}

TEST(StoppingFigures, TheIntervalOpensFromWhatWasFoundAndHoldsWhatIsExpected)
{
    std::vector<bool> made;
    for (int i = 0; i < 500; ++i)
        made.push_back(i % (3 + i / 10) == 0);
    const StoppingFigures figures = stoppingFigures(made, 1000, {});
    ASSERT_GT(figures.expectedCurve.size(), 40U);
    EXPECT_EQ(figures.expectedCurve.front().found95.low, figures.expectedCurve.front().found95.high);
    for (const ExpectedPoint& point : figures.expectedCurve) {
        EXPECT_LE(point.found95.low, point.found);
        EXPECT_GE(point.found95.high, point.found);
    }
    EXPECT_EQ(figures.expectedCurve.back().screened, 1000U);
    EXPECT_LT(figures.expectedRecall95().low, figures.expectedRecall());
    EXPECT_GT(figures.expectedRecall95().high, figures.expectedRecall());
}

} // namespace
} // namespace winnow::ranking

// Risk of bias as figures, as data.
#include "core/figure/riskfigure.h"
#include "tests/core/figure/layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace winnow::figure {
namespace {

QString key(const char* text)
{
    return QString::fromUtf8(text);
}

RiskTable table(int studies)
{
    RiskTable made;
    made.title = key("Risk of bias (RoB 2)");
    made.words = {
        key("Low"), key("Some concerns"), key("High"), key("Critical"), key("No information"), key("Not applicable")};
    for (int domain = 1; domain <= 5; ++domain)
        made.domains.push_back({key("D%1").arg(domain), key("A domain with a title of some length %1").arg(domain)});
    for (int i = 0; i < studies; ++i) {
        RiskRow row;
        row.study = key("Study %1").arg(i);
        for (int domain = 0; domain < 5; ++domain)
            row.levels.push_back(static_cast<RiskLevel>((i + domain) % 3));
        row.overall = static_cast<RiskLevel>(i % 3);
        row.weight = i + 1;
        row.index = i;
        made.rows.push_back(row);
    }
    return made;
}

TEST(TrafficLights, AreLegibleWithAnyNumberOfStudiesAndLargeLetters)
{
    for (const int studies : {0, 1, 9, 120})
        for (const double letters : {1.0, 2.0}) {
            Look look;
            look.letters = letters;
            RiskTable made = table(studies);
            if (studies > 0)
                made.rows[0].study = QString(200, u'W');
            test::expectLegible(trafficLights(made, look), std::to_string(studies));
            test::expectLegible(riskSummary(made, true, look), std::to_string(studies) + " summary");
        }
}

TEST(TrafficLights, SayEachJudgementWithoutColour)
{
    RiskTable made = table(1);
    made.rows[0].levels = {RiskLevel::Low, RiskLevel::Moderate, RiskLevel::High, RiskLevel::Critical};
    made.rows[0].overall = RiskLevel::NoInformation;
    const QStringList words = test::words(trafficLights(made));
    for (const char* sign : {"+", "−", "×", "!", "?"})
        EXPECT_TRUE(words.contains(key(sign))) << sign;
    EXPECT_EQ(trafficLights(made).marks.size(), 1U);
}

TEST(RiskSummary, ShowsItsLongestNameWhole)
{
    RiskTable made = table(3);
    for (RiskDomain& domain : made.domains)
        domain.title.clear();
    const QStringList words = test::words(riskSummary(made, false));
    EXPECT_TRUE(words.contains(key("Overall"))) << words.join(u'|').toStdString();
}

TEST(RiskSummary, CountsStudiesAlikeOrByWeight)
{
    const RiskTable made = table(3); // overall low, some concerns, high with weights 1, 2, 3
    EXPECT_THAT(riskSummaryCsv(made, false).toStdString(),
        testing::HasSubstr("Overall,33.33333333,33.33333333,33.33333333,0,0,0"));
    EXPECT_THAT(
        riskSummaryCsv(made, true).toStdString(), testing::HasSubstr("Overall,16.66666667,33.33333333,50,0,0,0"));
    RiskTable without = made;
    without.rows[1].weight.reset();
    EXPECT_EQ(riskSummaryCsv(without, true), riskSummaryCsv(without, false));
}

} // namespace
} // namespace winnow::figure

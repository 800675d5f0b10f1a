#include "core/screening/agreement.h"
#include "tests/support/shared.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace winnow::screening {
namespace {

using namespace Qt::Literals::StringLiterals;

Vote vote(std::int64_t citation, std::int64_t reviewer, Verdict verdict, std::int64_t at = 0)
{
    return {CitationId{citation}, ReviewerId{reviewer}, verdict, at};
}

TEST(Agreement, IsWhatTheReferenceSays)
{
    WINNOW_NEEDS_SHARED();
    QFile file(test::sharedFolder() + u"/oracle/agreement.json"_s);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const QJsonArray cases = QJsonDocument::fromJson(file.readAll()).array();
    ASSERT_FALSE(cases.isEmpty());
    for (const QJsonValue value : cases) {
        const QJsonObject expected = value.toObject();
        const auto count = [&](const QString& key) { return static_cast<std::int64_t>(expected[key].toInt()); };
        const TwoByTwo table{count(u"a"_s), count(u"b"_s), count(u"c"_s), count(u"d"_s)};
        SCOPED_TRACE(QJsonDocument(expected).toJson(QJsonDocument::Compact).toStdString());
        const Agreement found = agreementOf(table);
        const auto same = [&](const QString& key, std::optional<double> number) {
            ASSERT_TRUE(number) << key.toStdString();
            EXPECT_NEAR(*number, expected[key].toDouble(), 1e-9) << key.toStdString();
        };
        same(u"po"_s, found.observed);
        same(u"pe"_s, found.expected);
        ASSERT_TRUE(found.kappa && found.ac1);
        same(u"kappa"_s, found.kappa->value);
        same(u"kappa_se"_s, found.kappa->error);
        EXPECT_NEAR(found.kappa->lower, expected[u"kappa_ci95"_s].toArray().at(0).toDouble(), 1e-9);
        EXPECT_NEAR(found.kappa->upper, expected[u"kappa_ci95"_s].toArray().at(1).toDouble(), 1e-9);
        same(u"kappa_max"_s, found.kappaMost);
        same(u"pabak"_s, found.pabak);
        same(u"gwet_ac1"_s, found.ac1->value);
        same(u"gwet_ac1_se"_s, found.ac1->error);
        same(u"pos_agreement"_s, found.positive);
        same(u"neg_agreement"_s, found.negative);
        same(u"prevalence_index"_s, found.prevalence);
        same(u"bias_index"_s, found.bias);
        same(u"krippendorff_alpha_nominal"_s, found.alpha);
    }
}

TEST(Agreement, HasNoKappaWhereBothSaidTheSameOfEverything)
{
    for (const TwoByTwo& table : {TwoByTwo{0, 0, 0, 40}, TwoByTwo{40, 0, 0, 0}}) {
        const Agreement found = agreementOf(table);
        EXPECT_EQ(found.observed, 1.0);
        EXPECT_FALSE(found.kappa);
        EXPECT_FALSE(found.kappaMost);
        EXPECT_FALSE(found.alpha);
        EXPECT_NE(found.positive.has_value(), found.negative.has_value());
        EXPECT_EQ(found.pabak, 1.0);
        EXPECT_EQ(found.ac1->value, 1.0);
    }
}

TEST(Agreement, OfNothingIsNothing)
{
    const Agreement found = agreementOf(TwoByTwo{});
    EXPECT_FALSE(found.observed || found.kappa || found.pabak || found.ac1 || found.alpha || found.positive
        || found.negative || found.prevalence || found.bias);
    EXPECT_FALSE(agreementOf(TwoByTwo{1, 0, 0, 0}).ac1->error) << "one record has no spread";
}

TEST(Agreement, MirrorsWhenTheReviewersChangePlaces)
{
    const Agreement one = agreementOf({41, 12, 30, 2461});
    const Agreement other = agreementOf({41, 30, 12, 2461});
    EXPECT_DOUBLE_EQ(one.kappa->value, other.kappa->value);
    EXPECT_NEAR(*one.kappa->error, *other.kappa->error, 1e-15);
    EXPECT_DOUBLE_EQ(one.ac1->value, other.ac1->value);
    EXPECT_DOUBLE_EQ(*one.alpha, *other.alpha);
    EXPECT_DOUBLE_EQ(*one.bias, -*other.bias);
}

TEST(Agreement, AlphaOfTwoWithoutGapsIsThatOfTheTable)
{
    const TwoByTwo table{5, 10, 5, 80};
    std::vector<Rating> ratings;
    std::int64_t unit = 0;
    const auto add = [&](std::int64_t count, int first, int second) {
        for (std::int64_t i = 0; i < count; ++i) {
            ratings.push_back({++unit, 1, first});
            ratings.push_back({unit, 2, second});
        }
    };
    add(table.both, 1, 1);
    add(table.first, 1, 0);
    add(table.second, 0, 1);
    add(table.neither, 0, 0);
    EXPECT_NEAR(*krippendorffAlpha(ratings), *agreementOf(table).alpha, 1e-12);
}

/// Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), example C: four observers, twelve units, missing
/// data; nominal alpha 0.743.
TEST(Agreement, AlphaTakesAnyNumberOfRatersAndMissingOnes)
{
    constexpr int Missing = 0;
    const std::vector<std::vector<int>> observers{
        {1, 2, 3, 3, 2, 1, 4, 1, 2, Missing, Missing, Missing},
        {1, 2, 3, 3, 2, 2, 4, 1, 2, 5, Missing, 3},
        {Missing, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, Missing},
        {1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, Missing},
    };
    std::vector<Rating> ratings;
    for (std::size_t rater = 0; rater < observers.size(); ++rater)
        for (std::size_t unit = 0; unit < observers[rater].size(); ++unit)
            if (observers[rater][unit] != Missing)
                ratings.push_back(
                    {static_cast<std::int64_t>(unit), static_cast<std::int64_t>(rater), observers[rater][unit]});
    EXPECT_NEAR(*krippendorffAlpha(ratings), 0.743421052631579, 1e-12);
    EXPECT_FALSE(krippendorffAlpha({{1, 1, 0}, {2, 2, 1}})) << "nobody rated what another did";
}

TEST(Agreement, IsOverWhatBothJudged)
{
    const std::vector<Vote> votes{vote(1, 1, Verdict::Include), vote(1, 2, Verdict::Include), //
        vote(2, 1, Verdict::Exclude), vote(2, 2, Verdict::Include), //
        vote(3, 1, Verdict::Exclude), vote(3, 2, Verdict::Exclude), //
        vote(4, 1, Verdict::Include), // by one alone
        vote(5, 2, Verdict::Maybe), vote(5, 1, Verdict::Exclude)};
    const StageAgreement counted = agreementOf(votes, MaybeAs::Include, 0);
    ASSERT_EQ(counted.pairs.size(), 1U);
    EXPECT_EQ(counted.pairs[0].agreement.table, (TwoByTwo{1, 0, 2, 1}));
    EXPECT_EQ(counted.pairs[0].maybes, 1);
    EXPECT_EQ(counted.citations, 4);
    const StageAgreement leftOut = agreementOf(votes, MaybeAs::LeftOut, 0);
    EXPECT_EQ(leftOut.pairs[0].agreement.table, (TwoByTwo{1, 0, 1, 1}));
    EXPECT_EQ(leftOut.citations, 3);
}

TEST(Agreement, IsGivenForEachPairAndOverTime)
{
    std::vector<Vote> votes;
    for (std::int64_t i = 1; i <= 25; ++i) {
        votes.push_back(vote(i, 1, i <= 5 ? Verdict::Include : Verdict::Exclude, 1000 + i));
        votes.push_back(vote(i, 2, i % 2 == 0 ? Verdict::Include : Verdict::Exclude, 2000 - i));
        if (i <= 4)
            votes.push_back(vote(i, 3, Verdict::Include, 10));
    }
    const StageAgreement found = agreementOf(votes, MaybeAs::Include, 10);
    ASSERT_EQ(found.pairs.size(), 3U);
    EXPECT_EQ(found.reviewers, 3);
    EXPECT_EQ(found.citations, 25);
    const PairAgreement& pair = found.pairs[0];
    ASSERT_EQ(pair.windows.size(), 3U) << "the five that are left are half of one";
    EXPECT_EQ(pair.windows[0].from, 1);
    EXPECT_EQ(pair.windows[1].to, 20);
    EXPECT_EQ(pair.windows[2].to, 25);
    EXPECT_EQ(pair.windows[0].agreement.table, (TwoByTwo{0, 0, 5, 5})) << "the last records were judged first";
    TwoByTwo sum;
    for (const Window& window : pair.windows) {
        sum.both += window.agreement.table.both;
        sum.first += window.agreement.table.first;
        sum.second += window.agreement.table.second;
        sum.neither += window.agreement.table.neither;
    }
    EXPECT_EQ(sum, pair.agreement.table);
}

TEST(Agreement, SaysSoForTheMethodsSection)
{
    std::vector<Vote> votes;
    std::int64_t citation = 0;
    const auto add = [&](int count, Verdict first, Verdict second) {
        for (int i = 0; i < count; ++i) {
            votes.push_back(vote(++citation, 1, first));
            votes.push_back(vote(citation, 2, second));
        }
    };
    add(118, Verdict::Include, Verdict::Include);
    add(5, Verdict::Include, Verdict::Exclude);
    add(2, Verdict::Exclude, Verdict::Include);
    const StageAgreement found = agreementOf(votes, MaybeAs::Include, 0);
    EXPECT_EQ(methodsText(found, Stage::TitleAbstract, MaybeAs::Include, {{ReviewerId{1}, "A. B."}}).toStdString(),
        "A. B. and Reviewer 2 independently screened 125 titles and abstracts and agreed on 118 of them (94.4 %); "
        "Cohen's kappa was −0.02 (95 % CI −0.05 to 0.00), the prevalence- and bias-adjusted kappa (PABAK) 0.89, Gwet's "
        "AC1 0.94 (95 % CI 0.90 to 0.99) and Krippendorff's alpha −0.02. “Maybe” was counted as inclusion.");
    EXPECT_TRUE(methodsText(agreementOf({}, MaybeAs::Include, 0), Stage::FullText, MaybeAs::Include, {}).isEmpty());
}

} // namespace
} // namespace winnow::screening

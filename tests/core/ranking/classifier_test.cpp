#include "core/ranking/labelledset.h"
#include "core/ranking/simulation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace winnow::ranking {
namespace {

/// Records made of a few words; every third speaks of cells, which makes it relevant, but for some noise.
LabelledSet madeUp(std::size_t records, unsigned seed)
{
    static constexpr std::string_view Words[] = {"liver", "trial", "mouse", "dose", "risk", "cohort", "acute", "renal",
        "lung", "graft", "viral", "score", "serum", "brain", "onset", "relapse"};
    std::mt19937 random(seed); // NOLINT(cert-msc32-c,cert-msc51-cpp): the same each time
    LabelledSet set;
    for (std::size_t i = 0; i < records; ++i) {
        const bool relevant = i % 3 == 1;
        LabelledSet::Record record;
        record.title = relevant ? "Stem cells" : "Other things";
        for (int k = 0; k < 12; ++k) {
            record.abstract += Words[random() % std::size(Words)];
            record.abstract += random() % 8 == 0 ? (relevant ? " cells " : " drugs ") : " ";
        }
        record.keywords = random() % 2 == 0 ? "Humans; Liver" : "";
        set.records.push_back(record);
        set.relevant.push_back(random() % 10 == 0 ? !relevant : relevant);
    }
    return set;
}

std::vector<Label> labelsOf(const LabelledSet& set, std::size_t count)
{
    std::vector<Label> labels;
    for (std::size_t i = 0; i < count; ++i) {
        const auto record = static_cast<std::uint32_t>(i * 7 % set.records.size());
        labels.push_back({record, set.relevant[record]});
    }
    return labels;
}

double furthest(std::span<const double> left, std::span<const double> right)
{
    double most = 0;
    for (std::size_t i = 0; i < left.size(); ++i)
        most = std::max(most, std::abs(left[i] - right[i]));
    return most;
}

class EveryModel : public testing::TestWithParam<Model> { };

TEST_P(EveryModel, LearnsTheSameStepByStepAsAtOnce)
{
    const LabelledSet set = madeUp(200, 1);
    const Features features = set.features(GetParam());
    const auto labels = labelsOf(set, 60);
    const auto stepwise = classifierOf(features);
    for (std::size_t count = 2; count <= labels.size(); ++count)
        stepwise->learn(std::span{labels}.first(count));
    const auto atOnce = classifierOf(features);
    atOnce->learn(labels);
    EXPECT_LT(furthest(stepwise->scores(), atOnce->scores()), 1e-5);
}

TEST_P(EveryModel, TakesBackALabelThatIsTakenBack)
{
    const LabelledSet set = madeUp(120, 2);
    const Features features = set.features(GetParam());
    auto labels = labelsOf(set, 40);
    const auto before = classifierOf(features);
    before->learn(labels);
    const auto after = classifierOf(features);
    auto others = labels;
    others[5].relevant = !others[5].relevant;
    others.erase(others.begin() + 11);
    others.push_back({3, true});
    after->learn(others);
    after->learn(labels);
    EXPECT_LT(furthest(before->scores(), after->scores()), 1e-5);
}

TEST_P(EveryModel, ScoresEmptyRecordsToo)
{
    LabelledSet set = madeUp(30, 3);
    set.records[4] = {};
    set.records[5].abstract.clear();
    set.records[6].title.clear();
    const Features features = set.features(GetParam());
    const auto classifier = classifierOf(features);
    classifier->learn(labelsOf(set, 12));
    for (const double score : classifier->scores())
        EXPECT_TRUE(std::isfinite(score));
}

TEST_P(EveryModel, WeighsItsColumnsAsItScores)
{
    const LabelledSet set = madeUp(60, 4);
    const Features features = set.features(GetParam());
    const auto classifier = classifierOf(features);
    classifier->learn(labelsOf(set, 30));
    const auto weights = classifier->columnWeights();
    std::vector<double> rest;
    for (std::uint32_t record = 0; record < features.records(); ++record) {
        double sum = 0;
        features.each(
            record, [&](std::uint32_t column, float value) { sum += weights[column] * static_cast<double>(value); });
        rest.push_back(classifier->scores()[record] - sum);
    }
    EXPECT_NEAR(*std::ranges::max_element(rest), *std::ranges::min_element(rest), 1e-5) << "what is left is the bias";
}

INSTANTIATE_TEST_SUITE_P(Models, EveryModel, testing::Values(Model::Default, Model::ElasU4, Model::ElasU3));

TEST(SupportVectorMachine, FindsTheSameWithLittleMemory)
{
    const LabelledSet set = madeUp(150, 5);
    const Features features = set.features(Model::Default);
    const auto labels = labelsOf(set, 50);
    const auto roomy = supportVectorMachine(features, {});
    roomy->learn(labels);
    const auto tight = supportVectorMachine(features, {.tolerance = 1e-5, .memory = 0});
    tight->learn(labels);
    EXPECT_LT(furthest(roomy->scores(), tight->scores()), 1e-4);
}

TEST(SupportVectorMachine, GoesOnWhenTheProductsNoLongerFit)
{
    const LabelledSet set = madeUp(1450, 8);
    const Features features = set.features(Model::Default);
    const auto labels = labelsOf(set, 1400);
    const auto outgrown = supportVectorMachine(features, {.memory = 1450 * sizeof(std::int16_t) * 2000});
    for (const std::size_t count : {1330U, 1331U, 1370U, 1371U, 1400U}) // room for 1,333 rows of three bytes
        outgrown->learn(std::span{labels}.first(count));
    const auto roomy = supportVectorMachine(features, {});
    roomy->learn(labels);
    EXPECT_LT(furthest(roomy->scores(), outgrown->scores()), 2e-5);
}

TEST(Simulation, GoesByTheRecordsOrderUntilBothClassesAreKnown)
{
    LabelledSet set = madeUp(9, 6);
    set.relevant = {false, false, false, true, false, false, true, false, false};
    NoProgress progress;
    const auto simulated = simulate(set.features(Model::Default), set.relevant, {}, progress);
    ASSERT_TRUE(simulated);
    EXPECT_THAT(std::vector(simulated->order.begin(), simulated->order.begin() + 4), testing::ElementsAre(0, 1, 2, 3));
}

TEST(Simulation, TakesRecordsThatAreTheSameInTheirOrder)
{
    LabelledSet set;
    set.records.assign(12, {"The same title", "The same abstract", ""});
    set.relevant.assign(12, false);
    set.relevant[11] = set.relevant[0] = true;
    NoProgress progress;
    const auto simulated =
        simulate(set.features(Model::Default), set.relevant, {.priorIncluded = {0}, .priorExcluded = {5}}, progress);
    ASSERT_TRUE(simulated);
    EXPECT_THAT(simulated->order, testing::ElementsAre(1, 2, 3, 4, 6, 7, 8, 9, 10, 11));
}

TEST(Simulation, RefusesAPriorOfTheOtherKind)
{
    const LabelledSet set = madeUp(9, 7);
    NoProgress progress;
    const auto row = static_cast<std::uint32_t>(std::ranges::find(set.relevant, true) - set.relevant.begin());
    EXPECT_FALSE(
        simulate(set.features(Model::Default), set.relevant, {.priorIncluded = {}, .priorExcluded = {row}}, progress));
    EXPECT_FALSE(
        simulate(set.features(Model::Default), set.relevant, {.priorIncluded = {}, .priorExcluded = {99}}, progress));
}

TEST(Quality, IsPerfectWhenTheRelevantComeFirst)
{
    const Quality quality = qualityOf({true, true}, 40);
    EXPECT_DOUBLE_EQ(quality.loss, 0);
    EXPECT_DOUBLE_EQ(quality.ndcg, 1);
    EXPECT_DOUBLE_EQ(quality.wss95, 1 - 2.0 / 40 - 0.05);
    EXPECT_DOUBLE_EQ(quality.recall10, 1);
    EXPECT_DOUBLE_EQ(quality.atd, 1.5);
}

TEST(Quality, IsOneWhenTheRelevantComeLast)
{
    EXPECT_DOUBLE_EQ(qualityOf({false, false, false, true, true}, 5).loss, 1);
}

} // namespace
} // namespace winnow::ranking

// ASReview's models order records as ASReview does, and its vectors are ours.
#include "core/ranking/simulation.h"
#include "tests/core/ranking/sharedsets.h"
#include "tests/support/shared.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>
#include <optional>

namespace winnow::ranking {
namespace {

using namespace Qt::Literals::StringLiterals;

Model modelNamed(const std::string& name)
{
    return name == "elas_u3" ? Model::ElasU3 : Model::ElasU4;
}

struct Replayed {
    std::string model;
    std::string set;
    int run = 0;
};

class Asreview : public testing::TestWithParam<Replayed> { };

/// The first pick that `order` would not have made: the record chosen scores less than the best by more than what the
/// other program's solver left open, or follows a record before it in the file with the very same score.
std::optional<std::size_t> firstStrangePick(const Features& features, const LabelledSet& set,
    const SimulationRules& priors, const std::vector<std::uint32_t>& order)
{
    constexpr double Open = 1e-6; // liblinear stops at 1e-4 on the gradient; in some 20,000 picks a gap was 7e-7
    const auto classifier = classifierOf(features);
    std::vector<Label> labels{{priors.priorIncluded[0], true}, {priors.priorExcluded[0], false}};
    std::vector<bool> seen(set.records.size());
    seen[priors.priorIncluded[0]] = seen[priors.priorExcluded[0]] = true;
    for (std::size_t pick = 0; pick < order.size(); ++pick) {
        classifier->learn(labels);
        const auto scores = classifier->scores();
        for (std::uint32_t record = 0; record < seen.size(); ++record) {
            if (seen[record])
                continue;
            if (scores[record] > scores[order[pick]] + Open
                || (scores[record] == scores[order[pick]] && record < order[pick]))
                return pick;
        }
        seen[order[pick]] = true;
        labels.push_back({order[pick], set.relevant[order[pick]]});
    }
    return std::nullopt;
}

TEST_P(Asreview, ScreensInTheSameOrder)
{
    WINNOW_NEEDS_SHARED();
    const auto& [model, name, run] = GetParam();
    const LabelledSet set = sharedSet(name);
    const Features features = set.features(modelNamed(model));
    const SimulationRules priors = sharedPriors(name, run);
    const auto expected = oracleOrder(name, model, run);
    ASSERT_FALSE(expected.empty());
    NoProgress progress;
    const auto simulated = simulate(features, set.relevant, priors, progress);
    ASSERT_TRUE(simulated);
    if (simulated->order == expected)
        return;
    // Two records as good as equal, which the other program's solver, stopped earlier, has the other way round.
    const auto strange = firstStrangePick(features, set, priors, expected);
    EXPECT_FALSE(strange) << "pick " << *strange;
    RecordProperty("ties", "resolved");
}

class AsreviewFeatures : public testing::TestWithParam<Replayed> { };

TEST_P(AsreviewFeatures, AreTheSame)
{
    WINNOW_NEEDS_SHARED();
    const auto& [model, name, run] = GetParam();
    QFile file(winnow::test::sharedFolder() + u"/data/screening/oracle_features.json"_s);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const QJsonObject oracle = QJsonDocument::fromJson(file.readAll())
                                   .object()[QString::fromStdString(name)]
                                   .toObject()[QString::fromStdString(model)]
                                   .toObject();
    const LabelledSet set = sharedSet(name);
    FeaturesBuilder builder(modelNamed(model));
    for (const LabelledSet::Record& record : set.records)
        builder.add({record.title, record.abstract, record.keywords});
    const Block block = std::move(builder.blocks().front());
    EXPECT_EQ(static_cast<int>(block.records()), oracle[u"n_docs"_s].toInt());
    EXPECT_EQ(static_cast<int>(block.terms()), oracle[u"n_features"_s].toInt());
    EXPECT_EQ(static_cast<int>(block.entries()), oracle[u"nnz"_s].toInt());
    double sum = 0;
    std::vector<Entry> entries;
    for (std::size_t record = 0; record < block.records(); ++record) {
        block.weights(record, entries);
        for (const Entry& entry : entries)
            sum += entry.weight;
    }
    const double expectedSum = oracle[u"sum_values"_s].toDouble();
    EXPECT_NEAR(sum, expectedSum, 1e-9 * expectedSum);
    const auto column = [&](const QString& term) {
        const std::u32string text = lowered(term.toStdString());
        const auto parts = words(text);
        return block.find(parts.size() == 2 ? pairHash(hashOf(parts[0]), hashOf(parts[1])) : hashOf(parts[0]));
    };
    const QJsonObject idf = oracle[u"idf_examples"_s].toObject();
    for (auto example = idf.begin(); example != idf.end(); ++example) {
        const auto found = column(example.key());
        ASSERT_TRUE(found) << example.key().toStdString();
        EXPECT_NEAR(block.idf(*found), example.value().toDouble(), 1e-9) << example.key().toStdString();
    }
    block.weights(0, entries);
    EXPECT_EQ(static_cast<int>(entries.size()), oracle[u"doc0_nnz"_s].toInt());
    for (const QJsonValue& top : oracle[u"doc0_top"_s].toArray()) {
        const auto found = column(top[0].toString());
        ASSERT_TRUE(found) << top[0].toString().toStdString();
        const auto entry = std::ranges::find(entries, *found, &Entry::term);
        ASSERT_NE(entry, entries.end());
        EXPECT_NEAR(entry->weight, top[1].toDouble(), 1e-9) << top[0].toString().toStdString();
    }
}

std::vector<Replayed> replayed(int runs)
{
    std::vector<Replayed> all;
    for (const char* model : {"elas_u4", "elas_u3"}) {
        for (const char* set : {"Cohen_ADHD", "Cohen_ProtonPumpInhibitors", "Kitchenham_2010", "Bannach-Brown_2019"})
            for (int run = 0; run < runs; ++run)
                all.push_back({model, set, run});
    }
    return all;
}

std::string nameOf(const testing::TestParamInfo<Replayed>& tested)
{
    std::string name = tested.param.model + "_" + tested.param.set + "_" + std::to_string(tested.param.run);
    std::erase(name, '-');
    return name;
}

INSTANTIATE_TEST_SUITE_P(Sets, Asreview, testing::ValuesIn(replayed(5)), nameOf);
INSTANTIATE_TEST_SUITE_P(Sets, AsreviewFeatures, testing::ValuesIn(replayed(1)), nameOf);

} // namespace
} // namespace winnow::ranking

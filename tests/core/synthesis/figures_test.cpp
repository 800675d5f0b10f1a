// Every figure of every analysis: legible, and its numbers those of the analysis.
#include "core/synthesis/figures.h"
#include "core/synthesis/words.h"
#include "tests/core/figure/layout.h"
#include "tests/support/shared.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>
#include <set>

namespace winnow::synthesis {
namespace {

QString key(const char* text)
{
    return QString::fromUtf8(text);
}

csv::Table tableOf(const std::string& text)
{
    auto table = csv::parse(text);
    EXPECT_TRUE(table);
    return table ? *std::move(table) : csv::Table{};
}

csv::Table trials(int studies = 6)
{
    std::string text = "study,year,ai,n1i,ci,n2i,dose,group\n";
    for (int i = 0; i < studies; ++i)
        text += "Trial " + std::to_string(i) + "," + std::to_string(2000 + i) + "," + std::to_string(3 + i % 5) + ",40,"
            + std::to_string(5 + (7 * i) % 9) + ",42," + std::to_string(10 + i) + "," + (i % 2 ? "a" : "b") + "\n";
    return tableOf(text);
}

AnalysisOptions ratios()
{
    AnalysisOptions options;
    options.measure = "RR";
    options.moderators = {"dose"};
    return options;
}

constexpr FigureKind Kinds[] = {FigureKind::Forest, FigureKind::Cumulative, FigureKind::LeaveOneOut, FigureKind::Funnel,
    FigureKind::Galbraith, FigureKind::Baujat, FigureKind::Bubble, FigureKind::LAbbe};

TEST(SynthesisFigures, OfAnyKindAreLegible)
{
    for (const int studies : {3, 6, 200})
        for (const FigureKind kind : Kinds) {
            const auto analysis = analyse(trials(studies), asking(ratios(), kind));
            ASSERT_TRUE(analysis) << analysis.error().message.toStdString();
            for (const double letters : {1.0, 2.0}) {
                figure::Look look;
                look.letters = letters;
                const auto drawing = drawn(*analysis, kind, {true, studies > 3}, look);
                ASSERT_TRUE(drawing) << drawing.error().message.toStdString();
                test::expectLegible(
                    *drawing, std::to_string(static_cast<int>(kind)) + " of " + std::to_string(studies));
                EXPECT_EQ(drawing->marks.size(), static_cast<std::size_t>(studies));
            }
        }
}

TEST(SynthesisFigures, OfAMixedModelHaveNoWeights)
{
    AnalysisOptions options;
    options.measure = "OR";
    options.method = "GLMM";
    options.leaveOneOut = options.cumulative = true;
    const auto analysis = analyse(trials(), options);
    ASSERT_TRUE(analysis) << analysis.error().message.toStdString();
    const figure::Forest forest = forestOf(*analysis);
    for (const figure::ForestRow& row : forest.rows)
        EXPECT_TRUE(std::isnan(row.weight)) << row.label.toStdString();
    const auto pooled = std::ranges::find(forest.rows, figure::ForestKind::Pooled, &figure::ForestRow::kind);
    ASSERT_NE(pooled, forest.rows.end());
    EXPECT_NEAR(pooled->estimate, std::exp(analysis->mixed->pooled.estimate), 1e-12);
    EXPECT_THAT(pooled->cells, testing::SizeIs(2)); // of all studies that it heard
    for (const FigureKind kind : {FigureKind::Forest, FigureKind::Cumulative, FigureKind::LeaveOneOut,
             FigureKind::Funnel, FigureKind::Galbraith, FigureKind::LAbbe}) {
        const auto drawing = drawn(*analysis, kind, {true, false}, {});
        ASSERT_TRUE(drawing) << drawing.error().message.toStdString();
        test::expectLegible(*drawing, std::to_string(static_cast<int>(kind)));
    }
    EXPECT_FALSE(drawn(*analysis, FigureKind::Baujat, {}, {}));
}

TEST(SynthesisWords, NameTheMixedModel)
{
    AnalysisOptions options;
    options.measure = "OR";
    options.method = "GLMM";
    options.model = "CM.EL";
    const auto analysis = analyse(trials(), options);
    ASSERT_TRUE(analysis) << analysis.error().message.toStdString();
    EXPECT_TRUE(methodsText(*analysis).contains(key("a conditional logistic regression"))) << "CM.EL";
    EXPECT_TRUE(methodsText(*analysis).contains(key("without a correction of zero cells")));
    EXPECT_FALSE(methodsText(*analysis).contains(key("Q-profile")));
    EXPECT_TRUE(pooledText(*analysis)[0].startsWith(key("Pooled OR (GLMM, CM.EL): ")));
    EXPECT_TRUE(heterogeneityText(*analysis).contains(key("likelihood ratio χ²(5) = ")));
}

/// All columns of a data set of the oracle as a table.
csv::Table tableOf(const QJsonObject& input)
{
    std::string text;
    qsizetype rows = 0;
    std::vector<std::string> cells;
    for (auto column = input.begin(); column != input.end(); ++column) {
        cells.push_back(column.key() == key("slab") ? "study" : column.key().toStdString());
        rows = std::max(rows, column.value().toArray().size());
    }
    text += csv::line(cells);
    for (qsizetype row = 0; row < rows; ++row) {
        cells.clear();
        for (auto column = input.begin(); column != input.end(); ++column) {
            const QJsonValue value = column.value().toArray()[row];
            cells.push_back(value.isDouble() ? QString::number(value.toDouble(), 'g', 17).toStdString()
                                             : value.toString().toStdString());
        }
        text += csv::line(cells);
    }
    return tableOf(text);
}

TEST(SynthesisFigures, OfEveryReferenceSetAreLegible)
{
    WINNOW_NEEDS_SHARED();
    QFile file(test::sharedFolder() + key("/oracle/oracle_dev.json"));
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const QJsonArray sets = QJsonDocument::fromJson(file.readAll()).object().value(key("datasets")).toArray();
    int drawings = 0;
    for (const auto& entry : sets) {
        const QJsonObject set = entry.toObject();
        const csv::Table table = tableOf(set.value(key("input")).toObject());
        std::set<QString> measures;
        for (const auto& block : set.value(key("blocks")).toArray())
            measures.insert(block.toObject().value(key("measure")).toString());
        for (const QString& measure : measures)
            for (const FigureKind kind : Kinds) {
                AnalysisOptions options;
                options.measure = measure.toStdString();
                options.title = set.value(key("id")).toString().toStdString();
                options.favours = "treatment,control";
                const auto analysis = analyse(table, asking(options, kind));
                const auto drawing =
                    analysis ? drawn(*analysis, kind) : fail(analysis.error().kind, analysis.error().message);
                if (!drawing) {
                    EXPECT_FALSE(
                        drawing.error().message.isEmpty()); // one study cannot be left out, nothing regressed on
                    continue;
                }
                test::expectLegible(
                    *drawing, options.title + " " + options.measure + " " + std::to_string(static_cast<int>(kind)));
                ++drawings;
            }
    }
    EXPECT_GT(drawings, 200);
}

TEST(SynthesisFigures, ACumulativeForestEndsAtThePooledEstimate)
{
    const auto analysis = analyse(trials(), asking(ratios(), FigureKind::Cumulative));
    ASSERT_TRUE(analysis);
    const figure::Forest forest = stepsOf(*analysis, analysis->cumulative, StepsKind::Cumulative);
    ASSERT_EQ(forest.rows.size(), 7U);
    EXPECT_NEAR(forest.rows[5].estimate, forest.rows[6].estimate, 1e-9);
    EXPECT_EQ(forest.rows[0].label, key("Trial 0"));
}

TEST(SynthesisFigures, AForestSumsEventsAndParticipantsOfEachGroup)
{
    AnalysisOptions options = ratios();
    options.subgroup = "group";
    const auto analysis = analyse(trials(), options);
    ASSERT_TRUE(analysis);
    const figure::Forest forest = forestOf(*analysis);
    const auto all = std::ranges::find(forest.rows, key("All studies"), &figure::ForestRow::label);
    ASSERT_NE(all, forest.rows.end());
    EXPECT_THAT(all->cells, testing::ElementsAre(key("28/240"), key("54/252")));
    int subtotals = 0;
    for (const figure::ForestRow& row : forest.rows)
        subtotals += row.kind == figure::ForestKind::Pooled && !row.cells.isEmpty() ? 1 : 0;
    EXPECT_EQ(subtotals, 3);
}

TEST(SynthesisFigures, AForestHasTheJudgementsOfItsStudiesAlone)
{
    const auto analysis = analyse(trials(3), ratios());
    ASSERT_TRUE(analysis);
    const QString second = QString::fromStdString(analysis->label(1));
    figure::RiskTable risk;
    risk.domains = {{key("D1"), {}}};
    risk.words = {key("Low")};
    risk.rows = {{key("of another review"), {figure::RiskLevel::High}, figure::RiskLevel::High, {}, 0},
        {second, {figure::RiskLevel::Low}, figure::RiskLevel::Low, {}, 1}};
    const figure::Forest forest = forestOf(*analysis, risk);
    ASSERT_EQ(forest.risk.rows.size(), 1U);
    for (const figure::ForestRow& row : forest.rows)
        EXPECT_EQ(row.risk, row.kind == figure::ForestKind::Study && row.label == second ? 0 : -1);
}

TEST(SynthesisFigures, TheLineOfLAbbesPlotIsThePooledEffect)
{
    const auto analysis = analyse(trials(6), ratios());
    ASSERT_TRUE(analysis);
    const auto plot = labbeOf(*analysis);
    ASSERT_TRUE(plot);
    ASSERT_EQ(plot->studies.size(), 6U);
    const double ratio = std::exp(analysis->pooled().estimate);
    ASSERT_FALSE(plot->line.empty());
    for (const QPointF point : plot->line)
        EXPECT_NEAR(point.y(), ratio * point.x(), 1e-12);
    const stats::StudyNumbers& first = analysis->studies[0];
    EXPECT_DOUBLE_EQ(plot->studies[0].comparator, first[stats::Column::Ci] / first[stats::Column::N2i]);
}

TEST(SynthesisFigures, AForestIsSortedAsWished)
{
    AnalysisOptions options = ratios();
    options.sortBy = "effect";
    const auto analysis = analyse(trials(), options);
    ASSERT_TRUE(analysis);
    const figure::Forest forest = forestOf(*analysis);
    for (std::size_t i = 1; i < 6; ++i)
        EXPECT_LE(forest.rows[i - 1].estimate, forest.rows[i].estimate);
    options.sortBy = "colour";
    EXPECT_EQ(analyse(trials(), options).error().kind, ErrorKind::InvalidInput);
}

TEST(SynthesisFigures, TheFunnelsLineIsEggers)
{
    const auto analysis = analyse(trials(12), ratios());
    ASSERT_TRUE(analysis);
    const auto funnel = funnelOf(*analysis, {});
    ASSERT_TRUE(funnel);
    // Weighted least squares of the estimates on their standard errors, by its normal equations.
    double w = 0;
    double wx = 0;
    double wxx = 0;
    double wy = 0;
    double wxy = 0;
    for (const figure::StudyPoint& study : funnel->studies) {
        const double weight = 1 / (study.standardError * study.standardError);
        w += weight;
        wx += weight * study.standardError;
        wxx += weight * study.standardError * study.standardError;
        wy += weight * study.estimate;
        wxy += weight * study.standardError * study.estimate;
    }
    const double slope = (w * wxy - wx * wy) / (w * wxx - wx * wx);
    EXPECT_NEAR(funnel->testSlope, slope, 1e-9);
    EXPECT_NEAR(funnel->testIntercept, (wy - slope * wx) / w, 1e-9);
    EXPECT_EQ(funnel->contourWords.size(), 4);
}

TEST(SynthesisFigures, AProportionHasNoContours)
{
    AnalysisOptions options;
    options.measure = "PLO";
    const auto analysis = analyse(tableOf("study,xi,ni\na,1,20\nb,3,30\nc,0,15\n"), options);
    ASSERT_TRUE(analysis);
    EXPECT_FALSE(funnelOf(*analysis, {})->hasContours);
}

TEST(SynthesisFigures, TheRegressionLinePassesThroughItsCoefficients)
{
    const auto analysis = analyse(trials(), ratios());
    ASSERT_TRUE(analysis);
    const auto bubble = bubbleOf(*analysis);
    ASSERT_TRUE(bubble);
    const stats::Fit& fit = analysis->regression->fit;
    EXPECT_NEAR(bubble->line.front().estimate, fit.coefficients[0].estimate + 10 * fit.coefficients[1].estimate, 1e-12);
    EXPECT_DOUBLE_EQ(bubble->line.back().moderator, 15);
    AnalysisOptions without = ratios();
    without.moderators.clear();
    EXPECT_EQ(bubbleOf(*analyse(trials(), without)).error().kind, ErrorKind::InvalidInput);
}

TEST(SynthesisWords, SayTheModelAndItsHeterogeneity)
{
    const auto analysis = analyse(trials(), ratios());
    ASSERT_TRUE(analysis);
    const QStringList lines = summary(*analysis);
    EXPECT_TRUE(lines.front().startsWith(key("Pooled RR (REML): ")));
    EXPECT_TRUE(lines.join(u' ').contains(key("I² = ")));
}

TEST(SynthesisFigures, ShowWhatAStudyGivesItselfWithoutNumbersOfItsGroups)
{
    const csv::Table table = tableOf("study,ai,n1i,ci,n2i,yi,sei\nA,4,40,8,41,,\nB,,,,,-0.5,0.2\nC,12,90,10,60,,\n");
    AnalysisOptions options;
    options.measure = "RR";
    const auto analysis = analyse(table, options);
    ASSERT_TRUE(analysis) << analysis.error().message.toStdString();
    const figure::Forest forest = forestOf(*analysis);
    EXPECT_EQ(forest.rows[1].cells, (QStringList{key("—"), key("—")}));
    EXPECT_NEAR(forest.rows[1].estimate, std::exp(-0.5), 1e-12);
    EXPECT_GT(forest.rows[1].weight, 0);
    EXPECT_EQ(forest.rows[3].cells, (QStringList{key("16/130"), key("18/101")})) << "of those that have numbers";
    const auto labbe = labbeOf(*analysis);
    ASSERT_TRUE(labbe);
    EXPECT_EQ(labbe->studies.size(), 2U);
    EXPECT_TRUE(labbe->notes.contains(key("Not drawn, without the events of both groups: B")));
    for (const FigureKind kind : {FigureKind::Forest, FigureKind::Funnel, FigureKind::LAbbe})
        test::expectLegible(drawn(*analysis, kind).value(), std::to_string(static_cast<int>(kind)));
    const auto all = analyse(tableOf("study,yi,vi\nA,-0.5,0.04\nB,-0.1,0.03\n"), options);
    ASSERT_TRUE(all) << all.error().message.toStdString();
    EXPECT_TRUE(forestOf(*all).columns.empty()) << "no columns of nothing but dashes";
}

} // namespace
} // namespace winnow::synthesis

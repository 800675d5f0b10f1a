// What is said of a meta-analysis, and left unsaid.
#include "core/synthesis/words.h"

#include "core/synthesis/figures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace winnow::synthesis {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr const char* Tables = "study,ai,n1i,ci,n2i\nA,4,40,8,41\nB,0,38,3,40\nC,0,20,0,21\nD,12,90,10,60\n";

AnalysisOptions asking(const std::string& measure, const std::string& method = "REML")
{
    AnalysisOptions options;
    options.measure = measure;
    options.method = method;
    return options;
}

Analysis analysed(const std::string& table, const AnalysisOptions& options)
{
    auto made = analyse(csv::parse(table).value(), options);
    EXPECT_TRUE(made) << (made ? "" : made.error().message.toStdString());
    return std::move(made).value();
}

std::string said(const std::string& table, const AnalysisOptions& options)
{
    return summary(analysed(table, options)).join(u'\n').toStdString();
}

std::string methods(const std::string& table, const AnalysisOptions& options)
{
    return methodsText(analysed(table, options)).toStdString();
}

std::string refusal(const AnalysisOptions& options)
{
    const auto made = analyse(csv::parse(Tables).value(), options);
    return made ? std::string{} : made.error().message.toStdString();
}

TEST(SynthesisWords, LevelsArePercentsOrTheProportionsThatMetaforTakes)
{
    AnalysisOptions options = asking("RR");
    const Analysis usual = analysed(Tables, options);
    options.level = 0.95;
    const Analysis proportion = analysed(Tables, options);
    EXPECT_DOUBLE_EQ(proportion.options.level, 95);
    EXPECT_DOUBLE_EQ(proportion.pooled().interval.lower, usual.pooled().interval.lower);
    for (const double level : {0.05, 1.0, 5.0, 49.0, 100.0, std::nan("")}) {
        options.level = level;
        EXPECT_THAT(refusal(options), StartsWith("The level of intervals lies between 50 and 100 percent")) << level;
    }
}

TEST(SynthesisWords, DoubleZerosAreNotAmongThePooledTables)
{
    const Analysis analysis = analysed(Tables, asking("OR", "MH"));
    EXPECT_EQ(analysis.pooledStudies(), (std::vector<std::size_t>{0, 1, 3}));
    EXPECT_THAT(methodsText(analysis).toStdString(),
        AllOf(HasSubstr("3 studies were pooled as odds ratio (OR)"),
            HasSubstr("A continuity correction of 0.5 was added for the studies' own estimates alone"),
            HasSubstr("Studies without events, or with nothing but events, in both groups were left out (1)."),
            HasSubstr("The computations agree with those of")));
    const figure::Forest forest = forestOf(analysis);
    const auto all = std::ranges::find(forest.rows, QStringLiteral("All studies"), &figure::ForestRow::label);
    ASSERT_NE(all, forest.rows.end());
    EXPECT_EQ(all->cells, (QStringList{QStringLiteral("16/168"), QStringLiteral("21/141")}));
    EXPECT_THAT(summary(analysis).join(u'\n').toStdString(),
        HasSubstr("added in “B”, for the studies' own estimates alone; the pooled estimate has none."));
    EXPECT_EQ(analysed(Tables, asking("RD", "MH")).pooledStudies().size(), 4U) << "differences hear them";
    EXPECT_THAT(said(Tables, asking("RD", "MH")), HasSubstr("but heard by the pooled difference: “C”."));
}

TEST(SynthesisWords, KnappAndHartungAreNotClaimedForTables)
{
    AnalysisOptions options = asking("OR", "MH");
    options.hksj = true;
    EXPECT_THAT(said(Tables, options), HasSubstr("Note: Tested with z: Knapp and Hartung's way"));
    EXPECT_THAT(methods(Tables, options), AllOf(HasSubstr("rest on the normal"), Not(HasSubstr("Hartung"))));
}

TEST(SynthesisWords, ProportionsAreNotTested)
{
    const char* const proportions = "study,xi,ni\na,1,20\nb,3,30\nc,2,15\nd,6,41\n";
    EXPECT_THAT(
        said(proportions, asking("PLO")), AllOf(StartsWith("Pooled proportion (REML): 0."), Not(HasSubstr("z ="))));
    EXPECT_THAT(methods(proportions, asking("PLO")),
        HasSubstr("4 studies were pooled as proportion with a random-effects model with τ² by restricted maximum "
                  "likelihood. Proportions were pooled as logits and the results transformed back."));
    EXPECT_THAT(methods(proportions, asking("PFT")), HasSubstr("double arcsines"));
    EXPECT_THAT(said(proportions, asking("PFT")), HasSubstr("Schwarzer"));
    EXPECT_THAT(said(Tables, asking("RR")), HasSubstr(", z = "));
}

TEST(SynthesisWords, WhatTwoStudiesCannotTellIsNotSaid)
{
    const std::string two = "study,yi,vi\na,0.1,0.2\nb,0.3,0.1\n";
    EXPECT_THAT(said(two, asking("GEN")), AllOf(StartsWith("Pooled effect (REML)"), Not(HasSubstr("Prediction"))));
    EXPECT_FALSE(forestOf(analysed(two, asking("GEN"))).rows[2].prediction.isKnown());
    EXPECT_THAT(methods(two, asking("GEN")), Not(HasSubstr("prediction")));
    const std::string three = two + "c,0.5,0.1\n";
    EXPECT_THAT(said(three, asking("GEN")), HasSubstr("Prediction interval"));
    EXPECT_THAT(methods(three, asking("GEN")), HasSubstr("as a prediction interval by the normal distribution"));
    AnalysisOptions knha = asking("GEN");
    knha.hksj = true;
    EXPECT_THAT(methods(three, knha), HasSubstr("by the t distribution with 2 degrees of freedom"));
    EXPECT_THAT(said(three, asking("GEN", "EE")),
        AllOf(HasSubstr("Heterogeneity: I² = 0.0 %, Q(2)"), Not(HasSubstr("τ²")), Not(HasSubstr("Prediction"))));
    EXPECT_THAT(said("study,yi,vi\na,0.1,0.2\n", asking("GEN", "EE")), Not(HasSubstr("Heterogeneity")));
}

TEST(SynthesisWords, NumbersAreAsLongAsTheyTell)
{
    EXPECT_THAT(said("study,yi,vi\na,0.00012,0.0000000016\nb,0.00012,0.0000000016\n", asking("MD", "EE")),
        StartsWith("Pooled MD (EE): 0.000120 [0.000065, 0.000175]"));
    EXPECT_THAT(said("study,yi,vi\na,-2.5,0.64\n", asking("MD", "EE")),
        StartsWith("Pooled MD (EE): −2.500 [−4.068, −0.932], z = −3.1"));
    EXPECT_THAT(said("study,yi,vi\na,1,36\n", asking("OR", "EE")), StartsWith("Pooled OR (EE): 2.718 [0.000, 347940]"));
    EXPECT_THAT(said("study,yi,vi\na,50000,100000000\n", asking("MD", "EE")),
        StartsWith("Pooled MD (EE): 50000.0 [30400.4, 69599.6]"));
}

TEST(SynthesisWords, MeasuresAreCalledByTheirNames)
{
    EXPECT_THAT(said(Tables, asking("PETO", "PETO")), StartsWith("Pooled Peto odds ratio (Peto): "));
    EXPECT_EQ(
        forestOf(analysed(Tables, asking("PETO", "PETO"))).effectHeading, QStringLiteral("Peto odds ratio [95 % CI]"));
    EXPECT_EQ(forestOf(analysed(Tables, asking("OR"))).effectHeading, QStringLiteral("OR [95 % CI]"));
    EXPECT_THAT(methods(Tables, asking("PETO", "PETO")), HasSubstr("pooled as Peto odds ratio with Peto's method"));
    AnalysisOptions favours = asking("RR");
    favours.favours = "Favours BCG,control";
    EXPECT_EQ(forestOf(analysed(Tables, favours)).favoursLower, QStringLiteral("Favours BCG"));
    EXPECT_EQ(forestOf(analysed(Tables, favours)).favoursHigher, QStringLiteral("Favours control"));
}

TEST(SynthesisWords, StudiesWithoutASubgroupLeaveTheOthersTheirCommonVariance)
{
    AnalysisOptions options = asking("GEN");
    options.subgroup = "group";
    const Analysis analysis =
        analysed("study,yi,vi,group\na,0.1,0.2,x\nb,0.9,0.1,x\nc,0.5,0.1,y\nd,0.2,0.1,y\ne,0.2,0.1,\n", options);
    ASSERT_TRUE(analysis.commonTau);
    EXPECT_EQ(analysis.commonTau->studies, (std::vector<std::size_t>{0, 1, 2, 3}));
    EXPECT_EQ(analysis.commonTau->fit.k, 4U);
}

} // namespace
} // namespace winnow::synthesis

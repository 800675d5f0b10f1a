// The package for R: it runs, and gives the same numbers.
#include "core/stats/studytable.h"
#include "core/synthesis/reanalysis.h"
#include "tests/support/shared.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <cmath>
#include <map>

namespace winnow::synthesis {
namespace {

using testing::HasSubstr;

QString key(const char* text)
{
    return QString::fromUtf8(text);
}

bool hasMetafor()
{
    static const bool has = [] {
        if (QStandardPaths::findExecutable(key("Rscript")).isEmpty())
            return false;
        QProcess process;
        process.start(key("Rscript"), {key("-e"), key("library(metafor)")});
        return process.waitForFinished(60'000) && process.exitCode() == 0;
    }();
    return has;
}

csv::Table parsed(const std::string& text)
{
    auto table = csv::parse(text);
    EXPECT_TRUE(table);
    return table ? *std::move(table) : csv::Table{};
}

std::map<std::string, double> runAgain(const std::string& text, const AnalysisOptions& options, Analysis& analysis)
{
    const csv::Table table = parsed(text);
    auto made = analyse(table, options);
    EXPECT_TRUE(made) << made.error().message.toStdString();
    if (!made)
        return {};
    analysis = *std::move(made);
    const QTemporaryDir folder;
    EXPECT_TRUE(writeReanalysis(table, analysis, folder.filePath(key("again.R"))));
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(key("Rscript"), {folder.filePath(key("again.R"))});
    EXPECT_TRUE(process.waitForFinished(120'000));
    const std::string said = process.readAll().toStdString();
    EXPECT_EQ(process.exitCode(), 0) << said;
    EXPECT_TRUE(QFile::exists(folder.filePath(key("again-figures.pdf")))) << said;
    QFile results(folder.filePath(key("again-results.csv")));
    if (!results.open(QIODevice::ReadOnly))
        return {};
    const csv::Table values = parsed(results.readAll().toStdString());
    std::map<std::string, double> found;
    for (const csv::Row& row : values.rows)
        found[std::string{values.cell(row, "name")}] =
            QString::fromStdString(std::string{values.cell(row, "value")}).toDouble();
    return found;
}

constexpr const char* Trials = "study,year,ai,n1i,ci,n2i,dose,group\n"
                               "\"O'Neil \"\"A\"\" \\1\",2001,4,40,8,41,10,a\n"
                               "Ben,2003,0,38,3,40,20,b\n"
                               "Cai,2005,12,90,10,60,30,a\n"
                               "Dee,2007,7,52,15,55,40,b\n"
                               "Eva,2009,9,61,22,60,50,a\n";

TEST(Reanalysis, GivesTheSameNumbersInR)
{
    if (!hasMetafor())
        GTEST_SKIP() << "R with metafor is not installed";
    AnalysisOptions options;
    options.measure = "RR";
    options.hksj = true;
    options.subgroup = "group";
    options.moderators = {"dose"};
    options.leaveOneOut = options.cumulative = options.influence = true;
    Analysis analysis;
    const auto again = runAgain(Trials, options, analysis);
    ASSERT_TRUE(again.contains("estimate"));
    const stats::Coefficient& pooled = analysis.pooled();
    EXPECT_NEAR(again.at("estimate"), pooled.estimate, 1e-8);
    EXPECT_NEAR(again.at("se"), pooled.standardError, 1e-8);
    EXPECT_NEAR(again.at("ci_lower"), pooled.interval.lower, 1e-8);
    EXPECT_NEAR(again.at("tau2"), analysis.fit->tau2, 1e-8);
    EXPECT_NEAR(again.at("Q"), analysis.fit->q, 1e-8);
    EXPECT_NEAR(again.at("subgroup a"), analysis.subgroups->groups[0].fit.pooled().estimate, 1e-8);
    EXPECT_NEAR(again.at("coefficient 2"), analysis.regression->fit.coefficients[1].estimate, 1e-8);
}

TEST(Reanalysis, OfMeansProportionsHazardRatiosAndMantelHaenszel)
{
    if (!hasMetafor())
        GTEST_SKIP() << "R with metafor is not installed";
    const std::tuple<const char*, const char*, std::string> cases[] = {
        {"SMD", "DL",
            "study,m1i,sd1i,n1i,m2i,sd2i,n2i\na,14.5,2.4,29,12,2,30\nb,10,3,20,9.5,2.8,22\nc,9,1.1,15,7,1.5,15\n"},
        {"PLO", "REML", "study,xi,ni\na,1,20\nb,3,30\nc,0,15\nd,6,41\n"},
        {"HR", "PM", "study,hr,lb,ub\na,0.6,0.4,0.9\nb,0.8,0.5,1.28\nc,1.1,0.6,2.0\n"}, {"OR", "MH", Trials},
        {"PETO", "PETO", Trials}, {"ZCOR", "EE", "study,ri,ni\na,0.3,40\nb,0.5,25\nc,0.1,60\n"}};
    for (const auto& [measure, method, table] : cases) {
        AnalysisOptions options;
        options.measure = measure;
        options.method = method;
        Analysis analysis;
        const auto again = runAgain(table, options, analysis);
        ASSERT_TRUE(again.contains("estimate")) << measure;
        EXPECT_NEAR(again.at("estimate"), analysis.pooled().estimate, 1e-8) << measure;
        EXPECT_NEAR(again.at("ci_upper"), analysis.pooled().interval.upper, 1e-8) << measure;
    }
}

TEST(Reanalysis, OfEstimatesThatStudiesGive)
{
    if (!hasMetafor())
        GTEST_SKIP() << "R with metafor is not installed";
    const std::tuple<const char*, const char*, std::string> cases[] = {
        {"RR", "REML",
            "study,ai,n1i,ci,n2i,yi,vi\na,4,40,8,41,5,1\nb,,,,,-0.49,0.05\nc,12,90,10,60,,\nd,0,20,3,20,,\n"},
        {"OR", "MH", "study,ai,n1i,ci,n2i,yi,vi\na,4,40,8,41,,\nb,,,,,-0.49,0.05\nc,12,90,10,60,,\n"},
        {"MD", "DL",
            "study,m1i,sd1i,n1i,m2i,sd2i,n2i,yi,vi,sei\na,14.5,2.4,29,12,2,30,,,\nb,,,,,,,1.5,,0.8\n"
            "c,9,,15,7,1.5,15,2.5,0.3,7\n"},
        {"SMD", "EE", "study,m1i,sd1i,n1i,m2i,sd2i,n2i,yi,sei\na,14.5,2.4,29,12,2,30,,\nb,,,,,,,1.5,0.8\n"},
        {"IRR", "REML", "study,yi,vi\na,-0.5,0.1\nb,0.1,0.2\nc,-0.4,0.05\n"}};
    for (const auto& [measure, method, table] : cases) {
        AnalysisOptions options;
        options.measure = measure;
        options.method = method;
        Analysis analysis;
        const auto again = runAgain(table, options, analysis);
        ASSERT_TRUE(again.contains("estimate")) << measure;
        EXPECT_EQ(again.at("k"), static_cast<double>(analysis.pooledStudies().size())) << measure;
        EXPECT_NEAR(again.at("estimate"), analysis.pooled().estimate, 1e-8) << measure;
        EXPECT_NEAR(again.at("ci_upper"), analysis.pooled().interval.upper, 1e-8) << measure;
    }
}

bool hasMixedModels()
{
    QProcess process;
    process.start(key("Rscript"), {key("-e"), key("library(lme4); library(BiasedUrn); library(numDeriv)")});
    return hasMetafor() && process.waitForFinished(60'000) && process.exitCode() == 0;
}

TEST(Reanalysis, OfMixedModels)
{
    if (!hasMixedModels())
        GTEST_SKIP() << "R with metafor, lme4, BiasedUrn and numDeriv is not installed";
    const std::string proportions = "study,xi,ni\na,1,20\nb,3,30\nc,0,15\nd,6,41\ne,20,44\n";
    const std::string rates = "study,x1i,t1i,x2i,t2i\na,7,1344,11,1988\nb,8,1600,8,1461\nc,3,12012,14,10962\n"
                              "d,6,1536,10,1503\ne,1,729,8,913\nf,3,1107,7,1015\n";
    const std::string tables = "study,year,ai,n1i,ci,n2i\na,2001,1,98,4,139\nb,2002,5,151,6,157\nc,2003,0,130,7,136\n"
                               "d,2004,1,97,19,103\ne,2005,0,118,0,105\nf,2006,6,187,11,180\ng,2007,4,64,1,69\n";
    const std::tuple<const char*, const char*, std::string> cases[] = {{"OR", "UM.FS", tables}, {"OR", "UM.RS", tables},
        {"OR", "CM.EL", tables}, {"OR", "CM.AL", tables}, {"IRR", "UM.FS", rates}, {"IRR", "CM.EL", rates},
        {"PLO", "", proportions}};
    for (const auto& [measure, model, table] : cases) {
        AnalysisOptions options;
        options.measure = measure;
        options.method = "GLMM";
        options.model = model;
        options.test = "t";
        options.leaveOneOut = options.cumulative = options.model == "CM.AL";
        Analysis analysis;
        const auto again = runAgain(table, options, analysis);
        ASSERT_TRUE(again.contains("estimate")) << measure << model;
        const stats::MixedFit& fit = *analysis.mixed;
        EXPECT_EQ(again.at("k"), static_cast<double>(fit.k)) << measure << model;
        // As near as lme4 and nlminb come.
        EXPECT_NEAR(again.at("estimate"), fit.pooled.estimate, 1e-4) << measure << model;
        EXPECT_NEAR(again.at("ci_upper"), fit.pooled.interval.upper, 2e-3) << measure << model;
        EXPECT_NEAR(again.at("tau2"), fit.tau2, 1e-4) << measure << model;
        EXPECT_NEAR(again.at("Q"), fit.likelihoodRatio.statistic, 1e-3) << measure << model;
    }
}

TEST(Reanalysis, WordsOfTheTableNeverBecomeCode)
{
    AnalysisOptions options;
    options.measure = "RR";
    options.subgroup = "x\"]]; system(\"true\"); dat[[\"";
    const csv::Table table = parsed("study,ai,n1i,ci,n2i,\"x\"\"]]; system(\"\"true\"\"); dat[[\"\"\"\n"
                                    "a,4,40,8,41,p\nb,5,40,9,41,q\n");
    const auto analysis = analyse(table, options);
    ASSERT_TRUE(analysis) << analysis.error().message.toStdString();
    const QByteArray script = reanalysisScript(*analysis, key("t.csv"));
    EXPECT_TRUE(script.contains("dat[[\"x\\\"]]; system(\\\"true\\\"); dat[[\\\"\"]]"));
}

TEST(Reanalysis, HasWordsInWinnowsOrderAndModeratorsByTheirNames)
{
    AnalysisOptions options;
    options.measure = "GEN";
    options.subgroup = "Route";
    options.moderators = {"route", "d`ose"};
    const csv::Table table = parsed("study,yi,vi,route,d`ose\na,0.1,0.2,vein,1\nb,0.2,0.2,Vein,2\nc,0.4,0.2,vein,4\n"
                                    "d,0.3,0.2,Vein,3\ne,0.2,0.1,+,3\nf,0.4,0.2,+,2\n");
    const auto analysis = analyse(table, options);
    ASSERT_TRUE(analysis) << analysis.error().message.toStdString();
    const std::string script = reanalysisScript(*analysis, key("t.csv")).toStdString();
    const std::string factor = "factor(dat[[\"route\"]], levels = c(\"'+\", \"Vein\", \"vein\"), labels = c(\"+\", "
                               "\"Vein\", \"vein\"))\n";
    EXPECT_THAT(script, HasSubstr("groups <- " + factor));
    EXPECT_THAT(script, HasSubstr("dat[[\"route\"]] <- " + factor));
    EXPECT_THAT(script, HasSubstr("mods = ~ `route` + `d\\`ose`,"));
    EXPECT_THAT(script, HasSubstr("colClasses = c(\"route\" = \"character\"))\n"));
}

TEST(Reanalysis, HasNumbersWithPointsAndWithoutGuards)
{
    AnalysisOptions options;
    options.measure = "GEN";
    options.moderators = {"dose"};
    const csv::Table table =
        parsed("study;yi;vi;dose;note\n-a;-0,25;0,1;1,5;=1\nb;\u22120,5;0,2;2;x\nc;0,125;0,2;100000;\n");
    const auto analysis = analyse(table, options);
    ASSERT_TRUE(analysis) << analysis.error().message.toStdString();
    const csv::Table again = parsed(reanalysisTable(table, *analysis).toStdString());
    const std::string text = reanalysisTable(table, *analysis).toStdString();
    EXPECT_THAT(text, HasSubstr("\n'-a,-0.25,0.1,1.5,'=1,"));
    EXPECT_THAT(text, HasSubstr("\nb,-0.5,0.2,2,x,"));
    EXPECT_THAT(stats::numbersOf(again, "yi").value(), testing::ElementsAre(-0.25, -0.5, 0.125));
    EXPECT_THAT(stats::numbersOf(again, "dose").value(), testing::ElementsAre(1.5, 2, 100000));
}

TEST(Reanalysis, OfWordsThatDifferInCase)
{
    if (!hasMetafor())
        GTEST_SKIP() << "R with metafor is not installed";
    AnalysisOptions options;
    options.measure = "GEN";
    options.subgroup = "route";
    options.moderators = {"route", "dose"};
    Analysis analysis;
    const auto again =
        runAgain("study;yi;vi;route;dose\na;-0,1;0,2;b;1,5\nb;0,2;0,2;B;2\nc;0,4;0,2;b;4\nd;0,3;0,2;B;3\n"
                 "e;-0,2;0,1;a;2,5\nf;0,4;0,2;a;1\n",
            options, analysis);
    ASSERT_TRUE(again.contains("coefficient 4"));
    for (std::size_t i = 0; i < 4; ++i)
        EXPECT_NEAR(
            again.at("coefficient " + std::to_string(i + 1)), analysis.regression->fit.coefficients[i].estimate, 1e-7);
    EXPECT_NEAR(again.at("subgroup B"), analysis.subgroups->groups[0].fit.pooled().estimate, 1e-7);
}

TEST(Reanalysis, DoesNotWriteOverTheTableItReads)
{
    const QTemporaryDir folder;
    QFile there(folder.filePath(key("trials.csv")));
    ASSERT_TRUE(there.open(QIODevice::WriteOnly));
    there.close();
    const csv::Table table = parsed(Trials);
    AnalysisOptions options;
    options.measure = "RR";
    const auto analysis = analyse(table, options);
    ASSERT_TRUE(analysis);
    EXPECT_EQ(writeReanalysis(table, *analysis, folder.filePath(key("trials.R"))).error().kind, ErrorKind::Conflict);
    EXPECT_EQ(
        writeReanalysis(table, *analysis, folder.filePath(key("again.py"))).error().kind, ErrorKind::InvalidInput);
    EXPECT_EQ(there.size(), 0);
}

} // namespace
} // namespace winnow::synthesis

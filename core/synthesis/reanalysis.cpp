#include "core/synthesis/reanalysis.h"

#include "core/base/text.h"
#include "core/figure/drawing.h"
#include "core/stats/studytable.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>
#include <cmath>
#include <string>

namespace winnow::synthesis {

using stats::Measure;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("synthesis", text);
}

std::string number(double value)
{
    return std::isnan(value) ? "NA" : QString::number(value, 'g', 17).toStdString();
}

/// As a string of R: every byte that could end it, or that R would read anew, is escaped.
std::string rString(std::string_view text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        if (c == '\n' || c == '\r' || c == '\t' || static_cast<unsigned char>(c) < 0x20)
            out += ' ';
        else
            out += c;
    }
    return out + '"';
}

/// A column of the table, whatever its name.
std::string column(std::string_view name)
{
    return "dat[[" + rString(name) + "]]";
}

std::vector<std::string_view> inputsOf(Measure measure)
{
    if (measure <= Measure::ArcsineDifference)
        return {"ai", "bi", "ci", "di", "n1i", "n2i"};
    if (measure <= Measure::SquareRootRateDifference)
        return {"x1i", "t1i", "x2i", "t2i"};
    if (measure == Measure::StandardizedMeanDifference)
        return {"m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i", "di", "ti"};
    if (measure <= Measure::RatioOfMeans)
        return {"m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i"};
    if (measure <= Measure::DoubleArcsineProportion)
        return {"xi", "ni", "mi"};
    if (measure <= Measure::FreemanTukeyRate)
        return {"xi", "ti"};
    if (measure <= Measure::LogMean)
        return {"mi", "sdi", "ni"};
    if (measure <= Measure::RatioOfMeansChange)
        return {"m1i", "m2i", "sd1i", "sd2i", "ni", "ri"};
    if (measure <= Measure::FisherZ)
        return {"ri", "ni"};
    return {};
}

bool isZeroCorrected(Measure measure)
{
    return measure <= Measure::SquareRootRateDifference
        || (measure >= Measure::Proportion && measure <= Measure::FreemanTukeyRate);
}

/// `ai = dat[["ai"]], …` of those the table has; those metafor would have to choose between are left to it.
std::string inputs(const Analysis& analysis)
{
    std::string list;
    for (const std::string_view name : inputsOf(analysis.effects.measure)) {
        const auto which = *stats::columnNamed(name);
        const bool isThere = std::ranges::any_of(
            analysis.studies, [which](const stats::StudyNumbers& study) { return !std::isnan(study[which]); });
        if (isThere)
            list += ", " + std::string{name} + " = " + column(name);
    }
    return list;
}

std::string corrections(const AnalysisOptions& options, Measure measure)
{
    std::string list;
    if (isZeroCorrected(measure)) {
        if (options.add)
            list += ", add = " + number(*options.add);
        list += ", to = " + rString(options.to);
    }
    if (measure <= Measure::ArcsineDifference && options.drop00)
        list += ", drop00 = TRUE";
    if (options.vtype != "LS")
        list += ", vtype = " + rString(options.vtype);
    return list;
}

bool isGiven(Measure measure)
{
    return measure == Measure::HazardRatio || measure == Measure::Generic;
}

/// `es`: by escalc from the groups, and where there are none as the table gives them.
std::string computed(const Analysis& analysis)
{
    const std::string groups = inputs(analysis);
    std::string code = groups.empty() ? "es <- data.frame(yi = rep(NA_real_, nrow(dat)), vi = NA_real_)\n"
                                      : "es <- escalc(measure = " + rString(analysis.options.measure) + groups
            + corrections(analysis.options, analysis.effects.measure) + ")\n";
    std::string rows;
    bool hasVariance = false;
    bool hasError = false;
    for (std::size_t i = 0; i < analysis.studies.size(); ++i) {
        if (!analysis.effects.all[i].given)
            continue;
        rows += (rows.empty() ? "" : ", ") + std::to_string(i + 1);
        const bool byVariance = !std::isnan(analysis.studies[i][stats::Column::Vi]);
        (byVariance ? hasVariance : hasError) = true;
    }
    if (rows.empty())
        return code;
    const std::string variance = column("vi") + "[given]";
    const std::string squared = column("sei") + "[given]^2";
    return code + "# Studies without the numbers of their groups give an estimate and its precision.\ngiven <- c("
        + rows + ")\nes$yi[given] <- " + column("yi") + "[given]\nes$vi[given] <- "
        + (!hasError          ? variance
                : hasVariance ? "ifelse(is.na(" + variance + "), " + squared + ", " + variance + ")"
                              : squared)
        + '\n';
}

std::string effects(const Analysis& analysis)
{
    const Measure measure = analysis.effects.measure;
    if (isGiven(measure))
        return "# Estimates were given, or follow from ratios and intervals: as Winnow has them.\n"
               "dat$yi <- dat$winnow_yi\ndat$vi <- dat$winnow_vi\n";
    return "# Effect sizes, beside Winnow's own.\n" + computed(analysis)
        + "dat$yi <- as.numeric(es$yi)\ndat$vi <- as.numeric(es$vi)\n"
          "known <- !is.na(dat$winnow_yi)\n"
          "stopifnot(isTRUE(all.equal(dat$yi[known], dat$winnow_yi[known], tolerance = 1e-8)),\n"
          "          isTRUE(all.equal(dat$vi[known], dat$winnow_vi[known], tolerance = 1e-8)))\n";
}

/// The method and all that goes with it, as arguments of rma().
std::string modelArguments(const AnalysisOptions& options)
{
    const std::string test = options.hksj && options.test == "z" ? "knha" : options.test;
    return ", method = " + rString(options.method) + ", test = " + rString(test) + ", level = " + number(options.level)
        + ", control = strict";
}

std::string pooling(const Analysis& analysis)
{
    const AnalysisOptions& options = analysis.options;
    const std::string level = ", level = " + number(options.level);
    if (options.method == "MH")
        return "fit <- rma.mh(measure = " + rString(options.measure) + inputs(analysis) + level
            + ", slab = dat$study, correct = FALSE)\n";
    if (options.method == "PETO")
        return "fit <- rma.peto(" + inputs(analysis).substr(2) + level + ", slab = dat$study)\n";
    return "fit <- rma(yi, vi, data = dat, slab = study" + modelArguments(options) + ")\n";
}

std::string closer(const Analysis& analysis)
{
    const AnalysisOptions& options = analysis.options;
    std::string code;
    const std::string model = modelArguments(options);
    if (analysis.subgroups)
        code += "\n# Subgroups, each with a heterogeneity of its own.\n"
                "groups <- "
            + column(options.subgroup)
            + "\n"
              "for (one in sort(unique(groups[!is.na(groups)]))) {\n"
              "  part <- rma(yi, vi, data = dat[!is.na(groups) & groups == one, ], slab = study"
            + model
            + ")\n"
              "  keep(paste0(\"subgroup \", one), coef(part)[[1]])\n}\n";
    if (analysis.regression) {
        std::string formula;
        for (std::size_t i = 0; i < options.moderators.size(); ++i) {
            code += (i == 0 ? "\n# Meta-regression.\n" : "") + std::string{"dat$moderator"} + std::to_string(i + 1)
                + " <- " + column(options.moderators[i]) + "\n";
            formula += (i == 0 ? "" : " + ") + std::string{"moderator"} + std::to_string(i + 1);
        }
        code += "regression <- rma(yi, vi, mods = ~ " + formula + ", data = dat, slab = study" + model
            + ")\nprint(regression)\n"
              "for (i in seq_along(coef(regression)))\n"
              "  keep(paste0(\"coefficient \", i), coef(regression)[[i]])\n";
    }
    if (options.leaveOneOut)
        code += "\nprint(leave1out(fit))\n";
    if (options.cumulative)
        code += "\nprint(cumul(fit, order = " + std::string{"if ("} + rString(options.order) + " %in% names(dat)) "
            + column(options.order) + " else seq_len(nrow(dat))))\n";
    if (options.influence)
        code += "\nprint(influence(fit))\n";
    return code;
}

} // namespace

QByteArray reanalysisTable(const csv::Table& table, const Analysis& analysis)
{
    std::vector<std::string> cells{"study"};
    for (const std::string& heading : table.headings)
        if (heading != "study")
            cells.push_back(heading);
    cells.insert(cells.end(), {"winnow_yi", "winnow_vi"});
    std::string out = csv::line(cells);
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        cells = {analysis.label(i)};
        for (const std::string& heading : table.headings)
            if (heading != "study")
                cells.emplace_back(table.cell(table.rows[i], heading));
        cells.push_back(number(analysis.effects.all[i].estimate));
        cells.push_back(number(analysis.effects.all[i].variance));
        out += csv::line(cells);
    }
    return QByteArray::fromStdString(out);
}

QByteArray reanalysisScript(const Analysis& analysis, const QString& tableName)
{
    const std::string name = QFileInfo{tableName}.completeBaseName().toStdString();
    const bool isModel = analysis.fit.has_value();
    std::string code = "# Written by Winnow: does an analysis again with metafor.\n"
                       "# Rscript, in the folder of this script. Needs R and its package metafor.\n"
                       "suppressMessages(library(metafor))\n\n"
                       "here <- sub(\"^--file=\", \"\", grep(\"^--file=\", commandArgs(FALSE), value = TRUE))\n"
                       "if (length(here) == 1) setwd(dirname(here))\n"
                       "dat <- read.csv("
        + rString(tableName.toStdString())
        + ", check.names = FALSE, na.strings = c(\"\", \"NA\"), fileEncoding = \"UTF-8\")\n"
          "# metafor stops early by default; Winnow goes on until nothing changes.\n"
          "strict <- list(threshold = 1e-12, maxiter = 10000, tol = 1e-12)\n"
          "results <- data.frame(name = character(), value = numeric())\n"
          "keep <- function(name, value) results[nrow(results) + 1, ] <<- list(name, value)\n\n"
        + effects(analysis) + "\n# The model.\n" + pooling(analysis)
        + "print(fit)\n"
          "keep(\"k\", fit$k)\n"
          "keep(\"estimate\", coef(fit)[[1]])\nkeep(\"se\", fit$se)\n"
          "keep(\"ci_lower\", fit$ci.lb)\nkeep(\"ci_upper\", fit$ci.ub)\nkeep(\"p\", fit$pval)\n"
          "keep(\"Q\", fit$QE)\nkeep(\"I2\", fit$I2)\n";
    if (isModel)
        code += "keep(\"tau2\", fit$tau2)\nprint(predict(fit))\n"
                "if (fit$k > 1 && fit$method != \"EE\") print(try(confint(fit), silent = TRUE))\n";
    code += closer(analysis);
    code += "\n# Small-study effects, where there are studies enough.\n"
            "if (fit$k > 2) {\n  print(try(regtest(fit), silent = TRUE))\n";
    if (isModel)
        code += "  print(try(trimfill(fit), silent = TRUE))\n";
    const std::string back = stats::isOnLogScale(analysis.shownAs()) ? ", transf = exp" : "";
    code += "}\n\npdf(" + rString(name + "-figures.pdf")
        + ", width = 9, height = max(5, 2 + 0.25 * fit$k))\n"
          "forest(fit"
        + back
        + ", header = TRUE)\n"
          "funnel(fit)\n"
          "invisible(dev.off())\n"
          "write.csv(results, "
        + rString(name + "-results.csv") + ", row.names = FALSE)\n";
    return QByteArray::fromStdString(code);
}

Result<> writeReanalysis(const csv::Table& table, const Analysis& analysis, const QString& path)
{
    const QFileInfo script{path};
    if (script.suffix().compare(QStringLiteral("r"), Qt::CaseInsensitive) != 0)
        return fail(ErrorKind::InvalidInput, tr("“%1” does not end in .R.").arg(path));
    const QString tableName = script.completeBaseName() + QStringLiteral(".csv");
    const QString tablePath = script.path() + u'/' + tableName;
    if (QFileInfo::exists(tablePath))
        return fail(ErrorKind::Conflict,
            tr("Beside the script its table would be written as “%1”, which is there already. Choose another name.")
                .arg(tablePath));
    TRY(figure::write(reanalysisTable(table, analysis), tablePath));
    return figure::write(reanalysisScript(analysis, tableName), path);
}

} // namespace winnow::synthesis

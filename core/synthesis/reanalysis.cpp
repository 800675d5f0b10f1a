#include "core/synthesis/reanalysis.h"

#include "core/base/text.h"
#include "core/figure/drawing.h"
#include "core/stats/studytable.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>

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

/// The number with as few digits as tell it from all others.
std::string shortest(double value)
{
    return QString::number(value, 'g', QLocale::FloatingPointShortest).toStdString();
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

/// A column of the table, whatever its name; the table has its headings in lower case.
std::string column(std::string_view name)
{
    return "dat[[" + rString(lowerAscii(name)) + "]]";
}

/// A name of R in a formula.
std::string rName(std::string_view name)
{
    std::string out = "`";
    for (const char c : rString(lowerAscii(name)).substr(1)) {
        if (c == '`')
            out += '\\';
        out += c;
    }
    out.back() = '`';
    return out;
}

/// `c("a", "b")`.
std::string rStrings(const std::vector<std::string>& words)
{
    std::string list;
    for (const std::string& word : words)
        list += (list.empty() ? "" : ", ") + rString(word);
    return "c(" + list + ')';
}

/// A column as a factor in Winnow's order, which is that of the bytes: R's own follows the language of the machine.
/// The table has a guard before what looks like a formula.
std::string factorOf(std::string_view name, const std::vector<std::string>& levels)
{
    std::vector<std::string> written;
    for (const std::string& level : levels)
        written.push_back(csv::guarded(level));
    return "factor(" + column(name) + ", levels = " + rStrings(written)
        + (written == levels ? std::string{} : ", labels = " + rStrings(levels)) + ')';
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

std::string zeroCells(const AnalysisOptions& options)
{
    return (options.add ? ", add = " + number(*options.add) : std::string{}) + ", to = " + rString(options.to);
}

std::string corrections(const AnalysisOptions& options, Measure measure)
{
    std::string list;
    if (isZeroCorrected(measure))
        list += zeroCells(options);
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

/// rma.glmm() by lme4, or by numerical integration, both told to go on until nothing changes.
std::string mixedPooling(const Analysis& analysis)
{
    const AnalysisOptions& options = analysis.options;
    const stats::MixedOptions& mixed = analysis.mixed->options;
    const bool dropsDoubleZero = mixed.model != stats::MixedModel::RandomStudies || options.drop00;
    return "strict <- list(glmerCtrl = list(optimizer = \"bobyqa\", tolPwrss = 1e-10,\n"
           "  optCtrl = list(rhobeg = 0.02, rhoend = 1e-10, maxfun = 1e5)),\n"
           "  intCtrl = list(rel.tol = 1e-9, subdivisions = 1000), dnchgprec = 1e-14)\n"
           "pool <- function(rows) rma.glmm(measure = "
        + rString(options.measure) + inputs(analysis) + zeroCells(options)
        + ", drop00 = " + (dropsDoubleZero ? "TRUE" : "FALSE") + ", model = " + rString(stats::nameOf(mixed.model))
        + ",\n  test = " + rString(options.test) + ", level = " + number(options.level)
        + ", slab = dat$study, subset = rows, control = strict)\n"
          "fit <- pool(seq_len(nrow(dat)))\n";
}

std::string pooling(const Analysis& analysis)
{
    const AnalysisOptions& options = analysis.options;
    const std::string level = ", level = " + number(options.level);
    if (analysis.mixed)
        return mixedPooling(analysis);
    if (options.method == "MH")
        return "fit <- rma.mh(measure = " + rString(options.measure) + inputs(analysis) + level
            + ", slab = dat$study, correct = FALSE)\n";
    if (options.method == "PETO")
        return "fit <- rma.peto(" + inputs(analysis).substr(2) + level + ", slab = dat$study)\n";
    return "fit <- rma(yi, vi, data = dat, slab = study" + modelArguments(options) + ")\n";
}

/// What metafor has no function for, as loops; where a step cannot be pooled, it says so and goes on.
std::string mixedSteps(const Analysis& analysis)
{
    const AnalysisOptions& options = analysis.options;
    std::string code;
    if (options.leaveOneOut)
        code += "\nfor (i in which(fit$not.na)) {\n"
                "  rest <- try(pool(-i), silent = TRUE)\n"
                "  cat(\"Without\", dat$study[i], if (inherits(rest, \"try-error\")) NA else coef(rest), \"\\n\")\n}\n";
    if (options.cumulative)
        code += "\nordered <- order(if (" + rString(options.order) + " %in% names(dat)) " + column(options.order)
            + " else seq_len(nrow(dat)))\n"
              "for (i in seq_along(ordered)[-1]) {\n"
              "  some <- try(pool(ordered[seq_len(i)]), silent = TRUE)\n"
              "  cat(\"With\", dat$study[ordered[i]], if (inherits(some, \"try-error\")) NA else coef(some), "
              "\"\\n\")\n}\n";
    return code;
}

std::vector<std::string> groupNames(const Analysis& analysis)
{
    std::vector<std::string> names;
    for (const stats::Subgroup& group : analysis.subgroups->groups)
        names.push_back(group.name);
    return names;
}

std::string closer(const Analysis& analysis)
{
    const AnalysisOptions& options = analysis.options;
    std::string code;
    const std::string model = modelArguments(options);
    if (analysis.subgroups)
        code += "\n# Subgroups, each with a heterogeneity of its own.\n"
                "groups <- "
            + factorOf(options.subgroup, groupNames(analysis))
            + "\n"
              "for (one in levels(groups)) {\n"
              "  part <- rma(yi, vi, data = dat[!is.na(groups) & groups == one, ], slab = study"
            + model
            + ")\n"
              "  keep(paste0(\"subgroup \", one), coef(part)[[1]])\n}\n";
    if (analysis.regression) {
        std::string formula;
        code += "\n# Meta-regression.\n";
        for (const Moderator& one : analysis.regression->moderators) {
            if (!one.levels.empty())
                code += column(one.name) + " <- " + factorOf(one.name, one.levels) + '\n';
            formula += (formula.empty() ? "" : " + ") + rName(one.name);
        }
        code += "regression <- rma(yi, vi, mods = ~ " + formula + ", data = dat, slab = study" + model
            + ")\nprint(regression)\n"
              "for (i in seq_along(coef(regression)))\n"
              "  keep(paste0(\"coefficient \", i), coef(regression)[[i]])\n";
    }
    if (analysis.mixed)
        return code + mixedSteps(analysis);
    if (options.leaveOneOut)
        code += "\nprint(leave1out(fit))\n";
    if (options.cumulative)
        code += "\nprint(cumul(fit, order = " + std::string{"if ("} + rString(options.order) + " %in% names(dat)) "
            + column(options.order) + " else seq_len(nrow(dat))))\n";
    if (options.influence)
        code += "\nprint(influence(fit))\n";
    return code;
}

std::string smallStudies(const Analysis& analysis)
{
    if (analysis.mixed) // metafor's tests are of inverse variances
        return {};
    return "\n# Small-study effects, where there are studies enough.\n"
           "if (fit$k > 2) {\n  print(try(regtest(fit), silent = TRUE))\n"
        + std::string{analysis.fit ? "  print(try(trimfill(fit), silent = TRUE))\n" : ""} + "}\n";
}

/// Columns whose cells are words, be they of digits ("1.0"): R would read such as numbers.
std::vector<std::string> wordColumns(const Analysis& analysis)
{
    std::vector<std::string> names;
    if (analysis.subgroups)
        names.push_back(lowerAscii(analysis.options.subgroup));
    if (analysis.regression)
        for (const Moderator& one : analysis.regression->moderators)
            if (!one.levels.empty() && std::ranges::find(names, lowerAscii(one.name)) == names.end())
                names.push_back(lowerAscii(one.name));
    return names;
}

/// As an argument of read.csv().
std::string columnClasses(const Analysis& analysis)
{
    std::string list;
    for (const std::string& name : wordColumns(analysis))
        list += (list.empty() ? "" : ", ") + rString(name) + " = \"character\"";
    return list.empty() ? list : ", colClasses = c(" + list + ')';
}

/// A column as R reads it: numbers, whatever sign their decimals had, with points; anything else as it stands.
std::vector<std::string> cellsOf(const csv::Table& table, const std::string& heading, bool isOfWords)
{
    std::vector<std::string> cells;
    const auto numbers = stats::numbersOf(table, heading);
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        if (isOfWords || !numbers)
            cells.emplace_back(table.cell(table.rows[i], heading));
        else
            cells.push_back(std::isnan((*numbers)[i]) ? std::string{} : shortest((*numbers)[i]));
    }
    return cells;
}

} // namespace

QByteArray reanalysisTable(const csv::Table& table, const Analysis& analysis)
{
    const std::vector<std::string> words = wordColumns(analysis);
    std::vector<std::vector<std::string>> lines(table.rows.size() + 1);
    const auto add = [&lines](const std::string& heading, const std::vector<std::string>& cells) {
        lines[0].push_back(heading);
        for (std::size_t i = 0; i < cells.size(); ++i)
            lines[i + 1].push_back(cells[i]);
    };
    std::vector<std::string> labels;
    std::vector<std::string> estimates;
    std::vector<std::string> variances;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        labels.push_back(analysis.label(i));
        estimates.push_back(number(analysis.effects.all[i].estimate));
        variances.push_back(number(analysis.effects.all[i].variance));
    }
    add("study", labels);
    for (const std::string& heading : table.headings)
        if (heading != "study")
            add(heading, cellsOf(table, heading, std::ranges::find(words, heading) != words.end()));
    add("winnow_yi", estimates);
    add("winnow_vi", variances);
    std::string out;
    for (const std::vector<std::string>& line : lines)
        out += csv::line(line);
    return QByteArray::fromStdString(out);
}

QByteArray reanalysisScript(const Analysis& analysis, const QString& tableName)
{
    const std::string name = QFileInfo{tableName}.completeBaseName().toStdString();
    std::string code = "# Written by Winnow: does an analysis again with metafor.\n"
                       "# Rscript, in the folder of this script. Needs R and its package metafor"
        + std::string{analysis.mixed ? ", with lme4, BiasedUrn and numDeriv" : ""}
        + ".\n"
          "suppressMessages(library(metafor))\n\n"
          "here <- sub(\"^--file=\", \"\", grep(\"^--file=\", commandArgs(FALSE), value = TRUE))\n"
          "if (length(here) == 1) setwd(dirname(here))\n"
          "dat <- read.csv("
        + rString(tableName.toStdString())
        + ", check.names = FALSE, na.strings = c(\"\", \"NA\"), fileEncoding = \"UTF-8\"" + columnClasses(analysis)
        + ")\n"
          "# metafor stops early by default; Winnow goes on until nothing changes.\n"
          "strict <- list(threshold = 1e-12, maxiter = 10000, tol = 1e-12)\n"
          "results <- data.frame(name = character(), value = numeric())\n"
          "keep <- function(name, value) results[nrow(results) + 1, ] <<- list(name, value)\n\n"
        + effects(analysis) + "\n# The model.\n" + pooling(analysis)
        + "print(fit)\n"
          "keep(\"k\", fit$k)\n"
          "keep(\"estimate\", coef(fit)[[1]])\nkeep(\"se\", fit$se)\n"
          "keep(\"ci_lower\", fit$ci.lb)\nkeep(\"ci_upper\", fit$ci.ub)\nkeep(\"p\", fit$pval)\n"
          "keep(\"Q\", fit$"
        + (analysis.mixed ? "QE.LRT" : "QE") + ")\nkeep(\"I2\", fit$I2)\n";
    if (!analysis.tables)
        code += "keep(\"tau2\", fit$tau2)\nprint(predict(fit))\n";
    if (analysis.fit)
        code += "if (fit$k > 1 && fit$method != \"EE\") print(try(confint(fit), silent = TRUE))\n";
    code += closer(analysis) + smallStudies(analysis);
    const std::string back = stats::isOnLogScale(analysis.shownAs()) ? ", transf = exp" : "";
    code += "\npdf(" + rString(name + "-figures.pdf")
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

#include "core/synthesis/analysis.h"

#include "core/base/text.h"
#include "core/stats/studytable.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace winnow::synthesis {

namespace {

using stats::Estimator;
using stats::Inference;
using stats::Measure;

QString tr(const char* text)
{
    return QCoreApplication::translate("synthesis", text);
}

template <typename T> Result<T> known(const std::optional<T>& value, const char* what, const std::string& given)
{
    if (value)
        return *value;
    return fail(ErrorKind::InvalidInput, tr("“%1” is no %2.").arg(toQString(given), tr(what)));
}

bool poolsTables(const std::string& method)
{
    return method == "MH" || method == "PETO";
}

/// A proportion (0.95) is taken as one; metafor takes those below 0.5 for alpha, which nobody can tell from percents.
Result<double> percentLevel(double level)
{
    const double percent = level > 0.5 && level < 1 ? 100 * level : level;
    if (percent >= 50 && percent < 100)
        return percent;
    return fail(ErrorKind::InvalidInput,
        tr("The level of intervals lies between 50 and 100 percent, usually at 95, not at %1.").arg(level));
}

bool isMixed(const AnalysisOptions& options)
{
    return options.method == "GLMM";
}

Result<stats::EffectOptions> effectOptions(const AnalysisOptions& options)
{
    stats::EffectOptions wanted;
    wanted.add = options.add;
    wanted.to = TRY(known(stats::correctionNamed(options.to), "choice of --to", options.to));
    wanted.variance = TRY(known(stats::varianceTypeNamed(options.vtype), "variance type", options.vtype));
    wanted.dropDoubleZero = options.drop00;
    return wanted;
}

Result<stats::ModelOptions> modelOptions(const AnalysisOptions& options)
{
    stats::ModelOptions wanted;
    wanted.level = options.level;
    wanted.test = TRY(known(stats::inferenceNamed(options.test), "test", options.test));
    if (options.hksj && wanted.test == Inference::Wald)
        wanted.test = Inference::KnappHartung;
    wanted.estimator = TRY(known(stats::estimatorNamed(options.method), "method", options.method));
    return wanted;
}

Result<> poolTables(Analysis& result, const stats::EffectOptions& effects)
{
    stats::TableOptions wanted;
    wanted.effects = effects;
    wanted.level = result.options.level;
    if (result.options.method == "MH")
        result.tables = TRY(stats::mantelHaenszel(result.effects.measure, result.studies, wanted));
    else if (result.effects.measure == Measure::PetoOddsRatio || result.effects.measure == Measure::OddsRatio)
        result.tables = TRY(stats::peto(result.studies, wanted));
    else
        return fail(ErrorKind::InvalidInput, tr("Peto's method pools odds ratios (PETO or OR)."));
    result.warnings = result.tables->warnings;
    if (result.options.hksj || result.options.test != "z")
        result.warnings.push_back(
            tr("Tested with z: Knapp and Hartung's way, which was asked for, needs a method of inverse variances."));
    return {};
}

Result<stats::MixedOptions> mixedOptions(const AnalysisOptions& options, const stats::EffectOptions& effects)
{
    stats::MixedOptions wanted;
    wanted.effects = effects;
    wanted.level = options.level;
    if (!options.model.empty())
        wanted.model = TRY(known(stats::mixedModelNamed(options.model), "mixed model", options.model));
    if (options.hksj || (options.test != "z" && options.test != "t"))
        return fail(ErrorKind::InvalidInput,
            tr("A mixed model is tested with z or t; Knapp and Hartung's way needs inverse variances."));
    wanted.t = options.test == "t";
    return wanted;
}

template <typename T> std::vector<T> picked(const std::vector<T>& all, const std::vector<std::size_t>& positions)
{
    std::vector<T> some;
    for (const std::size_t i : positions)
        some.push_back(all[i]);
    return some;
}

/// Columns of a design, for the studies that have all of them.
struct DesignColumns {
    std::vector<std::string> names{"intercept"};
    std::vector<std::vector<double>> values;
    std::vector<Moderator> moderators;
};

/// A column of numbers as it is; one of words as indicators of all its values but the first.
Result<> addModerator(DesignColumns& columns, const csv::Table& table, const std::string& name)
{
    if (auto numbers = stats::numbersOf(table, name)) {
        columns.names.push_back(name);
        columns.values.push_back(*std::move(numbers));
        columns.moderators.push_back({name, {}});
        return {};
    }
    const auto words = TRY(stats::wordsOf(table, name));
    std::vector<std::string> levels = words;
    std::sort(levels.begin(), levels.end());
    levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
    std::erase(levels, std::string{});
    for (std::size_t level = 1; level < levels.size(); ++level) {
        std::vector<double> indicator;
        for (const std::string& word : words)
            indicator.push_back(word.empty() ? stats::Missing : word == levels[level] ? 1 : 0);
        columns.names.push_back(name + "=" + levels[level]);
        columns.values.push_back(std::move(indicator));
    }
    if (levels.size() > 1)
        columns.moderators.push_back({name, std::move(levels)});
    return {};
}

/// What is too little for it is said beside the pooled estimate, which stands without it.
Result<> regress(Analysis& result, const csv::Table& table, const stats::ModelOptions& model)
{
    DesignColumns columns;
    for (const std::string& name : result.options.moderators)
        TRY(addModerator(columns, table, name));
    std::vector<std::size_t> rows; // of the sample
    for (std::size_t i = 0; i < result.sample.positions.size(); ++i)
        if (std::none_of(columns.values.begin(), columns.values.end(),
                [&](const auto& column) { return std::isnan(column[result.sample.positions[i]]); }))
            rows.push_back(i);
    if (rows.size() < result.sample.positions.size())
        result.warnings.push_back(tr("Left out of the meta-regression, without a moderator: %1 studies.")
                .arg(result.sample.positions.size() - rows.size()));
    Eigen::MatrixXd design =
        Eigen::MatrixXd::Ones(static_cast<Eigen::Index>(rows.size()), static_cast<Eigen::Index>(columns.names.size()));
    for (std::size_t row = 0; row < rows.size(); ++row)
        for (std::size_t column = 0; column < columns.values.size(); ++column)
            design(static_cast<Eigen::Index>(row), static_cast<Eigen::Index>(column) + 1) =
                columns.values[column][result.sample.positions[rows[row]]];
    if (columns.names.size() < 2) {
        result.warnings.push_back(tr("There is no meta-regression: all studies have the same moderators."));
        return {};
    }
    auto fit =
        stats::fit(picked(result.sample.estimates, rows), picked(result.sample.variances, rows), design, true, model);
    if (fit)
        result.regression = Regression{columns.names, *std::move(fit), std::move(design),
            picked(result.sample.positions, rows), std::move(columns.moderators)};
    else
        result.warnings.push_back(tr("There is no meta-regression. %1").arg(fit.error().message));
    return {};
}

Result<> splitIntoSubgroups(Analysis& result, const csv::Table& table, const stats::ModelOptions& model)
{
    const auto words = TRY(stats::wordsOf(table, result.options.subgroup));
    const std::vector<std::string> groups = picked(words, result.sample.positions);
    const auto& sample = result.sample;
    auto subgroups = stats::subgroups(sample.estimates, sample.variances, groups, model);
    if (!subgroups) {
        result.warnings.push_back(tr("There are no subgroups. %1").arg(subgroups.error().message));
        return {};
    }
    result.subgroups = *std::move(subgroups);
    std::vector<std::size_t> named; // of the sample
    for (std::size_t i = 0; i < groups.size(); ++i)
        if (!groups[i].empty())
            named.push_back(i);
    if (named.size() < groups.size())
        result.warnings.push_back(
            tr("Left out of the subgroups, without one: %1 studies.").arg(groups.size() - named.size()));
    const stats::GroupDesign design = stats::groupDesign(picked(groups, named));
    auto common =
        stats::fit(picked(sample.estimates, named), picked(sample.variances, named), design.design, true, model);
    if (common && result.subgroups->groups.size() > 1) {
        std::vector<std::string> names{"intercept"};
        names.insert(names.end(), design.names.begin(), design.names.end());
        result.commonTau =
            Regression{std::move(names), *std::move(common), design.design, picked(sample.positions, named), {}};
    }
    return {};
}

/// Positions in the order in which a cumulative analysis adds the studies.
Result<std::vector<std::size_t>> orderOf(
    const AnalysisOptions& options, const csv::Table& table, const std::vector<std::size_t>& positions)
{
    std::vector<double> keys(table.rows.size(), 0); // as they stand
    if (table.column(options.order) || options.order != "year")
        keys = TRY(stats::numbersOf(table, options.order));
    return stats::orderBy(picked(keys, positions));
}

Result<> poolMixed(Analysis& result, const csv::Table& table, const stats::EffectOptions& effects)
{
    const AnalysisOptions& asked = result.options;
    if (asked.influence || !asked.subgroup.empty() || !asked.moderators.empty())
        return fail(ErrorKind::InvalidInput,
            tr("Subgroups, moderators and influence need a method of inverse variances, such as EE, DL or REML."));
    const stats::MixedOptions wanted = TRY(mixedOptions(asked, effects));
    const Measure measure = result.effects.measure;
    result.mixed = TRY(stats::mixedModel(measure, result.studies, wanted));
    result.warnings = result.mixed->warnings;
    if (asked.leaveOneOut)
        result.leaveOneOut = TRY(stats::leaveOneOut(measure, result.studies, wanted));
    if (asked.cumulative) {
        const auto order = TRY(orderOf(asked, table, result.mixed->positions));
        result.cumulative = TRY(stats::cumulative(measure, result.studies, order, wanted));
    }
    return {};
}

Result<> lookCloser(Analysis& result, const csv::Table& table, const stats::ModelOptions& model)
{
    const auto& [estimates, variances, sizes, positions] = result.sample;
    if (!result.options.subgroup.empty())
        TRY(splitIntoSubgroups(result, table, model));
    if (!result.options.moderators.empty())
        TRY(regress(result, table, model));
    if (result.options.leaveOneOut)
        result.leaveOneOut = TRY(stats::leaveOneOut(estimates, variances, model));
    if (result.options.influence)
        result.influence = TRY(stats::influence(estimates, variances, model));
    if (result.options.cumulative) {
        const auto order = TRY(orderOf(result.options, table, positions));
        result.cumulative = TRY(stats::cumulative(estimates, variances, order, model));
    }
    return {};
}

bool asksOfModel(const AnalysisOptions& options)
{
    return options.leaveOneOut || options.cumulative || options.influence || !options.subgroup.empty()
        || !options.moderators.empty();
}

} // namespace

Measure Analysis::shownAs() const
{
    return options.exponentiate ? Measure::HazardRatio : effects.measure;
}

double Analysis::meanSize() const
{
    return stats::harmonicMean(sample.sizes);
}

const stats::Coefficient& Analysis::pooled() const
{
    return tables ? tables->pooled : mixed ? mixed->pooled : fit->pooled();
}

double Analysis::df() const
{
    return mixed ? mixed->df : fit ? fit->df : stats::Missing;
}

double Analysis::tau2() const
{
    return mixed ? mixed->tau2 : fit ? fit->tau2 : 0;
}

stats::Interval Analysis::prediction(stats::Prediction kind) const
{
    if (mixed && kind == stats::Prediction::AsTest)
        return stats::predictionInterval(*mixed);
    return fit ? stats::predictionInterval(*fit, kind) : stats::Interval{};
}

stats::Interval Analysis::shownPrediction() const
{
    constexpr std::size_t Least = 3;
    return pooledStudies().size() < Least ? stats::Interval{} : prediction();
}

std::string Analysis::label(std::size_t study) const
{
    return studies[study].label.empty() ? std::to_string(study + 1) : studies[study].label;
}

std::size_t Analysis::rowOf(const stats::Step& step) const
{
    return mixed ? mixed->positions[step.study] : sample.positions[step.study];
}

std::vector<std::size_t> Analysis::pooledStudies() const
{
    return tables ? tables->positions : mixed ? mixed->positions : sample.positions;
}

std::vector<double> Analysis::weights() const
{
    if (tables)
        return tables->weights;
    std::vector<double> all(studies.size(), stats::Missing);
    if (mixed)
        return all;
    for (std::size_t i = 0; i < sample.positions.size(); ++i)
        all[sample.positions[i]] = fit->weights[i];
    return all;
}

Result<Analysis> analyse(const csv::Table& table, const AnalysisOptions& asked)
{
    const Measure measure = TRY(stats::knownMeasure(asked.measure));
    AnalysisOptions options = asked;
    options.level = TRY(percentLevel(asked.level));
    if (!options.sortBy.empty() && options.sortBy != "label" && options.sortBy != "effect"
        && options.sortBy != "weight")
        return fail(ErrorKind::InvalidInput, tr("Rows can be sorted by label, effect or weight."));
    stats::EffectOptions effects = TRY(effectOptions(options));
    if (!options.model.empty() && !isMixed(options))
        return fail(ErrorKind::InvalidInput, tr("A mixed model is named with the method GLMM alone."));
    // Shown as what they are pooled as: only the model with random levels hears double zeros.
    const bool ignoresDoubleZero = poolsTables(options.method) || (isMixed(options) && options.model != "UM.RS");
    effects.dropDoubleZero = options.drop00 || ignoresDoubleZero;
    effects.takesGiven = !poolsTables(options.method) && !isMixed(options);
    Analysis result;
    result.options = options;
    TRY(stats::needColumns(table, measure));
    result.studies = TRY(stats::studiesOf(table));
    result.effects = TRY(stats::effects(measure, result.studies, effects));
    result.sample = stats::usable(result.effects);
    if (poolsTables(options.method)) {
        if (asksOfModel(options))
            return fail(ErrorKind::InvalidInput,
                tr("Subgroups, moderators and leaving out need a method of inverse variances, such as EE, DL or "
                   "REML."));
        TRY(poolTables(result, effects));
        return result;
    }
    if (isMixed(options)) {
        TRY(poolMixed(result, table, effects));
        return result;
    }
    const stats::ModelOptions model = TRY(modelOptions(options));
    result.fit = TRY(stats::fit(result.sample.estimates, result.sample.variances, model));
    result.warnings = result.effects.warnings;
    result.warnings.insert(result.warnings.end(), result.fit->warnings.begin(), result.fit->warnings.end());
    if (measure == Measure::DoubleArcsineProportion)
        result.warnings.push_back(
            tr("Freeman and Tukey's double arcsines come back to proportions by a mean of the sizes, and can mislead "
               "where these differ much (Schwarzer et al. 2019); PLO, or GLMM, does without."));
    if (model.estimator != Estimator::EqualEffects) {
        stats::Moments moments{result.sample.estimates, result.sample.variances};
        result.tauProfile = stats::qProfile(moments, options.level);
        result.tauLikelihood = stats::profileLikelihood(moments, model.estimator, result.fit->tau2, options.level);
        if (result.tauProfile.isNullSet)
            result.warnings.push_back(tr("The interval of τ² is empty: studies agree more than chance lets expect."));
    }
    TRY(lookCloser(result, table, model));
    return result;
}

} // namespace winnow::synthesis

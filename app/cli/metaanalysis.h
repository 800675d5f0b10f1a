// The command meta's work: a table, what was asked of it, and all its results.
#pragma once

#include "core/base/csv.h"
#include "core/figure/forest.h"
#include "core/stats/effects.h"
#include "core/stats/mantelhaenszel.h"
#include "core/stats/model.h"
#include "core/stats/sensitivity.h"
#include "core/stats/subgroups.h"

#include <CLI/CLI.hpp>

#include <QJsonObject>

#include <optional>
#include <string>
#include <vector>

namespace winnow::cli {

class Output;

/// As typed.
struct MetaOptions {
    std::string file;
    std::string measure;
    std::string method = "REML";
    std::string test = "z";
    bool hksj = false;
    double level = 95;
    std::optional<double> add;
    std::string to = "only0";
    bool drop00 = false;
    std::string vtype = "LS";
    bool exponentiate = false;
    std::string subgroup;
    std::vector<std::string> moderators;
    std::string order = "year";
    bool leaveOneOut = false;
    bool cumulative = false;
    bool influence = false;
    std::string favours; ///< "treatment,control": the words under the axis
};

/// A meta-regression with its columns' names.
struct Regression {
    std::vector<std::string> names;
    stats::Fit fit;
};

/// Everything that was computed; what was not asked for is empty.
struct MetaResult {
    MetaOptions options;
    std::vector<stats::StudyNumbers> studies;
    stats::Effects effects;
    stats::Sample sample;
    std::optional<stats::PooledTables> tables; ///< Mantel–Haenszel or Peto …
    std::optional<stats::Fit> fit; ///< … or a model of inverse variances
    stats::TauInterval tauProfile;
    stats::TauInterval tauLikelihood;
    std::optional<stats::Subgroups> subgroups;
    std::optional<Regression> commonTau;
    std::optional<Regression> regression;
    std::vector<stats::Step> leaveOneOut;
    std::vector<stats::Step> cumulative;
    std::vector<stats::Influence> influence;
    std::vector<QString> warnings;

    /// The scale on which results are shown to people.
    [[nodiscard]] stats::Measure shownAs() const;
    /// For scales that need a size to come back from.
    [[nodiscard]] double meanSize() const;
    [[nodiscard]] const stats::Coefficient& pooled() const;
    [[nodiscard]] stats::Interval prediction(stats::Prediction kind = stats::Prediction::AsTest) const;
    [[nodiscard]] std::string label(std::size_t study) const;
    /// Weight in percent of a study by its row; Missing if it was not used.
    [[nodiscard]] std::vector<double> weights() const;
};

/// InvalidInput or NotFound in words for what cannot be done.
[[nodiscard]] Result<MetaResult> metaAnalysis(const MetaOptions& options);

/// The document of `meta --json`; its keys are a contract.
[[nodiscard]] QJsonObject metaJson(const MetaResult& result);
void printMeta(const MetaResult& result, Output& output);

/// Model, heterogeneity, subgroups' test and warnings, a sentence each.
[[nodiscard]] QStringList metaSummary(const MetaResult& result);

/// The forest plot's contents, on the scale that people read.
[[nodiscard]] figure::Forest forestOf(const MetaResult& result);
/// SVG, PDF, PNG or CSV by the file's ending.
[[nodiscard]] Result<> writeForest(const MetaResult& result, const std::string& path);
/// --measure and what else a meta-analysis is asked; not the file.
void addMetaOptions(CLI::App* command, MetaOptions& options);

} // namespace winnow::cli

// A meta-analysis of a table: what was asked of it, and all its results.
#pragma once

#include "core/base/csv.h"
#include "core/base/result.h"
#include "core/stats/effects.h"
#include "core/stats/mantelhaenszel.h"
#include "core/stats/mixedmodel.h"
#include "core/stats/model.h"
#include "core/stats/sensitivity.h"
#include "core/stats/subgroups.h"

#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace winnow::synthesis {

/// As typed; names as metafor has them.
struct AnalysisOptions {
    std::string measure;
    std::string method = "REML";
    std::string model; ///< of the method GLMM: "UM.FS" …; empty: the usual one
    std::string test = "z";
    bool hksj = false;
    double level = 95; ///< percent; from 0.5 to 1 a proportion, as metafor takes it
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
    std::string title; ///< of figures
    std::string sortBy; ///< rows of a forest plot: "label", "effect", "weight"; empty: as the table has them
    std::string groups; ///< "Cells,Control": headings of the columns of a forest plot; empty: "Group 1,Group 2"
    std::string favours; ///< "treatment,control": the words under the axis
};

/// A column that effects are regressed on: numbers, or words as indicators of all levels but the first.
struct Moderator {
    std::string name;
    std::vector<std::string> levels; ///< of words, in order; empty for numbers
};

/// A meta-regression with its columns' names.
struct Regression {
    std::vector<std::string> names;
    stats::Fit fit;
    Eigen::MatrixXd design; ///< a row a study, a column a name
    std::vector<std::size_t> studies; ///< which each row is, by its row in the table
    std::vector<Moderator> moderators; ///< that the columns stand for
};

/// Everything that was computed; what was not asked for is empty.
struct Analysis {
    AnalysisOptions options;
    std::vector<stats::StudyNumbers> studies;
    stats::Effects effects;
    stats::Sample sample;
    std::optional<stats::PooledTables> tables; ///< Mantel–Haenszel or Peto …
    std::optional<stats::MixedFit> mixed; ///< … or a generalised linear mixed model …
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
    /// Degrees of freedom of the pooled estimate's t distribution; Missing: normal.
    [[nodiscard]] double df() const;
    [[nodiscard]] double tau2() const;
    [[nodiscard]] stats::Interval prediction(stats::Prediction kind = stats::Prediction::AsTest) const;
    /// The same where people read it: unknown for fewer than three studies, of which it says nothing.
    [[nodiscard]] stats::Interval shownPrediction() const;
    [[nodiscard]] std::string label(std::size_t study) const;
    /// Rows of the studies that the pooled estimate rests on.
    [[nodiscard]] std::vector<std::size_t> pooledStudies() const;
    /// The study, by its row in the table, that a step left out or added.
    [[nodiscard]] std::size_t rowOf(const stats::Step& step) const;
    /// Weight in percent of a study by its row; Missing if it was not used, or if the method gives no weights (GLMM).
    [[nodiscard]] std::vector<double> weights() const;
};

/// The table has a study a row and columns named as metafor's. InvalidInput or NotFound in words for what cannot be
/// done.
[[nodiscard]] Result<Analysis> analyse(const csv::Table& table, const AnalysisOptions& options);

} // namespace winnow::synthesis

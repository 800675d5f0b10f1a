// The figures of a meta-analysis: what each shows, on the scale that people read.
#pragma once

#include "core/figure/forest.h"
#include "core/figure/studyplots.h"
#include "core/synthesis/analysis.h"

#include <QByteArray>

#include <cstdint>
#include <optional>
#include <string_view>

namespace winnow::synthesis {

enum class FigureKind : std::uint8_t {
    Forest,
    Cumulative, ///< a forest of the results with one study more at a time
    LeaveOneOut, ///< a forest of the results without each study
    Funnel,
    Galbraith,
    Baujat,
    Bubble, ///< meta-regression on one number
    LAbbe, ///< events of both groups
};

/// "forest", "cumulative", "leave-one-out", "funnel", "galbraith", "baujat", "bubble", "labbe".
[[nodiscard]] std::optional<FigureKind> figureNamed(std::string_view name);

struct FigureRules {
    bool hasContours = true; ///< of a funnel, where the measure compares two groups
    bool fillsIn = false; ///< studies that trim and fill would add to a funnel
    /// Beside the studies of a forest, those of which there is a row by their name; without domains: none.
    figure::RiskTable risk = {};
};

/// The same question, with what the figure needs besides.
[[nodiscard]] AnalysisOptions asking(AnalysisOptions options, FigureKind kind);

/// InvalidInput in words if the analysis has not what the figure shows.
[[nodiscard]] Result<figure::Drawing> drawn(
    const Analysis& analysis, FigureKind kind, const FigureRules& rules = {}, const figure::Look& look = {});
/// Its numbers: of forests as they are shown, of the others with effects as analysed.
[[nodiscard]] Result<QByteArray> figureCsv(const Analysis& analysis, FigureKind kind, const FigureRules& rules = {});

[[nodiscard]] figure::Forest forestOf(const Analysis& result, const figure::RiskTable& risk = {});
enum class StepsKind : std::uint8_t { Cumulative, LeaveOneOut };
[[nodiscard]] figure::Forest stepsOf(const Analysis& result, const std::vector<stats::Step>& steps, StepsKind kind);
[[nodiscard]] Result<figure::Funnel> funnelOf(const Analysis& result, const FigureRules& rules);
[[nodiscard]] Result<figure::Galbraith> galbraithOf(const Analysis& result);
[[nodiscard]] Result<figure::Baujat> baujatOf(const Analysis& result);
[[nodiscard]] Result<figure::Bubble> bubbleOf(const Analysis& result);
[[nodiscard]] Result<figure::LAbbe> labbeOf(const Analysis& result);

} // namespace winnow::synthesis

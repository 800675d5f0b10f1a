// Plots in which each study is a point: funnel, Galbraith, Baujat, meta-regression, L'Abbé.
#pragma once

#include "core/figure/drawing.h"
#include "core/figure/palette.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <limits>
#include <vector>

namespace winnow::figure {

/// A study. Effects of ratios are natural logarithms here; the axes show what they are of.
struct StudyPoint {
    QString label;
    double estimate = std::numeric_limits<double>::quiet_NaN();
    double standardError = std::numeric_limits<double>::quiet_NaN();
    double weight = std::numeric_limits<double>::quiet_NaN(); ///< percent
    int index = -1; ///< for marks
    bool isFilledIn = false; ///< by trim and fill: no study, a hollow point without a mark
};

struct StudyPlot {
    QString title;
    QString effect; ///< title of the effect's axis: "Risk ratio"
    bool isRatio = false;
    std::vector<StudyPoint> studies;
    QStringList notes; ///< beneath
};

/// Estimate by standard error, precise studies at the top, within the lines between which chance alone would leave
/// most of them. Contours say where a study's own p would lie (Peters et al. 2008).
struct Funnel : StudyPlot {
    double pooled = 0;
    double lineSlope = 1.96; ///< estimates per standard error: the normal quantile of the pseudo-interval
    bool hasContours = false;
    double null = 0; ///< about which the contours stand
    std::vector<double> contourSlopes; ///< rising: of p = 0.10, 0.05, 0.01
    QStringList contourWords; ///< one more than slopes: from "p > 0.10" outwards
    /// A line estimate = intercept + slope × standard error: the regression test's. NaN: none.
    double testIntercept = std::numeric_limits<double>::quiet_NaN();
    double testSlope = std::numeric_limits<double>::quiet_NaN();
};
[[nodiscard]] Drawing funnelPlot(const Funnel& funnel, const Look& look = {});

/// z = estimate / √(v + τ²) by precision (Galbraith 1988): all studies would lie within two units of the line through
/// the origin whose slope is the pooled estimate. The standard errors given have τ² in them.
struct Galbraith : StudyPlot {
    double pooled = 0;
    double band = 1.96;
};
[[nodiscard]] Drawing galbraithPlot(const Galbraith& plot, const Look& look = {});

/// What each study adds to heterogeneity, and how far the result moves without it (Baujat et al. 2002).
struct BaujatPoint {
    QString label;
    double heterogeneity = 0;
    double influence = 0;
    int index = -1;
};
struct Baujat {
    QString title;
    std::vector<BaujatPoint> studies;
    QStringList notes;
};
[[nodiscard]] Drawing baujatPlot(const Baujat& plot, const Look& look = {});

/// A meta-regression on one number: studies as discs as large as their weight, the line, and the band of its interval.
struct BubblePoint : StudyPoint {
    double moderator = 0;
};
struct LinePoint {
    double moderator = 0;
    double estimate = 0;
    double lower = 0;
    double upper = 0;
};
struct Bubble {
    QString title;
    QString moderator; ///< title of the lower axis
    QString effect;
    bool isRatio = false;
    std::vector<BubblePoint> studies;
    std::vector<LinePoint> line; ///< from left to right
    QStringList notes;
};
[[nodiscard]] Drawing bubblePlot(const Bubble& plot, const Look& look = {});

/// Events in the experimental group by events in the comparator (L'Abbé, Detsky & O'Rourke 1987): on the diagonal both
/// have as many; the line is where studies with the pooled effect would lie. Discs as large as their weight.
struct LAbbePoint {
    QString label;
    double comparator = 0; ///< share of its patients, 0 to 1
    double experimental = 0;
    double weight = std::numeric_limits<double>::quiet_NaN(); ///< percent
    int index = -1;
};
struct LAbbe {
    QString title;
    QString comparator; ///< title of the lower axis
    QString experimental;
    std::vector<LAbbePoint> studies;
    std::vector<QPointF> line; ///< comparator, experimental
    QStringList notes;
};
[[nodiscard]] Drawing labbePlot(const LAbbe& plot, const Look& look = {});

/// The plots' numbers as CSV: a line a study, effects as they are analysed.
[[nodiscard]] QByteArray studyPlotCsv(const StudyPlot& plot);
[[nodiscard]] QByteArray baujatCsv(const Baujat& plot);
[[nodiscard]] QByteArray bubbleCsv(const Bubble& plot);
[[nodiscard]] QByteArray labbeCsv(const LAbbe& plot);

} // namespace winnow::figure

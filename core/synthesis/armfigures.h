// What the arms had, as figures without a meta-analysis: adverse events of each, and a measure over time.
#pragma once

#include "core/extraction/grid.h"
#include "core/figure/dotplot.h"
#include "core/figure/timecourse.h"

#include <QStringList>

#include <string>
#include <vector>

namespace winnow::synthesis {

/// Adverse events by system organ class and term, then outcomes of the domain "safety": a row a study, a dot an arm,
/// patients of those at risk with the exact interval (Clopper and Pearson 1934).
struct SafetyFigure {
    figure::DotPlot plot;
    std::vector<StudyId> studies; ///< by a mark's index
    QStringList leftOut; ///< what cannot be drawn, and why
};
/// Where nothing says how many were at risk: the patients treated, else analysed, else randomised, which a note says.
[[nodiscard]] SafetyFigure safetyFigure(const Form& form, const std::vector<extraction::StudyValues>& studies);

/// An outcome over time, a line an arm: means (medians where there is no mean) with the 95 % interval of the mean, in
/// the outcome's unit, or percentages with the exact one.
struct CourseFigure {
    figure::TimeCourse plot;
    std::vector<StudyId> studies; ///< by a mark's index
    QStringList leftOut;
};
/// NotFound if no arm has two results of the outcome at times that are known.
[[nodiscard]] Result<CourseFigure> courseFigure(
    const Form& form, const std::vector<extraction::StudyValues>& studies, const std::string& outcome);

/// Ids of the outcomes that have such a figure, in the form's order.
[[nodiscard]] std::vector<std::string> outcomesOverTime(
    const Form& form, const std::vector<extraction::StudyValues>& studies);

} // namespace winnow::synthesis

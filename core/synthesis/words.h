// A meta-analysis in words and numbers for people.
#pragma once

#include "core/synthesis/analysis.h"

#include <QString>
#include <QStringList>

namespace winnow::synthesis {

/// A number with so many decimals and a true minus sign; "not known" for none.
[[nodiscard]] QString digits(double value, int decimals);
/// "p = 0.012", "p < 0.0001".
[[nodiscard]] QString probability(double p);
/// "[0.386, 0.951]": three decimals; more where both ends would be the same, fewer where they say nothing.
[[nodiscard]] QString bracketed(const stats::Interval& interval);

/// Estimates of an analysis on the scale people read: "0.606 [0.386, 0.951]".
class Shown {
public:
    explicit Shown(const Analysis& analysis)
        : m_measure(analysis.shownAs())
        , m_size(analysis.meanSize())
    {
    }
    [[nodiscard]] QString operator()(double estimate, const stats::Interval& interval) const;
    [[nodiscard]] QString operator()(const stats::Interval& interval) const;

private:
    stats::Measure m_measure;
    double m_size;
};

/// What the measure is called where people read it: "Risk ratio".
[[nodiscard]] QString measureName(stats::Measure measure);

/// The abbreviation where people know one ("RR", "SMD"), else the name ("Peto odds ratio").
[[nodiscard]] QString shortName(stats::Measure measure);

/// Its name where several are offered beside one another: "Proportion, pooled as logits".
[[nodiscard]] QString measureChoice(stats::Measure measure);

/// The pooled estimate, and the prediction interval if there is one, a line each.
[[nodiscard]] QStringList pooledText(const Analysis& analysis);
/// Empty for one study, of which there is none to speak.
[[nodiscard]] QString heterogeneityText(const Analysis& analysis);
[[nodiscard]] QString betweenText(const stats::Subgroups& groups);
/// For the methods section: measure, model, intervals, heterogeneity, zero cells, with their sources.
[[nodiscard]] QString methodsText(const Analysis& analysis);
/// Model, heterogeneity, subgroups' test and warnings, a sentence each: what stands under a forest plot.
[[nodiscard]] QStringList footnotes(const Analysis& analysis);
/// The same with the meta-regression, a line a coefficient.
[[nodiscard]] QStringList summary(const Analysis& analysis);

} // namespace winnow::synthesis

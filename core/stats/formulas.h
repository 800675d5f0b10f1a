// The families of formulas behind effects.h, one file each.
#pragma once

#include "core/stats/effects.h"

namespace winnow::stats {

// Each fills one Effect a study; the studies' numbers are possible.
[[nodiscard]] std::vector<Effect> tableEffects(
    Measure measure, std::span<const StudyNumbers> studies, const EffectOptions& options);
[[nodiscard]] std::vector<Effect> rateEffects(
    Measure measure, std::span<const StudyNumbers> studies, const EffectOptions& options);
[[nodiscard]] std::vector<Effect> meanEffects(
    Measure measure, std::span<const StudyNumbers> studies, const EffectOptions& options);
[[nodiscard]] std::vector<Effect> changeEffects(
    Measure measure, std::span<const StudyNumbers> studies, const EffectOptions& options);
[[nodiscard]] std::vector<Effect> proportionEffects(
    Measure measure, std::span<const StudyNumbers> studies, const EffectOptions& options);
[[nodiscard]] std::vector<Effect> singleRateEffects(
    Measure measure, std::span<const StudyNumbers> studies, const EffectOptions& options);
[[nodiscard]] std::vector<Effect> singleMeanEffects(
    Measure measure, std::span<const StudyNumbers> studies, const EffectOptions& options);
[[nodiscard]] std::vector<Effect> correlationEffects(
    Measure measure, std::span<const StudyNumbers> studies, const EffectOptions& options);
[[nodiscard]] std::vector<Effect> givenEffects(
    Measure measure, std::span<const StudyNumbers> studies, const EffectOptions& options);

/// A 2×2 table: events and others in two groups.
struct Table {
    double a = Missing;
    double b = Missing;
    double c = Missing;
    double d = Missing;

    [[nodiscard]] double first() const { return a + b; }
    [[nodiscard]] double second() const { return c + d; }
    [[nodiscard]] bool isKnown() const { return !std::isnan(a + b + c + d); }
    [[nodiscard]] bool hasZero() const { return a == 0 || b == 0 || c == 0 || d == 0; }
    /// No event, or nothing but events, in either group: says nothing about a ratio.
    [[nodiscard]] bool isDoubleZero() const { return (a == 0 && c == 0) || (b == 0 && d == 0); }
};
/// From ai, bi, ci, di, or the groups' sizes in the place of bi and di.
[[nodiscard]] Table tableOf(const StudyNumbers& study);

/// The labels of some studies for messages, not too many.
[[nodiscard]] QString namesOf(std::span<const StudyNumbers> studies, const std::vector<std::size_t>& some);

/// Whether a study's cells are added to, and how much.
class Correction {
public:
    Correction(const EffectOptions& options, Measure measure, bool anyZero);
    [[nodiscard]] double of(bool hasZero) const;

private:
    CorrectionTo m_to;
    double m_add;
    bool m_anyZero;
};

/// Mean of values weighted by sizes, over those known.
class WeightedMean {
public:
    void add(double value, double weight);
    [[nodiscard]] double value() const { return m_sum / m_weights; }

private:
    double m_sum = 0;
    double m_weights = 0;
};

} // namespace winnow::stats

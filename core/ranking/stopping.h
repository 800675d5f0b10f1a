// Rules for when enough has been screened. None of them ends anything: each says what could be claimed at this point.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace winnow::ranking {

struct Interval {
    double low = 0;
    double high = 0;
};

/// How surely a share of the relevant records has been found.
struct StoppingTarget {
    double recall = 0.95;
    double confidence = 0.95;
};

/// Hypergeometric rule of Callaghan & Müller-Hansen (Systematic Reviews 2020, doi 10.1186/s13643-020-01521-4), fed
/// with each decision in turn.
///
/// For every window of the last i records: were the relevant records still to be found spread by chance over the window
/// and what is unseen, and were there so many that the recall is missed, how likely is it that the window held as few
/// as it did? The rule looks at the smallest of these chances and, as published, does not correct for looking often.
/// Ranked screening finds earlier than by chance, so that it errs on the safe side while the order is no worse than
/// that.
class HypergeometricRule {
public:
    explicit HypergeometricRule(std::size_t records)
        : m_records(records)
    {
    }
    void add(bool relevant);
    [[nodiscard]] std::size_t screened() const { return m_before.size() - 1; }
    [[nodiscard]] std::size_t found() const { return m_before.back(); }
    /// The chance that the recall is not reached although it looks as it does; 0 once all is seen.
    [[nodiscard]] double chanceOfMissing(double recall) const;

private:
    std::size_t m_records;
    std::vector<std::uint32_t> m_before{0}; ///< relevant among the first 0, 1, 2 … screened
};

/// P(X ≤ found) where `draws` are drawn from `population` of which `relevant` are; 0 draws: 1.
[[nodiscard]] double hypergeometricAtMost(
    std::size_t found, std::size_t population, std::size_t relevant, std::size_t draws);

/// The same for an unbroken run of irrelevant records at the end of screening, as the authors' calculator has it:
/// `found` relevant before it, `unseen` after it.
[[nodiscard]] double chanceOfMissingAfterRun(std::size_t found, std::size_t run, std::size_t unseen, double recall);

/// Quantile binomial bound (QBCB) of Lewis, Yang & Frieder (CIKM 2021): of `sampled` relevant records in a random
/// sample screened beforehand, how many the ranked screening must have found again. None: the sample is too small to
/// certify the recall.
[[nodiscard]] std::optional<std::size_t> sampleToFind(std::size_t sampled, const StoppingTarget& target);

/// How many relevant records there are, from how many were chosen by exactly one (`once`) and exactly two (`twice`) of
/// several independent searches, `seen` in all (Chao, Biometrics 1987). A lower bound in the mean.
struct Population {
    double size = 0;
    double variance = 0;
    Interval interval95; ///< log-normal
};
[[nodiscard]] Population chaoPopulation(std::size_t seen, std::size_t once, std::size_t twice);

/// Clopper & Pearson (Biometrika 1934): for the share of relevant records among the unseen, of which `sampled` were
/// looked at and `relevant` were.
[[nodiscard]] Interval clopperPearson(std::size_t relevant, std::size_t sampled, double confidence = 0.95);
[[nodiscard]] double clopperPearsonUpper(std::size_t relevant, std::size_t sampled, double confidence = 0.95);

} // namespace winnow::ranking

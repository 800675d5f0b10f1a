// Learning which records are relevant from those that were judged, and scoring the others.
#pragma once

#include "core/ranking/features.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace winnow::ranking {

/// What was said of a record.
struct Label {
    std::uint32_t record = 0;
    bool relevant = false;
    auto operator<=>(const Label&) const = default;
};

/// Weighs relevant records against others, as ASReview's balancer does: 1 a relevant one, n₁ / (ratio · n₀) each of the
/// others, then all scaled so that they add up to the number of labels.
struct ClassWeights {
    double relevant = 1;
    double other = 1;
};
[[nodiscard]] ClassWeights balanced(std::size_t relevant, std::size_t other, double ratio);

/// Relearns from what it knows already: the same labels but one or two are learned in a small part of the time that
/// all would take. Keeps a pointer to the features.
class Classifier {
public:
    virtual ~Classifier() = default;
    /// From these labels and no others; each record once, both classes among them.
    virtual void learn(std::span<const Label> labels) = 0;
    /// Of every record, by its number; more is more likely relevant.
    [[nodiscard]] virtual std::span<const double> scores() const = 0;
    /// What a unit of each column adds to a score.
    [[nodiscard]] virtual std::vector<double> columnWeights() const = 0;
};

struct SvmRules {
    double cost = 0.11; ///< C
    double ratio = 9.8; ///< of the classes' total weights
    double tolerance = 3e-6; ///< on how far all examples together would still move; scores are nearer to the solution
    std::size_t memory = std::size_t{320} << 20U; ///< bytes for products of records; beyond, they are computed anew
};

/// Support vector machine: min ½|(w,b)|² + Σ C·wᵢ·max(0, 1 − yᵢ(w·xᵢ + b))².
///
/// The examples on the wrong side of their margin determine the solution by a system of linear equations (Newton's
/// method; Chapelle, Neural Computation 2007), which conjugate gradients solve from the multipliers found before. Each
/// pass moves the examples that fit worst, and all of a class together: a decision more moves hardly anything else, and
/// what it does move is left until it has added up. To a hundred-thousandth, so that the order hardly depends on how it
/// came about; coordinate descent needs hundreds of passes for that, as the bias ties all examples together.
[[nodiscard]] std::unique_ptr<Classifier> supportVectorMachine(const Features& features, const SvmRules& rules);

struct BayesRules {
    double smoothing = 3.822; ///< α
    double ratio = 1.2;
};

/// Multinomial naive Bayes on the weighted values, as scikit-learn's MultinomialNB; scores are log odds without the
/// classes' own.
[[nodiscard]] std::unique_ptr<Classifier> naiveBayes(const Features& features, const BayesRules& rules);

/// The classifier of the features' model.
[[nodiscard]] std::unique_ptr<Classifier> classifierOf(const Features& features);

} // namespace winnow::ranking

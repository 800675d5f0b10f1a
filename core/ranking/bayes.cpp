#include "core/ranking/classifier.h"

#include <algorithm>
#include <cmath>

namespace winnow::ranking {

namespace {

class Bayes final : public Classifier {
public:
    Bayes(const Features& features, const BayesRules& rules)
        : m_features(&features)
        , m_rules(rules)
        , m_scores(features.records())
        , m_sums{std::vector<double>(features.columns()), std::vector<double>(features.columns())}
        , m_columns(features.columns())
        , m_totals(features.records())
    {
        for (std::size_t record = 0; record < features.records(); ++record) {
            features.each(record, [&](std::uint32_t, float value) { m_totals[record] += static_cast<double>(value); });
        }
    }

    void learn(std::span<const Label> labels) override
    {
        take(labels);
        weigh();
        for (std::size_t record = 0; record < m_scores.size(); ++record) {
            double sum = m_everywhere * m_totals[record];
            m_features->each(record,
                [&](std::uint32_t column, float value) { sum += static_cast<double>(value) * m_columns[column]; });
            m_scores[record] = sum;
        }
    }
    [[nodiscard]] std::span<const double> scores() const override { return m_scores; }

    [[nodiscard]] std::vector<double> columnWeights() const override
    {
        std::vector<double> weights = m_columns;
        for (double& weight : weights)
            weight += m_everywhere;
        return weights;
    }

private:
    /// Adds what is new; anything else than more labels after those it knows begins from nothing.
    void take(std::span<const Label> labels)
    {
        if (labels.size() < m_labels.size() || !std::ranges::equal(m_labels, labels.first(m_labels.size()))) {
            for (std::vector<double>& sums : m_sums)
                std::ranges::fill(sums, 0.0);
            std::ranges::fill(m_columns, 0.0);
            m_touched.clear();
            m_labels.clear();
        }
        for (const Label& label : labels.subspan(m_labels.size())) {
            m_features->each(label.record, [&](std::uint32_t column, float value) {
                if (m_sums[0][column] == 0 && m_sums[1][column] == 0)
                    m_touched.push_back(column);
                m_sums[label.relevant ? 1 : 0][column] += static_cast<double>(value);
            });
            m_labels.push_back(label);
        }
    }

    void weigh()
    {
        const auto relevant = static_cast<std::size_t>(std::ranges::count_if(m_labels, &Label::relevant));
        const ClassWeights weights = balanced(relevant, m_labels.size() - relevant, m_rules.ratio);
        double all[2] = {0, 0};
        for (const Label& label : m_labels)
            all[label.relevant ? 1 : 0] += m_totals[label.record];
        const double smoothed = m_rules.smoothing * static_cast<double>(m_features->columns());
        // A column in no judged record has the same odds, whichever it is: only the others need a logarithm.
        m_everywhere = std::log(weights.other * all[0] + smoothed) - std::log(weights.relevant * all[1] + smoothed);
        for (const std::uint32_t column : m_touched)
            m_columns[column] = std::log((weights.relevant * m_sums[1][column] + m_rules.smoothing)
                / (weights.other * m_sums[0][column] + m_rules.smoothing));
    }

    const Features* m_features;
    BayesRules m_rules;
    std::vector<double> m_scores;
    std::vector<double> m_sums[2]; ///< of the columns' values, by class
    std::vector<double> m_columns; ///< log odds of each column beside m_everywhere
    std::vector<std::uint32_t> m_touched;
    std::vector<double> m_totals; ///< of each record's values
    std::vector<Label> m_labels;
    double m_everywhere = 0;
};

} // namespace

std::unique_ptr<Classifier> naiveBayes(const Features& features, const BayesRules& rules)
{
    return std::make_unique<Bayes>(features, rules);
}

std::unique_ptr<Classifier> classifierOf(const Features& features)
{
    switch (features.model()) {
    case Model::ElasU4:
        return supportVectorMachine(features, {.cost = 0.11, .ratio = 9.8, .tolerance = 2e-7});
    case Model::ElasU3:
        return naiveBayes(features, {});
    case Model::Default:
        break;
    }
    return supportVectorMachine(features, {.cost = 0.11, .ratio = 20});
}

} // namespace winnow::ranking

#include "core/ranking/classifier.h"
#include "core/ranking/examples.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

namespace winnow::ranking {

ClassWeights balanced(std::size_t relevant, std::size_t other, double ratio)
{
    const auto n1 = static_cast<double>(relevant);
    const auto n0 = static_cast<double>(other);
    const double weight = n1 / (ratio * n0);
    const double scale = (n1 + n0) / (n1 + n0 * weight);
    return {scale, weight * scale};
}

namespace {

struct Example {
    std::uint32_t record = 0;
    double sign = 1;
    double multiplier = 0; ///< signed: α·y
    double square = 0; ///< x·x
};

/// Scores of records from the features themselves, with a further column of ones for the bias.
class Function {
public:
    explicit Function(const Features& features)
        : m_features(&features)
    {
    }
    /// Σ factor · x over the examples, and the bias.
    void learn(std::span<const Example> examples, std::span<const double> factors)
    {
        m_weights.assign(m_features->columns(), 0.0F);
        m_bias = std::accumulate(factors.begin(), factors.end(), 0.0);
        for (std::size_t example = 0; example < factors.size(); ++example) {
            if (factors[example] == 0)
                continue;
            const auto factor = static_cast<float>(factors[example]);
            m_features->each(examples[example].record,
                [&](std::uint32_t column, float value) { m_weights[column] += factor * value; });
        }
    }
    [[nodiscard]] double score(std::uint32_t record) const
    {
        float sum[4] = {0, 0, 0, 0};
        for (std::size_t part = 0; part < m_features->parts(); ++part) {
            const Features::Row row = m_features->row(part, record);
            std::size_t i = 0;
            for (; i + 4 <= row.columns.size(); i += 4) {
                for (std::size_t k = 0; k < 4; ++k)
                    sum[k] += row.values[i + k] * m_weights[row.columns[i + k]];
            }
            for (; i < row.columns.size(); ++i)
                sum[0] += row.values[i] * m_weights[row.columns[i]];
        }
        return m_bias + static_cast<double>((sum[0] + sum[1]) + (sum[2] + sum[3]));
    }

private:
    const Features* m_features;
    std::vector<float> m_weights; ///< by column
    double m_bias = 0;
};

constexpr std::uint32_t NoExample = std::numeric_limits<std::uint32_t>::max();

class Svm final : public Classifier {
public:
    Svm(const Features& features, const SvmRules& rules)
        : m_features(&features)
        , m_rules(rules)
        , m_function(features)
        , m_exampleOf(features.records(), NoExample)
        , m_scores(features.records())
    {
        // Two thousand decisions at least have their products; and the columns turned round double the features.
        if (features.records() * sizeof(std::int16_t) * 2000 <= rules.memory)
            m_products.emplace(features);
    }

    void learn(std::span<const Label> labels) override
    {
        take(labels);
        weigh();
        constexpr int TrustedTimes = 50; // then rounding has added up to a millionth
        if (m_trusted-- <= 0) {
            // The products' 16 bits are enough for small steps alone: what they leave of a large one is seen exactly.
            scoreExactly();
            if (m_products) {
                solve();
                scoreExactly();
            }
            m_trusted = TrustedTimes;
        }
        solve();
    }
    [[nodiscard]] std::span<const double> scores() const override { return m_scores; }

    [[nodiscard]] std::vector<double> columnWeights() const override
    {
        std::vector<double> weights(m_features->columns());
        for (const Example& example : m_examples) {
            m_features->each(example.record, [&](std::uint32_t column, float value) {
                weights[column] += example.multiplier * static_cast<double>(value);
            });
        }
        return weights;
    }

private:
    void take(std::span<const Label> labels);
    void remove(std::size_t example);
    void weigh();
    void scoreExactly();
    void scoreChange();
    void multiply(std::span<const double> factors, std::vector<double>& out);
    void solve();
    bool chooseActive();
    void descend();
    void advanceFew();
    void advance(std::span<const double> direction, double slope);
    [[nodiscard]] double residual(std::size_t example) const; ///< what its condition leaves; 0 if it is not active
    [[nodiscard]] double diagonal(std::size_t example) const; ///< of the equations

    const Features* m_features;
    SvmRules m_rules;
    Function m_function;
    std::vector<Example> m_examples;
    std::vector<std::uint32_t> m_exampleOf; ///< by record; NoExample
    std::optional<Products> m_products; ///< while they fit into memory
    std::vector<double> m_scores; ///< of the function of the examples' multipliers
    int m_trusted = 0; ///< for how many times more the scores are that

    // Of each example, while solving.
    std::vector<double> m_diagonals; ///< 1 / (2·C·weight)
    std::vector<double> m_multipliers; ///< signed
    std::vector<double> m_values; ///< of the function learned so far
    std::vector<bool> m_active; ///< on the wrong side of its margin
    std::vector<double> m_product;
};

void Svm::remove(std::size_t example)
{
    m_trusted = 0;
    m_exampleOf[m_examples[example].record] = NoExample;
    m_examples[example] = m_examples.back();
    m_examples.pop_back();
    if (example < m_examples.size())
        m_exampleOf[m_examples[example].record] = static_cast<std::uint32_t>(example);
    if (m_products)
        m_products->remove(example);
}

void Svm::take(std::span<const Label> labels)
{
    std::vector<bool> wanted(m_exampleOf.size());
    for (const Label& label : labels)
        wanted[label.record] = true;
    for (std::size_t i = m_examples.size(); i-- > 0;) {
        if (!wanted[m_examples[i].record])
            remove(i);
    }
    for (const auto [record, relevant] : labels) {
        const double sign = relevant ? 1 : -1;
        if (const std::uint32_t known = m_exampleOf[record]; known != NoExample) {
            Example& example = m_examples[known];
            if (example.sign != sign) {
                example = {record, sign, 0, example.square};
                m_trusted = 0;
            }
            continue;
        }
        m_exampleOf[record] = static_cast<std::uint32_t>(m_examples.size());
        m_examples.push_back({record, sign, 0, squareOf(*m_features, record)});
        if (m_products)
            m_products->add(record);
    }
    if (m_products && m_products->bytes() > m_rules.memory)
        m_products.reset();
}

void Svm::weigh()
{
    const auto relevant = static_cast<std::size_t>(
        std::ranges::count_if(m_examples, [](const Example& example) { return example.sign > 0; }));
    const ClassWeights weights = balanced(relevant, m_examples.size() - relevant, m_rules.ratio);
    m_diagonals.clear();
    m_multipliers.clear();
    for (const Example& example : m_examples) {
        m_diagonals.push_back(0.5 / (m_rules.cost * (example.sign > 0 ? weights.relevant : weights.other)));
        m_multipliers.push_back(example.multiplier);
    }
}

/// Examples on the wrong side of their margin, and no others, have a multiplier. True if they are others than before.
bool Svm::chooseActive()
{
    bool changed = false;
    std::vector<double> dropped;
    m_active.resize(m_examples.size(), false);
    for (std::size_t i = 0; i < m_examples.size(); ++i) {
        const bool active = m_examples[i].sign * m_values[i] < 1;
        changed |= active != m_active[i];
        m_active[i] = active;
        if (!active && m_multipliers[i] != 0) {
            dropped.resize(m_examples.size());
            dropped[i] = m_multipliers[i];
            m_multipliers[i] = 0;
        }
    }
    if (!dropped.empty()) {
        std::vector<double> part;
        multiply(dropped, part);
        for (std::size_t i = 0; i < part.size(); ++i)
            m_values[i] -= part[i];
    }
    return changed;
}

double Svm::residual(std::size_t example) const
{
    return m_active[example]
        ? m_examples[example].sign - m_values[example] - m_diagonals[example] * m_multipliers[example]
        : 0;
}

double Svm::diagonal(std::size_t example) const
{
    return m_examples[example].square + 1 + m_diagonals[example];
}

/// As far along the direction as it leads downhill; `slope`: of the residuals along it.
void Svm::advance(std::span<const double> direction, double slope)
{
    multiply(direction, m_product);
    double curvature = 0;
    for (std::size_t i = 0; i < direction.size(); ++i)
        curvature += direction[i] * (m_product[i] + m_diagonals[i] * direction[i]);
    const double step = slope / curvature;
    for (std::size_t i = 0; i < direction.size(); ++i) {
        m_multipliers[i] += step * direction[i];
        m_values[i] += step * m_product[i];
    }
}

/// A step for the few examples that fit far worse than the others, as the one just added does: only their products are
/// needed, where a pass over all needs everybody's.
void Svm::advanceFew()
{
    const std::size_t count = m_examples.size();
    double worst = 0;
    for (std::size_t i = 0; i < count; ++i)
        worst = std::max(worst, std::abs(residual(i)));
    std::vector<double> direction(count, 0);
    std::size_t few = 0;
    double slope = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (std::abs(residual(i)) * 8 < worst || worst <= m_rules.tolerance)
            continue;
        ++few;
        direction[i] = residual(i) / diagonal(i);
        slope += residual(i) * direction[i];
    }
    if (few > 0 && few * 8 < count)
        advance(direction, slope);
}

/// Conjugate gradients on (K + 1 + D)·β = y over the active examples, from the multipliers there are.
void Svm::descend()
{
    advanceFew();
    const std::size_t count = m_examples.size();
    std::vector<double> direction(count, 0);
    double old = 0;
    const int most = static_cast<int>(std::min<std::size_t>(count, 500)) + 10;
    for (int pass = 0; pass < most; ++pass) {
        double worst = 0;
        double fresh = 0;
        for (std::size_t i = 0; i < count; ++i) {
            worst = std::max(worst, std::abs(residual(i)));
            fresh += residual(i) * residual(i) / diagonal(i);
        }
        if (worst <= m_rules.tolerance)
            return;
        for (std::size_t i = 0; i < count; ++i) {
            if (m_active[i])
                direction[i] = residual(i) / diagonal(i) + (pass > 0 ? fresh / old * direction[i] : 0);
        }
        old = fresh;
        advance(direction, fresh);
    }
}

/// out = (K + 1) · factors, a number an example
void Svm::multiply(std::span<const double> factors, std::vector<double>& out)
{
    out.resize(factors.size());
    if (m_products) {
        m_products->sums(factors, 0, out.size(), [&](std::size_t from, std::span<const double> part) {
            std::ranges::copy(part, out.begin() + static_cast<std::ptrdiff_t>(from));
        });
        return;
    }
    m_function.learn(m_examples, factors);
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = m_function.score(m_examples[i].record);
}

void Svm::scoreExactly()
{
    std::vector<double> multipliers;
    for (const Example& example : m_examples)
        multipliers.push_back(example.multiplier);
    m_function.learn(m_examples, multipliers);
    for (std::uint32_t record = 0; record < m_scores.size(); ++record)
        m_scores[record] = m_function.score(record);
}

/// Takes over the multipliers that were found.
void Svm::scoreChange()
{
    std::vector<double> changes(m_examples.size());
    for (std::size_t i = 0; i < m_examples.size(); ++i) {
        changes[i] = m_multipliers[i] - m_examples[i].multiplier;
        m_examples[i].multiplier = m_multipliers[i];
    }
    if (!m_products) {
        scoreExactly();
        return;
    }
    const std::span<const std::uint32_t> records = m_products->recordAt();
    m_products->sums(changes, changes.size(), records.size(), [&](std::size_t from, std::span<const double> part) {
        for (std::size_t i = 0; i < part.size(); ++i)
            m_scores[records[from + i]] += part[i];
    });
    for (std::size_t i = 0; i < m_examples.size(); ++i)
        m_scores[m_examples[i].record] = m_values[i];
}

void Svm::solve()
{
    constexpr int MostRounds = 50; // two or three, as hardly an example crosses its margin when one is added
    m_values.resize(m_examples.size());
    for (std::size_t i = 0; i < m_examples.size(); ++i)
        m_values[i] = m_scores[m_examples[i].record];
    m_active.assign(m_examples.size(), false);
    for (int round = 0; round < MostRounds && chooseActive(); ++round)
        descend();
    scoreChange();
}

} // namespace

std::unique_ptr<Classifier> supportVectorMachine(const Features& features, const SvmRules& rules)
{
    return std::make_unique<Svm>(features, rules);
}

} // namespace winnow::ranking

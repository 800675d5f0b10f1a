#include "core/ranking/classifier.h"
#include "core/ranking/examples.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <unordered_map>

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

/// Products of examples with vectors, each with a further column of ones for the bias.
///
/// From the products of records while they fit into memory, so that a product is sums of neighbouring numbers, else
/// from the features themselves.
class Kernel {
public:
    virtual ~Kernel() = default;
    virtual void add(std::uint32_t record) = 0;
    virtual void remove(std::size_t example) = 0; ///< the last takes its place
    /// out = (K + 1) · factors, a number an example
    virtual void multiply(std::span<const double> factors, std::vector<double>& out) = 0;
    /// The same for every record, by its number, but for the examples.
    virtual void score(std::span<const double> factors, std::vector<double>& out) = 0;
};

double sumOf(std::span<const double> values)
{
    return std::accumulate(values.begin(), values.end(), 0.0);
}

class ByProducts final : public Kernel {
public:
    explicit ByProducts(const Features& features)
        : m_products(features)
    {
    }
    [[nodiscard]] std::size_t bytes() const { return m_products.bytes(); }
    void add(std::uint32_t record) override { m_products.add(record); }
    void remove(std::size_t example) override { m_products.remove(example); }

    void multiply(std::span<const double> factors, std::vector<double>& out) override
    {
        out.assign(factors.size(), 0);
        addBlocks(factors, 0, out.size(), [&](std::size_t from, std::span<const double> part) {
            std::ranges::copy(part, out.begin() + static_cast<std::ptrdiff_t>(from));
        });
    }
    void score(std::span<const double> factors, std::vector<double>& out) override
    {
        const std::span<const std::uint32_t> records = m_products.recordAt();
        addBlocks(factors, factors.size(), records.size(), [&](std::size_t from, std::span<const double> part) {
            for (std::size_t i = 0; i < part.size(); ++i)
                out[records[from + i]] = part[i];
        });
    }

private:
    template <typename Take>
    void addBlocks(std::span<const double> factors, std::size_t begin, std::size_t end, const Take& take)
    {
        std::vector<std::size_t> used;
        std::vector<double> usedFactors;
        for (std::size_t i = 0; i < factors.size(); ++i) {
            if (factors[i] != 0) {
                used.push_back(i);
                usedFactors.push_back(factors[i]);
            }
        }
        const double bias = sumOf(factors);
        std::vector<const float*> rows(used.size());
        std::array<double, 1024> part{}; // stays in the nearest cache while the rows go by
        for (std::size_t from = begin; from < end; from += part.size()) {
            const std::size_t length = std::min(part.size(), end - from);
            std::fill_n(part.begin(), length, bias);
            for (std::size_t i = 0; i < used.size(); ++i)
                rows[i] = m_products.row(used[i]) + from;
            addRows(part.data(), rows, usedFactors, length);
            take(from, std::span<const double>{part.data(), length});
        }
    }
    Products m_products;
};

class ByColumns final : public Kernel {
public:
    explicit ByColumns(const Features& features)
        : m_features(&features)
    {
    }
    void add(std::uint32_t record) override { m_records.push_back(record); }
    void remove(std::size_t example) override
    {
        m_records[example] = m_records.back();
        m_records.pop_back();
    }
    void multiply(std::span<const double> factors, std::vector<double>& out) override
    {
        const double bias = weigh(factors);
        out.resize(factors.size());
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] = bias + product(m_records[i]);
    }
    void score(std::span<const double> factors, std::vector<double>& out) override
    {
        const double bias = weigh(factors);
        for (std::uint32_t record = 0; record < out.size(); ++record)
            out[record] = bias + product(record);
    }

private:
    double weigh(std::span<const double> factors)
    {
        m_weights.assign(m_features->columns(), 0.0F);
        for (std::size_t example = 0; example < factors.size(); ++example) {
            if (factors[example] == 0)
                continue;
            const auto factor = static_cast<float>(factors[example]);
            m_features->each(
                m_records[example], [&](std::uint32_t column, float value) { m_weights[column] += factor * value; });
        }
        return sumOf(factors);
    }
    [[nodiscard]] double product(std::uint32_t record) const
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
        return static_cast<double>((sum[0] + sum[1]) + (sum[2] + sum[3]));
    }
    const Features* m_features;
    std::vector<std::uint32_t> m_records;
    std::vector<float> m_weights;
};

class Svm final : public Classifier {
public:
    Svm(const Features& features, const SvmRules& rules)
        : m_features(&features)
        , m_rules(rules)
        , m_scores(features.records())
    {
        // Rows of products for a thousand decisions at least; and the columns turned round double the features.
        if (features.records() * sizeof(float) * 1000 <= rules.memory) {
            auto kernel = std::make_unique<ByProducts>(features);
            m_byProducts = kernel.get();
            m_kernel = std::move(kernel);
        } else {
            m_kernel = std::make_unique<ByColumns>(features);
        }
    }

    void learn(std::span<const Label> labels) override
    {
        take(labels);
        weigh();
        solve();
        m_kernel->score(m_multipliers, m_scores);
        for (std::size_t i = 0; i < m_examples.size(); ++i)
            m_scores[m_examples[i].record] = m_values[i];
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
    void solve();
    bool chooseActive();
    void descend();
    void advanceFew();
    void advance(std::span<const double> direction, double slope);
    [[nodiscard]] double residual(std::size_t example) const; ///< what its condition leaves; 0 if it is not active
    [[nodiscard]] double diagonal(std::size_t example) const; ///< of the equations

    const Features* m_features;
    SvmRules m_rules;
    std::vector<Example> m_examples;
    std::unordered_map<std::uint32_t, std::size_t> m_exampleOf; ///< by record
    std::unique_ptr<Kernel> m_kernel;
    ByProducts* m_byProducts = nullptr; ///< m_kernel, while it is one
    std::vector<double> m_scores;
    int m_trusted = 0; ///< for how many times more the scores are the function of the examples' multipliers

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
    m_exampleOf.erase(m_examples[example].record);
    m_examples[example] = m_examples.back();
    m_examples.pop_back();
    if (example < m_examples.size())
        m_exampleOf[m_examples[example].record] = example;
    m_kernel->remove(example);
}

void Svm::take(std::span<const Label> labels)
{
    std::unordered_map<std::uint32_t, bool> wanted;
    wanted.reserve(labels.size());
    for (const Label& label : labels)
        wanted.emplace(label.record, label.relevant);
    for (std::size_t i = m_examples.size(); i-- > 0;) {
        if (!wanted.contains(m_examples[i].record))
            remove(i);
    }
    for (const auto [record, relevant] : labels) {
        const double sign = relevant ? 1 : -1;
        if (const auto known = m_exampleOf.find(record); known != m_exampleOf.end()) {
            Example& example = m_examples[known->second];
            if (example.sign != sign) {
                example = {record, sign, 0, example.square};
                m_trusted = 0;
            }
            continue;
        }
        double square = 0;
        m_features->each(record,
            [&](std::uint32_t, float value) { square += static_cast<double>(value) * static_cast<double>(value); });
        m_exampleOf[record] = m_examples.size();
        m_examples.push_back({record, sign, 0, square});
        m_kernel->add(record);
    }
    if (m_byProducts != nullptr && m_byProducts->bytes() > m_rules.memory) {
        m_byProducts = nullptr;
        m_kernel = std::make_unique<ByColumns>(*m_features);
        for (const Example& example : m_examples)
            m_kernel->add(example.record);
    }
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
        m_kernel->multiply(dropped, part);
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
    m_kernel->multiply(direction, m_product);
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

void Svm::solve()
{
    constexpr int MostRounds = 50; // two or three, as hardly an example crosses its margin when one is added
    constexpr int TrustedTimes = 50; // then rounding has added up to a millionth
    if (m_trusted-- > 0) {
        m_values.resize(m_examples.size());
        for (std::size_t i = 0; i < m_examples.size(); ++i)
            m_values[i] = m_scores[m_examples[i].record];
    } else {
        m_kernel->multiply(m_multipliers, m_values);
        m_trusted = TrustedTimes;
    }
    m_active.assign(m_examples.size(), false);
    for (int round = 0; round < MostRounds && chooseActive(); ++round)
        descend();
    for (std::size_t i = 0; i < m_examples.size(); ++i)
        m_examples[i].multiplier = m_multipliers[i];
}

} // namespace

std::unique_ptr<Classifier> supportVectorMachine(const Features& features, const SvmRules& rules)
{
    return std::make_unique<Svm>(features, rules);
}

} // namespace winnow::ranking

#include "core/ranking/classifier.h"
#include "core/ranking/examples.h"

#include <algorithm>
#include <array>
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

/// A combination of examples of one class, and what it adds: Σ factor · (product + 1).
struct Direction {
    std::vector<double> factors; ///< by example
    std::vector<double> onExamples; ///< by example
    std::vector<double> onRecords; ///< by record; empty without products
    std::vector<double> owed; ///< by example; empty without products
};

/// Both classes' apart: from one learning to the next, all of a class weigh a little more or less together.
using Directions = std::array<Direction, 2>;

constexpr std::size_t MostDirections = 6;
using Numbers = std::array<double, MostDirections>;

/// G · x = r for the first `count`, by Cholesky's method; what depends on those before it gets 0.
Numbers solved(const std::array<Numbers, MostDirections>& G, const Numbers& r, std::size_t count)
{
    constexpr double Dependent = 1e-10;
    std::array<Numbers, MostDirections> L{};
    Numbers x{};
    for (std::size_t i = 0; i < count; ++i) {
        double left = G[i][i];
        for (std::size_t k = 0; k < i; ++k) {
            if (L[k][k] == 0)
                continue;
            double sum = G[i][k];
            for (std::size_t m = 0; m < k; ++m)
                sum -= L[i][m] * L[k][m];
            L[i][k] = sum / L[k][k];
            left -= L[i][k] * L[i][k];
        }
        if (left > Dependent * G[i][i])
            L[i][i] = std::sqrt(left);
        else
            L[i] = {};
    }
    for (std::size_t i = 0; i < count; ++i) {
        double sum = r[i];
        for (std::size_t k = 0; k < i; ++k)
            sum -= L[i][k] * x[k];
        x[i] = L[i][i] == 0 ? 0 : sum / L[i][i];
    }
    for (std::size_t i = count; i-- > 0;) {
        double sum = x[i];
        for (std::size_t k = i + 1; k < count; ++k)
            sum -= L[k][i] * x[k];
        x[i] = L[i][i] == 0 ? 0 : sum / L[i][i];
    }
    return x;
}

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
            m_products.emplace(features, rules.tolerance / 5);
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
    void sumUp();
    void solve();
    bool chooseActive();
    void descend();
    bool chooseMoves();
    void multiply(Direction& direction);
    void advance(bool further);
    void add(std::size_t kind, const Direction& step);
    [[nodiscard]] static std::size_t kindOf(const Example& example) { return example.sign > 0 ? 1 : 0; }

    const Features* m_features;
    SvmRules m_rules;
    Function m_function;
    std::vector<Example> m_examples;
    std::vector<std::uint32_t> m_exampleOf; ///< by record; NoExample
    std::optional<Products> m_products; ///< while they fit into memory
    std::vector<double> m_scores; ///< of the function of the examples' multipliers
    int m_trusted = 0; ///< for how many times more the scores are that

    // While solving.
    std::vector<double> m_diagonals; ///< by example: 1 / (2·C·weight)
    std::vector<double> m_values; ///< by example: of the function learned so far
    std::vector<double> m_residuals; ///< by example: what its condition leaves; 0 if it is not active
    std::vector<bool> m_active; ///< by example: on the wrong side of its margin
    Directions m_all; ///< the function itself; what it adds to records, and owes, from one learning to the next
    Directions m_moves; ///< of the examples that fit worst
    Directions m_last; ///< the last step
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
    if (m_products && m_products->bytes() > m_rules.memory) {
        m_products.reset();
        m_trusted = 0;
        m_all = m_moves = m_last = {};
    }
}

void Svm::weigh()
{
    const auto relevant = static_cast<std::size_t>(
        std::ranges::count_if(m_examples, [](const Example& example) { return example.sign > 0; }));
    const ClassWeights weights = balanced(relevant, m_examples.size() - relevant, m_rules.ratio);
    m_diagonals.clear();
    for (const Example& example : m_examples)
        m_diagonals.push_back(0.5 / (m_rules.cost * (example.sign > 0 ? weights.relevant : weights.other)));
}

/// Fills in what the factors add.
void Svm::multiply(Direction& direction)
{
    const std::size_t count = m_examples.size();
    direction.onExamples.resize(count);
    if (!m_products) {
        m_function.learn(m_examples, direction.factors);
        for (std::size_t i = 0; i < count; ++i)
            direction.onExamples[i] = m_function.score(m_examples[i].record);
        return;
    }
    direction.onRecords.resize(m_scores.size());
    direction.owed.resize(count);
    m_products->sums(direction.factors, direction.owed, direction.onRecords);
    for (std::size_t i = 0; i < count; ++i)
        direction.onExamples[i] = direction.onRecords[m_examples[i].record];
}

/// Adds a step of one class to the function.
void Svm::add(std::size_t kind, const Direction& step)
{
    Direction& all = m_all[kind];
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        all.factors[i] += step.factors[i];
        all.onExamples[i] += step.onExamples[i];
        m_values[i] += step.onExamples[i];
    }
    for (std::size_t record = 0; record < step.onRecords.size(); ++record)
        all.onRecords[record] += step.onRecords[record];
    for (std::size_t i = 0; i < step.owed.size(); ++i)
        all.owed[i] += step.owed[i];
}

/// Examples on the wrong side of their margin, and no others, have a multiplier. True if they are others than before.
bool Svm::chooseActive()
{
    bool changed = false;
    std::array<std::vector<double>, 2> dropped;
    for (std::size_t i = 0; i < m_examples.size(); ++i) {
        const bool active = m_examples[i].sign * m_values[i] < 1;
        changed |= active != m_active[i];
        m_active[i] = active;
        const std::size_t kind = kindOf(m_examples[i]);
        if (const double multiplier = m_all[kind].factors[i]; !active && multiplier != 0) {
            dropped[kind].resize(m_examples.size());
            dropped[kind][i] = -multiplier;
        }
    }
    for (std::size_t kind = 0; kind < dropped.size(); ++kind) {
        if (dropped[kind].empty())
            continue;
        m_moves[kind].factors = std::move(dropped[kind]);
        multiply(m_moves[kind]);
        add(kind, m_moves[kind]);
    }
    return changed;
}

/// Such that the factors below it are, together, no longer than `length`; to a factor of two.
double leastOf(const Directions& directions, double length)
{
    constexpr int Octaves = 64;
    std::array<double, Octaves> squares{}; // of the factors from length / 2ⁱ⁺¹ to length / 2ⁱ
    for (const Direction& direction : directions) {
        for (const double factor : direction.factors) {
            if (factor == 0)
                continue;
            const int octave = -std::ilogb(std::abs(factor) / length) - 1;
            squares[static_cast<std::size_t>(std::clamp(octave, 0, Octaves - 1))] += factor * factor;
        }
    }
    double left = length * length;
    double least = 0;
    for (int octave = Octaves; octave-- > 0;) {
        left -= squares[static_cast<std::size_t>(octave)];
        if (left < 0)
            break;
        least = std::ldexp(length, -octave);
    }
    return least;
}

/// What the worst-fitting examples would move by if each were alone. Those that are left out are too many to read the
/// products of and too small to matter; they take part once they have added up. False if all are that small.
bool Svm::chooseMoves()
{
    const std::size_t count = m_examples.size();
    for (Direction& moves : m_moves)
        moves.factors.assign(count, 0);
    double squares = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t kind = kindOf(m_examples[i]);
        m_residuals[i] = 0;
        if (!m_active[i])
            continue;
        m_residuals[i] = m_examples[i].sign - m_values[i] - m_diagonals[i] * m_all[kind].factors[i];
        const double move = m_residuals[i] / (m_examples[i].square + 1 + m_diagonals[i]);
        m_moves[kind].factors[i] = move;
        squares += move * move;
    }
    const double length = std::sqrt(squares);
    if (length <= m_rules.tolerance)
        return false;
    if (!m_products)
        return true; // all are read in any case
    const double least = leastOf(m_moves, std::max(0.8 * m_rules.tolerance, length / 10));
    for (Direction& moves : m_moves) {
        for (double& move : moves.factors)
            move = std::abs(move) < least ? 0 : move;
    }
    return true;
}

/// As far along the directions together as it leads downhill: along the moves, the last step (which makes it conjugate
/// gradients) and the function itself, whose products are known.
void Svm::advance(bool further)
{
    std::array<Direction*, MostDirections> along{&m_moves[0], &m_moves[1]};
    std::size_t count = 2;
    const std::size_t last = count;
    if (further) {
        along[count++] = &m_last[0];
        along[count++] = &m_last[1];
    }
    const std::size_t all = count;
    if (m_products) {
        along[count++] = &m_all[0];
        along[count++] = &m_all[1];
    }
    std::array<Numbers, MostDirections> products{};
    Numbers slopes{};
    for (std::size_t left = 0; left < count; ++left) {
        for (std::size_t i = 0; i < m_examples.size(); ++i) {
            const double factor = along[left]->factors[i];
            if (factor == 0)
                continue;
            slopes[left] += factor * m_residuals[i];
            for (std::size_t right = 0; right <= left; ++right)
                products[left][right] +=
                    factor * (along[right]->onExamples[i] + m_diagonals[i] * along[right]->factors[i]);
        }
    }
    const Numbers steps = solved(products, slopes, count);
    for (std::size_t kind = 0; kind < 2; ++kind) {
        const double byMoves = steps[kind];
        const double byLast = further ? steps[last + kind] : 0;
        const double byAll = m_products ? steps[all + kind] : 0;
        const auto combine = [&](std::vector<double>& step, const std::vector<double>& moves,
                                 const std::vector<double>& function) {
            step.resize(moves.size());
            for (std::size_t i = 0; i < moves.size(); ++i)
                step[i] = byMoves * moves[i] + byLast * step[i] + byAll * function[i];
        };
        combine(m_last[kind].factors, m_moves[kind].factors, m_all[kind].factors);
        combine(m_last[kind].onExamples, m_moves[kind].onExamples, m_all[kind].onExamples);
        combine(m_last[kind].onRecords, m_moves[kind].onRecords, m_all[kind].onRecords);
        combine(m_last[kind].owed, m_moves[kind].owed, m_all[kind].owed);
        add(kind, m_last[kind]);
    }
}

/// (K + 1 + D)·β = y over the active examples, from the multipliers there are.
void Svm::descend()
{
    const int most = static_cast<int>(std::min<std::size_t>(m_examples.size(), 500)) + 10;
    for (int pass = 0; pass < most && chooseMoves(); ++pass) {
        for (Direction& moves : m_moves)
            multiply(moves);
        advance(pass > 0);
    }
}

/// The scores of the examples' multipliers, from the features; with products, what each class adds to them.
void Svm::scoreExactly()
{
    const auto learn = [&](const auto& takesPart) {
        std::vector<double> multipliers;
        for (const Example& example : m_examples)
            multipliers.push_back(takesPart(example) ? example.multiplier : 0);
        m_function.learn(m_examples, multipliers);
    };
    const auto score = [&](std::vector<double>& scores) {
        scores.resize(m_scores.size());
        for (std::uint32_t record = 0; record < scores.size(); ++record)
            scores[record] = m_function.score(record);
    };
    if (!m_products) {
        learn([](const Example&) { return true; });
        score(m_scores);
        return;
    }
    for (std::size_t kind = 0; kind < 2; ++kind) {
        learn([&](const Example& example) { return kindOf(example) == kind; });
        score(m_all[kind].onRecords);
        m_all[kind].owed.clear();
    }
    sumUp();
}

void Svm::sumUp()
{
    for (std::size_t record = 0; record < m_scores.size(); ++record)
        m_scores[record] = m_all[0].onRecords[record] + m_all[1].onRecords[record];
}

void Svm::solve()
{
    constexpr int MostRounds = 50; // two or three, as hardly an example crosses its margin when one is added
    const std::size_t count = m_examples.size();
    m_values.resize(count);
    m_residuals.resize(count);
    for (Direction& all : m_all) {
        all.factors.assign(count, 0);
        all.onExamples.assign(count, 0);
        all.owed.resize(m_products ? count : 0); // the same as before, and nothing yet for those that are new
    }
    for (std::size_t i = 0; i < count; ++i) {
        m_values[i] = m_scores[m_examples[i].record];
        m_all[kindOf(m_examples[i])].factors[i] = m_examples[i].multiplier;
        for (Direction& all : m_all)
            all.onExamples[i] = m_products ? all.onRecords[m_examples[i].record] : 0;
    }
    m_active.assign(count, false);
    for (int round = 0; round < MostRounds && chooseActive(); ++round)
        descend();
    for (std::size_t i = 0; i < count; ++i)
        m_examples[i].multiplier = m_all[kindOf(m_examples[i])].factors[i];
    if (!m_products) {
        scoreExactly();
        return;
    }
    for (Direction& all : m_all)
        m_products->pay(all.owed, all.onRecords);
    sumUp();
}

} // namespace

std::unique_ptr<Classifier> supportVectorMachine(const Features& features, const SvmRules& rules)
{
    return std::make_unique<Svm>(features, rules);
}

} // namespace winnow::ranking

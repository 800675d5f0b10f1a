#include "core/ranking/examples.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace winnow::ranking {

namespace {

constexpr std::int32_t Upper = 1 << 16; ///< what the upper bits count

} // namespace

Columns::Columns(const Features& features)
    : m_starts(features.columns() + 1)
{
    const auto records = static_cast<std::uint32_t>(features.records());
    for (std::uint32_t record = 0; record < records; ++record) {
        features.each(record, [&](std::uint32_t column, float) { ++m_starts[column + 1]; });
    }
    std::partial_sum(m_starts.begin(), m_starts.end(), m_starts.begin());
    m_records.resize(m_starts.back());
    m_values.resize(m_starts.back());
    std::vector<std::size_t> next(m_starts.begin(), m_starts.end() - 1);
    for (std::uint32_t record = 0; record < records; ++record) {
        features.each(record, [&](std::uint32_t column, float value) {
            const std::size_t place = next[column]++;
            m_records[place] = record;
            m_values[place] = value;
        });
    }
}

void Columns::products(const Features& features, std::uint32_t record, std::span<float> out) const
{
    features.each(record, [&](std::uint32_t column, float value) {
        const std::size_t end = m_starts[column + 1];
        for (std::size_t place = m_starts[column]; place < end; ++place)
            out[m_records[place]] += value * m_values[place];
    });
}

Products::Products(const Features& features, double small)
    : m_features(&features)
    , m_columns(features)
    , m_small(small)
    , m_byRecord(features.records())
{
    double largest = 0;
    for (std::uint32_t record = 0; record < m_byRecord.size(); ++record)
        largest = std::max(largest, squareOf(features, record));
    if (largest > 0)
        m_unit = largest / (Upper * (std::numeric_limits<std::int8_t>::max() - 1));
}

void Products::add(std::uint32_t record)
{
    std::ranges::fill(m_byRecord, 0.0F);
    m_columns.products(*m_features, record, m_byRecord);
    Row& row = m_rows.emplace_back();
    row.upper.resize(m_byRecord.size());
    row.lower.resize(m_byRecord.size());
    const auto scale = static_cast<float>(1 / m_unit);
    for (std::size_t i = 0; i < m_byRecord.size(); ++i) {
        const auto whole = static_cast<std::int32_t>(std::lrint(m_byRecord[i] * scale));
        const std::int32_t upper = (whole + Upper / 2) >> 16;
        row.upper[i] = static_cast<std::int8_t>(upper);
        row.lower[i] = static_cast<std::int16_t>(whole - Upper * upper);
    }
}

void Products::remove(std::size_t example)
{
    std::swap(m_rows[example], m_rows.back());
    m_rows.pop_back();
}

#if defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && !defined(__clang__)
#define WINNOW_WIDER __attribute__((target_clones("avx2", "default")))
#else
#define WINNOW_WIDER
#endif

namespace {

/// Rows of products, with a factor each.
template <typename Bits> struct Rows {
    std::vector<const Bits*> rows;
    std::vector<float> factors;
    void add(const std::vector<Bits>& row, double factor)
    {
        rows.push_back(row.data());
        factors.push_back(static_cast<float>(factor));
    }
};

/// out[i] += Σ factors[k] · rows[k][from + i], eight rows in single precision. Each element by itself and in the order
/// of the rows, so that every machine gets the same.
template <typename Bits, typename Sum>
[[gnu::always_inline]] inline void addEach(const Rows<Bits>& of, std::size_t from, std::span<Sum> out)
{
    const std::span<const Bits* const> rows = of.rows;
    const std::size_t count = out.size();
    std::size_t k = 0;
    for (; k + 8 <= rows.size(); k += 8) { // eight at a time: the sums are read and written an eighth as often
        const float* const f = of.factors.data() + k;
        const Bits* const a = rows[k] + from;
        const Bits* const b = rows[k + 1] + from;
        const Bits* const c = rows[k + 2] + from;
        const Bits* const d = rows[k + 3] + from;
        const Bits* const e = rows[k + 4] + from;
        const Bits* const g = rows[k + 5] + from;
        const Bits* const h = rows[k + 6] + from;
        const Bits* const l = rows[k + 7] + from;
        for (std::size_t i = 0; i < count; ++i) {
            const float first = (f[0] * static_cast<float>(a[i]) + f[1] * static_cast<float>(b[i]))
                + (f[2] * static_cast<float>(c[i]) + f[3] * static_cast<float>(d[i]));
            const float second = (f[4] * static_cast<float>(e[i]) + f[5] * static_cast<float>(g[i]))
                + (f[6] * static_cast<float>(h[i]) + f[7] * static_cast<float>(l[i]));
            out[i] += static_cast<Sum>(first + second);
        }
    }
    for (; k < rows.size(); ++k) {
        for (std::size_t i = 0; i < count; ++i)
            out[i] += static_cast<Sum>(of.factors[k] * static_cast<float>(rows[k][from + i]));
    }
}

constexpr std::size_t Part = 1024; ///< of the records: stays in the nearest cache while the rows go by

/// What is read of the rows: of those with a small factor the upper bits alone, whose sum is small too.
struct Reading {
    Rows<std::int8_t> small;
    Rows<std::int8_t> upper;
    Rows<std::int16_t> lower;
};

WINNOW_WIDER void addPart(const Reading& reading, std::size_t from, std::span<double> out)
{
    std::array<float, Part> sums{};
    addEach(reading.small, from, std::span{sums}.first(out.size()));
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] += static_cast<double>(sums[i]);
    addEach(reading.upper, from, out);
    addEach(reading.lower, from, out);
}

void addReading(const Reading& reading, std::span<double> out)
{
    for (std::size_t from = 0; from < out.size(); from += Part)
        addPart(reading, from, out.subspan(from, std::min(Part, out.size() - from)));
}

} // namespace

void Products::sums(std::span<const double> factors, std::span<double> owed, std::span<double> out) const
{
    Reading reading;
    for (std::size_t i = 0; i < factors.size(); ++i) {
        owed[i] = 0;
        if (factors[i] == 0)
            continue;
        if (std::abs(factors[i]) < m_small) {
            reading.small.add(m_rows[i].upper, factors[i] * m_unit * Upper);
            owed[i] = factors[i];
            continue;
        }
        reading.upper.add(m_rows[i].upper, factors[i] * m_unit * Upper);
        reading.lower.add(m_rows[i].lower, factors[i] * m_unit);
    }
    std::ranges::fill(out, std::accumulate(factors.begin(), factors.end(), 0.0));
    addReading(reading, out);
}

void Products::pay(std::span<double> owed, std::span<double> out) const
{
    Reading reading;
    for (std::size_t i = 0; i < owed.size(); ++i) {
        if (std::abs(owed[i]) < m_small)
            continue;
        reading.lower.add(m_rows[i].lower, owed[i] * m_unit);
        owed[i] = 0;
    }
    addReading(reading, out);
}

double squareOf(const Features& features, std::uint32_t record)
{
    double square = 0;
    features.each(
        record, [&](std::uint32_t, float value) { square += static_cast<double>(value) * static_cast<double>(value); });
    return square;
}

} // namespace winnow::ranking

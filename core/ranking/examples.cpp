#include "core/ranking/examples.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace winnow::ranking {

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

Products::Products(const Features& features)
    : m_features(&features)
    , m_columns(features)
    , m_recordAt(features.records())
    , m_placeOf(features.records())
    , m_byRecord(features.records())
{
    std::iota(m_recordAt.begin(), m_recordAt.end(), 0U);
    std::iota(m_placeOf.begin(), m_placeOf.end(), 0U);
    double largest = 0;
    for (const std::uint32_t record : m_recordAt)
        largest = std::max(largest, squareOf(features, record));
    if (largest > 0)
        m_unit = largest / (256 * (std::numeric_limits<std::int16_t>::max() - 1));
}

void Products::swapPlaces(std::size_t first, std::size_t second)
{
    if (first == second)
        return;
    for (Row& row : m_rows) {
        std::swap(row.upper[first], row.upper[second]);
        std::swap(row.lower[first], row.lower[second]);
    }
    std::swap(m_recordAt[first], m_recordAt[second]);
    m_placeOf[m_recordAt[first]] = static_cast<std::uint32_t>(first);
    m_placeOf[m_recordAt[second]] = static_cast<std::uint32_t>(second);
}

void Products::add(std::uint32_t record)
{
    swapPlaces(m_rows.size(), m_placeOf[record]);
    std::ranges::fill(m_byRecord, 0.0F);
    m_columns.products(*m_features, record, m_byRecord);
    Row& row = m_rows.emplace_back();
    row.upper.resize(m_byRecord.size());
    row.lower.resize(m_byRecord.size());
    const auto scale = static_cast<float>(1 / m_unit);
    for (std::size_t place = 0; place < m_byRecord.size(); ++place) {
        const auto whole = static_cast<std::int32_t>(std::lrint(m_byRecord[m_recordAt[place]] * scale));
        const std::int32_t upper = (whole + 128) >> 8;
        row.upper[place] = static_cast<std::int16_t>(upper);
        row.lower[place] = static_cast<std::int8_t>(whole - 256 * upper);
    }
}

void Products::remove(std::size_t example)
{
    swapPlaces(example, m_rows.size() - 1);
    std::swap(m_rows[example], m_rows.back());
    m_rows.pop_back();
}

#if defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && !defined(__clang__)
#define WINNOW_WIDER __attribute__((target_clones("avx2", "default")))
#else
#define WINNOW_WIDER
#endif

WINNOW_WIDER void addRows(
    double* out, std::span<const std::int16_t* const> rows, std::span<const double> factors, std::size_t count)
{
    std::size_t k = 0;
    for (; k + 8 <= rows.size(); k += 8) { // eight at a time: the sums are read and written an eighth as often
        std::array<float, 8> f{};
        for (std::size_t i = 0; i < f.size(); ++i)
            f[i] = static_cast<float>(factors[k + i]);
        const std::int16_t* const a = rows[k];
        const std::int16_t* const b = rows[k + 1];
        const std::int16_t* const c = rows[k + 2];
        const std::int16_t* const d = rows[k + 3];
        const std::int16_t* const e = rows[k + 4];
        const std::int16_t* const g = rows[k + 5];
        const std::int16_t* const h = rows[k + 6];
        const std::int16_t* const l = rows[k + 7];
        for (std::size_t i = 0; i < count; ++i) {
            const float first = (f[0] * static_cast<float>(a[i]) + f[1] * static_cast<float>(b[i]))
                + (f[2] * static_cast<float>(c[i]) + f[3] * static_cast<float>(d[i]));
            const float second = (f[4] * static_cast<float>(e[i]) + f[5] * static_cast<float>(g[i]))
                + (f[6] * static_cast<float>(h[i]) + f[7] * static_cast<float>(l[i]));
            out[i] += static_cast<double>(first + second);
        }
    }
    for (; k < rows.size(); ++k) {
        const auto factor = static_cast<float>(factors[k]);
        for (std::size_t i = 0; i < count; ++i)
            out[i] += static_cast<double>(factor * static_cast<float>(rows[k][i]));
    }
}

WINNOW_WIDER void addRows(double* out, std::span<const std::int16_t* const> upper,
    std::span<const std::int8_t* const> lower, std::span<const double> factors, std::size_t count)
{
    const auto whole = [](std::int16_t high, std::int8_t low) { return static_cast<float>(256 * high + low); };
    std::size_t k = 0;
    for (; k + 4 <= upper.size(); k += 4) {
        std::array<float, 4> f{};
        for (std::size_t i = 0; i < f.size(); ++i)
            f[i] = static_cast<float>(factors[k + i]);
        const std::int16_t* const a = upper[k];
        const std::int16_t* const b = upper[k + 1];
        const std::int16_t* const c = upper[k + 2];
        const std::int16_t* const d = upper[k + 3];
        const std::int8_t* const e = lower[k];
        const std::int8_t* const g = lower[k + 1];
        const std::int8_t* const h = lower[k + 2];
        const std::int8_t* const l = lower[k + 3];
        for (std::size_t i = 0; i < count; ++i) {
            const float first = f[0] * whole(a[i], e[i]) + f[1] * whole(b[i], g[i]);
            const float second = f[2] * whole(c[i], h[i]) + f[3] * whole(d[i], l[i]);
            out[i] += static_cast<double>(first + second);
        }
    }
    for (; k < upper.size(); ++k) {
        const auto factor = static_cast<float>(factors[k]);
        for (std::size_t i = 0; i < count; ++i)
            out[i] += static_cast<double>(factor * whole(upper[k][i], lower[k][i]));
    }
}

double squareOf(const Features& features, std::uint32_t record)
{
    double square = 0;
    features.each(
        record, [&](std::uint32_t, float value) { square += static_cast<double>(value) * static_cast<double>(value); });
    return square;
}

} // namespace winnow::ranking

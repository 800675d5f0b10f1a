// The judged records a support vector machine learns from, and their products with all others.
#pragma once

#include "core/ranking/classifier.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace winnow::ranking {

/// What every record's columns are, turned round: which records have a column.
class Columns {
public:
    explicit Columns(const Features& features);
    /// Adds, to the number of each record, its product with `record`. `out` has a place for every record.
    void products(const Features& features, std::uint32_t record, std::span<float> out) const;

private:
    std::vector<std::size_t> m_starts;
    std::vector<std::uint32_t> m_records;
    std::vector<float> m_values;
};

/// Products of the examples with all records, one row an example. Examples stand in the first places of each row, in
/// their order, so that learning reads neighbouring numbers; the records that stood there stand where the examples did.
///
/// Memory is what a sum of rows waits for. From one learning to the next most factors change hardly at all, and then
/// the upper 16 bits of a product are enough; the lower eight, as precise as single precision, lie apart and are read
/// for the others.
class Products {
public:
    explicit Products(const Features& features);
    void add(std::uint32_t record); ///< as the last example
    void remove(std::size_t example); ///< the last one takes its place
    [[nodiscard]] std::size_t examples() const { return m_rows.size(); }
    [[nodiscard]] std::span<const std::uint32_t> recordAt() const { return m_recordAt; }
    [[nodiscard]] std::size_t bytes() const
    {
        return m_rows.size() * m_recordAt.size() * (sizeof(std::int16_t) + sizeof(std::int8_t));
    }
    /// Σ factors[k] · (product of example k with what stands at the place + 1), for the places from `begin` to `end`;
    /// `take` gets them a block at a time: the first place and its numbers.
    template <typename Take>
    void sums(std::span<const double> factors, std::size_t begin, std::size_t end, const Take& take) const;

private:
    void swapPlaces(std::size_t first, std::size_t second);
    const Features* m_features;
    Columns m_columns;
    double m_unit = 1; ///< of the lower bits
    struct Row {
        std::vector<std::int16_t> upper;
        std::vector<std::int8_t> lower; ///< of 256
    };
    static constexpr double SmallFactor = 2e-5; ///< a thousand of them leave less than a ten-millionth

    std::vector<Row> m_rows;
    std::vector<std::uint32_t> m_recordAt;
    std::vector<std::uint32_t> m_placeOf;
    std::vector<float> m_byRecord;
};

/// out[i] += Σ factors[k] · upper[k][i], eight rows in single precision, their sum in double. Each element by itself
/// and in the order of the rows, so that every machine gets the same.
void addRows(
    double* out, std::span<const std::int16_t* const> upper, std::span<const double> factors, std::size_t count);
/// out[i] += Σ factors[k] · (256 · upper[k][i] + lower[k][i]), four rows at a time.
void addRows(double* out, std::span<const std::int16_t* const> upper, std::span<const std::int8_t* const> lower,
    std::span<const double> factors, std::size_t count);

template <typename Take>
void Products::sums(std::span<const double> factors, std::size_t begin, std::size_t end, const Take& take) const
{
    std::vector<std::size_t> small;
    std::vector<double> smallFactors;
    std::vector<std::size_t> large;
    std::vector<double> largeFactors;
    double bias = 0;
    for (std::size_t i = 0; i < factors.size(); ++i) {
        bias += factors[i];
        if (std::abs(factors[i]) >= SmallFactor) {
            large.push_back(i);
            largeFactors.push_back(factors[i] * m_unit);
        } else if (factors[i] != 0) {
            small.push_back(i);
            smallFactors.push_back(factors[i] * 256 * m_unit);
        }
    }
    std::vector<const std::int16_t*> smallUpper(small.size());
    std::vector<const std::int16_t*> largeUpper(large.size());
    std::vector<const std::int8_t*> largeLower(large.size());
    std::array<double, 1024> part{}; // stays in the nearest cache while the rows go by
    for (std::size_t from = begin; from < end; from += part.size()) {
        const std::size_t length = std::min(part.size(), end - from);
        std::fill_n(part.begin(), length, bias);
        for (std::size_t i = 0; i < small.size(); ++i)
            smallUpper[i] = m_rows[small[i]].upper.data() + from;
        for (std::size_t i = 0; i < large.size(); ++i) {
            largeUpper[i] = m_rows[large[i]].upper.data() + from;
            largeLower[i] = m_rows[large[i]].lower.data() + from;
        }
        addRows(part.data(), smallUpper, smallFactors, length);
        addRows(part.data(), largeUpper, largeLower, largeFactors, length);
        take(from, std::span<const double>{part.data(), length});
    }
}

/// x·x
[[nodiscard]] double squareOf(const Features& features, std::uint32_t record);

} // namespace winnow::ranking

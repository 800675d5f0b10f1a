// The judged records a support vector machine learns from, and their products with all others.
#pragma once

#include "core/ranking/classifier.h"

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

/// Products of the examples with all records, one row an example.
///
/// Memory is what a sum of rows waits for. From one learning to the next most factors change hardly at all, and then
/// the upper eight bits of a product are enough; the lower sixteen, with which it is as precise as in single precision,
/// lie apart. What they would have added is owed, and paid when it has become large.
class Products {
public:
    /// A factor at least as large as `small` is never owed: what is owed makes a twentieth of it or so.
    Products(const Features& features, double small);
    void add(std::uint32_t record); ///< as the last example
    void remove(std::size_t example); ///< the last one takes its place
    [[nodiscard]] std::size_t bytes() const
    {
        return m_rows.size() * m_byRecord.size() * (sizeof(std::int8_t) + sizeof(std::int16_t));
    }
    /// out[record] = Σ factors[example] · (product of both + 1); a factor of 0 costs nothing. owed[example] is the
    /// factor of the lower bits that were not read.
    void sums(std::span<const double> factors, std::span<double> owed, std::span<double> out) const;
    /// Adds what is owed and large, which is then no longer owed.
    void pay(std::span<double> owed, std::span<double> out) const;

private:
    const Features* m_features;
    Columns m_columns;
    double m_small;
    double m_unit = 1; ///< of the lower bits
    struct Row {
        std::vector<std::int8_t> upper; ///< of 65,536
        std::vector<std::int16_t> lower;
    };
    std::vector<Row> m_rows;
    std::vector<float> m_byRecord; ///< while a row is made
};

/// x·x
[[nodiscard]] double squareOf(const Features& features, std::uint32_t record);

} // namespace winnow::ranking

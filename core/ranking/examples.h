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

/// Products of the examples with all records, one row an example. Examples stand in the first places of each row, in
/// their order, so that learning reads neighbouring numbers; the records that stood there stand where the examples did.
class Products {
public:
    explicit Products(const Features& features);
    void add(std::uint32_t record); ///< as the last example
    void remove(std::size_t example); ///< the last one takes its place
    [[nodiscard]] std::size_t examples() const { return m_rows.size(); }
    [[nodiscard]] const float* row(std::size_t example) const { return m_rows[example].data(); }
    [[nodiscard]] std::span<const std::uint32_t> recordAt() const { return m_recordAt; }
    [[nodiscard]] std::size_t bytes() const { return m_rows.size() * m_recordAt.size() * sizeof(float); }

private:
    void swapPlaces(std::size_t first, std::size_t second);
    const Features* m_features;
    Columns m_columns;
    std::vector<std::vector<float>> m_rows;
    std::vector<std::uint32_t> m_recordAt;
    std::vector<std::uint32_t> m_placeOf;
    std::vector<float> m_byRecord;
};

/// out[i] += Σ factors[k] · rows[k][i], eight rows in single precision, their sum in double. Each element by itself and
/// in the order of the rows, so that every machine gets the same.
void addRows(double* out, std::span<const float* const> rows, std::span<const double> factors, std::size_t count);

} // namespace winnow::ranking

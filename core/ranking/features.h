// The records as a learner sees them: sparse vectors, made once from their texts.
#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/ranking/block.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::ranking {

/// Default is Winnow's own; the others are ASReview's models ELAS u4 and ELAS u3 (asreview/models/models.py).
enum class Model : std::uint8_t { Default, ElasU4, ElasU3 };

/// What a model reads of a record, in UTF-8.
struct Text {
    std::string_view title;
    std::string_view abstract;
    std::string_view keywords; ///< phrases, separated by ; or line ends; headings may have a qualifier after /
};

/// A term of a text that can be shown, with the columns it weighs in.
struct ShownTerm {
    std::string words; ///< as they stand in the text, in lower case
    std::vector<std::pair<std::uint32_t, float>> entries; ///< column and the record's value there
};

/// The vectors of N records, a part for each kind of terms. A record's row in a part has Euclidean length √weight, so
/// that the product of two records is the weighted sum of their parts' cosines. Eight bytes a term and record.
class Features {
public:
    [[nodiscard]] std::size_t records() const { return m_parts.front().ends.size(); }
    [[nodiscard]] std::size_t columns() const { return m_columns; }
    [[nodiscard]] Model model() const { return m_model; }

    struct Row {
        std::span<const std::uint32_t> columns;
        std::span<const float> values;
    };
    [[nodiscard]] std::size_t parts() const { return m_parts.size(); }
    [[nodiscard]] Row row(std::size_t part, std::size_t record) const
    {
        const Part& of = m_parts[part];
        const std::size_t from = record == 0 ? 0 : of.ends[record - 1];
        const std::size_t count = of.ends[record] - from;
        return {{of.columns.data() + from, count}, {of.values.data() + from, count}};
    }
    /// Every entry of the record: `take(column, value)`.
    template <typename Take> void each(std::size_t record, const Take& take) const
    {
        for (std::size_t part = 0; part < m_parts.size(); ++part) {
            const Row entries = row(part, record);
            for (std::size_t i = 0; i < entries.columns.size(); ++i)
                take(entries.columns[i], entries.values[i]);
        }
    }
    /// The vector of any text, by column.
    [[nodiscard]] std::vector<std::pair<std::uint32_t, float>> rowOf(const Text& text) const;
    /// The words and phrases of a record's text; runs of characters tell a reader nothing and are left out.
    [[nodiscard]] std::vector<ShownTerm> shownTerms(const Text& text) const;

private:
    friend class FeaturesBuilder;
    struct Part {
        Block block;
        double scale = 1; ///< √weight
        std::uint32_t firstColumn = 0;
        std::vector<std::size_t> ends; ///< of each record's entries
        std::vector<std::uint32_t> columns;
        std::vector<float> values;
    };
    Model m_model = Model::Default;
    std::vector<Part> m_parts;
    std::size_t m_columns = 0;
};

/// Takes the texts of the records in their order; eight bytes or so a term and record at most while it does.
class FeaturesBuilder {
public:
    explicit FeaturesBuilder(Model model);
    void add(const Text& text);
    /// Once, when all are there. Cancelled if progress says stop.
    [[nodiscard]] Result<Features> finish(Progress& progress);
    [[nodiscard]] Features finish();
    /// The blocks in their order, sealed: for comparing with other programs. In place of finish().
    [[nodiscard]] std::vector<Block> blocks();

private:
    Features m_features;
};

} // namespace winnow::ranking

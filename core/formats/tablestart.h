// Where a table in text begins, and how its rows are to be read.
#pragma once

#include "core/formats/tablerecord.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace winnow::formats {

struct TableStart {
    static constexpr std::size_t SampleBytes = 64U << 10U;
    using Mapping = std::vector<std::pair<std::string, std::string>>;

    Dialect dialect;
    TableHeader header;
    Mapping mapping; ///< as a person chose
    std::size_t length = 0; ///< bytes up to and with the row of headings
    std::string joint; ///< how the file would begin again if it were put behind itself
    bool convincing = false; ///< it is a table, beyond doubt
    int known = 0; ///< how many headings are known, see headerScore

    /// From the first SampleBytes of a text; `last`: they are all. Some databases write their query or a notice above
    /// the headings.
    [[nodiscard]] static TableStart find(std::string_view sample, bool last, const Mapping& mapping);
    /// What a row needs to be read alone, as JSON.
    [[nodiscard]] std::string toText() const;
    [[nodiscard]] static TableStart fromText(std::string_view text);

    /// The same headings once more.
    [[nodiscard]] bool isHeader(const std::vector<Cell>& cells) const;
    /// The headings of another table.
    [[nodiscard]] bool isOtherHeader(const std::vector<Cell>& cells) const;
};

} // namespace winnow::formats

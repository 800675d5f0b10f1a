// Lists of people as tables write them, in one cell, each in its own way.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::formats {

/// What a comma in a cell of authors is; told from many cells, as one alone may be read both ways: "Garcia Lopez, Maria
/// Jose" is one person, "Maria Garcia, Jose Lopez" are two.
enum class Commas : std::uint8_t {
    Unknown,
    WithinNames, ///< "Family, Given"
    BetweenPeople,
};
[[nodiscard]] Commas commasIn(const std::vector<std::string>& cells);

/// How a database runs names together that it should not.
enum class Glue : std::uint8_t {
    None,
    CapitalBegins, ///< "Araz R. AlievNigar T. Ismayilova" (Springer)
};

/// One entry a person, "Family, Given" where it can be told which is which; groups as they stand. Reads "Family, Given;
/// …", "… and …", "Family GI, Family GI", "Family, G. I., Family, G. I.", "A. Family, B. Family and C. Family", "Given
/// Family, Given Family", "Family G. I.Family G.", "a|b" and lines. "et al." is left out.
[[nodiscard]] std::vector<std::string> people(
    std::string_view cell, Commas commas = Commas::Unknown, Glue glue = Glue::None);

} // namespace winnow::formats

// Superscripts and subscripts as characters: 10⁹ cells are not 109 cells.
#pragma once

#include <string>
#include <string_view>

namespace winnow::formats {

/// The text as superscript characters, if there is one for each of its; else as it is. Digits, signs and brackets have.
[[nodiscard]] std::string raised(std::string_view text);
[[nodiscard]] std::string lowered(std::string_view text);

} // namespace winnow::formats

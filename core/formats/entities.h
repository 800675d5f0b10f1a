// XML and HTML character references.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace winnow::formats {

/// The character (UTF-8) that a reference stands for, given without '&' and ';': "amp", "#945", "#x3b1", "alpha".
/// Empty if it stands for none.
inline constexpr std::size_t LongestEntity = 10;
[[nodiscard]] std::string entity(std::string_view reference);

} // namespace winnow::formats

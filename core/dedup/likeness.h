// How much two texts are alike.
#pragma once

#include <string_view>

namespace winnow::dedup {

/// The share of letters that stand in both in the same order: 2 · LCS / (length + length), 0 to 1; 1 for two empty
/// texts. Bytes, of which only the first 512 of each are looked at (Hyyrö 2004, bit-parallel longest common
/// subsequence).
[[nodiscard]] double likeness(std::string_view a, std::string_view b);

/// The longest common subsequence, in bytes, of the first 512 of each.
[[nodiscard]] std::size_t commonLetters(std::string_view a, std::string_view b);

/// True if the words are the same but for a slip: a letter too many or too few, in long words one wrong ("hypertension"
/// and "hypotension" are two words).
[[nodiscard]] bool sameWord(std::string_view a, std::string_view b);

} // namespace winnow::dedup

// Who wrote it and where it appeared, in forms that can be compared however a database split and shortened them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::dedup {

/// Each author's words, family name first, then initials: "zhou xiangdong x|le quintrec m". Reads "Zhou, Xiangdong",
/// "Zhou XD", "Adeli K.Lewis G. F." (two authors), "Xiangdong Zhou". At most MaximumAuthors; "et al." and "Anonymous"
/// are nobody.
inline constexpr std::size_t MaximumAuthors = 24;
[[nodiscard]] std::string authorsKey(const std::vector<std::string>& authors);

struct AuthorLikeness {
    std::uint8_t percent = 0; ///< of the shorter list that the other has too
    std::uint8_t matched = 0; ///< how many
    bool first = false; ///< the first author is the same
    bool contradicted = false; ///< one author each (or all of them) of one family name, and other initials
};
/// None if one of them states nobody.
[[nodiscard]] std::optional<AuthorLikeness> compareAuthors(std::string_view a, std::string_view b);

/// The journal's words without articles and prepositions; other names of it ("= Chinese journal of cancer", "(London)",
/// ": official journal of …") follow after '|'.
[[nodiscard]] std::string journalKey(std::string_view name, std::string_view abbreviation);

/// 100 for one name, 95 where one abbreviates the other, less for what only looks alike.
[[nodiscard]] std::uint8_t compareJournals(std::string_view a, std::string_view b);

/// The family name of the first author, for finding candidates.
[[nodiscard]] std::string_view firstFamily(std::string_view authorsKey);

} // namespace winnow::dedup

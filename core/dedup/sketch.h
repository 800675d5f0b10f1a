// A long text in a few numbers from which its likeness to another can be estimated.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace winnow::dedup {

/// MinHash (Broder 1997) over each three words in a row, sixteen bits a place: the share of equal places estimates the
/// share of the texts that is common, with a standard error of 0.09 at most.
struct Sketch {
    static constexpr std::size_t Size = 32;

    std::array<std::uint16_t, Size> places{};
    std::uint16_t words = 0; ///< 0: no text, or too short to tell

    bool operator==(const Sketch&) const = default;
};

[[nodiscard]] Sketch sketchOf(std::string_view text);

/// How much of the shorter text stands in the longer one, 0 to 1: a text cut off by a database is all there. Both have
/// words.
[[nodiscard]] double containment(const Sketch& a, const Sketch& b);

} // namespace winnow::dedup

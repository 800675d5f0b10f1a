// The headings of known databases and programs, and the words that mean the same in any table.
#pragma once

#include "core/formats/headings.h"

#include <span>
#include <string_view>

namespace winnow::formats {

struct Heading {
    std::string_view key; ///< as headingKey gives it
    Slot slot = Slot::None;
};

/// A database or program known by headings that no other has together. Its own headings come before the known words.
struct Preset {
    std::string_view database; ///< empty: a program that holds records of many
    unsigned habits = 0; ///< of Habit
    std::span<const std::string_view> allOf; ///< stand in its header,
    std::span<const std::string_view> anyOf = {}; ///< and one of these, if there are any,
    std::span<const std::string_view> noneOf = {}; ///< and none of these
    std::span<const Heading> headings = {};
};

/// In the order to try them in.
[[nodiscard]] std::span<const Preset> presets();
/// In the order of their keys.
[[nodiscard]] std::span<const Heading> knownHeadings();

} // namespace winnow::formats

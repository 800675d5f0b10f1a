// Ids that cannot be mistaken for one another.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace winnow {

/// A row's number in the review file, as a type of its own per table. Zero is "none".
template <typename Tag> struct Id {
    std::int64_t value = 0;

    constexpr Id() = default;
    constexpr explicit Id(std::int64_t number)
        : value(number)
    {
    }
    constexpr explicit operator bool() const { return value != 0; }
    constexpr auto operator<=>(const Id&) const = default;
};

} // namespace winnow

template <typename Tag> struct std::hash<winnow::Id<Tag>> {
    std::size_t operator()(winnow::Id<Tag> id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};

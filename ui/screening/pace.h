// How fast a reviewer decides.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>

namespace winnow::ui {

/// Decisions a minute over the latest of them; pauses do not count.
class Pace {
public:
    static constexpr std::size_t Kept = 30; ///< decisions
    static constexpr std::int64_t Pause = 300'000; ///< ms, five minutes; a longer gap was no reading
    static constexpr std::size_t Fewest = 3; ///< gaps before a pace is stated

    void decided(std::int64_t now); ///< ms, of any beginning
    [[nodiscard]] std::optional<double> perMinute() const;
    [[nodiscard]] std::optional<int> minutesFor(std::int64_t records) const; ///< rounded up

private:
    std::optional<std::int64_t> m_last;
    std::deque<std::int64_t> m_gaps; ///< ms
};

} // namespace winnow::ui

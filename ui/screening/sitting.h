// What one reviewer did since the review was opened.
#pragma once

#include "core/model/screening.h"

#include <cstdint>
#include <optional>

namespace winnow::ui {

/// Counts decisions as they are made. Times are ms, of any beginning; a pause (see Pace) is no work.
class Sitting {
public:
    void decided(std::int64_t now, std::optional<Verdict> before, std::optional<Verdict> after);
    void undone() { ++m_undone; } ///< or done again

    [[nodiscard]] int records() const { return m_included + m_excluded + m_maybe; } ///< decided for the first time
    [[nodiscard]] int included() const { return m_included; }
    [[nodiscard]] int excluded() const { return m_excluded; }
    [[nodiscard]] int maybe() const { return m_maybe; }
    [[nodiscard]] int changed() const { return m_changed; } ///< earlier decisions that were made otherwise
    [[nodiscard]] int takenBack() const { return m_takenBack; }
    [[nodiscard]] int undos() const { return m_undone; }
    [[nodiscard]] std::int64_t working() const { return m_working; } ///< ms between decisions, pauses left out
    [[nodiscard]] std::optional<double> perMinute() const; ///< over the whole sitting; none before a few

private:
    int m_included = 0;
    int m_excluded = 0;
    int m_maybe = 0;
    int m_changed = 0;
    int m_takenBack = 0;
    int m_undone = 0;
    int m_timed = 0; ///< decisions with a gap before them
    std::int64_t m_working = 0;
    std::optional<std::int64_t> m_last;
};

} // namespace winnow::ui

// The time, from a source that tests can set.
#pragma once

#include <cstdint>

namespace winnow {

class Clock {
public:
    virtual ~Clock() = default;
    /// Milliseconds since 1970-01-01 UTC.
    [[nodiscard]] virtual std::int64_t now() const = 0;
};

/// The computer's own clock. May jump backwards; whoever orders by it must not rely on it (see store's stamps).
class SystemClock final : public Clock {
public:
    [[nodiscard]] std::int64_t now() const override;
};

} // namespace winnow

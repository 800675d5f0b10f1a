// How a long piece of work says how far it is and hears that it shall stop.
#pragma once

#include <cstdint>

namespace winnow {

/// Given to every core function whose work is unbounded. Knows no threads: called on the thread that does the work.
class Progress {
public:
    virtual ~Progress() = default;
    /// `done` of `total` (bytes, records: whatever the function says); total 0 is unknown. False: stop now, undo what
    /// was begun, and return ErrorKind::Cancelled. Cheap enough to be called for every record.
    [[nodiscard]] virtual bool step(std::int64_t done, std::int64_t total) = 0;
};

/// Never cancels, tells nobody.
class NoProgress final : public Progress {
public:
    [[nodiscard]] bool step(std::int64_t, std::int64_t) override { return true; }
};

} // namespace winnow

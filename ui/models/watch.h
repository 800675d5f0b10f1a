// A job beside the window, as both sides see it.
#pragma once

#include "core/base/progress.h"

#include <atomic>
#include <cstdint>

namespace winnow::ui {

/// Shared with the thread that works: how far it is, and whether it shall stop.
struct Watch {
    std::atomic<std::int64_t> done{0};
    std::atomic<std::int64_t> total{0};
    std::atomic<bool> stop{false};
};

/// What the work is given. Hands on to `outer`, the status bar's, where there is one.
class WatchedProgress final : public Progress {
public:
    explicit WatchedProgress(Watch& watch, Progress* outer = nullptr)
        : m_watch(watch)
        , m_outer(outer)
    {
    }
    [[nodiscard]] bool step(std::int64_t done, std::int64_t total) override
    {
        m_watch.done.store(done, std::memory_order_relaxed);
        m_watch.total.store(total, std::memory_order_relaxed);
        return !m_watch.stop.load(std::memory_order_relaxed) && (m_outer == nullptr || m_outer->step(done, total));
    }

private:
    Watch& m_watch;
    Progress* m_outer;
};

} // namespace winnow::ui

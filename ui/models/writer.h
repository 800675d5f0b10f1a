// The one thread that writes to a review.
#pragma once

#include "core/review/review.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace winnow::ui {

/// Owns the review and runs acts on it in the order they came, on a thread of its own; fills the full-text index
/// while there is nothing else to do.
///
/// All that is told back is called on the writer's thread. Destroying it runs the acts that still wait (they are
/// decisions somebody has taken), then closes the review.
class Writer {
public:
    /// What the window shows after each act, read on this thread and handed over as values.
    struct State {
        Info info;
        UndoState undo;
    };
    struct Told {
        std::function<void(Result<State>)> opened;
        std::function<void(int act, Result<Changes>, std::optional<State>)> finished;
        /// Records still missing from the index, and how many were at first; `notice` when pages should hear of it.
        std::function<void(std::int64_t missing, std::int64_t atFirst, bool notice)> indexed;
    };
    using Open = std::function<Result<review::Review>()>;
    using Act = std::function<Result<Changes>(review::Review&)>;

    Writer(Open open, Told told);
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
    ~Writer();

    void run(int number, Act act);
    void pauseIndexing(); ///< until the next change of citations

private:
    struct Waiting {
        int number = 0;
        Act act;
    };
    void work();
    [[nodiscard]] std::optional<Waiting> next();
    void perform(const Waiting& waiting);
    void indexSome();
    [[nodiscard]] Result<State> state();

    Open m_open;
    Told m_told;
    std::optional<review::Review> m_review; // only on the thread
    std::int64_t m_missingAtFirst = 0;
    std::int64_t m_lastAct = 0;
    std::int64_t m_lastNotice = 0;
    std::atomic<bool> m_indexing = false;
    std::mutex m_mutex; // guards what follows
    std::condition_variable m_wake;
    std::deque<Waiting> m_waiting;
    bool m_closing = false;
    std::thread m_thread;
};

} // namespace winnow::ui

// The threads that answer a window's unbounded queries.
#pragma once

#include "core/review/reader.h"

#include <QString>

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace winnow::ui {

/// A few threads, each with a read-only connection of its own that it keeps.
///
/// A query has a key (who asks, for what); a new one with the same key takes the place of one that waits and breaks off
/// one that runs. Destroying the pool breaks off what runs and drops what waits.
class QueryPool {
public:
    using Key = std::pair<const void*, int>;
    /// Called on one of the threads, with its reader or why it has none.
    using Ask = std::function<void(Result<review::Reader*>)>;

    QueryPool(QString path, ReviewerId reviewer, int threads);
    QueryPool(const QueryPool&) = delete;
    QueryPool& operator=(const QueryPool&) = delete;
    ~QueryPool();

    void ask(Key key, Ask ask);
    void setReviewer(ReviewerId reviewer); ///< for the queries that follow

private:
    struct Waiting {
        Key key;
        Ask ask;
    };
    struct Running {
        Key key;
        review::Reader* reader = nullptr; ///< none while idle
        bool brokenOff = false;
    };
    void work(std::size_t number);
    static void breakOff(Running& running);

    const QString m_path;
    std::mutex m_mutex; // guards what follows
    std::condition_variable m_wake;
    ReviewerId m_reviewer;
    std::deque<Waiting> m_waiting;
    std::vector<Running> m_running; // by thread
    bool m_closing = false;
    std::vector<std::thread> m_threads;
};

} // namespace winnow::ui

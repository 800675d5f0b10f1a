#include "ui/models/querypool.h"

#include <algorithm>
#include <optional>

namespace winnow::ui {

QueryPool::QueryPool(QString path, ReviewerId reviewer, int threads)
    : m_path(std::move(path))
    , m_reviewer(reviewer)
    , m_running(static_cast<std::size_t>(threads))
{
    for (std::size_t number = 0; number < m_running.size(); ++number)
        m_threads.emplace_back([this, number] { work(number); });
}

QueryPool::~QueryPool()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_closing = true;
        m_waiting.clear();
        for (Running& running : m_running)
            breakOff(running);
    }
    m_wake.notify_all();
    for (std::thread& thread : m_threads)
        thread.join();
}

void QueryPool::ask(Key key, Ask ask)
{
    {
        const std::scoped_lock lock(m_mutex);
        std::erase_if(m_waiting, [&](const Waiting& waiting) { return waiting.key == key; });
        for (Running& running : m_running)
            if (running.key == key)
                breakOff(running);
        m_waiting.push_back({key, std::move(ask)});
    }
    m_wake.notify_one();
}

void QueryPool::breakOff(Running& running)
{
    if (running.reader == nullptr)
        return;
    running.reader->interrupt();
    running.brokenOff = true;
}

void QueryPool::setReviewer(ReviewerId reviewer)
{
    const std::scoped_lock lock(m_mutex);
    m_reviewer = reviewer;
}

void QueryPool::work(std::size_t number)
{
    std::optional<review::Reader> reader;
    ReviewerId reviewer;
    while (true) {
        std::unique_lock lock(m_mutex);
        m_wake.wait(lock, [this] { return m_closing || !m_waiting.empty(); });
        if (m_closing)
            return;
        const Waiting query = std::move(m_waiting.front());
        m_waiting.pop_front();
        const bool stale = !reader || reviewer != m_reviewer;
        reviewer = m_reviewer;
        lock.unlock();

        std::optional<Error> error;
        if (stale) {
            reader.reset();
            if (auto opened = review::Reader::open(m_path, reviewer))
                reader.emplace(std::move(*opened));
            else
                error = std::move(opened).error();
        }
        if (error) {
            query.ask(tl::unexpected(std::move(*error)));
            continue;
        }
        lock.lock();
        if (m_closing)
            return;
        m_running[number] = {query.key, &*reader};
        lock.unlock();
        query.ask(&*reader);
        lock.lock();
        const bool brokenOff = std::exchange(m_running[number], {}).brokenOff;
        lock.unlock();
        // SQLite breaks off whatever begins before all that ran has ended, and a query that was left halfway has
        // statements that do not end: the next one gets a connection that was never interrupted.
        if (brokenOff)
            reader.reset();
    }
}

} // namespace winnow::ui

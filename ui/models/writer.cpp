#include "ui/models/writer.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <chrono>
#include <exception>

namespace winnow::ui {
namespace {

Q_LOGGING_CATEGORY(log, "winnow.writer")

// A slice holds up the act behind it, so slices are short while somebody is deciding.
constexpr int ShortSlice = 40;
constexpr int LongSlice = 400;
constexpr std::int64_t DecidingFor = 3000; // ms after an act
constexpr std::int64_t NoticeEvery = 1000; // ms

std::int64_t milliseconds()
{
    using namespace std::chrono;
    return duration_cast<std::chrono::milliseconds>(steady_clock::now().time_since_epoch()).count();
}

// Rooms keep their exceptions to themselves; what still escapes (no memory) must not end the program in mid-review.
template <typename Work> auto guarded(Work work) -> decltype(work())
{
    try {
        return work();
    } catch (const std::exception& exception) {
        return fail(ErrorKind::Internal,
            QCoreApplication::translate("Session", "The last act could not be completed; the review is as it was."),
            QString::fromUtf8(exception.what()));
    }
}

} // namespace

Writer::Writer(Open open, Told told)
    : m_open(std::move(open))
    , m_told(std::move(told))
    , m_thread([this] { work(); })
{
}

Writer::~Writer()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_closing = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void Writer::run(int number, Act act)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_waiting.push_back({number, std::move(act)});
    }
    m_wake.notify_one();
}

void Writer::pauseIndexing()
{
    m_indexing = false;
}

void Writer::work()
{
    auto opened = guarded(m_open);
    if (!opened) {
        m_told.opened(tl::unexpected(std::move(opened).error()));
        return;
    }
    m_review.emplace(std::move(*opened));
    auto first = guarded([this] { return state(); });
    const bool usable = first.has_value();
    m_indexing = usable && !first->info.readOnly;
    m_told.opened(std::move(first));
    while (usable) {
        const auto waiting = next();
        if (waiting)
            perform(*waiting);
        else if (m_indexing)
            indexSome();
        else
            break;
    }
    m_review.reset();
}

/// The next act; none if there is time for the index, or the review is to be closed.
std::optional<Writer::Waiting> Writer::next()
{
    std::unique_lock lock(m_mutex);
    if (m_closing)
        m_indexing = false;
    m_wake.wait(lock, [this] { return m_closing || m_indexing || !m_waiting.empty(); });
    if (m_closing)
        m_indexing = false;
    if (m_waiting.empty())
        return std::nullopt;
    Waiting first = std::move(m_waiting.front());
    m_waiting.pop_front();
    return first;
}

void Writer::perform(const Waiting& waiting)
{
    auto result = guarded([&] { return waiting.act(*m_review); });
    m_lastAct = milliseconds();
    if (!result)
        qCWarning(log) << "act failed" << static_cast<int>(result.error().kind) << result.error().detail;
    std::optional<State> now;
    if (auto read = guarded([this] { return state(); })) {
        if (result && (result->flags & Changes::Citations) != 0 && !read->info.readOnly) {
            m_indexing = true;
            m_missingAtFirst = 0;
        }
        now = std::move(*read);
    }
    m_told.finished(waiting.number, std::move(result), std::move(now));
}

void Writer::indexSome()
{
    const bool deciding = milliseconds() - m_lastAct < DecidingFor;
    const auto missing =
        guarded([&]() -> Result<std::int64_t> { return m_review->indexSlice(deciding ? ShortSlice : LongSlice); });
    if (!missing) {
        qCWarning(log) << "the full-text index was left as it is:" << missing.error().detail;
        m_indexing = false;
        m_told.indexed(0, m_missingAtFirst, false);
        return;
    }
    m_missingAtFirst = std::max(m_missingAtFirst, *missing);
    const bool complete = *missing <= 0;
    const bool notice = complete || milliseconds() - m_lastNotice >= NoticeEvery;
    if (notice)
        m_lastNotice = milliseconds();
    if (complete)
        m_indexing = false;
    m_told.indexed(*missing, m_missingAtFirst, notice);
    if (complete)
        m_missingAtFirst = 0;
}

Result<Writer::State> Writer::state()
{
    State now;
    now.info = TRY(m_review->reader().info());
    now.undo = TRY(m_review->reader().undoState());
    return now;
}

} // namespace winnow::ui

#include "ui/models/session.h"

#include "ui/models/querypool.h"
#include "ui/models/writer.h"

#include <QElapsedTimer>
#include <QThread>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <map>

namespace winnow::ui {
namespace {

using Cancelled = std::shared_ptr<std::atomic<bool>>;

/// Tells the window of a job's progress at most ten times a second, and hears of its cancellation.
class JobProgress final : public Progress {
public:
    /// Says nothing in the first `quiet` ms.
    JobProgress(int id, QString what, Cancelled cancelled, std::function<void(JobState)> tell, qint64 quiet = 0)
        : m_state{id, std::move(what), 0, 0, -1}
        , m_cancelled(std::move(cancelled))
        , m_tell(std::move(tell))
        , m_told(quiet - Between)
    {
        m_elapsed.start();
    }

    bool step(std::int64_t done, std::int64_t total) override
    {
        if (m_cancelled->load(std::memory_order_relaxed))
            return false;
        const qint64 now = m_elapsed.elapsed();
        if (now - m_told < Between && (done != total || m_told < 0))
            return true;
        if (now == m_told)
            return true;
        m_told = now;
        m_state.done = done;
        m_state.total = total;
        // The first second says nothing about the rest.
        m_state.secondsLeft = now < 1000 || done <= 0 || total <= 0 ? -1 : now * (total - done) / done / 1000;
        m_tell(m_state);
        return true;
    }

private:
    JobState m_state;
    Cancelled m_cancelled;
    std::function<void(JobState)> m_tell;
    QElapsedTimer m_elapsed;
    static constexpr qint64 Between = 100; ///< ms
    qint64 m_told;
};

/// Progress of a query, which ends as a job when the last who needs it lets go of it, on whatever thread.
class QueryProgress final : public Progress {
public:
    QueryProgress(JobProgress progress, std::function<void()> ended)
        : m_progress(std::move(progress))
        , m_ended(std::move(ended))
    {
    }
    QueryProgress(const QueryProgress&) = delete;
    QueryProgress& operator=(const QueryProgress&) = delete;
    ~QueryProgress() override { m_ended(); }
    bool step(std::int64_t done, std::int64_t total) override { return m_progress.step(done, total); }

private:
    JobProgress m_progress;
    std::function<void()> m_ended;
};

// Below this the index is filled before one could read what the status bar says of it.
constexpr std::int64_t IndexJobFrom = 2000;

} // namespace

struct Session::Private {
    struct Waiting {
        QPointer<QObject> context;
        bool answers = false; ///< there is a `then`, so nobody else need say that the act failed
        Done then;
    };
    using Opened = std::function<void(Result<std::shared_ptr<Session>>)>;

    explicit Private(Session& session)
        : q(session)
    {
    }

    static void begin(QObject* context, Writer::Open open, Opened then);
    void opened(Result<Writer::State> state);
    void take(Writer::State state);
    void finished(int act, const Result<Changes>& result, std::optional<Writer::State> state);
    void indexed(std::int64_t missing, std::int64_t atFirst, bool notice);
    int enqueue(QObject* context, Writer::Act act, Done then);

    /// Runs on the window's thread; the session outlives the threads that call this.
    template <typename Work> void post(Work work)
    {
        QMetaObject::invokeMethod(&q, std::move(work), Qt::QueuedConnection);
    }

    Session& q;
    Info info;
    UndoState undo;
    std::map<int, Waiting> acts;
    std::map<int, Cancelled> jobs;
    std::map<QueryPool::Key, std::uint64_t> newest; ///< ticket of the query that still matters
    std::uint64_t lastTicket = 0;
    int lastAct = 0;
    int indexJob = 0; ///< 0: none shown
    // While opening: keeps itself, and goes if the one who asked goes.
    std::shared_ptr<Session> self;
    QPointer<QObject> openContext;
    Opened openThen;
    // In this order: the readers close before the writer, so that the review is one file again.
    std::unique_ptr<Writer> writer;
    std::unique_ptr<QueryPool> queries;
    std::optional<review::Reader> reader;
};

void Session::Private::begin(QObject* context, Writer::Open open, Opened then)
{
    auto session = std::shared_ptr<Session>(new Session);
    Private& d = *session->d;
    d.self = session;
    d.openContext = context;
    d.openThen = std::move(then);
    connect(context, &QObject::destroyed, session.get(), [&d] { const auto last = std::move(d.self); });
    d.writer = std::make_unique<Writer>(std::move(open),
        Writer::Told{[&d](Result<Writer::State> state) {
                         d.post([&d, state = std::move(state)]() mutable { d.opened(std::move(state)); });
                     },
            [&d](int act, Result<Changes> result, std::optional<Writer::State> state) {
                d.post([&d, act, result = std::move(result), state = std::move(state)]() mutable {
                    d.finished(act, result, std::move(state));
                });
            },
            [&d](std::int64_t missing, std::int64_t atFirst, bool notice) {
                if (notice || missing <= 0)
                    d.post([&d, missing, atFirst, notice] { d.indexed(missing, atFirst, notice); });
            }});
}

void Session::Private::opened(Result<Writer::State> state)
{
    const auto session = std::move(self);
    const Opened then = std::move(openThen);
    if (!openContext || !session)
        return;
    QObject::disconnect(openContext, nullptr, &q, nullptr);
    if (!state) {
        then(tl::unexpected(std::move(state).error()));
        return;
    }
    auto own = review::Reader::open(state->info.path, state->info.reviewer);
    if (!own) {
        then(tl::unexpected(std::move(own).error()));
        return;
    }
    reader.emplace(std::move(*own));
    queries = std::make_unique<QueryPool>(
        state->info.path, state->info.reviewer, std::clamp(QThread::idealThreadCount(), 2, 4));
    take(std::move(*state));
    then(session);
}

void Session::Private::take(Writer::State state)
{
    const bool otherReviewer = state.info.reviewer != info.reviewer && info.reviewer;
    info = std::move(state.info);
    undo = std::move(state.undo);
    if (!otherReviewer)
        return;
    queries->setReviewer(info.reviewer);
    if (auto own = review::Reader::open(info.path, info.reviewer))
        *reader = std::move(*own);
}

void Session::Private::finished(int act, const Result<Changes>& result, std::optional<Writer::State> state)
{
    const auto found = acts.find(act);
    const Waiting waiting = std::move(found->second);
    acts.erase(found);
    if (jobs.erase(act) > 0)
        Q_EMIT q.jobEnded(act);
    if (state) {
        const bool undoChanged = state->undo.undo != undo.undo || state->undo.redo != undo.redo;
        take(std::move(*state));
        if (undoChanged)
            Q_EMIT q.undoStateChanged();
    }
    if (result && (result->flags != 0 || result->everything))
        Q_EMIT q.changed(*result);
    if (waiting.answers && waiting.context)
        waiting.then(result);
    else if (!result && result.error().kind != ErrorKind::Cancelled)
        Q_EMIT q.failed(result.error());
}

void Session::Private::indexed(std::int64_t missing, std::int64_t atFirst, bool notice)
{
    if (missing > 0 && atFirst >= IndexJobFrom) {
        if (indexJob == 0)
            indexJob = ++lastAct;
        Q_EMIT q.jobChanged(
            {indexJob, tr("Preparing the search of %L1 records").arg(atFirst), atFirst - missing, atFirst, -1});
    } else if (indexJob != 0) {
        Q_EMIT q.jobEnded(std::exchange(indexJob, 0));
    }
    if (!notice)
        return;
    Changes changes;
    changes.flags = Changes::Index;
    changes.count = 0;
    Q_EMIT q.changed(changes);
}

int Session::Private::enqueue(QObject* context, Writer::Act act, Done then)
{
    const int number = ++lastAct;
    acts[number] = {context, static_cast<bool>(then), std::move(then)};
    writer->run(number, std::move(act));
    return number;
}

Session::Session()
    : d(std::make_unique<Private>(*this))
{
}

Session::~Session()
{
    d->queries.reset();
    d->reader.reset();
    d->writer.reset();
}

void Session::open(QObject* context, const QString& path, const review::Options& options,
    std::function<void(Result<std::shared_ptr<Session>>)> then)
{
    Private::begin(
        context, [path, options] { return review::Review::open(path, review::OpenMode::ReadWriteOrReadOnly, options); },
        std::move(then));
}

void Session::create(QObject* context, const QString& path, const std::string& title, const review::Options& options,
    std::function<void(Result<std::shared_ptr<Session>>)> then)
{
    Private::begin(
        context, [path, title, options] { return review::Review::create(path, title, options); }, std::move(then));
}

const Info& Session::info() const
{
    return d->info;
}

QString Session::path() const
{
    return d->info.path;
}

review::Reader& Session::reader()
{
    return *d->reader;
}

void Session::act(QObject* context, Act act, Done then)
{
    // What Review itself would say, said before anything waits in the queue.
    if (d->info.readOnly) {
        act = [reason = d->info.readOnlyReason](review::Review&) -> Result<Changes> {
            return fail(ErrorKind::ReadOnly,
                tr("This review is open for reading only, so nothing was changed. %1").arg(reason).trimmed());
        };
    }
    d->enqueue(context, std::move(act), std::move(then));
}

void Session::longAct(QObject* context, const QString& what, LongAct act, Done then)
{
    const auto cancelled = std::make_shared<std::atomic<bool>>(false);
    Private& state = *d;
    const int next = state.lastAct + 1;
    state.jobs[next] = cancelled;
    state.enqueue(
        context,
        [&state, next, what, cancelled, act = std::move(act)](review::Review& review) -> Result<Changes> {
            if (*cancelled)
                return fail(ErrorKind::Cancelled, tr("Cancelled; the review is as it was."));
            JobProgress progress(next, what, cancelled, [&state](const JobState& job) {
                state.post([&state, job] {
                    if (state.jobs.contains(job.id))
                        Q_EMIT state.q.jobChanged(job);
                });
            });
            return act(review, progress);
        },
        std::move(then));
    Q_EMIT jobChanged({next, what, 0, 0, -1});
}

std::shared_ptr<Progress> Session::beginJob(const QString& what)
{
    constexpr qint64 Quiet = 300; // ms: what is shorter would only flicker
    const int number = ++d->lastAct;
    const auto cancelled = std::make_shared<std::atomic<bool>>(false);
    d->jobs[number] = cancelled;
    Private& state = *d;
    JobProgress progress(
        number, what, cancelled,
        [&state](const JobState& job) {
            state.post([&state, job] {
                if (state.jobs.contains(job.id))
                    Q_EMIT state.q.jobChanged(job);
            });
        },
        Quiet);
    return std::make_shared<QueryProgress>(std::move(progress), [&state, number] {
        state.post([&state, number] {
            if (state.jobs.erase(number) > 0)
                Q_EMIT state.q.jobEnded(number);
        });
    });
}

void Session::queryAny(QObject* context, int slot, std::function<std::any(Result<review::Reader*>)> ask,
    std::function<void(std::any)> then)
{
    const QueryPool::Key key{context, slot};
    const std::uint64_t ticket = ++d->lastTicket;
    d->newest[key] = ticket;
    Private& state = *d;
    state.queries->ask(key,
        [&state, key, ticket, context = QPointer<QObject>(context), ask = std::move(ask), then = std::move(then)](
            Result<review::Reader*> reader) {
            state.post([&state, key, ticket, context, then, answer = ask(std::move(reader))] {
                const auto newest = state.newest.find(key);
                if (newest == state.newest.end() || newest->second != ticket)
                    return;
                state.newest.erase(newest);
                if (context)
                    then(answer);
            });
        });
}

const UndoState& Session::undoState() const
{
    return d->undo;
}

void Session::undo()
{
    act(this, [](review::Review& review) { return review.undo(); });
}

void Session::redo()
{
    act(this, [](review::Review& review) { return review.redo(); });
}

void Session::cancel(int job)
{
    if (job == d->indexJob && job != 0) {
        d->writer->pauseIndexing();
        Q_EMIT jobEnded(std::exchange(d->indexJob, 0));
        return;
    }
    if (const auto found = d->jobs.find(job); found != d->jobs.end())
        *found->second = true;
}

bool Session::busy() const
{
    return !d->acts.empty();
}

} // namespace winnow::ui

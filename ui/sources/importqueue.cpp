#include "ui/sources/importqueue.h"

#include "core/base/progress.h"
#include "core/review/review.h"
#include "ui/models/session.h"

#include <QFileInfo>

#include <atomic>
#include <utility>

namespace winnow::ui {

namespace {

constexpr int PreviewSlot = 1;
constexpr int ProgressInterval = 100; // ms

} // namespace

/// Shared with the thread that reads: how far it is, and whether it shall stop.
class ImportQueue::Watch {
public:
    std::atomic<std::int64_t> done{0};
    std::atomic<std::int64_t> total{0};
    std::atomic<bool> stop{false};

    /// Hands on to `outer`, the status bar's, where there is one.
    class Steps final : public Progress {
    public:
        Steps(Watch& watch, Progress* outer)
            : m_watch(watch)
            , m_outer(outer)
        {
        }
        bool step(std::int64_t done, std::int64_t total) override
        {
            m_watch.done.store(done, std::memory_order_relaxed);
            m_watch.total.store(total, std::memory_order_relaxed);
            return !m_watch.stop.load(std::memory_order_relaxed) && (m_outer == nullptr || m_outer->step(done, total));
        }

    private:
        Watch& m_watch;
        Progress* m_outer;
    };
};

ImportQueue::ImportQueue(QObject* parent)
    : QObject(parent)
{
    m_timer.setInterval(ProgressInterval);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (m_watch)
            Q_EMIT progressed(m_watch->done.load(), m_watch->total.load());
    });
}

ImportQueue::~ImportQueue()
{
    stopWatching();
}

void ImportQueue::setSession(const std::shared_ptr<Session>& session)
{
    stopWatching();
    ++m_run;
    m_session = session;
    m_waiting.clear();
    m_outcomes.clear();
    m_skipped = 0;
    m_like.reset();
    enter(State::Idle);
}

void ImportQueue::add(const QStringList& paths)
{
    if (!m_session || paths.isEmpty())
        return;
    if (m_state == State::Done)
        close();
    m_waiting.insert(m_waiting.end(), paths.begin(), paths.end());
    if (m_state == State::Idle)
        next();
    else
        Q_EMIT changed();
}

QString ImportQueue::file() const
{
    return m_waiting.empty() ? QString() : QFileInfo(m_waiting.front()).fileName();
}

int ImportQueue::count() const
{
    return static_cast<int>(m_outcomes.size() + m_waiting.size()) + m_skipped;
}

void ImportQueue::next()
{
    if (m_waiting.empty()) {
        enter(m_outcomes.empty() ? State::Idle : State::Done);
        return;
    }
    m_watch = std::make_shared<Watch>();
    m_timer.start();
    enter(State::Reading);
    m_session->query<ImportPreview>(
        this, PreviewSlot,
        [watch = m_watch, path = m_waiting.front()](review::Reader& reader) {
            Watch::Steps steps(*watch, nullptr);
            return review::previewImport(&reader, {.path = path}, steps);
        },
        [this, run = m_run](const Result<ImportPreview>& preview) {
            if (run == m_run && m_state == State::Reading)
                previewed(preview);
        });
}

void ImportQueue::previewed(const Result<ImportPreview>& preview)
{
    stopWatching();
    if (!preview) {
        finish(tl::unexpected(preview.error()));
        return;
    }
    m_preview = *preview;
    m_proposal = {.path = m_waiting.front(), .source = m_preview.source, .kind = m_preview.kind};
    if (m_like && m_preview.source == m_likeProposed && !m_preview.alreadyImported) {
        ImportRequest request = *m_like;
        request.path = m_waiting.front();
        import(request);
        return;
    }
    m_like.reset();
    enter(State::Ready);
}

void ImportQueue::accept(const ImportRequest& request, Reach reach)
{
    if (m_state != State::Ready)
        return;
    if (reach == Reach::AllOfThisSource) {
        m_like = request;
        m_likeProposed = m_preview.source;
    }
    import(request);
}

void ImportQueue::import(const ImportRequest& request)
{
    m_proposal = request;
    m_watch = std::make_shared<Watch>();
    m_timer.start();
    enter(State::Importing);
    const auto came = std::make_shared<ImportResult>();
    m_session->longAct(
        this, tr("Importing %1").arg(file()),
        [watch = m_watch, request, came](review::Review& review, Progress& progress) -> Result<Changes> {
            Watch::Steps steps(*watch, &progress);
            *came = TRY(review.importFile(request, steps));
            return came->changes;
        },
        [this, came, run = m_run](const Result<Changes>& result) {
            if (run != m_run || m_state != State::Importing)
                return;
            stopWatching();
            if (result)
                finish(*came);
            else if (result.error().kind == ErrorKind::Cancelled)
                cancel();
            else
                finish(tl::unexpected(result.error()));
        });
}

void ImportQueue::finish(Result<ImportResult> result)
{
    const std::string source = m_state == State::Importing ? m_proposal.source : std::string();
    m_outcomes.push_back({file(), source, std::move(result)});
    m_waiting.pop_front();
    next();
}

void ImportQueue::skip()
{
    if (m_state != State::Ready)
        return;
    ++m_skipped;
    m_waiting.pop_front();
    next();
}

void ImportQueue::cancel()
{
    // An import that runs is told to stop and answers; only then is it known whether it was in time.
    if (m_state == State::Importing && m_watch) {
        m_watch->stop = true;
        return;
    }
    if (m_state == State::Idle || m_state == State::Done)
        return;
    stopWatching();
    ++m_run;
    m_waiting.clear();
    m_like.reset();
    const bool nothing = m_outcomes.empty();
    if (nothing)
        m_skipped = 0;
    enter(nothing ? State::Idle : State::Done);
    if (nothing)
        Q_EMIT cancelled();
}

void ImportQueue::close()
{
    if (m_state != State::Done)
        return;
    m_outcomes.clear();
    m_skipped = 0;
    m_like.reset();
    enter(State::Idle);
}

void ImportQueue::enter(State state)
{
    m_state = state;
    Q_EMIT changed();
}

void ImportQueue::stopWatching()
{
    m_timer.stop();
    if (m_watch)
        m_watch->stop = true;
    m_watch.reset();
}

} // namespace winnow::ui

// A review that is open in the window: acts go to its writer thread, queries to jobs, rows are read at once.
#pragma once

#include "core/review/review.h"

#include <QObject>
#include <QPointer>

#include <any>
#include <functional>
#include <memory>
#include <optional>

namespace winnow::ui {

/// Work beside the window, as the status bar shows it.
struct JobState {
    int id = 0;
    QString what; ///< "Importing savedrecs.txt"
    std::int64_t done = 0;
    std::int64_t total = 0; ///< 0: not known
    std::int64_t secondsLeft = -1;
};

/// Belongs to the window's thread; so do all its signals and everything called back. What acts and queries capture is
/// let go of on other threads: it must not own the session.
class Session : public QObject {
    Q_OBJECT
public:
    ~Session() override; ///< waits for the act that runs, drops queries

    /// Opens beside the window; `then` gets the session or why there is none.
    static void open(QObject* context, const QString& path, const review::Options& options,
        std::function<void(Result<std::shared_ptr<Session>>)> then);
    static void create(QObject* context, const QString& path, const std::string& title, const review::Options& options,
        std::function<void(Result<std::shared_ptr<Session>>)> then);

    [[nodiscard]] const Info& info() const; ///< as of the last change
    [[nodiscard]] QString path() const;

    /// Rows by id, at most Reader::PageSize: on this thread, a fraction of a millisecond.
    [[nodiscard]] review::Reader& reader();

    /// One act, on the writer thread, in order. `changed` is emitted before `then` is called, which is skipped if
    /// `context` is gone. The act is on disk by then.
    using Act = std::function<Result<Changes>(review::Review&)>;
    using Done = std::function<void(Result<Changes>)>;
    void act(QObject* context, Act act, Done then = {});

    /// A long act, with progress and cancel in the status bar: an import, a backup, a check.
    using LongAct = std::function<Result<Changes>(review::Review&, Progress&)>;
    void longAct(QObject* context, const QString& what, LongAct act, Done then = {});

    /// An unbounded query in a job with a reader of its own. A later query with the same context and `slot` breaks this
    /// one off, and its answer is dropped: the old one stays on the screen until the new one is there.
    template <typename T>
    void query(
        QObject* context, int slot, std::function<Result<T>(review::Reader&)> ask, std::function<void(Result<T>)> then)
    {
        queryAny(
            context, slot,
            [ask = std::move(ask)](Result<review::Reader*> reader) {
                return std::any(std::make_shared<Result<T>>(
                    reader ? ask(**reader) : Result<T>(tl::unexpected(std::move(reader).error()))));
            },
            [then = std::move(then)](
                std::any answer) { then(std::move(*std::any_cast<std::shared_ptr<Result<T>>>(answer))); });
    }

    /// The same for work of seconds: with progress and cancel in the status bar once it has taken a moment. Cancelled,
    /// it answers with that error.
    template <typename T>
    void longQuery(QObject* context, int slot, const QString& what,
        std::function<Result<T>(review::Reader&, Progress&)> ask, std::function<void(Result<T>)> then)
    {
        query<T>(
            context, slot,
            [ask = std::move(ask), progress = beginJob(what)](
                review::Reader& reader) { return ask(reader, *progress); },
            std::move(then));
    }

    [[nodiscard]] const UndoState& undoState() const; ///< as of the last change
    void undo();
    void redo();
    void cancel(int job);
    [[nodiscard]] bool busy() const;

Q_SIGNALS:
    void changed(const winnow::Changes& changes);
    void undoStateChanged();
    void jobChanged(const winnow::ui::JobState& job); ///< started or progressed
    void jobEnded(int id);
    void failed(const winnow::Error& error); ///< an act failed and nobody took the answer

private:
    Session();
    /// A job lasts as long as somebody holds its progress.
    [[nodiscard]] std::shared_ptr<Progress> beginJob(const QString& what);
    void queryAny(QObject* context, int slot, std::function<std::any(Result<review::Reader*>)> ask,
        std::function<void(std::any)> then);
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace winnow::ui

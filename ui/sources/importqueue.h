// Export files on their way into the review, one after the other.
#pragma once

#include "core/base/result.h"
#include "core/model/views.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace winnow::ui {

class Session;

/// Reads each file for a preview, waits until it is accepted or left out, imports it, and keeps what came of it.
///
/// Nothing is written before `accept`, and an import that is cancelled leaves the review as it was.
class ImportQueue : public QObject {
    Q_OBJECT
public:
    enum class State {
        Idle,
        Reading, ///< a file is read for its preview
        Ready, ///< the preview is there; accept, skip or cancel
        Importing,
        Done, ///< all files are through; see outcomes()
    };
    /// How far an acceptance goes.
    enum class Reach {
        ThisFile,
        AllOfThisSource, ///< the files after it too, as long as they are proposed for the same source
    };
    /// What came of a file: imported, or why it was not.
    struct Outcome {
        QString file; ///< name without folder
        std::string source;
        Result<ImportResult> result;
    };

    explicit ImportQueue(QObject* parent = nullptr);
    ~ImportQueue() override;

    void setSession(const std::shared_ptr<Session>& session); ///< drops what is under way
    void add(const QStringList& paths);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] QString file() const; ///< the one at hand, without folder
    [[nodiscard]] int position() const { return static_cast<int>(m_outcomes.size()) + m_skipped + 1; }
    [[nodiscard]] int count() const; ///< of all files of this run
    [[nodiscard]] const ImportPreview& preview() const { return m_preview; } ///< while Ready
    [[nodiscard]] const ImportRequest& proposal() const { return m_proposal; } ///< while Ready
    [[nodiscard]] const std::vector<Outcome>& outcomes() const { return m_outcomes; }

    void accept(const ImportRequest& request, Reach reach = Reach::ThisFile);
    void skip(); ///< leaves the file at hand out
    void cancel(); ///< stops what runs and drops the files that wait; what is imported stays
    void close(); ///< Done → Idle

Q_SIGNALS:
    void changed(); ///< the state, or the file at hand
    void progressed(std::int64_t done, std::int64_t total); ///< bytes
    void cancelled(); ///< and nothing at all was imported

private:
    class Watch;
    void next();
    void previewed(const Result<ImportPreview>& preview);
    void import(const ImportRequest& request);
    void finish(Result<ImportResult> result);
    void enter(State state);
    void stopWatching();

    std::shared_ptr<Session> m_session;
    State m_state = State::Idle;
    std::deque<QString> m_waiting; ///< paths; the first is at hand
    ImportPreview m_preview;
    ImportRequest m_proposal;
    std::optional<ImportRequest> m_like; ///< accepted for all files of its source
    std::string m_likeProposed; ///< the source that was proposed for it
    std::vector<Outcome> m_outcomes;
    int m_skipped = 0;
    std::uint64_t m_run = 0; ///< answers of an earlier run are dropped
    std::shared_ptr<Watch> m_watch;
    QTimer m_timer;
};

} // namespace winnow::ui

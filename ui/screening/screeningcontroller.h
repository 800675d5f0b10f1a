// What screening titles and abstracts is, without its window.
#pragma once

#include "core/model/views.h"
#include "ui/models/citationlist.h"
#include "ui/screening/pace.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace winnow::review {
class Review;
}

namespace winnow::ui {

class Session;

/// Which citations the queue holds, by this reviewer's own verdict: others' stay unseen.
enum class QueueShows { Undecided, All, Included, Excluded, Maybe };

/// Why there is no record to decide on.
enum class QueueState {
    Ready, ///< there is one
    NoReview,
    NoRecords, ///< nothing was imported yet
    NothingLeft, ///< everything is decided
    NothingFound, ///< nothing matches the filter
};

/// Holds the queue, the record in sight and the reviewer's lists; decides, and then shows the next record.
///
/// A decision is for the record in sight: while one is being written (a few milliseconds), further ones are not taken.
/// The next record is shown once the act is on disk. A change made elsewhere to one citation, as by undo, shows it.
class ScreeningController : public QObject {
    Q_OBJECT
public:
    using Now = std::function<std::int64_t()>; ///< ms

    explicit ScreeningController(QObject* parent = nullptr, Now now = {});
    ~ScreeningController() override;

    void setSession(const std::shared_ptr<Session>& session);
    void setActive(bool active); ///< in sight; out of sight, changes only mark it stale

    // The queue
    [[nodiscard]] CitationList& queue() { return m_queue; }
    [[nodiscard]] QueueState state() const;
    [[nodiscard]] QueueShows shows() const { return m_shows; }
    void setShows(QueueShows shows);
    void setSearch(const QString& text);
    void setLabelFilter(const std::optional<std::string>& label);
    void showOnly(const Filter& filter); ///< where a door leads: this filter on top of the rest; {} takes it away

    // The record in sight
    [[nodiscard]] const std::optional<CitationDetail>& current() const { return m_current; }
    [[nodiscard]] std::optional<Verdict> verdict() const; ///< of this reviewer on it
    [[nodiscard]] ReasonId reason() const;
    void goTo(CitationId id);
    void next();
    void previous();
    void back(); ///< to the decision before, and the one before that

    // Acts
    [[nodiscard]] bool canDecide() const; ///< a record is in sight and the review can be written
    [[nodiscard]] bool canUndo() const;
    void decide(Verdict verdict, ReasonId reason = {});
    void excludeFor(int number); ///< the reason of this number, from 1; no such reason: nothing
    void excludeForNew(const QString& reason); ///< adds it to the review's reasons
    void takeBack();
    void setLabel(const QString& label, bool on);
    void setNote(const QString& note);
    void setCriteria(const QString& criteria);
    void setTerms(const std::vector<TermCategory>& terms);
    void addTerm(const QString& words, int category); ///< −1: in a new category
    void undo();
    void redo();

    // The review
    [[nodiscard]] const std::optional<StageProgress>& progress() const { return m_progress; }
    [[nodiscard]] std::int64_t left() const; ///< undecided by this reviewer
    [[nodiscard]] const Pace& pace() const { return m_pace; }
    [[nodiscard]] const std::vector<Reason>& reasons() const { return m_reasons; }
    [[nodiscard]] const std::vector<Reason>& allReasons() const { return m_allReasons; } ///< of full texts, too
    [[nodiscard]] const std::vector<TermCategory>& terms() const { return m_terms; }
    [[nodiscard]] const std::vector<std::string>& labels() const { return m_labels; }
    [[nodiscard]] const Info* info() const; ///< none without a review
    [[nodiscard]] Session* session() const { return m_session.get(); }

Q_SIGNALS:
    void currentChanged(); ///< another record, or other words on it
    void progressChanged(); ///< counts, pace, state
    void listsChanged(); ///< reasons, terms, labels, criteria
    void notice(const QString& text, bool undo);
    void failed(const winnow::Error& error);

private:
    enum class Slot { Progress = 1, Labels = 2 };
    void changed(const Changes& changes);
    void follow(const Changes& changes);
    void readAgain();
    void readLists();
    void askProgress();
    void askLabels();
    void applyFilter();
    void listed();
    void show(CitationId id);
    void write(DecisionRequest request);
    void written(const DecisionRequest& request, std::optional<Verdict> before);
    void count(std::optional<Verdict> before, std::optional<Verdict> after);
    [[nodiscard]] bool belongs(std::optional<Verdict> verdict) const;
    [[nodiscard]] CitationId after(CitationId id, bool stays) const;
    using Act = std::function<Result<Changes>(review::Review&)>;
    void act(Act act, std::function<void()> then = {});

    Now m_now;
    std::shared_ptr<Session> m_session;
    CitationList m_queue;
    QueueShows m_shows = QueueShows::Undecided;
    QString m_search;
    std::optional<std::string> m_label;
    Filter m_door;
    std::optional<CitationDetail> m_current;
    std::optional<StageProgress> m_progress;
    std::vector<Reason> m_reasons;
    std::vector<Reason> m_allReasons;
    std::vector<TermCategory> m_terms;
    std::vector<std::string> m_labels;
    std::vector<CitationId> m_trail; ///< decided in this sitting, newest last
    std::size_t m_steps = 0; ///< gone back on the trail
    CitationId m_resume; ///< where going back began
    Pace m_pace;
    int m_writing = 0; ///< own acts under way
    std::vector<OpId> m_own; ///< acts of ours, of which the session has told and we have not yet heard
    bool m_deciding = false;
    bool m_moving = false; ///< the queue changes by our own hand
    bool m_pick = true; ///< when the list is there, show its first if the record in sight is not in it
    bool m_active = false;
    bool m_stale = false;
    bool m_listed = false;
};

} // namespace winnow::ui

// What deciding on citations is at either stage, without its window.
#pragma once

#include "core/model/views.h"
#include "ui/models/citationlist.h"

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

/// Holds a list of citations, the one in sight and the reviewer's lists of a stage; decides, and then shows the next.
///
/// A decision is for the citation in sight: while one is being written (a few milliseconds), further ones are not
/// taken. The next citation is shown once the act is on disk.
class DecisionController : public QObject {
    Q_OBJECT
public:
    DecisionController(Stage stage, CitationList::Follow follow, QObject* parent);
    ~DecisionController() override;

    virtual void setSession(const std::shared_ptr<Session>& session);
    virtual void setActive(bool active); ///< in sight; out of sight, changes only mark it stale

    [[nodiscard]] CitationList& list() { return m_list; }
    [[nodiscard]] const CitationList& list() const { return m_list; }

    // The citation in sight
    [[nodiscard]] const std::optional<CitationDetail>& current() const { return m_current; }
    [[nodiscard]] std::optional<Verdict> verdict() const; ///< of this reviewer on it
    [[nodiscard]] ReasonId reason() const;
    virtual void goTo(CitationId id);
    virtual void next();
    virtual void previous();

    // Acts
    [[nodiscard]] bool canDecide() const; ///< a citation is in sight and the review can be written
    void decide(Verdict verdict, ReasonId reason = {});
    void excludeFor(int number); ///< the reason of this number, from 1; no such reason: nothing
    void excludeForNew(const QString& reason); ///< adds it to the review's reasons
    void takeBack();

    // The review
    [[nodiscard]] const std::optional<StageProgress>& progress() const { return m_progress; }
    [[nodiscard]] const std::vector<Reason>& reasons() const { return m_reasons; } ///< of this stage
    [[nodiscard]] const std::vector<Reason>& allReasons() const { return m_allReasons; } ///< of both
    [[nodiscard]] const std::vector<TermCategory>& terms() const { return m_terms; }
    [[nodiscard]] const Info* info() const; ///< none without a review
    [[nodiscard]] Session* session() const { return m_session.get(); }

Q_SIGNALS:
    void currentChanged(); ///< another citation, or other words, files, decisions on it
    void progressChanged(); ///< counts, state
    void listsChanged(); ///< reasons, terms
    void notice(const QString& text, bool undo);
    void failed(const winnow::Error& error);

protected:
    enum Slot { ProgressSlot = 1, FirstFreeSlot };
    using Act = std::function<Result<Changes>(review::Review&)>;

    /// An act of this page; `then` once it is on disk and the review has not been closed meanwhile.
    void act(Act act, std::function<void()> then = {});
    void askProgress();
    void readLists();
    virtual void show(CitationId id);
    virtual void readAgain() = 0; ///< the review is another, or has changed out of sight
    virtual void changed(const Changes& changes) = 0; ///< while in sight
    virtual bool mayDecide(Verdict verdict, ReasonId reason); ///< false: said why not
    /// The decision is on disk; the owner shows what comes next. `before`: the verdict it replaced.
    virtual void decided(const DecisionRequest& request, std::optional<Verdict> before) = 0;
    virtual void acted(OpId op); ///< one of our acts is on disk
    /// What one query gave; an error is told unless a later query broke it off.
    template <typename T> const T* answered(const Result<T>& answer)
    {
        if (answer)
            return &*answer;
        if (answer.error().kind != ErrorKind::Cancelled)
            Q_EMIT failed(answer.error());
        return nullptr;
    }

    [[nodiscard]] bool isListed() const { return m_listed; }
    [[nodiscard]] bool isWriting() const { return m_writing > 0; }
    [[nodiscard]] bool isDeciding() const { return m_deciding; }
    [[nodiscard]] bool isMoving() const { return m_moving; } ///< the list changes by our own hand
    void pickFirst() { m_pick = true; } ///< of the list that is being asked for, unless the one in sight is in it
    void removeFromList(CitationId id); ///< nothing else comes into sight by it
    std::optional<StageProgress> m_progress;

private:
    void listed();
    void write(const DecisionRequest& request);

    const Stage m_stage;
    std::shared_ptr<Session> m_session;
    CitationList m_list;
    std::optional<CitationDetail> m_current;
    std::vector<Reason> m_reasons;
    std::vector<Reason> m_allReasons;
    std::vector<TermCategory> m_terms;
    int m_writing = 0; ///< own acts under way
    bool m_deciding = false;
    bool m_moving = false;
    bool m_pick = true;
    bool m_active = false;
    bool m_stale = false;
    bool m_listed = false;
};

} // namespace winnow::ui

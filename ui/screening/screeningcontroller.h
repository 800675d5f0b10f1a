// What screening titles and abstracts is, without its window.
#pragma once

#include "ui/models/decisioncontroller.h"
#include "ui/models/relevanceorder.h"
#include "ui/screening/pace.h"
#include "ui/screening/sitting.h"

#include <unordered_set>

namespace winnow::ui {

struct BulkAct;

/// Which citations the queue holds, by this reviewer's own verdict: others' stay unseen. Recent: those decided, the
/// latest first.
enum class QueueShows { Undecided, All, Included, Excluded, Maybe, Recent };

/// Why there is no record to decide on.
enum class QueueState {
    Ready, ///< there is one
    NoReview,
    NoRecords, ///< nothing was imported yet
    NothingLeft, ///< everything is decided
    NothingFound, ///< nothing matches the filter
};

/// The queue of titles and abstracts, and the way through it. Nothing but the record in sight is decided on; a change
/// made elsewhere to one citation, as by undo, shows it.
class ScreeningController : public DecisionController {
    Q_OBJECT
public:
    using Now = std::function<std::int64_t()>; ///< ms

    explicit ScreeningController(QObject* parent = nullptr, Now now = {});
    ~ScreeningController() override;

    void setSession(const std::shared_ptr<Session>& session) override;
    void setActive(bool active) override;

    // The queue
    [[nodiscard]] QueueState state() const;
    [[nodiscard]] QueueShows shows() const { return m_shows; }
    void setShows(QueueShows shows);
    void toggleRecent(); ///< the recent decisions, and back to where one was
    void setSearch(const QString& text);
    void setLabelFilter(const std::optional<std::string>& label);
    [[nodiscard]] const QString& search() const { return m_search; }
    /// What is chosen beyond verdict and words.
    [[nodiscard]] const Filter& narrowing() const { return m_narrow; }
    void setNarrowing(const Filter& filter);
    void askChoices(); ///< answered by choicesKnown
    [[nodiscard]] const std::vector<SavedFilter>& savedFilters() const { return m_saved; }
    void saveFilter(const QString& name); ///< what holds now; takes the place of one of that name
    void removeSaved(const QString& name);
    void applySaved(const SavedFilter& saved);
    void actOnAll(const BulkAct& bulk); ///< on every citation listed; not while the list is being asked for
    void showOnly(const Filter& filter); ///< where a door leads: this filter on top of the rest; {} takes it away

    // The work of several reviewers
    [[nodiscard]] bool hasAssigned() const { return m_hasAssigned; } ///< something here is assigned to this reviewer
    [[nodiscard]] bool onlyAssigned() const { return m_onlyAssigned; } ///< so it is at first where there is something
    void setOnlyAssigned(bool only);
    [[nodiscard]] const StageRule& rule() const { return m_rule; }
    [[nodiscard]] std::int64_t toDecide() const; ///< records that are this reviewer's, decided ones too
    [[nodiscard]] std::int64_t decidedOfThose() const;

    // The order by relevance. What is being read stays where it is; the next record is the first of the newest order.
    [[nodiscard]] const RelevanceOrder& relevance() const { return m_relevance; }
    void setByRelevance(bool on);
    void setWish(const RelevanceOrder::Wish& wish);
    /// Decisions that were made in the learned order, in all sittings on this computer.
    [[nodiscard]] std::int64_t decidedInOrder() const { return m_decidedInOrder; }
    void setDecidedInOrder(std::int64_t decisions) { m_decidedInOrder = decisions; }
    void setWhyShown(bool shown);
    [[nodiscard]] QString whyInWords() const; ///< why the record in sight stands where it does
    void setStoppingShown(bool shown); ///< asked for anew after each decision while it is
    [[nodiscard]] const std::optional<review::Stopping>& stopping() const { return m_stopping; }

    // The way through it
    void goTo(CitationId id) override;
    void next() override;
    void previous() override;
    void back(); ///< to the decision before, and the one before that

    // Acts
    [[nodiscard]] bool canUndo() const;
    void setLabel(const QString& label, bool on);
    void setNote(const QString& note);
    void setNoteOf(CitationId citation, const QString& note); ///< whichever is in sight
    void setCriteria(const QString& criteria);
    void setTerms(const std::vector<TermCategory>& terms);
    void addTerm(const QString& words, int category); ///< −1: in a new category
    void undo();
    void redo();

    // The review
    [[nodiscard]] std::int64_t left() const; ///< undecided by this reviewer, of what is theirs
    [[nodiscard]] const Pace& pace() const { return m_pace; }
    [[nodiscard]] const Sitting& sitting() const { return m_sitting; }
    [[nodiscard]] const std::vector<std::string>& labels() const { return m_labels; }

Q_SIGNALS:
    /// What was just decided or undone, in words.
    void did(const QString& what, bool undoable);
    void filterChanged(); ///< by other means than setSearch
    void choicesKnown(const winnow::FilterChoices& choices);
    void orderChanged(); ///< by relevance or not, how it came about
    void whyChanged();
    void stoppingChanged();

private:
    enum { LabelsSlot = FirstFreeSlot, ChoicesSlot, StoppingSlot };
    /// Where one was before looking at the recent decisions.
    struct Place {
        QueueShows shows = QueueShows::Undecided;
        CitationId citation;
        Order order = Order::AsImported;
        Direction direction = Direction::Ascending;
    };
    void askSaved();
    void writeSaved(const std::vector<SavedFilter>& saved);
    void changed(const Changes& changes) override;
    void readAgain() override;
    void decided(const DecisionRequest& request, std::optional<Verdict> before) override;
    void acted(OpId op) override { m_own.push_back(op); }
    void follow(const Changes& changes);
    void followTrail();
    void show(CitationId id) override;
    void readTeam();
    void listenToOrder();
    void useRanks();
    void askWhy();
    void askStopping();
    void askLabels();
    void applyFilter();
    [[nodiscard]] QString inWords(const DecisionRequest& request) const;
    void count(std::optional<Verdict> before, std::optional<Verdict> after);
    [[nodiscard]] bool belongs(std::optional<Verdict> verdict) const;
    [[nodiscard]] CitationId after(CitationId id, bool stays) const;

    Now m_now;
    RelevanceOrder m_relevance;
    bool m_whyShown = false;
    std::optional<QStringList> m_why; ///< of the record in sight, once known
    bool m_stoppingShown = false;
    bool m_stoppingAsked = false; ///< and not yet answered
    bool m_stoppingOld = false; ///< something was decided since
    std::optional<review::Stopping> m_stopping;
    std::int64_t m_decidedInOrder = 0;
    StageRule m_rule;
    bool m_hasAssigned = false;
    bool m_onlyAssigned = false;
    QueueShows m_shows = QueueShows::Undecided;
    QString m_search;
    Filter m_narrow;
    Filter m_door;
    Place m_place;
    std::vector<SavedFilter> m_saved;
    std::vector<std::string> m_labels;
    std::vector<CitationId> m_trail; ///< decided in this sitting, newest last
    std::size_t m_steps = 0; ///< gone back on the trail
    std::unordered_set<CitationId> m_passed; ///< were in sight and left undecided, since the queue was chosen
    CitationId m_resume; ///< where going back began
    Pace m_pace;
    Sitting m_sitting;
    std::vector<OpId> m_own; ///< acts of ours, of which the session has told and we have not yet heard
};

} // namespace winnow::ui

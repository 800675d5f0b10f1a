// What screening titles and abstracts is, without its window.
#pragma once

#include "ui/models/decisioncontroller.h"
#include "ui/screening/pace.h"
#include "ui/screening/sitting.h"

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

    // The way through it
    void goTo(CitationId id) override;
    void next() override;
    void previous() override;
    void back(); ///< to the decision before, and the one before that

    // Acts
    [[nodiscard]] bool canUndo() const;
    void setLabel(const QString& label, bool on);
    void setNote(const QString& note);
    void setCriteria(const QString& criteria);
    void setTerms(const std::vector<TermCategory>& terms);
    void addTerm(const QString& words, int category); ///< −1: in a new category
    void undo();
    void redo();

    // The review
    [[nodiscard]] std::int64_t left() const; ///< undecided by this reviewer
    [[nodiscard]] const Pace& pace() const { return m_pace; }
    [[nodiscard]] const Sitting& sitting() const { return m_sitting; }
    [[nodiscard]] const std::vector<std::string>& labels() const { return m_labels; }

Q_SIGNALS:
    void filterChanged(); ///< by other means than setSearch
    void choicesKnown(const winnow::FilterChoices& choices);

private:
    enum { LabelsSlot = FirstFreeSlot, ChoicesSlot };
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
    void askLabels();
    void applyFilter();
    void count(std::optional<Verdict> before, std::optional<Verdict> after);
    [[nodiscard]] bool belongs(std::optional<Verdict> verdict) const;
    [[nodiscard]] CitationId after(CitationId id, bool stays) const;

    Now m_now;
    QueueShows m_shows = QueueShows::Undecided;
    QString m_search;
    Filter m_narrow;
    Filter m_door;
    Place m_place;
    std::vector<SavedFilter> m_saved;
    std::vector<std::string> m_labels;
    std::vector<CitationId> m_trail; ///< decided in this sitting, newest last
    std::size_t m_steps = 0; ///< gone back on the trail
    CitationId m_resume; ///< where going back began
    Pace m_pace;
    Sitting m_sitting;
    std::vector<OpId> m_own; ///< acts of ours, of which the session has told and we have not yet heard
};

} // namespace winnow::ui

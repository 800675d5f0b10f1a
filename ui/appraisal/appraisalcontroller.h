// What the page of risk of bias knows: the instrument, the included studies, and what this assessor said of each.
#pragma once

#include "core/base/result.h"
#include "core/extraction/appraisal.h"
#include "core/figure/drawing.h"
#include "core/figure/palette.h"
#include "core/model/appraisal.h"
#include "core/model/team.h"
#include "core/model/views.h"

#include <QObject>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace winnow::review {
class Review;
}

namespace winnow::ui {

class Session;

/// One thing to be said: the answer to an item, or a judgement.
struct AppraisalStep {
    const extraction::Domain* domain = nullptr; ///< none: overall
    const extraction::Item* item = nullptr; ///< none: the judgement
    bool operator==(const AppraisalStep&) const = default;
};

/// Goes through the instrument step by step. What is said is shown at once and taken back if it could not be written.
class AppraisalController : public QObject {
    Q_OBJECT
public:
    explicit AppraisalController(QObject* parent = nullptr);

    void setSession(const std::shared_ptr<Session>& session);
    void setActive(bool active);
    [[nodiscard]] bool canWrite() const;
    [[nodiscard]] bool loaded() const { return m_loaded; }

    // What is asked ---------------------------------------------------------------------------------------------------
    [[nodiscard]] const AppraisalPlan& plan() const { return m_plan; }
    [[nodiscard]] const extraction::Instrument* instrument() const; ///< none until one is chosen
    void usePlan(const AppraisalPlan& plan);
    [[nodiscard]] int outcome() const { return m_outcome; } ///< of the plan's
    void setOutcome(int outcome);

    // The studies
    // -------------------------------------------------------------------------------------------------------
    [[nodiscard]] const std::vector<Study>& studies() const { return m_studies; }
    [[nodiscard]] const Study* study() const;
    [[nodiscard]] int row() const; ///< −1: none
    void setRow(int row);
    void moveBy(int step);
    void showStudyOf(CitationId citation); ///< also before it is loaded
    [[nodiscard]] std::vector<AttachedFile> files() const; ///< of all reports of the study at hand
    /// Whose judgements: this assessor's, or the review's – what was settled, what assessors agree on or one alone
    /// said. The same while extraction is blind.
    enum class Whose { Mine, Review };
    [[nodiscard]] extraction::AppraisalProgress progressOf(
        const Study& study, Whose whose = Whose::Mine) const; ///< over all outcomes
    [[nodiscard]] bool isJudgedByOthers(const Study& study) const; ///< as far as one may know
    [[nodiscard]] int differing(const Study& study) const; ///< its judgements that nobody settled yet
    [[nodiscard]] int restingOnOpen(const Study& study) const; ///< this assessor's judgements: see openBelow
    [[nodiscard]] QString summary() const; ///< "3 of 9 studies judged"

    // The steps
    // ---------------------------------------------------------------------------------------------------------
    [[nodiscard]] const std::vector<AppraisalStep>& steps() const { return m_steps; } ///< those not asked too
    [[nodiscard]] int current() const { return m_current; }
    void setCurrent(int step);
    void moveStep(int by); ///< to the next that is asked, that way
    bool goToOpen(); ///< the first that is asked and not answered; false, and stays, if there is none
    [[nodiscard]] bool isAsked(const AppraisalStep& step) const;
    [[nodiscard]] std::vector<std::string> choices(const AppraisalStep& step) const; ///< also while it is not asked
    [[nodiscard]] QString wordOf(const AppraisalStep& step, const std::string& choice) const;
    [[nodiscard]] std::string said(const AppraisalStep& step) const; ///< empty: nothing yet
    [[nodiscard]] std::string proposed(const AppraisalStep& step) const; ///< of a judgement; empty: none
    [[nodiscard]] QString proposalText(const AppraisalStep& step) const; ///< "Proposed: Low", or what is missing
    [[nodiscard]] bool differs(const AppraisalStep& step) const; ///< from its proposal, without a word why
    [[nodiscard]] QString support(const AppraisalStep& step) const;
    [[nodiscard]] QString openBelow(const AppraisalStep& step) const; ///< what a judgement rests on and is open: "1.1"

    /// Says it of the current step and goes on to the next; a judgement that differs from its proposal asks for the
    /// reason instead. The same again takes it back.
    void choose(int choice);
    void choose(const AppraisalStep& step, const std::string& choice);
    void takeProposal(); ///< of the current judgement; at an item, goes on
    void setSupport(const AppraisalStep& step, const QString& text);

    // Others ----------------------------------------------------------------------------------------------------------
    /// What another assessor said.
    struct Other {
        QString name;
        std::string text; ///< empty: only its support
        QString support; ///< of a judgement
        std::vector<Evidence> quotes;
        bool operator==(const Other&) const = default;
    };
    [[nodiscard]] std::vector<Other> others(const AppraisalStep& step) const; ///< none while extraction is blind
    [[nodiscard]] bool isDiffering(const AppraisalStep& step) const; ///< a judgement on which assessors differ
    [[nodiscard]] std::string settled(const AppraisalStep& step) const; ///< empty: nothing
    /// Makes an assessor's judgement the review's, with its support; the others' stay theirs. No name: one's own.
    void accept(const AppraisalStep& step, const QString& name);
    void acceptNext(); ///< of the current judgement: the others' in turn, then one's own
    void takeBack(const AppraisalStep& step); ///< what is settled
    bool goToDiffering(); ///< the next study, outcome and judgement on which assessors differ; false: none

    // Quotes ----------------------------------------------------------------------------------------------------------
    /// What an answer or judgement rests on in the reports; before it is said, what waits to be stored with it.
    [[nodiscard]] std::vector<Evidence> quotes(const AppraisalStep& step) const;
    [[nodiscard]] bool isWaiting(const AppraisalStep& step) const;
    void quote(const std::vector<Evidence>& places); ///< for the current step; one act
    void dropQuote(const AppraisalStep& step, const Evidence& place);
    /// Those of the study and outcome at hand, with the addresses of the steps and their words.
    struct Quoted {
        Evidence place;
        std::string address;
        QString says;
    };
    [[nodiscard]] std::vector<Quoted> quoted() const;
    void goTo(const std::string& address); ///< of a step

    // Figures
    // -----------------------------------------------------------------------------------------------------------
    enum class Kind { TrafficLights, Summary };
    /// Of the review's judgements at the outcome at hand.
    [[nodiscard]] bool hasFigure() const;
    [[nodiscard]] QString whose() const; ///< whose judgements they are; empty where nobody could ask
    [[nodiscard]] figure::Drawing figure(Kind kind, const figure::Palette& palette) const;
    void openMark(int index); ///< the study of a mark
    [[nodiscard]] QString exportName() const;
    [[nodiscard]] std::string robvisCsv() const;
    void takeRobvis(const QString& path); ///< judgements of studies by their names, one act

Q_SIGNALS:
    void planChanged(); ///< other steps
    void studiesChanged(); ///< the list, or how much is judged
    void studyChanged(); ///< another study or outcome is at hand
    void saidChanged(); ///< by this assessor
    void currentChanged();
    void tookBack(const QString& what); ///< an answer, by giving it again
    void reasonWanted(); ///< for the current judgement
    /// Of the table's studies: those judged now, and those not found.
    void robvisTaken(int studies, int unknown);
    void failed(const winnow::Error& error);

private:
    struct Loaded;
    void changed(const Changes& changes);
    void reload();
    void take(Loaded loaded);
    void setPlan(const AppraisalPlan& plan);
    void show(StudyId study);
    void refresh();
    /// The text of an address of the study at hand, which rests on these places; an empty one takes it back.
    void store(const std::string& address, const std::string& text, std::vector<Evidence> places);
    void run(std::function<Result<Changes>(review::Review&)> act, std::function<void()> then = {});
    [[nodiscard]] extraction::Appraising appraising(int outcome) const;
    [[nodiscard]] int outcomes() const; ///< at least one: the study as a whole
    [[nodiscard]] extraction::Assessment assessmentOf(StudyId study, int outcome, Whose whose = Whose::Mine) const;
    [[nodiscard]] std::string addressOf(const AppraisalStep& step) const;
    [[nodiscard]] std::string addressOf(const AppraisalStep& step, int outcome) const;
    [[nodiscard]] std::string supportOf(const AppraisalStep& step) const; ///< its address; empty: has none
    void combine(); ///< what all said to what the review says
    [[nodiscard]] int differing(StudyId study, int outcome) const;
    [[nodiscard]] std::vector<Evidence> placesAt(const std::string& address) const;
    [[nodiscard]] static std::string idOf(const AppraisalStep& step);
    [[nodiscard]] static QString titleOf(const AppraisalStep& step);
    [[nodiscard]] std::vector<std::pair<StudyId, extraction::Assessment>> judged() const;
    [[nodiscard]] extraction::RobvisTable table() const;

    std::shared_ptr<Session> m_session;
    AppraisalPlan m_plan;
    std::optional<extraction::Instrument> m_instrument;
    std::vector<AppraisalStep> m_steps;
    std::vector<Study> m_studies;
    StudyId m_study;
    CitationId m_wanted; ///< whose study shall be shown once it is listed
    using Place = std::pair<StudyId, std::string>; ///< a study and an address
    using Texts = std::map<StudyId, std::map<std::string, std::string>>; ///< by address
    Texts m_values; ///< this assessor's
    Texts m_review; ///< what the review says of it
    std::map<Place, std::vector<Evidence>> m_quotes; ///< of these
    std::map<Place, std::vector<Evidence>> m_waiting; ///< of what is not said yet
    std::map<Place, std::vector<Other>> m_others; ///< without support
    std::map<Place, std::string> m_settled;
    std::set<Place> m_differing; ///< answers to signalling questions too
    StageRule m_rule;
    extraction::Assessment m_said; ///< of the study and outcome at hand
    int m_outcome = 0;
    int m_current = 0;
    int m_writing = 0; ///< acts on their way; what was read before they are done is old
    bool m_loaded = false;
    bool m_active = false;
    bool m_stale = false;
};

} // namespace winnow::ui

// What the synthesis page knows of the review's results: its meta-analyses, and what the arms had.
#pragma once

#include "core/synthesis/armfigures.h"
#include "core/synthesis/figures.h"
#include "core/synthesis/synthesis.h"
#include "ui/models/countcontroller.h"
#include "ui/synthesis/fieldpopup.h"
#include "ui/synthesis/studydoors.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace winnow::ui {

/// The meta-analyses that the review keeps, computed again beside the window whenever a value changes. Every change of
/// one is an act: on disk at once, and undone as any other.
class AnalysesController final : public CountController {
    Q_OBJECT
public:
    /// A meta-analysis, or why there is none.
    struct Computed {
        std::shared_ptr<const synthesis::Synthesis> synthesis;
        QString problem;
    };
    /// A figure of what the arms had: adverse events, or an outcome over time.
    struct OfArms {
        std::string id; ///< "safety", or the outcome's
        QString title;
        std::shared_ptr<const synthesis::SafetyFigure> safety; ///< either this
        std::shared_ptr<const synthesis::CourseFigure> course; ///< or this
    };
    explicit AnalysesController(QObject* parent = nullptr);

    [[nodiscard]] const Form& form() const { return m_form; }
    [[nodiscard]] const std::vector<AnalysisPlan>& plans() const { return m_plans; }
    /// None: another part of the page is shown.
    [[nodiscard]] const AnalysisPlan* current() const;
    [[nodiscard]] Computed computed() const; ///< of the current one; nothing of either while it is being computed
    void select(const std::string& id); ///< empty: none

    /// Those that there are values for.
    [[nodiscard]] const std::vector<OfArms>& ofArms() const { return m_answer.ofArms; }
    /// The judgements that stand beside the current one's studies; without rows while there are none.
    [[nodiscard]] figure::RiskTable risk() const;

    /// The times at which any study has a result of the outcome, in order.
    [[nodiscard]] QStringList timesOf(const std::string& outcome) const;
    /// Of studies and arms: what can make subgroups.
    [[nodiscard]] std::vector<FieldOffer> fields() const;
    /// What a meta-regression can be on: the year of the study, numbers, the years of dates, single choices. Those that
    /// two studies have a value of stand first.
    [[nodiscard]] std::vector<FieldOffer> moderators() const;
    /// Why none can be made; empty if one can.
    [[nodiscard]] QString obstacle() const;

    /// Keeps a new one, of the outcome that most studies have results of, and selects it.
    void add();
    void change(const AnalysisPlan& plan);
    void remove(); ///< the current one

    /// Where a study's results for the current one are.
    [[nodiscard]] std::optional<Door> door(StudyId study) const;

Q_SIGNALS:
    void selectionChanged();
    void removed(); ///< the one that was to be

private:
    struct Answer {
        Form form;
        std::vector<AnalysisPlan> plans;
        std::map<std::string, Computed> computed;
        std::map<std::string, QStringList> times;
        std::map<std::string, int> studiesWith; ///< by outcome
        std::map<std::string, int> studiesAnswering; ///< by field
        std::map<std::string, figure::RiskTable> risk; ///< by outcome
        std::vector<OfArms> ofArms;
        std::map<StudyId, std::vector<std::string>> results; ///< addresses of each study's values of outcomes
        StudyDoors doors;
    };
    void clear() override;
    void ask() override;
    [[nodiscard]] static Result<Answer> answer(review::Reader& reader);
    [[nodiscard]] std::vector<FieldOffer> fieldsThat(bool (*fit)(const Field&)) const;

    Form m_form;
    std::vector<AnalysisPlan> m_plans;
    Answer m_answer;
    std::string m_selected;
};

} // namespace winnow::ui
